"""What an evaluation of a simulated programme ought to find: exact, or integrated over abilities; nothing is drawn.

Names are those of stated.py. What the design fixes (who is in which group, how many objectives there are) counts as fixed;
people are drawn anew from an endless number, as intervals of the evaluation take them to be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import binom, rankdata

from sauatty.core.evaluation.simulation import area_chance
from sauatty.core.evaluation.simulation_answers import hardness, written_chance
from sauatty.core.evaluation.simulation_model import FORMS, Group, ProgrammeModel
from sauatty.core.evaluation.simulation_papers import Pair
from sauatty.core.evaluation.simulation_truth_needs import need_truths, rating_mean
from sauatty.core.statistics import BoolArray, FloatArray, spearman_of_table
from sauatty.core.surveys.claimed_shown import SHOWN_FROM
from sauatty.core.surveys.familiarity import EXPLAIN

N_ABILITY, N_GAIN = 61, 15
Truths = Iterator[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Points of the population with their weights, and the chances of each step there."""

    model: ProgrammeModel
    group: Group
    weight: FloatArray
    steps: Mapping[str, FloatArray]

    def chance(self, *steps: str, among: BoolArray | None = None) -> float:
        """Return the chance to come to all of some steps."""
        weight = self.weight if among is None else np.where(among, self.weight, 0.0)
        return float((weight * self.of(*steps)).sum() / weight.sum())

    def of(self, *steps: str) -> FloatArray:
        """Return the chance to come to all of some steps at each point."""
        found = np.ones(len(self.weight))
        for step in steps:
            found = found * self.steps[step]
        return found


def truth(model: ProgrammeModel) -> dict[str, float]:
    """Return the truth of what an evaluation states with an interval, by the names of `stated`."""
    nodes = _nodes(model)
    need = need_truths(model, nodes.group.ability, nodes.weight * nodes.of("answered"))
    parts = (
        _flow(nodes),
        _claimed(nodes),
        _gains(nodes),
        _ratings(nodes),
        _practice(nodes),
        _content(model, need),
    )
    return {**need, **{name: float(value) for part in parts for name, value in part}}


def _nodes(model: ProgrammeModel) -> _Nodes:
    """Return Gauss-Hermite points of ability and gain within each workplace, language and form."""
    (x, wx), (y, wy) = (np.polynomial.hermite_e.hermegauss(n) for n in (N_ABILITY, N_GAIN))
    own, (_codes, spoken) = model.workplace_numbers("share"), model.shares("people", "languages")
    onsite = model.within("trainings", "onsite_share")
    axes = [
        np.arange(len(own)),
        np.arange(len(spoken)),
        np.arange(len(FORMS)),
        np.arange(len(x)),
        np.arange(len(y)),
    ]
    workplace, language, form, at, gain_at = (one.ravel() for one in np.meshgrid(*axes, indexing="ij"))
    weight = (own / own.sum())[workplace] * spoken[language] * np.array([1 - onsite, onsite])[form]
    weight = weight * (wx / wx.sum())[at] * (wy / wy.sum())[gain_at]
    ability = model.within("people", "ability", "sd") * x[at]
    ability = (
        ability + model.workplace_numbers("ability")[workplace] + model.language_numbers("ability")[language]
    )
    gain = model.within("people", "gain", "sd") * y[gain_at]
    gain = gain + model.workplace_numbers("extra")[workplace] + model.language_numbers("gain")[language]
    group = Group(ability, gain, workplace, language, form)
    return _Nodes(model, group, weight, _steps(model, group))


def _steps(model: ProgrammeModel, group: Group) -> dict[str, FloatArray]:
    sessions, own = model.within("trainings", "sessions"), model.within("trainings", "attended_from")
    least = int(np.ceil(own * sessions - 1e-9))
    accepted = model.n_activities(group) * model.within("activities", "states", "accepted")
    found = {
        one: model.chance(one, group)
        for one in ("answered", "tested_before", "session", "tested_after", "evaluated")
    }
    return {
        **found, "certified": model.chance("certified", group, after=True),
        "attended": np.asarray(binom.sf(least - 1, sessions, found["session"])), "active": 1 - np.exp(-accepted),
        "accepted": accepted,
    }  # fmt: skip


