"""The truth of the four parts of need of a simulated programme."""

from collections.abc import Mapping, Sequence

import numpy as np

from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.catalogue.instruments import Question
from sauatty.core.evaluation.simulation_answers import AI_USERS, NEED, PLACES, hardness, written_chance
from sauatty.core.evaluation.simulation_model import ProgrammeModel, Scale
from sauatty.core.statistics import FloatArray
from sauatty.core.surveys.needs_parts import PARTS, shipped_parts
from sauatty.core.surveys.scores import scores_of

Pair = tuple[float, float]


def need_truths(model: ProgrammeModel, ability: FloatArray, weight: FloatArray) -> dict[str, float]:
    """Return the value and the share in need of each part, and the index, of each competence.

    `ability` and `weight` (n_nodes,) are points of those who answer.
    """
    ability, weight = _merged(ability, weight)
    ranked, found = _ranked(model), {}
    for competence in model.competences:
        pairs = {
            "stated": ranked[competence],
            "claimed": _claimed(model, competence, ability, weight),
            "shown": _shown(model, competence, ability, weight),
            "practice": _practice(model, competence, ability, weight),
        }
        for part in PARTS:
            found[f"need.{competence}.{part}"], found[f"need.{competence}.{part}.share"] = pairs[part]
        found[f"need.{competence}.index"] = sum(value for value, _share in pairs.values()) / len(pairs)
    return found


def rating_mean(scale: Scale, ability: FloatArray, weight: FloatArray, shift: float) -> float:
    """Return the mean score, 0-1, of a rating."""
    scores = _scores(_question("self_rating"), scale)
    return float((weight[:, None] * scale.chances(ability, shift) * scores).sum() / weight.sum())


def _merged(ability: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return each ability once."""
    found, places = np.unique(ability, return_inverse=True)
    own = np.bincount(places, weight)
    return found, np.asarray(own / own.sum())


def _question(name: str) -> Question:
    return next(one for one in instrument(NEED).questions if one.id == name)


def _scores(question: Question, scale: Scale) -> FloatArray:
    own = scores_of(question)
    return np.array([own[code] for code in scale.codes])


def _claimed(model: ProgrammeModel, competence: str, ability: FloatArray, weight: FloatArray) -> Pair:
    scale = model.scale("self_rating")
    chances = weight @ scale.chances(ability, -hardness(model, [competence]))
    needs = 1 - _scores(_question("self_rating"), scale)
    return float(chances @ needs), float(chances[needs > 0.5].sum())


# --- practice: the mean of several answers of which some may not apply ---


def _practice(model: ProgrammeModel, competence: str, ability: FloatArray, weight: FloatArray) -> Pair:
    scale, not_mine = model.scale("practice"), float(model.within("answers", "practice", "not_mine"))
    asked = [
        (question, row)
        for question in instrument(NEED).with_role("practice")
        for row in question.rows
        if competence in (row.competences or question.competences)
    ]
    users, shares = model.shares("answers", "ai_use")
    uses_ai = float(sum(share for code, share in zip(users, shares, strict=True) if code in AI_USERS))
    answered = 1 - not_mine
    rows = [
        (answered, scale.chances(ability, -hardness(model, row.competences)), bool(question.when))
        for question, row in asked
    ]
    scores = _scores(asked[0][0], scale)
    parts = [(uses_ai, rows), (1 - uses_ai, [one for one in rows if not one[2]])]
    sums = [
        (share, _of_rows(share, [(there, chances) for there, chances, _ai in own], scores, weight))
        for share, own in parts
    ]
    total, in_need, there = (sum(one[at] for _share, one in sums) for at in range(3))
    return total / there, in_need / there


def _of_rows(
    share: float, rows: Sequence[tuple[float, FloatArray]], scores: FloatArray, weight: FloatArray
) -> tuple[float, float, float]:
    """Return the sums of need, of being in need, and of having an answer; quarters of a point are counted."""
    quarters = np.rint(4 * scores).astype(int)
    state = np.zeros((len(weight), len(rows) + 1, 4 * len(rows) + 1))
    state[:, 0, 0] = 1.0
    for there, chances in rows:
        moved = state * (1 - there)
        for at, quarter in enumerate(quarters):
            step = state[:, :-1, : state.shape[2] - quarter] * (there * chances[:, at])[:, None, None]
            moved[:, 1:, quarter:] += step
        state = moved
    found = share * np.einsum("i,ijk->jk", weight, state)
    n, points = np.indices(found.shape)
    need = 1 - points / np.maximum(4 * n, 1)
    there = n > 0
    return (
        float((found * need)[there].sum()),
        float(found[there & (need > 0.5)].sum()),
        float(found[there].sum()),
    )


# --- shown: parts of a written definition ---


def _shown(model: ProgrammeModel, competence: str, ability: FloatArray, weight: FloatArray) -> Pair:
    own = [part for part, shown in shipped_parts().items() if competence in shown]
    chances = model.part_chances(ability)
    wrong = model.scale("grade").chances(ability)[:, 0]
    among = weight * written_chance(model, ability)
    has = [(1 - wrong) * chances[part] for part in own]
    need = 1 - sum(has, np.zeros(len(ability))) / len(own)
    in_need = wrong + (1 - wrong) * _at_most([chances[part] for part in own], len(own) / 2)
    return float(among @ need / among.sum()), float(among @ in_need / among.sum())


def _at_most(chances: Sequence[FloatArray], half: float) -> FloatArray:
    """Return the chance that fewer than half of the parts are there, which are independent at an ability."""
    numbers = [np.ones(len(chances[0]))]
    for one in chances:
        more = [0 * one, *(old * one for old in numbers)]
        less = [*(old * (1 - one) for old in numbers), 0 * one]
        numbers = [a + b for a, b in zip(more, less, strict=True)]
    return np.asarray(sum(own for n, own in enumerate(numbers) if n < half))


# --- stated: Plackett and Luce ---


def _ranked(model: ProgrammeModel) -> Mapping[str, Pair]:
    """Return what the places of a ranking count on average, and the chance to be named.

    All sets of competences that can stand on the first places are gone through, so that this is exact.
    """
    wishes = np.exp([model.number(one, "wanted") for one in model.competences])
    n, total = len(wishes), float(wishes.sum())
    value, named = np.zeros(n), np.zeros(n)
    sets: dict[frozenset[int], float] = {frozenset(): 1.0}
    for place in range(PLACES):
        following: dict[frozenset[int], float] = {}
        for chosen, chance in sets.items():
            left = total - sum(float(wishes[at]) for at in chosen)
            for at in range(n):
                if at not in chosen:
                    own = chance * float(wishes[at]) / left
                    value[at] += own * (PLACES - place) / PLACES
                    named[at] += own
                    following[chosen | {at}] = following.get(chosen | {at}, 0.0) + own
        sets = following
    return {one: (float(value[at]), float(named[at])) for at, one in enumerate(model.competences)}
