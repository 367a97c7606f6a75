"""The result of an attempt, worked out from answers and keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.item_keys import ItemKey, is_answered, score
from sauatty.core.statistics import wilson_share

Json = dict[str, Any]
N_LESSONS = 5


@dataclass(frozen=True, slots=True)
class KeyedItem:
    """An item of a paper with the key that counts now."""

    key: ItemKey
    competence: str
    is_left_out: bool = False
    is_provisional: bool = True

    @property
    def id(self) -> str:
        """Return the item's id."""
        return self.key.item

    @property
    def component(self) -> str:
        """Return the component that the competence stands in: 'gmilaf.2' for 'gmilaf.2.3'."""
        return self.competence.rpartition(".")[0] or self.competence


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of an attempt."""

    points: Mapping[str, int]
    unanswered: tuple[str, ...]
    not_reached: tuple[str, ...]
    score: int
    max_score: int


def score_answers(items: Sequence[KeyedItem], answers: Mapping[str, Json], *, ran_out: bool) -> Scored:
    """Return the points of answers as an attempt keeps them; items left out are scored and not counted.

    Parameters
    ----------
    ran_out : bool
        The time was over before the attempt was handed in: what was never touched was not reached.
    """
    given = {one.id: answers.get(one.id, {}).get("answer") for one in items}
    points = {one.id: score(one.key, given[one.id]) for one in items}
    empty = [one.id for one in items if not is_answered(given[one.id])]
    not_reached = tuple(id for id in empty if ran_out and id not in answers)
    counted = [one for one in items if not one.is_left_out]
    return Scored(
        points, tuple(id for id in empty if id not in not_reached), not_reached,
        sum(points[one.id] for one in counted), sum(one.key.max_score for one in counted),
    )  # fmt: skip


def result_json(
    items: Sequence[KeyedItem],
    scored: Scored,
    *,
    theta: Json | None,
    is_offline: bool,
    lessons: Sequence[Json],
) -> Json:
    """Return the result as the attempt keeps it once it is released; no key and no rationale is in it."""
    counted = [one for one in items if not one.is_left_out]
    return {
        "score": scored.score, "max": scored.max_score,
        "percent": round(100 * scored.score / scored.max_score, 1) if scored.max_score else None,
        **_interval(scored.score, scored.max_score),
        "components": [
            {"component": name, **shares}
            for name, shares in shares_by(counted, scored.points, lambda one: one.component)
        ],
        "theta": theta, "provisional": theta is None, "offline": is_offline,
        "keys_provisional": any(one.is_provisional for one in counted),
        "left_out": len(items) - len(counted), "lessons": list(lessons), "rationales": None,
    }  # fmt: skip


def shares_by(items: Iterable[KeyedItem], points: Mapping[str, int], group: Any) -> list[tuple[str, Json]]:
    """Return points, the most points and the ends of a Wilson interval for each group of items, by name."""
    sums: dict[str, list[int]] = {}
    for one in items:
        pair = sums.setdefault(group(one), [0, 0])
        pair[0] += points[one.id]
        pair[1] += one.key.max_score
    return [
        (name, {"score": got, "max": most, **_interval(got, most)})
        for name, (got, most) in sorted(sums.items())
    ]


def _interval(got: int, most: int) -> Json:
    """Return the ends of the interval of a share, as fractions; None where nothing was asked."""
    if not most:
        return {"low": None, "high": None}
    found = wilson_share(got / most, most)
    return {"low": round(found.low, 4), "high": round(found.high, 4)}


def weakest_first(items: Sequence[KeyedItem], points: Mapping[str, int]) -> list[str]:
    """Return the competences in which points are missing, the weakest first.

    One question says little, so the share is drawn towards a half: (points + 1) / (most + 2).
    """
    counted = [one for one in items if not one.is_left_out]
    shares = shares_by(counted, points, lambda one: one.competence)
    missing = [(name, one) for name, one in shares if one["score"] < one["max"]]
    return [
        name
        for name, one in sorted(
            missing, key=lambda row: ((row[1]["score"] + 1) / (row[1]["max"] + 2), row[0])
        )
    ]


def next_lessons(
    competences: Sequence[str],
    lessons: Iterable[tuple[str, Sequence[str]]],
    done: frozenset[str] = frozenset(),
) -> list[Json]:
    """Return what to learn next: for each competence the first lesson that is not done yet, then the second ones.

    Parameters
    ----------
    lessons : Iterable
        Keys 'module.lesson' with their competences, in the order in which they are learnt.
    """
    every = [(key, set(carried)) for key, carried in lessons if key not in done]
    by_competence = {id: [key for key, carried in every if id in carried] for id in competences}
    found: list[Json] = []
    taken: set[str] = set()
    for turn in range(2):
        for id in competences:
            key = next((one for one in by_competence[id] if one not in taken), None)
            if key is not None and len(found) < N_LESSONS and (turn == 0 or len(competences) < N_LESSONS):
                taken.add(key)
                module, lesson = key.split(".", 1)
                found.append({"module": module, "lesson": lesson, "competence": id})
    return found