def pair_truth(model: ProgrammeModel, pair: Pair) -> dict[str, float]:
    """Return the truth of the gains where people answered a pair of papers, the halves in opposite order.

    The mean gain is in points of one paper; that of a competence or component is a share of its points.
    """
    nodes = _nodes(model)
    weight = nodes.weight * nodes.of(*_BOTH)
    gained = [
        _mean(one, weight)
        for one in (
            pair.solved(model, nodes.group, after=True) - pair.solved(model, nodes.group, after=False)
        ).T
    ]
    points = pair.points() * np.array(gained)
    found = {"gain": float(points.sum()) / 2}
    for depth in (0, 1):
        names = np.array([one.competence.rsplit(".", depth)[0] for one in pair.items])
        for name in np.unique(names):
            shares = [
                float((points * own).sum() / (pair.points() * own).sum())
                for own in (pair.on(paper) * (names == name) for paper in (0, 1))
            ]
            found[f"gain.{name}"] = sum(shares) / 2
    return found


# --- flow ---

_PATHS = {
    "answered": ("answered",), "tested_before": ("tested_before",), "attended": ("attended",),
    "tested_after": ("attended", "tested_after"), "both_tests": ("tested_before", "attended", "tested_after"),
    "active": ("attended", "active"), "certified": ("attended", "tested_after", "certified"),
}  # fmt: skip
_BOTH = _PATHS["both_tests"]
_BEFORE: dict[str, tuple[str, ...]] = {
    "tested_before": (), "attended": ("tested_before",), "tested_after": ("attended",),
    "both_tests": ("attended", "tested_after"), "active": _BOTH, "certified": _BOTH,
}  # fmt: skip


def _flow(nodes: _Nodes) -> Truths:
    for stage, path in _PATHS.items():
        yield f"flow.{stage}.share", nodes.chance(*path)
        for number, form in enumerate(FORMS if stage != "answered" else ()):  # nobody knows who answered
            yield f"flow.{stage}.share.{form}", nodes.chance(*path, among=nodes.group.form == number)
    for stage, before in _BEFORE.items():
        both = tuple(dict.fromkeys((*before, *_PATHS[stage])))
        yield f"flow.{stage}.kept", nodes.chance(*both) / nodes.chance(*before)
    yield "flow.attendance", nodes.chance("session")
    yield "drop_out", 1 - nodes.chance(*_BOTH) / nodes.chance("tested_before")
    yield "certificates", nodes.chance(*_PATHS["certified"]) / nodes.chance("attended")


# --- gain ---


def _gains(nodes: _Nodes) -> Truths:
    before, after = nodes.model.solved(nodes.group, after=False), nodes.model.solved(nodes.group, after=True)
    weight = nodes.weight * nodes.of(*_BOTH)
    first, last = before.sum(axis=1), after.sum(axis=1)
    mean = _mean(last - first, weight)
    yield "gain", mean
    yield from _effects(before, after, weight, mean)
    yield from _parts(nodes.model, after - before, weight)
    left = nodes.weight * nodes.of("tested_before") - weight
    yield "drop_out.difference", _mean(first, left) - _mean(first, weight)
    yield from _groups(nodes, last - first, weight)


def _mean(values: FloatArray, weight: FloatArray) -> float:
    return float((values * weight).sum() / weight.sum())


def _variance(means: FloatArray, noise: FloatArray, weight: FloatArray) -> float:
    """Return the variance of a total: between people, and of answers within one."""
    return _mean((means - _mean(means, weight)) ** 2, weight) + _mean(noise, weight)


def _effects(before: FloatArray, after: FloatArray, weight: FloatArray, mean: float) -> Truths:
    noise = [(one * (1 - one)).sum(axis=1) for one in (before, after)]
    first, last = before.sum(axis=1), after.sum(axis=1)
    pre, post = _variance(first, noise[0], weight), _variance(last, noise[1], weight)
    of_gain = _variance(last - first, noise[0] + noise[1], weight)
    d_av = mean / sqrt((pre + post) / 2)
    yield from {
        "gain.d_av": d_av,
        "gain.g_av": d_av,
        "gain.d_z": mean / sqrt(of_gain),
        "gain.d_pre": mean / sqrt(pre),
    }.items()


def _parts(model: ProgrammeModel, gains: FloatArray, weight: FloatArray) -> Truths:
    named = [one for one, _slope, _difficulty in model.items()]
    components = [one.rpartition(".")[0] for one in named]
    for names in (named, components):
        for name in dict.fromkeys(names):
            columns = [at for at, one in enumerate(names) if one == name]
            yield f"gain.{name}", _mean(gains[:, columns].mean(axis=1), weight)


