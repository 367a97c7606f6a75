"""Which questions of a programme somebody should look at, and why: gathered from the newest analyses and exposure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.languages import format_share
from sauatty.web.assessments import selectors as assessments
from sauatty.web.assessments.labels import language
from sauatty.web.calibrations import selectors
from sauatty.web.calibrations.naming import group_names, note_words

MUCH_SEEN = 0.5
GRAVE = frozenset({
    "item-key-suspect", "item-rest-negative", "item-nobody-solved-classical", "item-everybody-solved-classical",
    "option-beats-key", "option-attracts-good", "columns-equal",
})  # fmt: skip
Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class QuestionToLookAt:
    """A question with the reasons to look at it; somebody decides whether it stays."""

    item: str
    reasons: tuple[str, ...]


def questions_to_look_at(programme: Any) -> list[QuestionToLookAt]:
    """Return the questions with reasons, those with most reasons first."""
    found: dict[str, list[str]] = {}
    for way in (_from_report, _from_comparison, _from_drift, _from_exposure):
        for item, reason in way(programme):
            if reason not in found.setdefault(item, []):
                found[item].append(reason)
    rows = [QuestionToLookAt(item, tuple(reasons)) for item, reasons in found.items()]
    return sorted(rows, key=lambda row: (-len(row.reasons), row.item))


def _from_report(programme: Any) -> Iterator[Reason]:
    analysis = selectors.latest(programme, "items")
    for part in analysis.result["parts"] if analysis else ():
        for row in [*part["items"], *part["options"]]:
            for said in note_words(one for one in row["flags"] if one["code"] in GRAVE):
                yield row["item"], said


def _from_comparison(programme: Any) -> Iterator[Reason]:
    analysis = selectors.latest(programme, "dif")
    if analysis is None:
        return
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


def _from_drift(programme: Any) -> Iterator[Reason]:
    analysis = selectors.latest(programme, "drift")
    for one in analysis.result["items"] if analysis else ():
        for said in note_words(one["notes"]):
            yield one["item"], said


def _from_exposure(programme: Any) -> Iterator[Reason]:
    for item, share in assessments.exposure_shares(programme).items():
        if share > MUCH_SEEN:
            yield (
                item,
                _("%(share)s of the tested people have seen it already.")
                % {"share": format_share(share, language())},
            )
