"""The part of a person's record that tells of their own activities."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sauatty.core.documents.record import RecordRow
from sauatty.core.languages import format_number
from sauatty.web.activities import selectors as activities
from sauatty.web.records.sections import Section

ORDER = 35


def rows(person: Any) -> list[RecordRow]:
    """Return the accepted activities of a person, the newest first."""
    return [_row(one) for one in activities.list_own(person) if one.state == one.State.ACCEPTED]


def _row(activity: Any) -> RecordRow:
    low, high = activities.audience_total(activity)
    language = get_language() or "kk"
    ends = {"low": format_number(low, language), "high": format_number(high, language)}
    words = _("%(low)s people") % ends if low == high else _("%(low)s to %(high)s people") % ends
    href = reverse("activities:activity_detail", args=[activity.pk])
    return RecordRow(activity.held_on, activity.title, words if high else "", 0, href)


ACTIVITIES = Section("activities", ORDER, gettext_lazy("Own activities"), rows)
