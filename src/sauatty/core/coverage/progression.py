"""Does a competence come back as grades rise, and with more demand?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from sauatty.core.coverage.demand import demand_level
from sauatty.core.coverage.judged import COUNTS, Count, source_of
from sauatty.core.records import JudgedObjective
from sauatty.core.statistics import N_RESAMPLES, SEED, Interval, RankTrend, rank_trend, wilson_interval

DEMANDS = (1, 2, 3, 4, 5, 6)
# Objectives with a demand, and grades among them, from which a trend is worth a number.
MIN_TREND_OBJECTIVES, MIN_TREND_GRADES = 10, 3


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One competence in one grade: `n` of `n_judged` objectives, and the demand of those whose demand is known.

    `demands` counts the objectives by demand, 1 to 6.
    """

    grade: int
    n: int
    n_judged: int
    share: Interval
    demands: tuple[int, int, int, int, int, int]

    @property
    def n_with_demand(self) -> int:
        """Return how many objectives have a demand."""
        return sum(self.demands)

    @property
    def mean_demand(self) -> float:
        """Return the mean demand; `nan` where none is known."""
        total = sum(demand * n for demand, n in zip(DEMANDS, self.demands, strict=True))
        return total / self.n_with_demand if self.n_with_demand else nan

    @property
    def median_demand(self) -> float:
        """Return the median demand; `nan` where none is known."""
        values = np.repeat(DEMANDS, self.demands)
        return float(np.median(values)) if values.size else nan


@dataclass(frozen=True, slots=True)
class CompetenceProgression:
    """One competence over the grades.

    `steps` has every grade of which anything was judged. `grades` carry the competence; `returns` are those of
    them that come after a judged grade without it; `missing` are judged grades without it between the first and
    the last. `trend` correlates grade and demand; `undefined` is '' or why there is none: 'too-few' (under 10
    objectives with a demand, or under 3 grades), 'all-equal' (one demand throughout).
    """

    competence: str
    steps: tuple[GradeStep, ...]
    trend: RankTrend
    undefined: str

    @property
    def grades(self) -> tuple[int, ...]:
        """Return the grades that carry the competence."""
        return tuple(step.grade for step in self.steps if step.n)

    @property
    def missing(self) -> tuple[int, ...]:
        """Return the judged grades without the competence between the first and the last with it."""
        own = self.grades
        return tuple(
            step.grade for step in self.steps if own and own[0] < step.grade < own[-1] and not step.n
        )

    @property
    def returns(self) -> tuple[int, ...]:
        """Return the grades in which the competence comes back after a judged grade without it."""
        own = self.grades
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return tuple(
            after.grade for before, after in pairs if after.n and not before.n and after.grade != own[0]
        )


@dataclass(frozen=True, slots=True)
class Progression:
    """All competences over the grades. `n_proposed` demands were proposed by a machine from the verb."""

    competences: tuple[CompetenceProgression, ...]
    source: str
    count: str
    n_proposed: int = 0


def progression(
    objectives: Iterable[JudgedObjective],
    competences: Sequence[str],
    *,
    count: Count = "both",
    propose: bool = False,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> Progression:
    """Return share and demand of each competence by grade, with the trend of the demand.

    Objectives without a grade are left out.

    Parameters
    ----------
    objectives : iterable of JudgedObjective
        All objectives that were read; those not judged yet do not count.
    competences : sequence of str
        Ids of the competences.
    count : {'direct', 'opportunity', 'both'}
        Which objectives count.
    propose : bool
        Fill in a missing demand from the verb of the objective (`demand_level`).
    n_resamples, seed
        Resamples of the interval of the trend, and the seed that makes it repeatable.

    Raises
    ------
    SourcesMixed
        If the objectives were judged by different sources.

    Notes
    -----
    The trend is Spearman's rho of grade and demand over the objectives that carry the competence, with a
    percentile bootstrap interval, and Kendall's tau-b beside it; both with ties.
    """
    listed = tuple(objectives)
    source = source_of(listed)
    graded = [one for one in listed if one.grade is not None and one.relevance is not None]
    n_proposed = 0
    if propose:
        before = sum(one.demand is not None for one in graded if one.relevance in COUNTS[count])
        graded = [with_proposed_demand(one) for one in graded]
        n_proposed = sum(one.demand is not None for one in graded if one.relevance in COUNTS[count]) - before
    n_judged = Counter(one.grade for one in graded if one.grade is not None)
    counted = [one for one in graded if one.relevance in COUNTS[count]]
    found = tuple(
        _of_one(
            competence,
            [one for one in counted if competence in one.competences],
            n_judged,
            (n_resamples, seed),
        )
        for competence in competences
    )
    return Progression(found, source, count, n_proposed)


def with_proposed_demand(objective: JudgedObjective) -> JudgedObjective:
    """Return the objective with the demand that its verb proposes, where it has none."""
    proposal = None if objective.demand is not None else demand_level(objective.text, objective.language)
    return replace(objective, demand=proposal.level) if proposal else objective


def _of_one(
    competence: str, own: Sequence[JudgedObjective], n_judged: Counter[int], resampling: tuple[int, int]
) -> CompetenceProgression:
    table = Counter((one.grade, one.demand) for one in own)
    steps = []
    for grade in sorted(n_judged):
        n = sum(one.grade == grade for one in own)
        demands = tuple(table[grade, demand] for demand in DEMANDS)
        steps.append(GradeStep(grade, n, n_judged[grade], wilson_interval(n, n_judged[grade]), demands))  # type: ignore[arg-type]
    counts = np.array([step.demands for step in steps], dtype=np.float64).reshape(len(steps), len(DEMANDS))
    undefined = _why_no_trend(counts)
    if undefined:
        empty = RankTrend(Interval(nan, nan, nan), nan, int(counts.sum()))
        return CompetenceProgression(competence, tuple(steps), empty, undefined)
    trend = rank_trend(counts, n_resamples=resampling[0], seed=resampling[1])
    return CompetenceProgression(competence, tuple(steps), trend, "")


def _why_no_trend(counts: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    n_grades = np.count_nonzero(counts.sum(axis=1))
    if counts.sum() < MIN_TREND_OBJECTIVES or n_grades < MIN_TREND_GRADES:
        return "too-few"
    return "all-equal" if np.count_nonzero(counts.sum(axis=0)) < 2 else ""
