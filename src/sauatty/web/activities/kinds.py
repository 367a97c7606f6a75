"""The kinds of people who come to an activity."""

from django.utils.translation import gettext_lazy as _

AUDIENCES = {
    "primary": _("pupils of grades 1–4"),
    "lower-secondary": _("pupils of grades 5–9"),
    "upper-secondary": _("pupils of grades 10–11"),
    "students": _("students"),
    "teachers": _("teachers"),
    "librarians": _("librarians"),
    "parents": _("parents"),
    "adults": _("readers and other adults"),
}
