"""Invented people of the invented programme stand in the directory, so that it can be looked at."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.demo import DemoCount
from sauatty.web.programmes import selectors as programmes
from sauatty.web.specialists import services
from sauatty.web.specialists.models import Specialist

# Name, region, town, languages, what they are, competences, subjects, who sees them.
ENTRIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Гүлнар Үлгі", {
        "region_id": "KZ-55", "locality": "Павлодар", "languages": ["kk", "ru"], "roles": ["trainer", "methodologist"],
        "competences": ["gmilaf.2.2", "gmilaf.2.3"], "subjects": ["informatics"], "audience": "schools", "travels": True,
    }),
    ("Дәурен Үлгі", {
        "region_id": "KZ-55", "locality": "Екібастұз", "languages": ["kk"], "roles": ["librarian"],
        "competences": ["gmilaf.1.2", "gmilaf.2.2"], "audience": "network",
    }),
    ("Мария Образцова", {
        "region_id": "KZ-63", "locality": "Өскемен", "languages": ["ru"], "roles": ["teacher", "author"],
        "competences": ["gmilaf.3.1", "gmilaf.3.2"], "subjects": ["russian-language"], "audience": "public",
    }),
    ("Қарлығаш Үлгі", {
        "region_id": "KZ-61", "locality": "Түркістан", "languages": ["kk"], "roles": ["librarian", "mentor"],
        "competences": ["gmilaf.2.4"], "audience": "schools", "is_available": False,
    }),
)  # fmt: skip


def make(actor: Any) -> None:
    """Let invented people of the invented programme join, unless they stand there."""
    programme = programmes.demo_programme(actor)
    if programme is None or Specialist.objects.filter(person__is_demo=True).exists():
        return
    people = {one.name: one for one in programmes.list_members(programme) if one.is_demo}
    known = {one.code for one in accounts.list_regions()}
    for name, facts in ENTRIES:
        if name in people and facts["region_id"] in known:
            services.join(person=people[name], language="kk", **facts)


def count() -> Iterator[DemoCount]:
    """Say how many invented entries go."""
    yield DemoCount(
        _("Entries of the directory of specialists"), Specialist.objects.filter(person__is_demo=True).count()
    )


def remove() -> None:
    """Delete the invented entries."""
    Specialist.objects.filter(person__is_demo=True).delete()
