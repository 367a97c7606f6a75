"""Judgements of a cut-score session, checked and completed."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from sauatty.core.errors import RatingsUnsound
from sauatty.core.psychometrics.notes import Note
from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class JudgeRatings:
    """Percents of judges × items, 0 … 100, nan = not rated; `max_scores` are the points of the items, () = all one."""

    percents: FloatArray
    judges: tuple[str, ...]
    items: tuple[str, ...]
    max_scores: tuple[int, ...] = ()

    def by_judge_and_item(self) -> dict[tuple[str, str], float]:
        """Return the ratings that were given."""
        return {
            (judge, item): float(self.percents[row, column])
            for row, judge in enumerate(self.judges)
            for column, item in enumerate(self.items)
            if np.isfinite(self.percents[row, column])
        }


@dataclass(frozen=True, slots=True)
class Panel:
    """Ratings as shares of the points, complete; `given` is nan where a share was filled in."""

    shares: FloatArray
    given: FloatArray
    judges: tuple[str, ...]
    items: tuple[str, ...]
    max_scores: tuple[int, ...]
    notes: tuple[Note, ...]

    @property
    def n_filled(self) -> int:
        """Return how many ratings were filled in."""
        return int(np.isnan(self.given).sum())


def panel_of(ratings: JudgeRatings) -> Panel:
    """Return the ratings of those who rated anything, completed, or refuse what no cut can be computed from."""
    percents = np.asarray(ratings.percents, float)
    max_scores = ratings.max_scores or (1,) * len(ratings.items)
    _check(ratings, percents, max_scores)
    took_part = np.isfinite(percents).any(axis=1)
    given = percents[took_part] / 100
    judges = tuple(judge for judge, is_in in zip(ratings.judges, took_part, strict=True) if is_in)
    n_missing = int(np.isnan(given).sum())
    notes = [Note("judge-without-rating", {"count": int((~took_part).sum())})] if not took_part.all() else []
    if n_missing:
        notes.append(Note("ratings-missing", {"count": n_missing, "all": given.size}))
    return Panel(_completed(given), given, judges, ratings.items, max_scores, tuple(notes))


def _check(ratings: JudgeRatings, percents: FloatArray, max_scores: tuple[int, ...]) -> None:
    if not percents.size or not np.isfinite(percents).any():
        raise RatingsUnsound(problem="nobody has judged yet")
    if percents.shape != (len(ratings.judges), len(ratings.items)) or len(max_scores) != len(ratings.items):
        raise RatingsUnsound(problem="the numbers of judges, items and ratings do not fit")
    if min(max_scores) < 1:
        raise RatingsUnsound(problem="an item without points cannot be judged")
    for labels in (ratings.judges, ratings.items):
        twice = [label for label, n in Counter(labels).items() if n > 1]
        if twice:
            raise RatingsUnsound(problem=f"'{twice[0]}' is there twice")
    outside = np.argwhere((percents < 0) | (percents > 100))
    if len(outside):
        row, column = outside[0]
        place = f"{ratings.judges[row]} gave {percents[row, column]:g} to '{ratings.items[column]}'"
        raise RatingsUnsound(problem=f"{place}, and a percent lies between 0 and 100")
    unrated = np.flatnonzero(np.isnan(percents).all(axis=0))
    if len(unrated):
        raise RatingsUnsound(problem=f"nobody has judged '{ratings.items[unrated[0]]}'")


def _completed(given: FloatArray) -> FloatArray:
    """Return the shares with gaps filled by judge + item (least squares on what is there), kept within 0 … 1."""
    is_gap = np.isnan(given)
    if not is_gap.any():
        return given
    rows, columns = np.nonzero(~is_gap)
    n_judges, n_items = given.shape
    design = np.zeros((len(rows), n_judges + n_items))
    design[np.arange(len(rows)), rows] = 1
    design[np.arange(len(rows)), n_judges + columns] = 1
    effects = np.linalg.lstsq(design, given[rows, columns], rcond=None)[0]
    additive = effects[:n_judges, None] + effects[None, n_judges:]
    return np.where(is_gap, np.clip(additive, 0, 1), given)
