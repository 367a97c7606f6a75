"""What statistics are made of: one row for each person who took a test, as points, letters, groups and times.

All functions that take `taken` speak of the same rows in the same order, so that their answers fit together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import F
from django.utils.crypto import salted_hmac

from sauatty.core.catalogue.answer_letters import as_letters
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray
from sauatty.web.assessments.models import AttemptScore, ScoringKey

FIRST, LAST = "first", "last"
_CODE_LENGTH = 12
_OWN = ("attempt_id", "points", "not_reached", "unanswered")
_JOINED = {
    "test_id": F("attempt__test"), "paper_id": F("attempt__paper"), "person_id": F("attempt__person"),
    "number": F("attempt__number"), "mode": F("attempt__mode"), "language": F("attempt__language"),
    "cohort_id": F("attempt__cohort"), "purpose": F("attempt__test__purpose"), "paper": F("attempt__paper__code"),
    "region": F("attempt__person__region"), "home_region": F("attempt__person__organisation__region"),
    "locality": F("attempt__person__organisation__locality"),
    "workplace": F("attempt__person__organisation__kind"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """One person's attempt at one test, graded. `code` is the person's pseudonym within the programme."""

    code: str
    attempt_id: UUID
    test_id: UUID
    paper_id: UUID
    person_id: UUID
    number: int
    mode: str
    language: str
    purpose: str
    paper: str
    cohort_id: UUID | None
    region: str
    locality: str
    workplace: str
    points: Mapping[str, int] = field(repr=False)
    unanswered: Sequence[str] = field(repr=False)
    not_reached: Sequence[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """Chosen options as letters: `letters` is persons × items, '' = left empty, None = not asked or not reached."""

    persons: tuple[str, ...]
    items: tuple[str, ...]
    letters: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each row; '' where it is not known. `is_known` says whether any row has one."""

    by: str
    names: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Tell whether anything is known."""
        return any(self.names)


def person_code(person_id: UUID, programme_id: UUID | None) -> str:
    """Return the pseudonym of a person: the same in all tests of a programme, another one in every programme."""
    code = salted_hmac("sauatty.assessments.person", f"{programme_id}|{person_id}", algorithm="sha256")
    return f"p{code.hexdigest()[:_CODE_LENGTH]}"


def _graded(tests: Iterable[Any]) -> Any:
    found = AttemptScore.objects.filter(attempt__test__in=[one.pk for one in tests])
    return found.exclude(attempt__state="void")


def count_graded(tests: Iterable[Any]) -> int:
    """Count the graded attempts of tests."""
    return int(_graded(tests).count())


def taken_of(tests: Sequence[Any], *, which: str = FIRST, with_offline: bool = True) -> list[Taken]:
    """Return one graded attempt of each person at each test, the tests in their order, people by their code.

    Parameters
    ----------
    which : {'first', 'last'}
        Which attempt of somebody who took a test more than once: the first says what they knew.
    with_offline : bool
        Whether attempts that nobody watched count.

    Notes
    -----
    One query.
    """
    rows = _graded(tests).order_by("attempt__number" if which == LAST else "-attempt__number")
    rows = rows if with_offline else rows.exclude(attempt__mode="offline")
    programmes = {one.pk: one.programme_id for one in tests}
    places = {one.pk: place for place, one in enumerate(tests)}
    found = {(row["test_id"], row["person_id"]): row for row in rows.values(*_OWN, **_JOINED)}
    taken = [_taken(row, programmes[row["test_id"]]) for row in found.values()]
    return sorted(taken, key=lambda one: (places[one.test_id], one.code))


def _taken(row: Mapping[str, Any], programme_id: UUID | None) -> Taken:
    return Taken(
        person_code(row["person_id"], programme_id), row["attempt_id"], row["test_id"], row["paper_id"],
        row["person_id"], row["number"], row["mode"], row["language"], row["purpose"], row["paper"],
        row["cohort_id"], row["region"] or row["home_region"] or "", row["locality"] or "", row["workplace"] or "",
        row["points"], row["unanswered"], row["not_reached"],
    )  # fmt: skip


def labels_of(taken: Sequence[Taken]) -> tuple[str, ...]:
    """Return a label for each row: the person's code, with the test's purpose where somebody took several tests."""
    codes = [one.code for one in taken]
    if len(set(codes)) == len(codes):
        return tuple(codes)
    labels = [f"{one.code}@{one.purpose}" for one in taken]
    if len(set(labels)) == len(labels):
        return tuple(labels)
    return tuple(f"{one.code}@{one.test_id.hex[:8]}" for one in taken)


def _counted_keys(taken: Sequence[Taken]) -> dict[str, ScoringKey]:
    """Return the key of each item that counts, the newest of any of the papers (one query)."""
    rows = ScoringKey.objects.filter(paper__in={one.paper_id for one in taken}).defer("whys")
    newest = {(row.paper_id, row.item): row for row in rows.order_by("number")}
    found: dict[str, ScoringKey] = {}
    for row in sorted(newest.values(), key=lambda one: (one.item, one.number)):
        found[row.item] = row
    return {item: row for item, row in found.items() if not row.is_left_out}


def score_matrix_of(
    tests: Sequence[Any], *, taken: Sequence[Taken] | None = None, not_reached: str = "zero"
) -> ScoreMatrix:
    """Return the points of everybody who took some tests, items by name.

    Parameters
    ----------
    taken : sequence of Taken, optional
        The rows; those of `taken_of(tests)` if they are not given.
    not_reached : {'zero', 'missing'}
        What an item is that the time did not allow.

    Notes
    -----
    Items that were taken out of the score are no columns; an item that a person's paper does not hold is nan. Three
    queries at most.
    """
    rows = taken_of(tests) if taken is None else taken
    keys = _counted_keys(rows)
    items = tuple(sorted(keys))
    places = {item: place for place, item in enumerate(items)}
    scores: FloatArray = np.full((len(rows), len(items)), np.nan)
    for line, one in enumerate(rows):
        left = set(one.not_reached) if not_reached == "missing" else ()
        for item, points in one.points.items():
            if item in places and item not in left:
                scores[line, places[item]] = points
    return ScoreMatrix(scores, labels_of(rows), items, tuple(keys[item].max_score for item in items))


def responses_of(tests: Sequence[Any], *, taken: Sequence[Taken] | None = None) -> ResponseTable:
    """Return what everybody chose, as letters, items by name (three queries at most)."""
    rows = taken_of(tests) if taken is None else taken
    keys = _counted_keys(rows)
    items = tuple(sorted(keys))
    answers = _answers(rows)
    letters = tuple(
        tuple(_letter(one, answers.get(one.attempt_id, {}), keys[item]) for item in items) for one in rows
    )
    return ResponseTable(labels_of(rows), items, letters)


def _answers(rows: Sequence[Taken]) -> dict[UUID, Mapping[str, Any]]:
    """Return what the attempts of rows keep of answers (one query)."""
    found = AttemptScore.objects.filter(attempt__test__in={one.test_id for one in rows})
    wanted = {one.attempt_id for one in rows}
    pairs = found.values_list("attempt_id", "attempt__answers").iterator()
    return {attempt_id: answers for attempt_id, answers in pairs if attempt_id in wanted}


def _letter(one: Taken, answers: Mapping[str, Any], key: ScoringKey) -> str | None:
    if key.item not in one.points or key.item in one.not_reached:
        return None
    return as_letters(answers.get(key.item, {}).get("answer"), key.key["kind"])


def key_letters_of(taken: Sequence[Taken]) -> dict[str, str]:
    """Return the right answer of each item as letters (one query)."""
    return {
        item: as_letters(row.key["right"], row.key["kind"])
        for item, row in sorted(_counted_keys(taken).items())
    }


def components_of(taken: Sequence[Taken]) -> dict[str, str]:
    """Return the competence of each item (one query)."""
    return {item: row.competence for item, row in sorted(_counted_keys(taken).items())}


_GROUPS: dict[str, Callable[[Taken], str]] = {
    "language": lambda one: one.language,
    "region": lambda one: one.region,
    "cohort": lambda one: str(one.cohort_id or ""),
    "locality": lambda one: one.locality,
    "workplace": lambda one: one.workplace,
    "mode": lambda one: one.mode,
    "test": lambda one: one.purpose,
    "paper": lambda one: one.paper,
}
GROUPINGS = tuple(_GROUPS)


def groups_of(tests: Sequence[Any], by: str, *, taken: Sequence[Taken] | None = None) -> Groups:
    """Return the group of each row by language, region, cohort, locality, workplace, mode, test or paper.

    Nothing here asks people for their gender; a grouping that is not known has an empty name in every row.
    """
    rows = taken_of(tests) if taken is None else taken
    group = _GROUPS.get(by)
    return Groups(by, tuple(group(one) if group else "" for one in rows))


def seconds_of(taken: Sequence[Taken], items: Sequence[str]) -> FloatArray:
    """Return the seconds that each row spent on each item, nan where that is not known (one query)."""
    answers, found = _answers(taken), np.full((len(taken), len(items)), np.nan)
    for line, one in enumerate(taken):
        kept = answers.get(one.attempt_id, {})
        found[line] = [kept.get(item, {}).get("ms") or np.nan for item in items]
    return found / 1000


def names_of(taken: Sequence[Taken]) -> dict[str, str]:
    """Return the names behind codes; for the coordinators of the programme alone (one query)."""
    rows = AttemptScore.objects.filter(attempt__test__in={one.test_id for one in taken})
    names = dict(rows.values_list("attempt__person", "attempt__person__name"))
    return {one.code: names.get(one.person_id, "") for one in taken}
