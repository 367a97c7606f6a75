"""Before and after beyond the test: what people said they can, what they showed and what they did, side by side."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from sauatty.core.evaluation.evaluate import Evaluation
from sauatty.core.evaluation.figures import Figure, missing
from sauatty.core.evaluation.need_answers import Claimed
from sauatty.web.evaluations.showing import Cell, Row, cell_of, name_of

# Column: its head, and what the number and its n are.
HEADS: Mapping[str, tuple[Any, Any]] = {
    "before": (
        gettext_lazy("Said before"),
        gettext_lazy("How able people said they were in the first survey, as a share of the highest rating."),
    ),
    "retrospective": (
        gettext_lazy("Remembered"),
        gettext_lazy("How able they said afterwards that they had been before."),
    ),
    "after": (gettext_lazy("Said after"), gettext_lazy("How able they said afterwards that they are.")),
    "shift": (
        gettext_lazy("Shift"),
        gettext_lazy(
            "Remembered minus said before: below zero, people came to see that they had known less."
        ),
    ),
    "gain": (
        gettext_lazy("Shown: gain"),
        gettext_lazy(
            "Final test minus pre-test, as a share of the most points; n is how many people took both."
        ),
    ),
    "activities": (
        gettext_lazy("Done: activities"),
        gettext_lazy("Accepted activities of participants about it; n is all activities."),
    ),
}
_SAID = ("before", "retrospective", "after", "shift")
_CLAIMED: Mapping[str, Any] = {
    "overclaiming": gettext_lazy("Said they can, and showed that they cannot"),
    "correct": gettext_lazy("Showed that they can"),
    "trend": gettext_lazy("Rank correlation of claimed and shown"),
}
_ASKED = missing("not-asked")


def rows_of(found: Evaluation, *, hides_small: bool) -> list[Row]:
    """Return the competences of which people said, showed or did something, in the order of the thread."""
    said = {one.competence: one for one in found.gain.retrospective}
    rows = []
    for competence in found.order:
        of_thread = found.row(competence)
        figures = {name: getattr(said[competence], name) if competence in said else _ASKED for name in _SAID}
        if of_thread is not None:
            figures |= {"gain": of_thread.gain, "activities": of_thread.activities}
        if any(one.is_there for one in figures.values()):
            rows.append(_row(competence, figures, hides_small))
    return rows


def _row(competence: str, figures: Mapping[str, Figure], hides_small: bool) -> Row:
    cells = tuple(
        cell_of(words, figures.get(name, _ASKED), hides_small=hides_small and name != "activities")
        for name, words in HEADS.items()
    )
    return Row(competence, name_of(competence), cells)


def claimed_of(found: Evaluation, *, hides_small: bool) -> list[tuple[Any, Cell, Cell]]:
    """Return claimed against shown, before and after; nothing where no open answers were coded."""
    sides = found.needs.claimed_before, found.needs.claimed_after
    if sides == (None, None):
        return []
    return [(label, *_pair(name, label, sides, hides_small)) for name, label in _CLAIMED.items()]


def _pair(name: str, label: Any, sides: tuple[Claimed | None, ...], hides_small: bool) -> Iterator[Cell]:
    for one in sides:
        yield cell_of((label, ""), getattr(one, name) if one else _ASKED, hides_small=hides_small)


def practice_of(found: Evaluation, *, hides_small: bool) -> list[Cell]:
    """Return who did something with it, of those who attended."""
    practice = found.gain.practice
    heads = (
        gettext_lazy("With an accepted activity, of those who attended"),
        gettext_lazy("Activities per person"),
    )
    figures = practice.active, practice.per_participant
    return [
        cell_of((head, ""), one, hides_small=hides_small) for head, one in zip(heads, figures, strict=True)
    ]


def context_of(found: Evaluation, *, hides_small: bool) -> dict[str, Any]:
    """Return all of it for the page."""
    return {
        "said_rows": rows_of(found, hides_small=hides_small), "said_heads": HEADS.values(),
        "claimed_rows": claimed_of(found, hides_small=hides_small),
        "practice": practice_of(found, hides_small=hides_small), "change": cell_of(
            (gettext_lazy("Change of the first row"), ""), found.needs.change, hides_small=hides_small
        ), "is_paired": found.needs.is_paired,
    }  # fmt: skip
