"""Which questions of a programme somebody should look at, and why: gathered from the newest analyses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.assessments import selectors as assessments
from sauatty.web.assessments.labels import language
from sauatty.web.calibrations import presenting, selectors
from sauatty.web.calibrations.naming import group_names, note_words
from sauatty.web.papers import selectors as papers

MUCH_SEEN = 0.5
KINDS = ("items", "dif", "drift")
GRAVE = frozenset({
    "item-key-suspect", "item-rest-negative", "item-nobody-solved-classical", "item-everybody-solved-classical",
    "option-beats-key", "option-attracts-good", "columns-equal",
})  # fmt: skip
Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class QuestionToLookAt:
    """A question with the reasons to look at it; somebody decides whether it stays."""

    item: str
    stem: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The questions to look at, the analyses that say so with the tests each rests on, and what was much seen."""

    questions: tuple[QuestionToLookAt, ...]
    sources: tuple[tuple[Any, str], ...]
    n_seen: int
    n_items: int


def upkeep_of(programme: Any) -> Upkeep:
    """Return the questions with reasons, those with most reasons first, and where the reasons come from."""
    newest = {kind: found for kind in KINDS if (found := selectors.latest(programme, kind))}
    sources = tuple((one, ", ".join(presenting.titles_of(one))) for one in newest.values())
    shares = assessments.exposure_shares(programme)
    n_seen = sum(share > MUCH_SEEN for share in shares.values())
    return Upkeep(tuple(_questions(programme, newest)), sources, n_seen, len(shares))


def _questions(programme: Any, newest: Mapping[str, Any]) -> list[QuestionToLookAt]:
    found: dict[str, list[str]] = {}
    for kind, analysis in newest.items():
        for item, reason in _READERS[kind](programme, analysis):
            if reason not in found.setdefault(item, []):
                found[item].append(reason)
    tests = {test["id"] for analysis in newest.values() for test in analysis.tests}
    stems = papers.stems_of(tests, language()) if tests else {}
    rows = [QuestionToLookAt(item, stems.get(item, ""), tuple(reasons)) for item, reasons in found.items()]
    return sorted(rows, key=lambda row: (-len(row.reasons), row.item))


def _from_report(programme: Any, analysis: Any) -> Iterator[Reason]:
    for part in analysis.result["parts"]:
        for row in [*part["items"], *part["options"]]:
            for said in note_words(one for one in row["flags"] if one["code"] in GRAVE):
                yield row["item"], said


def _from_comparison(programme: Any, analysis: Any) -> Iterator[Reason]:
    names = group_names(programme, analysis.result["by"])
    for part in analysis.result["parts"]:
        for one in part["items"]:
            if one["is_flagged"]:
                groups = {key: names.get(one[key], one[key]) for key in ("reference", "focal")}
                found = (one["purified"] or one)["class"]
                said = _(
                    "Its difficulty differs between two groups of equal ability: %(reference)s and %(focal)s "
                    "(class %(name)s)."
                )
                yield one["item"], said % {**groups, "name": found}


def _from_drift(programme: Any, analysis: Any) -> Iterator[Reason]:
    for one in analysis.result["items"]:
        for said in note_words(one["notes"]):
            yield one["item"], said


_READERS = {"items": _from_report, "dif": _from_comparison, "drift": _from_drift}
