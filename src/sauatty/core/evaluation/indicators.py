"""Indicators of a programme worked out from its evaluation, beside baseline and target, and as rows of a logframe."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sauatty.core.catalogue.indicators import Indicator, load_indicators
from sauatty.core.coverage.evenness import evenness
from sauatty.core.evaluation.evaluate import Evaluation
from sauatty.core.evaluation.figures import Figure, count, mean, missing, of_gain, of_interval
from sauatty.core.evaluation.pack import Pack
from sauatty.core.languages import LANGUAGES
from sauatty.core.surveys.scores import relevant_answers, scored_column

Split = tuple[str, str, Figure]
Figures = tuple[Figure, tuple[Split, ...]]


@dataclass(frozen=True, slots=True)
class Target:
    """What a programme set itself for an indicator: where it stood and where it wants to come, with the source."""

    baseline: float | None = None
    target: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator: its figure, the same for groups (trait, key, figure), and the target where one was set.

    `is_met` is None without a figure or a target; the figure itself is compared, not its interval.
    """

    indicator: Indicator
    figure: Figure
    by: tuple[Split, ...] = ()
    target: Target = Target()

    @property
    def is_met(self) -> bool | None:
        """Tell whether the target is reached; of overclaiming less is better."""
        value, wanted = self.figure.value, self.target.target
        if value is None or wanted is None:
            return None
        return value <= wanted if self.indicator.measure.startswith("overclaiming") else value >= wanted


@dataclass(frozen=True, slots=True)
class _Facts:
    pack: Pack
    found: Evaluation


def measure_all(
    pack: Pack, found: Evaluation, *, indicators: Iterable[Indicator] | None = None,
    targets: Mapping[str, Target] | None = None, elsewhere: Mapping[str, Figures] | None = None,
) -> tuple[Measured, ...]:  # fmt: skip
    """Return indicators worked out from a pack and its evaluation.

    Parameters
    ----------
    indicators
        Those of the library without it, in its order.
    targets
        What the programme set itself, by the id of the indicator.
    elsewhere
        Figures that no pack holds, whole and for groups, by the measure: those of the network of specialists.

    Notes
    -----
    An indicator whose figure the programme does not give is there all the same, with the reason (`why_missing`). One
    that names an unknown measure is missing with 'unknown-measure'.
    """
    facts, wanted, known = _Facts(pack, found), targets or {}, elsewhere or {}
    return tuple(
        Measured(one, *(known.get(one.measure) or _figures(facts, one)), wanted.get(one.id, Target()))
        for one in (load_indicators() if indicators is None else indicators)
    )


def _figures(facts: _Facts, indicator: Indicator) -> Figures:
    return _figure(facts, indicator), tuple(_split(facts, indicator))


def _figure(facts: _Facts, indicator: Indicator) -> Figure:
    work_out = _MEASURES.get(indicator.measure)
    return work_out(facts) if work_out else missing("unknown-measure", indicator.unit)


def _split(facts: _Facts, indicator: Indicator) -> list[Split]:
    split = _SPLITS.get(indicator.measure)
    return [one for one in split(facts) if one[0] in indicator.by] if split else []


# --- what people came to ---


def _participants(facts: _Facts) -> Figure:
    step = facts.found.flow.step("attended")
    return count(step.n, facts.found.flow.n_people) if step.source else missing("no-attendance", "count")


def _step_share(stage: str) -> Callable[[_Facts], Figure]:
    return lambda facts: facts.found.flow.step(stage).share


def _held(*forms: str) -> Callable[[_Facts], Figure]:
    def work_out(facts: _Facts) -> Figure:
        held = facts.pack.trainings
        return (
            count(sum(one.form in forms for one in held), len(held))
            if held
            else missing("no-trainings", "count")
        )

    return work_out


def _steps_by(stage: str, *, is_share: bool) -> Callable[[_Facts], list[Split]]:
    def work_out(facts: _Facts) -> list[Split]:
        groups = facts.found.flow.step(stage).groups
        return [(one.trait, one.key, one.share if is_share else count(one.n, one.n)) for one in groups]

    return work_out


# --- what they said of it ---


def _usefulness(facts: _Facts) -> Figure:
    """Return the mean of the first question about the training whose answers have marks, as a share of the highest."""
    after = facts.pack.survey("evaluation")
    if after is None:
        return missing("no-second-survey")
    for question in after.instrument.with_role("reaction"):
        if any(one.score is not None for one in question.choices):
            table = relevant_answers(after.instrument, after.table)
            marks = scored_column(question, table.column(question.id))
            return mean(marks[~np.isnan(marks)], "share")
    return missing("not-asked")


