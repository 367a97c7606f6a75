"""The programme in numbers: trainings by form, people once each, by region and kind of organisation, hours."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.web.evaluations.selectors import Facts

FORMS = (
    ("online", gettext_lazy("online")),
    ("onsite", gettext_lazy("face to face")),
    ("mixed", gettext_lazy("mixed")),
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """The trainings of one form, or all. `n_people` counts each person once, `n_visits` once for each training."""

    label: str
    n_held: int
    n_coming: int
    n_sessions: int
    hours: float
    academic_hours: int
    n_people: int
    n_visits: int


@dataclass(frozen=True, slots=True)
class RegionRow:
    """Those who came from one region, by kind of organisation, and the trainings held there."""

    code: str
    name: str
    n_trainings: int
    cells: tuple[int, ...]
    n_people: int


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Regions by kinds of organisations; people are counted once each, so rows and columns add up."""

    kinds: tuple[str, ...]
    rows: tuple[RegionRow, ...]
    total: RegionRow


def is_held(event: Any, facts: Facts) -> bool:
    """Tell whether a training was held: said to be over, or announced and its last session has ended."""
    if event.state == "done":
        return True
    return bool(event.state == "open" and event.over_at and event.over_at <= facts.now)


def held(facts: Facts) -> list[Any]:
    """Return the trainings that were held."""
    return [one for one in facts.trained.events if is_held(one, facts)]


def to_come(facts: Facts) -> list[Any]:
    """Return the trainings that go on or are to come, announced or not."""
    return [one for one in facts.trained.events if one.state in ("draft", "open") and not is_held(one, facts)]


def by_form(facts: Facts) -> list[FormRow]:
    """Count the trainings of each form that there is, and all of them last."""
    found = [_form_row(facts, str(label), form) for form, label in FORMS]
    rows = [one for one in found if one.n_held or one.n_coming]
    return [*rows, _form_row(facts, _("all"), "")]


def _form_row(facts: Facts, label: str, form: str) -> FormRow:
    over = [one for one in held(facts) if not form or one.form == form]
    coming = [one for one in to_come(facts) if not form or one.form == form]
    ids = {one.pk for one in over}
    sessions = [one for one in facts.trained.sessions if one.event_id in ids]
    return FormRow(
        label, len(over), len(coming), len(sessions), _hours(sessions), sum(one.academic_hours for one in over),
        facts.trained.people(form), sum(facts.trained.by_event.get(pk, 0) for pk in ids),
    )  # fmt: skip


def _hours(sessions: Iterable[Any]) -> float:
    dated = [one for one in sessions if one.starts_at and one.ends_at]
    return float(sum((one.ends_at - one.starts_at).total_seconds() for one in dated) / 3600)


def by_place(facts: Facts, regions: Mapping[str, str], kinds: Mapping[str, str]) -> PlaceTable:
    """Lay out who came by region and kind of organisation; those of whom it is not known stand last."""
    cells = {key: counts[""] for key, counts in facts.trained.by_place.items()}
    trainings = Counter(one.region_id or "" for one in held(facts))
    used = [kind for kind in (*kinds, "") if any(key[1] == kind for key in cells)]
    known = {**regions, "": _("not said")}
    codes = [code for code in known if trainings[code] or any(key[0] == code for key in cells)]
    rows = tuple(_region_row(code, known[code], trainings[code], cells, used) for code in codes)
    sums = tuple(sum(row.cells[index] for row in rows) for index in range(len(used)))
    total = RegionRow("", _("all"), sum(row.n_trainings for row in rows), sums, sum(sums))
    return PlaceTable(tuple(kinds.get(kind, _("not said")) for kind in used), rows, total)


def _region_row(
    code: str, name: str, n_trainings: int, cells: Mapping[tuple[str, str], int], used: Sequence[str]
) -> RegionRow:
    counts = tuple(cells.get((code, kind), 0) for kind in used)
    return RegionRow(code, name, n_trainings, counts, sum(counts))
