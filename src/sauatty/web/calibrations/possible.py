"""What can be worked out from the answers that a programme has, and what not yet and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.languages import format_number
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments.labels import language
from sauatty.web.base.texts import in_language
from sauatty.web.calibrations import selectors
from sauatty.web.calibrations.models import Analysis
from sauatty.web.calibrations.selectors import TestTaken

FEW = 30
_SEEN_WITH = 2.80  # 5 % two-sided and 80 % power
_DELTA = 2.35
Kind = Analysis.Kind


@dataclass(frozen=True, slots=True)
class Possibility:
    """One kind of analysis: `problem` says why it cannot be made yet, `word` what to expect of it."""

    kind: str
    label: Any
    purpose: str
    problem: str
    word: str

    @property
    def is_possible(self) -> bool:
        """Tell whether it can be made."""
        return not self.problem


def possibilities(programme: Any, taken: Sequence[TestTaken]) -> list[Possibility]:
    """Return what can be worked out for a programme, in the order in which one reads it."""
    ways = (_items, _calibration, _dif, _equating, _gain, _drift)
    return [way(programme, taken) for way in ways]


def main_tests(taken: Sequence[TestTaken]) -> list[TestTaken]:
    """Return the tests that count: pre-test and final test where somebody took one, otherwise all."""
    chosen = [one for one in taken if one.test.purpose in ("pre", "final") and one.n]
    return chosen or [one for one in taken if one.n]


def tests_for(kind: str, taken: Sequence[TestTaken], only: str = "") -> list[Any]:
    """Return the tests that an analysis of a kind rests on; `only` is the id of the one that is asked for."""
    if kind == Kind.DRIFT:
        return []
    chosen = (pre_and_final(taken) or ()) if kind == Kind.GAIN else main_tests(taken)
    return [one.test for one in chosen if not only or str(one.test.pk) == only]


def titles_for(taken: Sequence[TestTaken]) -> list[tuple[str, str]]:
    """Return ids and titles of the tests that one can choose between."""
    return [(str(one.test.pk), in_language(one.test, "title")) for one in main_tests(taken)]


def _most(taken: Sequence[TestTaken]) -> int:
    return max((one.n for one in taken), default=0)


def _too_few(taken: Sequence[TestTaken]) -> str:
    if _most(taken) >= MINIMUM_CELL:
        return ""
    return _("At least %(n)s people have to hand in a test first.") % {"n": MINIMUM_CELL}


def _items(programme: Any, taken: Sequence[TestTaken]) -> Possibility:
    word = ""
    if 0 < _most(taken) < FEW:
        word = _("With fewer than %(n)s people the figures are rough; their intervals say how rough.") % {
            "n": FEW
        }
    purpose = _(
        "How hard each question is, whether it parts those who know from those who don't, which "
        "wrong answers attract whom, and how far the score can be trusted."
    )
    return Possibility(Kind.ITEMS, Kind.ITEMS.label, purpose, _too_few(taken), word)


def _calibration(programme: Any, taken: Sequence[TestTaken]) -> Possibility:
    n, problem, word = _most(taken), _too_few(taken), ""
    if not problem and n < 100:
        word = _(
            "Below 100 people a difficulty is known to about half a logit; good for ordering "
            "questions, not for fine decisions."
        )
    purpose = _(
        "Puts people and questions of all papers on one scale, with the error of each figure. "
        "Until it is used, difficulties are judgements and everything that rests on them is "
        "provisional."
    )
    return Possibility(Kind.CALIBRATION, Kind.CALIBRATION.label, purpose, problem, word)


def _dif(programme: Any, taken: Sequence[TestTaken]) -> Possibility:
    best = max((sorted(one.by_language.values())[-2:] for one in taken if len(one.by_language) > 1),
               key=lambda pair: pair[0], default=[])  # fmt: skip
    problem, word = "", ""
    if not best or best[0] < MINIMUM_CELL:
        problem = _(
            "At least two groups of %(n)s people are needed, for example people who answered in "
            "Kazakh and in Russian."
        ) % {"n": MINIMUM_CELL}
    else:
        word = _(
            "With groups of %(one)s and %(other)s people only a difference of about %(delta)s points "
            "on the ETS scale or more would be seen (1.5 counts as large)."
        ) % {
            "one": best[1], "other": best[0], "delta": format_number(detectable(best[1], best[0]), language(), 1)
        }  # fmt: skip
    purpose = _(
        "Whether a question is harder for one group than for equally able people of another: "
        "Kazakh and Russian versions, regions. Nobody is asked for their gender here, so it is "
        "not compared."
    )
    return Possibility(Kind.DIF, Kind.DIF.label, purpose, problem, word)


def detectable(one: int, other: int) -> float:
    """Return about the smallest |delta| that groups of these sizes could show with 80 % power, before anything is known.

    Small groups share few levels of the total; the constants follow simulations of 24 questions
    (benchmarks/small_samples.py), where the comparison itself gives the exact figure.
    """
    sparse = 1 + 13 / min(one, other)
    return _DELTA * _SEEN_WITH * sqrt((1 / one + 1 / other) * sparse / 0.17)


def _equating(programme: Any, taken: Sequence[TestTaken]) -> Possibility:
    sizes = [sorted(one.by_paper.values(), reverse=True) for one in taken]
    pairs = [pair for pair in sizes if len(pair) > 1 and pair[1] >= MINIMUM_CELL]
    problem = "" if pairs else _("Two papers are needed, each taken by a half of the same group.")
    word = ""
    if pairs and max(pair[1] for pair in pairs) < 100:
        word = _(
            "With fewer than 100 people on a paper the error of an equivalent is usually larger than "
            "the difference of the papers."
        )
    purpose = _(
        "How many points of paper A are worth as much as points of paper B, so that nobody gains "
        "from having had the easier one."
    )
    return Possibility(Kind.EQUATING, Kind.EQUATING.label, purpose, problem, word)


def pre_and_final(taken: Sequence[TestTaken]) -> tuple[TestTaken, TestTaken] | None:
    """Return the pre-test and the final test of a programme: a pair where there is one, otherwise the newest of each."""
    for final in reversed([one for one in taken if one.test.purpose == "final"]):
        own = [
            one
            for one in taken
            if one.test.purpose == "pre" and one.test.pair and one.test.pair == final.test.pair
        ]
        found = own or [one for one in taken if one.test.purpose == "pre"]
        if found:
            return found[-1], final
    return None


def _gain(programme: Any, taken: Sequence[TestTaken]) -> Possibility:
    problem, word = "", ""
    both = pre_and_final(taken)
    if both is None:
        has_final = any(one.test.purpose == "final" for one in taken)
        problem = (
            _(
                "There is a final test and no pre-test. Without a pre-test there is no gain: a final "
                "result alone does not say what was learned."
            )
            if has_final
            else _("A pre-test and a final test are needed.")
        )
    else:
        n = selectors.count_both(both[0].test, both[1].test)
        if n < MINIMUM_CELL:
            problem = _("At least %(n)s people have to hand in both tests; so far %(found)s did.") % {
                "n": MINIMUM_CELL,
                "found": n,
            }
        elif n < FEW:
            word = _("%(n)s people took both tests: the intervals will be wide.") % {"n": n}
    purpose = _(
        "What the same people can do in the final test beyond the pre-test, with its interval, "
        "for each component, language and cohort; who left, and what chance alone would bring."
    )
    return Possibility(Kind.GAIN, Kind.GAIN.label, purpose, problem, word)


def _drift(programme: Any, taken: Sequence[TestTaken]) -> Possibility:
    n = selectors.list_sets(programme).count()
    problem = (
        ""
        if n > 1
        else _("Two versions of parameters are needed; there are %(n)s. Calibrate again after the next run.")
        % {"n": n}
    )
    purpose = _(
        "Which questions became easier or harder from one run to the next, and which of them "
        "somebody should look at or retire."
    )
    return Possibility(Kind.DRIFT, Kind.DRIFT.label, purpose, problem, "")
