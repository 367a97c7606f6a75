"""Research question 3: how the content of a programme answers the needs, in shares of time and of need."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from sauatty.core.evaluation.figures import Figure, count, missing, of_interval, share
from sauatty.core.evaluation.pack import Pack
from sauatty.core.statistics import FloatArray, Interval, percentile_interval
from sauatty.core.surveys.needs import Needs

# The 95 % interval of a rank correlation is taken from the middle 99 % of the resampled ones. Ranks jump where needs lie
# near each other, and resampling doubles their noise: the middle 95 % held the truth in 88 % of 200 invented programmes,
# the middle 99 % in 98 %, at the width that theory asks (docs/explanation/the-thread.md).
RANK_LEVEL = 0.99


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One competence: its share of the need, of the time and of the lessons. `gap` is need share minus time share."""

    competence: str
    need_share: Figure
    time_share: Figure
    minutes: Figure
    lessons: Figure
    gap: Figure
    coverage: Figure


@dataclass(frozen=True, slots=True)
class ContentAnswers:
    """The answers to research question 3.

    `correlation` is Spearman's between need and time over `n_competences` competences. Its interval knows that other
    respondents would have answered differently; the competences and the plan are all there are (see `RANK_LEVEL`).
    `overlap` is the sum of the
    smaller of both shares: 1 where time is given as need is, 0 where none of the time goes to what is needed.
    """

    rows: tuple[ContentRow, ...]
    correlation: Figure
    overlap: Figure
    n_competences: int


def content_answers(pack: Pack, found: Needs | None) -> ContentAnswers:
    """Return how the plan and the lessons of a pack answer its needs."""
    minutes = _minutes(pack)
    shares, draws = _need_shares(pack.competences, found)
    time = _shares(np.array([minutes.get(one, 0.0) for one in pack.competences]))
    coverage = coverage_shares(pack)
    n = found.n if found else 0
    rows = tuple(
        ContentRow(
            one, _figure(shares[at], draws[:, at], n), _time_share(time[at], len(pack.plan)),
            count(minutes.get(one, 0.0), len(pack.plan), "minutes") if pack.plan else missing("no-plan", "minutes"),
            _lessons(pack, one), _gap(shares[at], draws[:, at], time[at], n), coverage[one],
        )
        for at, one in enumerate(pack.competences)
    )  # fmt: skip
    known = ~np.isnan(shares) & ~np.isnan(time)
    whole = _correlation(shares[known], draws[:, known], time[known], n)
    return ContentAnswers(rows, whole, _overlap(shares, draws, time, n), int(known.sum()))


def coverage_shares(pack: Pack) -> dict[str, Figure]:
    """Return in which share of all objectives of the curriculum each competence was found, with Wilson's interval."""
    found = {}
    for competence in pack.competences:
        own = [one for one in pack.coverage if one.competence == competence]
        n = sum(one.n_objectives for one in own)
        found[competence] = (
            share(sum(one.n_covering for one in own), n) if n else missing("no-curriculum-audit")
        )
    return found


def _minutes(pack: Pack) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for one in pack.plan:
        found[one.competence] = found.get(one.competence, 0.0) + one.minutes
    return found


def _shares(values: FloatArray) -> FloatArray:
    total = float(np.nansum(values))
    return np.asarray(values / total if total > 0 else np.full(len(values), np.nan))


def _need_shares(competences: tuple[str, ...], found: Needs | None) -> tuple[FloatArray, FloatArray]:
    """Return each competence's share of all need, and the same of the resampled answers; nan where not known."""
    empty = np.full(len(competences), np.nan)
    if found is None or not found.needs:
        return empty, np.zeros((0, len(competences)))
    order = {one.competence: at for at, one in enumerate(found.needs)}
    columns = [order.get(one, -1) for one in competences]
    is_known = np.array(columns) >= 0
    index = np.array([one.index.estimate for one in found.needs])
    values = np.where(is_known, index[columns], np.nan)
    draws = np.where(is_known, found.draws[:, columns], np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _shares(values), np.asarray(draws / np.nansum(draws, axis=1, keepdims=True))


def _figure(value: float, draws: FloatArray, n: int, unit: str = "share") -> Figure:
    if np.isnan(value):
        return missing("no-need-survey", unit)
    return of_interval(percentile_interval(float(value), draws), n, unit)


def _time_share(value: float, n: int) -> Figure:
    return missing("no-plan") if np.isnan(value) else Figure(n, float(value))


def _lessons(pack: Pack, competence: str) -> Figure:
    if not pack.lessons:
        return missing("no-lessons", "count")
    return count(sum(competence in one.competences for one in pack.lessons), len(pack.lessons))


def _gap(value: float, draws: FloatArray, time: float, n: int) -> Figure:
    if np.isnan(time):
        return missing("no-plan")
    return _figure(value - time, draws - time, n)


def _correlation(shares: FloatArray, draws: FloatArray, time: FloatArray, n: int) -> Figure:
    if len(shares) < 3:
        return missing("no-need-or-plan" if not len(shares) else "too-few-competences", "correlation", n)
    estimate = float(_spearman(shares[None, :], time)[0])
    if np.isnan(estimate):
        return missing("all-alike", "correlation", n)
    resampled = _spearman(draws, time) if len(draws) else np.zeros(0)
    return of_interval(percentile_interval(estimate, resampled, RANK_LEVEL), n, "correlation")


def _spearman(rows: FloatArray, fixed: FloatArray) -> FloatArray:
    """Return Spearman's correlation of each row with fixed values; nan where one does not vary."""
    ranks, own = rankdata(rows, axis=1), rankdata(fixed)
    ranks, own = ranks - ranks.mean(axis=1, keepdims=True), own - own.mean()
    spread = np.sqrt((ranks**2).sum(axis=1) * (own**2).sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(spread > 0, ranks @ own / spread, np.nan))


def _overlap(shares: FloatArray, draws: FloatArray, time: FloatArray, n: int) -> Figure:
    if np.isnan(time).all() or np.isnan(shares).all():
        return missing("no-need-or-plan", n=n)
    value = float(np.nansum(np.minimum(shares, time)))
    found: Interval = percentile_interval(value, np.nansum(np.minimum(draws, time), axis=1))
    return of_interval(found, n)
