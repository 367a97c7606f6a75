"""The ratings of a panel as the statistics take them, and pseudonyms. Pure: no tables here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import UUID

import numpy as np
from django.utils.crypto import salted_hmac

from sauatty.core.psychometrics.cutscore_ratings import JudgeRatings

Json = dict[str, Any]
Given = Mapping[tuple[UUID, str], int]
# A median of fewer people would tell one of them what another gave.
LEAST_FOR_MEDIAN = 3


@dataclass(frozen=True, slots=True)
class Round:
    """One round for the items of one paper; `n_carried` ratings of the round before stand for those not given anew."""

    ratings: JudgeRatings
    n_carried: int = 0


def pseudonyms(judges: Iterable[UUID], session: UUID) -> dict[UUID, str]:
    """Return a number for each judge, in an order that says nothing about who was invited when."""

    def place(judge: UUID) -> str:
        return salted_hmac("sauatty.standards.judge", f"{session}|{judge}", algorithm="sha256").hexdigest()

    return {judge: str(n + 1) for n, judge in enumerate(sorted(judges, key=place))}


def rounds_of(items: Sequence[Json], names: Mapping[UUID, str], given: Mapping[int, Given]) -> list[Round]:
    """Return the rounds that there were; who did not change a rating in the second round stands by the first one."""
    first = given.get(1, {})
    if not first:
        return []
    found = [Round(_matrix(items, names, first))]
    second = given.get(2, {})
    if second:
        wanted = {one["id"] for one in items}
        carried = [key for key in first if key not in second and key[1] in wanted]
        found.append(Round(_matrix(items, names, {**first, **second}), len(carried)))
    return found


def _matrix(items: Sequence[Json], names: Mapping[UUID, str], given: Given) -> JudgeRatings:
    judges = sorted(names, key=lambda judge: int(names[judge]))
    percents = np.array([[given.get((judge, one["id"]), np.nan) for one in items] for judge in judges], float)
    return JudgeRatings(
        percents.reshape(len(judges), len(items)), tuple(names[judge] for judge in judges),
        tuple(one["id"] for one in items), tuple(one["max"] for one in items),
    )  # fmt: skip


def medians(items: Sequence[Json], given: Given) -> dict[str, Json]:
    """Return the median of each item with how many gave it; None where it would point at one judge."""
    by_item: dict[str, list[int]] = {one["id"]: [] for one in items}
    for (_judge, item), percent in given.items():
        if item in by_item:
            by_item[item].append(percent)
    return {
        item: {"median": median(row) if len(row) >= LEAST_FOR_MEDIAN else None, "n": len(row)}
        for item, row in by_item.items()
    }
