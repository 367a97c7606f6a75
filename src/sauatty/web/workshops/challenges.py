"""What stands in the way, counted over workshops and guides, each with the version that answered it.

A workshop of fewer than five people is counted without its region, day and words: those few could be recognised.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.guides import selectors as guides
from sauatty.web.publications import selectors as publications
from sauatty.web.publications.forms import KINDS
from sauatty.web.publications.selectors import Answer
from sauatty.web.specialists.labels import subject_name
from sauatty.web.workshops import selectors

FEWEST = 5
# The region under which small workshops are counted together.
SMALL = "small"


@dataclass(frozen=True, slots=True)
class Said:
    """One challenge as it may be shown: where a workshop was small, without region, day and words."""

    id: UUID
    workshop_id: UUID
    guide_id: UUID
    guide: str
    kind: str
    subject: str
    region: str
    held_on: date | None
    language: str
    text: str
    answer: Answer | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Row:
    """How often one thing was said of one subject in one region, at how many workshops, and how much is answered."""

    kind: Any
    subject: str
    region: str
    n: int
    n_workshops: int
    n_answered: int

    @property
    def n_waiting(self) -> int:
        """Return how many wait for an answer."""
        return self.n - self.n_answered


def list_said(actor: Any) -> list[Said]:
    """Return what was said at the workshops that somebody sees and of the guides they work on (four queries)."""
    mine = set(guides.list_guides(actor).order_by().values_list("pk", flat=True))
    records = selectors.list_workshops(actor).order_by().values_list("record", flat=True)
    rows = list(publications.list_said(guides=mine, workshops={one for one in records if one}))
    answers = publications.answers_in({one.workshop.guide_id for one in rows})
    return [_shown(one, answers.get(str(one.pk))) for one in rows]


def _shown(one: Any, answer: Answer | None) -> Said:
    workshop, is_small = one.workshop, one.workshop.n_participants < FEWEST
    return Said(
        one.pk, workshop.pk, workshop.guide_id, in_language(workshop.guide, "title"), one.kind, one.subject_id,
        SMALL if is_small else workshop.region, None if is_small else workshop.held_on, one.language,
        "" if is_small else one.text, answer, workshop.guide.is_demo,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """To what the list is narrowed; what is empty narrows nothing. `state` is 'answered' or 'waits'."""

    kind: str = ""
    subject: str = ""
    region: str = ""
    state: str = ""

    def keeps(self, one: Said) -> bool:
        """Tell whether something said fits."""
        state = "answered" if one.answer else "waits"
        pairs = (
            (self.kind, one.kind), (self.subject, one.subject), (self.region, one.region), (self.state, state),
        )  # fmt: skip
        return all(not wanted or wanted == there for wanted, there in pairs)


def count(said: Iterable[Said]) -> list[Row]:
    """Count by kind, subject and region, what is said most first."""
    groups: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for one in said:
        groups[one.kind, one.subject, one.region].append(one)
    kinds, regions = dict(KINDS), region_names()
    rows = [
        Row(
            kinds.get(kind, kind), subject_label(subject), regions.get(region, region), len(found),
            len({one.workshop_id for one in found}), sum(one.answer is not None for one in found),
        )
        for (kind, subject, region), found in groups.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (-one.n, str(one.kind), one.subject, one.region))


def region_names() -> dict[str, str]:
    """Return the names of the regions, and what small workshops stand under (one query)."""
    names = {one.code: in_language(one, "name") for one in accounts.list_regions()}
    return names | {SMALL: _("workshops of fewer than five people")}


def subject_label(id: str) -> str:
    """Return the name of a subject, or words for all of them."""
    return subject_name(id) if id else _("all subjects")


def choices_of(said: Sequence[Said]) -> dict[str, list[tuple[str, Any]]]:
    """Return what the list can be narrowed to: only what something was said about."""
    kinds, regions = dict(KINDS), region_names()
    return {
        "kind": [(key, label) for key, label in kinds.items() if key in {one.kind for one in said}],
        "subject": sorted((key, subject_label(key)) for key in {one.subject for one in said} if key),
        "region": [(key, label) for key, label in regions.items() if key in {one.region for one in said}],
        "state": [("waits", _("waits for an answer")), ("answered", _("answered"))],
    }