def _groups(nodes: _Nodes, gains: FloatArray, weight: FloatArray) -> Truths:
    model = nodes.model
    for trait, names, places in (
        ("language", model.languages, nodes.group.language), ("workplace", model.workplaces, nodes.group.workplace),
    ):  # fmt: skip
        for number, name in enumerate(names):
            own, others = (np.where(mask, weight, 0.0) for mask in (places == number, places != number))
            yield f"gain.{trait}.{name}", _mean(gains, own)
            yield f"difference.{trait}.{name}", _mean(gains, own) - _mean(gains, others)
    for region in model.within("people", "regions"):
        yield f"gain.region.{region}", _mean(gains, weight)
        yield f"difference.region.{region}", 0.0


# --- what was claimed, rated and done ---


def _claimed(nodes: _Nodes) -> Truths:
    after = nodes.group.after + nodes.model.mean_gain()
    times = {
        "before": (nodes.group.ability, nodes.weight * nodes.of("answered")),
        "after": (after, nodes.weight * nodes.of("attended", "evaluated")),
    }
    shares = {}
    for when, (ability, weight) in times.items():
        found = dict(_of_claims(nodes.model, ability, weight, when))
        shares[when] = found[f"overclaiming.{when}"]
        yield from found.items()
    yield "overclaiming.change", shares["after"] - shares["before"]


def _of_claims(model: ProgrammeModel, ability: FloatArray, weight: FloatArray, when: str) -> Truths:
    scale, grades = model.scale("claim"), model.scale("grade").chances(ability)
    levels, written = scale.chances(ability), written_chance(model, ability)
    could = levels[:, [at for at in range(len(scale.codes)) if _claim_score(at) >= EXPLAIN]].sum(axis=1)
    wrong = grades[:, :SHOWN_FROM].sum(axis=1)
    yield f"overclaiming.{when}", _mean(1 - written + written * wrong, weight * could)
    yield f"overclaiming.{when}.of_written", _mean(wrong, weight * could * written)
    yield f"correct.{when}", _mean(written * grades[:, -1], weight)
    reached = written[:, None] * grades
    reached[:, 0] += 1 - written
    table = np.einsum("i,ij,ik->jk", weight / weight.sum(), levels, reached)
    # Of an endless number of people: the half places of ranks among few vanish.
    yield f"claimed_shown.{when}", float(spearman_of_table(table * 1e9))


def _claim_score(level: int) -> float:
    return (0.0, 0.33, 0.67, 1.0)[level]


def _ratings(nodes: _Nodes) -> Truths:
    model, group = nodes.model, nodes.group
    now, then = model.scale("self_rating"), model.scale("retrospective")
    asked, ended = nodes.weight * nodes.of("answered"), nodes.weight * nodes.of("attended", "evaluated")
    for one in model.competences:
        shift = -hardness(model, [one])
        before = rating_mean(now, group.ability, asked, shift)
        retrospective = rating_mean(then, group.ability, ended, shift)
        gained = now.slope * (model.number(one, "gain") - model.mean_gain())
        yield f"ratings.{one}.before", before
        yield f"ratings.{one}.retrospective", retrospective
        yield f"ratings.{one}.after", rating_mean(now, group.after + model.mean_gain(), ended, shift + gained)
        yield f"ratings.{one}.shift", retrospective - before


def _practice(nodes: _Nodes) -> Truths:
    attended = nodes.chance("attended")
    yield "practice.active", nodes.chance("attended", "active") / attended
    yield "practice.per_participant", nodes.chance("attended", "accepted") / attended


# --- content ---


def _content(model: ProgrammeModel, need: Mapping[str, float]) -> Truths:
    index = np.array([need[f"need.{one}.index"] for one in model.competences])
    minutes = np.array([model.number(one, "minutes") for one in model.competences])
    shares, time = index / index.sum(), minutes / minutes.sum()
    for one, share, own in zip(model.competences, shares, time, strict=True):
        yield f"need_share.{one}", share
        yield f"gap.{one}", share - own
    yield "content.correlation", float(np.corrcoef(rankdata(shares), rankdata(time))[0, 1])
    yield "content.overlap", float(np.minimum(shares, time).sum())
    areas = model.within("curriculum", "areas")
    for one in model.competences:
        found = sum(n * area_chance(model, area, one) for area, n in areas.items())
        yield f"coverage.{one}", found / sum(areas.values())
