"""Research question 2: what people can do after the programme that they could not do before, and who gained how much."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import sqrt

import numpy as np
from scipy.stats import t as student

from sauatty.core.errors import NobodyTookBoth, PreTestMissing
from sauatty.core.evaluation.figures import Figure, difference, mean, missing, of_gain, share
from sauatty.core.evaluation.flow import Stages, groups_of_people
from sauatty.core.evaluation.pack import Pack, SurveyData, TestData
from sauatty.core.psychometrics.gain import Gain, gain
from sauatty.core.psychometrics.gain_totals import of_like_items, totals_of
from sauatty.core.statistics import FloatArray
from sauatty.core.surveys.scores import relevant_answers, scored_column

LEAST_GROUP = 10
TRAITS = ("language", "region", "workplace")
Labels = np.ndarray[tuple[int], np.dtype[np.str_]]


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """One group against everybody else who has a known group of the trait: mean gain of the group minus of the others.

    `d` is the difference over the pooled standard deviation of the gains; `p` Welch's, `p_holm` adjusted for all
    comparisons of the evaluation.
    """

    trait: str
    key: str
    n: int
    n_others: int
    gain: Figure
    difference: Figure
    d: float | None
    p: float | None
    p_holm: float | None = None


@dataclass(frozen=True, slots=True)
class Retrospect:
    """What people said afterwards of before, beside what they had said before, for one competence; 0-1, 1 is able."""

    competence: str
    before: Figure
    retrospective: Figure
    after: Figure
    shift: Figure
    is_paired: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """What people did with it: `active` is the share of those who attended with an accepted activity."""

    active: Figure
    per_participant: Figure
    n_accepted: int
    n_reported: int
    by_competence: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GainAnswers:
    """The answers to research question 2; `gain` is None where `why_missing` says why.

    `by_competence` and `by_component` are in the unit of `PartGain`. `n_comparisons` counts the tests of differences.
    """

    gain: Gain | None
    why_missing: str
    by_component: tuple[tuple[str, Figure], ...]
    by_competence: tuple[tuple[str, Figure], ...]
    differences: tuple[GroupDifference, ...]
    n_comparisons: int
    retrospective: tuple[Retrospect, ...]
    practice: Practice


def gain_answers(pack: Pack, stages: Stages) -> GainAnswers:
    """Return what the tests, the second survey and the activities of a pack say about what was learned."""
    pre, final = pack.test("pre"), pack.test("final")
    found, why = _gain(pack, pre, final)
    components = _parts(_of_components(pre, final), pre, final) if found else ()
    differences = _differences(pack, pre, final, found.unit) if found and pre and final else ()
    return GainAnswers(
        found, why, components, _named(found), _holm(differences), len(differences), _retrospective(pack),
        _practice(pack, stages),
    )  # fmt: skip


def _gain(pack: Pack, pre: TestData | None, final: TestData | None) -> tuple[Gain | None, str]:
    if final is None:
        return None, "no-final-test"
    groups = dict(zip(pack.people.ids, pack.people.traits.get("language", ()), strict=False))
    known = {person: group for person, group in groups.items() if group}
    try:
        found = gain(
            pre.scores if pre else None, final.scores, groups=known, components=_competences(pre, final)
        )
    except PreTestMissing:
        return None, "no-pre-test"
    except NobodyTookBoth:
        return None, "nobody-took-both"
    return found, ""


def _competences(*tests: TestData | None) -> dict[str, str]:
    return {item: one for test in tests if test for item, one in test.competences.items()}


def _of_components(*tests: TestData | None) -> dict[str, str]:
    """Return the component (gmilaf.2) of each item."""
    named = _competences(*tests)
    return {item: one.rpartition(".")[0] or one for item, one in named.items()}


def _named(found: Gain | None) -> tuple[tuple[str, Figure], ...]:
    if found is None:
        return ()
    return tuple((one.name, of_gain(one.gain, "share", one.most)) for one in found.by_component)


def _parts(
    components: Mapping[str, str], pre: TestData | None, final: TestData | None
) -> tuple[tuple[str, Figure], ...]:
    """Return the gain of each component as a share of its most points."""
    if pre is None or final is None:
        return ()
    parts = []
    for name in sorted(set(components.values())):
        both = [_columns(test, components, name) for test in (pre, final)]
        gains = _gains(both[0], both[1], "share") if all(one.scores.n_items for one in both) else None
        if gains is not None:
            parts.append((name, mean(gains[1], "share")))
    return tuple(parts)


def _columns(test: TestData, components: Mapping[str, str], name: str) -> TestData:
    columns = [at for at, item in enumerate(test.scores.items) if components.get(item) == name]
    return TestData(test.purpose, test.scores.of_items(columns), test.competences)


def _gains(pre: TestData, final: TestData, unit: str) -> tuple[list[str], FloatArray]:
    """Return the people who took both tests and what each of them gained."""
    first, last = of_like_items(pre.scores, final.scores), of_like_items(final.scores, pre.scores)
    before, after = totals_of(first, unit), totals_of(last, unit)
    persons = [one for one in before.rows if one in after.rows]
    rows = [before.rows[one] for one in persons], [after.rows[one] for one in persons]
    return persons, np.asarray(after.values[rows[1]] - before.values[rows[0]])


# --- differences between groups ---


def _differences(pack: Pack, pre: TestData, final: TestData, unit: str) -> tuple[GroupDifference, ...]:
    persons, gains = _gains(pre, final, unit)
    place = {person: at for at, person in enumerate(pack.people.ids)}
    rows = [place.get(one, -1) for one in persons]
    found: list[GroupDifference] = []
    for trait, labels in groups_of_people(pack).items():
        if trait in TRAITS:
            own = np.where(np.array(rows) < 0, "", labels[rows])
            found += _of_trait(trait, own, gains, unit)
    return tuple(found)


def _of_trait(trait: str, labels: Labels, gains: FloatArray, unit: str) -> list[GroupDifference]:
    """Return each group against the others; of two groups, one comparison only."""
    names, counts = np.unique(labels[labels != ""], return_counts=True)
    big = [str(name) for name, n in zip(names, counts, strict=True) if n >= LEAST_GROUP]
    if len(big) == 2 and len(names) == 2:
        big = big[:1]
    known = labels != ""
    found = []
    for name in big:
        one, other = gains[labels == name], gains[known & (labels != name)]
        if len(other) >= LEAST_GROUP:
            found.append(_compared(trait, name, one, other, unit))
    return found


def _compared(trait: str, name: str, one: FloatArray, other: FloatArray, unit: str) -> GroupDifference:
    parts = [float(values.var(ddof=1)) / len(values) for values in (one, other)]
    apart = float(one.mean() - other.mean())
    pooled = sqrt(
        sum(part * len(v) * (len(v) - 1) for part, v in zip(parts, (one, other), strict=True))
        / (len(one) + len(other) - 2)
    )
    p = None
    if sum(parts) > 0:
        df = sum(parts) ** 2 / sum(
            part**2 / (len(v) - 1) for part, v in zip(parts, (one, other), strict=True)
        )
        p = 2 * float(student.sf(abs(apart) / sqrt(sum(parts)), df))
    return GroupDifference(
        trait, name, len(one), len(other), mean(one, unit), difference(one, other, unit),
        apart / pooled if pooled > 0 else None, p,
    )  # fmt: skip


def _holm(found: tuple[GroupDifference, ...]) -> tuple[GroupDifference, ...]:
    """Return the differences with p-values adjusted for their number (Holm 1979)."""
    order = sorted((at for at, one in enumerate(found) if one.p is not None), key=lambda at: found[at].p or 0)
    adjusted: dict[int, float] = {}
    least = 0.0
    for rank, at in enumerate(order):
        least = max(least, min(1.0, (found[at].p or 0.0) * (len(order) - rank)))
        adjusted[at] = least
    return tuple(replace(one, p_holm=adjusted.get(at)) for at, one in enumerate(found))


# --- retrospective against true pre-test ---


def _retrospective(pack: Pack) -> tuple[Retrospect, ...]:
    before, after = pack.survey("need"), pack.survey("evaluation")
    if before is None or after is None:
        return ()
    first, then, now = (
        _ratings(before, "self-rating"), _ratings(after, "self-rating-before"), _ratings(after, "self-rating")
    )  # fmt: skip
    is_linked = not before.is_anonymous and not after.is_anonymous
    pairs = _pairs(before.table.ids, after.table.ids) if is_linked else None
    return tuple(
        _retrospect(one, first[one], then[one], now.get(one), pairs)
        for one in pack.competences
        if one in first and one in then
    )


def _ratings(survey: SurveyData, role: str) -> dict[str, FloatArray]:
    table, found = relevant_answers(survey.instrument, survey.table), {}
    for question in survey.instrument.with_role(role):  # type: ignore[arg-type]
        for row in question.rows:
            scores = scored_column(question, table.column(f"{question.id}_{row.code}"))
            found.update(dict.fromkeys(row.competences, scores))
    return found


def _pairs(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[list[int], list[int]]:
    place = {id: at for at, id in enumerate(after)}
    rows = [at for at, id in enumerate(before) if id in place]
    return rows, [place[before[at]] for at in rows]


def _retrospect(
    competence: str, first: FloatArray, then: FloatArray, now: FloatArray | None,
    pairs: tuple[list[int], list[int]] | None,
) -> Retrospect:  # fmt: skip
    if pairs is not None:
        apart = then[pairs[1]] - first[pairs[0]]
        shift = mean(apart[~np.isnan(apart)], "share")
    else:
        shift = difference(_known(then), _known(first), "share")
    after = mean(_known(now), "share") if now is not None else missing("not-asked")
    return Retrospect(
        competence, mean(_known(first), "share"), mean(_known(then), "share"), after, shift, pairs is not None
    )


def _known(values: FloatArray) -> FloatArray:
    return np.asarray(values[~np.isnan(values)])


# --- practice ---


def _practice(pack: Pack, stages: Stages) -> Practice:
    accepted = [one for one in pack.activities if one.state == "accepted"]
    reported = sum(one.state in ("reported", "accepted") for one in pack.activities)
    by_competence: dict[str, int] = {}
    per_person: dict[str, int] = {}
    for one in accepted:
        per_person[one.person] = per_person.get(one.person, 0) + 1
        for competence in one.competences:
            by_competence[competence] = by_competence.get(competence, 0) + 1
    by_competence = dict(sorted(by_competence.items()))
    attended = stages.has("attended")
    if not pack.activities or not attended.any():
        why = "no-activities" if not pack.activities else "nobody-attended"
        return Practice(missing(why), missing(why, "count"), len(accepted), reported, by_competence)
    numbers = np.array([per_person.get(id, 0) for id in pack.people.ids], float)[attended]
    return Practice(
        share(int((numbers > 0).sum()), len(numbers)), mean(numbers, "count"), len(accepted), reported, by_competence
    )  # fmt: skip
