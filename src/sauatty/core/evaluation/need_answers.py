"""Research question 1: what the information needs are, and how far what is claimed is shown, before and after."""

from dataclasses import dataclass

from sauatty.core.errors import SauattyError
from sauatty.core.evaluation.figures import Figure, missing, of_interval, share
from sauatty.core.evaluation.pack import Pack, SurveyData
from sauatty.core.statistics import newcombe_interval
from sauatty.core.surveys.change import mcnemar, pair_by_id
from sauatty.core.surveys.claimed_shown import SHOWN_FROM, ClaimedShown, claimed_shown
from sauatty.core.surveys.needs import Needs, needs


@dataclass(frozen=True, slots=True)
class Claimed:
    """How many of those who claimed to be able to explain it did not show it. `sources` counts who coded."""

    overclaiming: Figure
    overclaiming_of_written: Figure
    correct: Figure
    trend: Figure
    sources: dict[str, int]


@dataclass(frozen=True, slots=True)
class NeedAnswers:
    """The answers to research question 1.

    `needs` is None without a survey of needs, `refused` then says by its code what stood against it. `change` of
    overclaiming is after minus before, `is_paired` where the same people are known.
    """

    needs: Needs | None
    claimed_before: Claimed | None
    claimed_after: Claimed | None
    change: Figure
    is_paired: bool
    refused: tuple[str, ...] = ()


def need_answers(pack: Pack, *, n_resamples: int, seed: int) -> NeedAnswers:
    """Return what the surveys of a pack say about needs."""
    refused: list[str] = []
    before, after = pack.survey("need"), pack.survey("evaluation")
    found = None
    if before is not None and len(before.table):
        try:
            found = needs(before.instrument, before.table, before.codes, n_resamples=n_resamples, seed=seed)
        except SauattyError as error:
            refused.append(error.code)
    crossed = [_crossed(one, refused) for one in (before, after)]
    change, is_paired = _change(before, after, crossed[0], crossed[1])
    return NeedAnswers(found, _claimed(crossed[0]), _claimed(crossed[1]), change, is_paired, tuple(refused))


def _crossed(survey: SurveyData | None, refused: list[str]) -> ClaimedShown | None:
    """Return claimed × shown of a survey whose open answers were coded."""
    if survey is None or not survey.codes:
        return None
    try:
        return claimed_shown(survey.instrument, survey.table, survey.codes)
    except SauattyError as error:
        refused.append(error.code)
        return None


def _claimed(found: ClaimedShown | None) -> Claimed | None:
    if found is None:
        return None
    over = found.overclaiming
    return Claimed(
        share(over.n_overclaimed, over.n) if not found.is_weighted else of_interval(over.share, over.n),
        of_interval(over.share_of_written, over.n - over.n_not_written), of_interval(found.correct, found.n),
        of_interval(found.trend.spearman, found.trend.n, "correlation"), dict(found.sources),
    )  # fmt: skip


def _change(
    before: SurveyData | None, after: SurveyData | None, first: ClaimedShown | None, last: ClaimedShown | None
) -> tuple[Figure, bool]:
    """Return the change of overclaiming: of the same people where they are known, else of two groups."""
    if before is None or after is None or first is None or last is None:
        return missing("no-second-survey" if first else "no-coded-answers"), False
    if not before.is_anonymous and not after.is_anonymous:
        paired = mcnemar(*pair_by_id(_by_person(first), _by_person(last)))
        if paired.n:
            return of_interval(paired.change, paired.n), True
    one, other = last.overclaiming, first.overclaiming
    found = newcombe_interval(one.n_overclaimed, one.n, other.n_overclaimed, other.n)
    return of_interval(found, one.n + other.n), False


def _by_person(found: ClaimedShown) -> dict[str, bool | None]:
    """Return of those who claimed it whether they did not show it."""
    could = {level.code for level in found.levels if level.could_explain}
    return {
        id: cell.grade < SHOWN_FROM for cell in found.cells if cell.claim in could for id in cell.responses
    }