# --- what they learned ---


def _gain(facts: _Facts) -> Figure:
    found = facts.found.gain.gain
    if found is None:
        return missing(facts.found.gain.why_missing)
    return of_gain(found.gain, "share", float(found.most[0]) if found.unit == "points" else 1.0)


def _gain_by(facts: _Facts) -> list[Split]:
    """Return the gain of groups as a share, in the unit of the whole."""
    found = facts.found.gain.gain
    most = float(found.most[0]) if found is not None and found.unit == "points" else 1.0
    return [(one.trait, one.key, _scaled(one.gain, most)) for one in facts.found.gain.differences]


def _scaled(one: Figure, most: float) -> Figure:
    value, low, high = (None if end is None else end / most for end in (one.value, one.low, one.high))
    return Figure(one.n, value, low, high, "share", one.why_missing)


def _effect(facts: _Facts) -> Figure:
    found = facts.found.gain.gain
    unit = "standard deviations"
    if found is None:
        return missing(facts.found.gain.why_missing, unit)
    first = found.effect_sizes[0]
    if first.value is None:
        return missing("no-spread", unit, found.n)
    low, high = first.ci95 or (None, None)
    return Figure(found.n, first.value, low, high, unit, "" if first.ci95 else "too-few")


def _overclaiming(facts: _Facts) -> Figure:
    before = facts.found.needs.claimed_before
    return before.overclaiming if before else missing("no-coded-answers")


# --- what came of it ---


def _reach(facts: _Facts) -> Figure:
    """Return the range of different people; the lower end is the value, since it is sure."""
    found = facts.found.reach.accepted
    if not facts.pack.activities:
        return missing("no-activities", "count")
    return Figure(found.n_occasions, float(found.low), float(found.low), float(found.high), "count")


def _evenness(facts: _Facts) -> Figure:
    counts = [
        sum(row.n_covering for row in facts.pack.coverage if row.competence == one) for one in facts.pack.competences
    ]  # fmt: skip
    if not facts.pack.coverage or not sum(counts):
        return missing("no-coverage", "index")
    found = evenness(counts, n_resamples=facts.found.n_resamples, seed=facts.found.seed)
    return of_interval(found.pielou, found.n, "index")


_MEASURES: dict[str, Callable[[_Facts], Figure]] = {
    "participants": _participants,
    "completion": _step_share("attended"),
    "certificates": _step_share("certified"),
    "trainings-online": _held("online"),
    "trainings-onsite": _held("onsite", "mixed"),
    "network": lambda facts: missing("no-network", "count"),
    "usefulness": _usefulness,
    "gain": _gain,
    "gain-effect": _effect,
    "overclaiming-before": _overclaiming,
    "overclaiming-change": lambda facts: facts.found.needs.change,
    "active": lambda facts: facts.found.gain.practice.active,
    "activities-per-participant": lambda facts: facts.found.gain.practice.per_participant,
    "reach": _reach,
    "need-answered": lambda facts: facts.found.content.overlap,
    "coverage-evenness": _evenness,
}
_SPLITS: dict[str, Callable[[_Facts], list[Split]]] = {
    "participants": _steps_by("attended", is_share=False),
    "completion": _steps_by("attended", is_share=True),
    "certificates": _steps_by("certified", is_share=True),
    "gain": _gain_by,
}
MEASURES = frozenset(_MEASURES)


# --- the logframe ---

LOGFRAME_HEAD = (
    "level", "id", "name", "definition", "unit", "n", "baseline", "value", "low", "high", "target", "is_met",
    "why_missing", "source",
)  # fmt: skip


def logframe_rows(measured: Sequence[Measured], language: str) -> list[tuple[str | float | None, ...]]:
    """Return a row for each indicator, level by level, in the words of a language; the head is `LOGFRAME_HEAD`.

    Numbers are unrounded, None where there is none; `is_met` is 'yes', 'no' or ''.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no language of the house: {language}")
    ordered = sorted(measured, key=lambda one: (one.indicator.level != "output", one.indicator.level))
    return [_row(one, language) for one in ordered]


def _row(one: Measured, language: str) -> tuple[str | float | None, ...]:
    met = {True: "yes", False: "no", None: ""}[one.is_met]
    it, figure = one.indicator, one.figure
    return (
        it.level, it.id, it.name.text(language), it.definition.text(language), it.unit, figure.n, one.target.baseline,
        figure.value, figure.low, figure.high, one.target.target, met, figure.why_missing, one.target.source,
    )  # fmt: skip
