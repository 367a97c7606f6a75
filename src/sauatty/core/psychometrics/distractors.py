"""Which options people chose: does every wrong one attract those who know less, and nobody else?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sauatty.core.exchange.test_scores import LetterTable
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.score_files import score_letters
from sauatty.core.statistics import BoolArray, FloatArray

Parts = Literal[3, 5]
EMPTY = ""
_FEW_SHARE = 0.05
_ENOUGH = 30


@dataclass(frozen=True, slots=True)
class OptionStatistic:
    """One option of one item; '' is 'left empty'.

    `share` is of everybody, `share_by_part` of each third (or fifth) by the points on the other items, the lowest first;
    None for an empty part. `option_rest` correlates choosing it with the share of points on the other items that were
    answered, over those who answered this item; None where one of the two does not vary.
    """

    option: str
    is_key: bool
    n: int
    share: float
    share_by_part: tuple[float | None, ...]
    option_rest: float | None


@dataclass(frozen=True, slots=True)
class ItemOptions:
    """The options of one item: the key first, then the others by how often they were chosen, 'left empty' last."""

    item: str
    key: str
    n: int
    n_answered: int
    parts: tuple[int, ...]
    options: tuple[OptionStatistic, ...]
    flags: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`, numbers unrounded."""
        flags = [{"code": note.code, "text": note.in_words} for note in self.flags]
        return asdict(self) | {"flags": flags}


def option_statistics(
    table: LetterTable,
    key: Mapping[str, str],
    *,
    options: Mapping[str, Sequence[str]] | None = None,
    n_parts: Parts = 3,
) -> tuple[ItemOptions, ...]:
    """Return for each item how often each option was chosen, by whom, and what looks wrong.

    Parameters
    ----------
    table : LetterTable
        Chosen options, persons × items, '' = left empty; several options of one answer are joined by '+'.
    key : mapping
        item -> right option, as `read_key` gives it.
    options : mapping, optional
        item -> all options, so that those that nobody chose are named.
    n_parts : 3 or 5
        Into how many parts people are split by the points on the other items. People of equal points stay together, so
        that parts differ in size; `parts` has their sizes.

    Raises
    ------
    KeyItemsUnknown, KeyMissing

    Notes
    -----
    Here, unlike in `score_letters`, an empty answer counts among the shares: who leaves an item empty is part of the
    picture. Shares and correlations were checked against plain R: tests/core/reference/psychometrics/classical.R.

    References
    ----------
    Haladyna, T. M., Rodriguez, M. C. (2013). Developing and validating test items. Routledge, chapter 18.
    """
    scores = score_letters(table, key).scores
    asked = ~np.isnan(scores)
    points, n_asked = np.where(asked, scores, 0.0).sum(axis=1), asked.sum(axis=1)
    found = []
    for at, item in enumerate(table.items):
        others = n_asked - asked[:, at]
        rest = np.where(
            others > 0, (points - np.where(asked[:, at], scores[:, at], 0.0)) / np.maximum(others, 1), np.nan
        )
        known = tuple(options.get(item, ())) if options else ()
        found.append(_item(item, key[item], table.letters[:, at], rest, known, n_parts))
    return tuple(found)


def _item(
    item: str, key: str, letters: NDArray[np.str_], rest: FloatArray, known: tuple[str, ...], n_parts: int
) -> ItemOptions:
    masks = _parts(rest, n_parts)
    chosen, counts = np.unique(letters, return_counts=True)
    often = dict(zip(map(str, chosen), map(int, counts), strict=True))
    names = sorted(
        {*often, key, *known}, key=lambda name: (name == EMPTY, name != key, -often.get(name, 0), name)
    )
    options = tuple(_option(name, key, letters, rest, masks) for name in names)
    flags = _flags(item, options, known, n_answered=len(letters) - often.get(EMPTY, 0))
    sizes = tuple(int(mask.sum()) for mask in masks)
    return ItemOptions(item, key, len(letters), len(letters) - often.get(EMPTY, 0), sizes, options, flags)


def _parts(rest: FloatArray, n_parts: int) -> list[BoolArray]:
    known = rest[~np.isnan(rest)]
    if not len(known):
        return [np.zeros(len(rest), bool)] * n_parts
    limits = np.quantile(known, np.arange(1, n_parts) / n_parts)
    place = np.searchsorted(limits, rest, side="left")
    return [(place == part) & ~np.isnan(rest) for part in range(n_parts)]


def _option(
    name: str, key: str, letters: NDArray[np.str_], rest: FloatArray, masks: Sequence[BoolArray]
) -> OptionStatistic:
    took = letters == name
    shares = tuple(float(took[mask].mean()) if mask.any() else None for mask in masks)
    n = int(took.sum())
    compared = ~np.isnan(rest) if name == EMPTY else ~np.isnan(rest) & (letters != EMPTY)
    own, points = took[compared].astype(float), rest[compared]
    varies = len(own) > 2 and np.ptp(own) > 0 and np.ptp(points) > 1e-12
    correlation = float(np.corrcoef(own, points)[0, 1]) if varies else None
    return OptionStatistic(name, name == key, n, n / max(len(letters), 1), shares, correlation)


def _flags(
    item: str, options: Sequence[OptionStatistic], known: Sequence[str], n_answered: int
) -> tuple[Note, ...]:
    key = next(option for option in options if option.is_key)
    flags: list[Note] = []
    for option in options:
        if option.is_key or option.option == EMPTY:
            continue
        named = {"item": item, "option": option.option}
        flags += _against_key(option, key, named, n_answered)
        if known and option.option not in known:
            flags.append(Note("option-unknown", named))
        elif option.n == 0:
            flags.append(Note("option-not-chosen", named))
        elif n_answered >= _ENOUGH and option.n < _FEW_SHARE * n_answered:
            flags.append(Note("option-rare", {**named, "count": option.n}))
    return tuple(flags)


def _against_key(
    option: OptionStatistic, key: OptionStatistic, named: Mapping[str, str], n_answered: int
) -> list[Note]:
    """Return what speaks for a wrong option: the best chose it, or those who do well elsewhere."""
    best, best_key = option.share_by_part[-1], key.share_by_part[-1]
    if best is not None and best_key is not None and best > best_key:
        return [Note("option-beats-key", {**named, "key": key.option})]
    # A correlation of one standard error above 0 by chance is nothing; two are worth a look.
    if option.option_rest is not None and option.option_rest > 2 / max(n_answered, 1) ** 0.5:
        return [Note("option-attracts-good", named)]
    return []
