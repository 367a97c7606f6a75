"""Which competences coders take for each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

from sauatty.core.agreement.ratings import Rating, Ratings, collect_ratings

# From this share of all disagreements, and this often, a pair is worth a rule.
MERGE_SHARE = 0.10
MERGE_AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class ConfusionPair:
    """Two competences that stood against each other: one coder gave `a` and not `b`, another `b` and not `a`.

    `n` counts comparisons (a unit and two coders), `share` is `n` among all comparisons that differ; one
    comparison can hold several pairs, so that shares need not add up to 1. `b` is '' for an omission: one coder
    gave `a`, and the other nothing that the first did not give. `by_coders` counts `n` by pair of coders.
    """

    a: str
    b: str
    n: int
    share: float
    by_coders: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def asks_for_rule(self) -> bool:
        """Tell whether the pair comes up often enough to propose a rule that merges or parts the two."""
        return bool(self.b) and self.share >= MERGE_SHARE and self.n >= MERGE_AT_LEAST


def confusion_pairs(decisions: Iterable[Rating], *, omissions: bool = False) -> list[ConfusionPair]:
    """Return the pairs of competences that coders gave against each other, the most frequent first.

    Parameters
    ----------
    decisions : iterable of (unit, coder, set of competences)
        None is a missing value; the empty set is a judgement ('none applies').
    omissions : bool
        Also return what one coder gave where the other gave nothing of their own (`b` is '').

    Examples
    --------
    >>> rows = [("u1", "x", {"2.2"}), ("u1", "y", {"2.3"}), ("u2", "x", {"2.2", "1.1"}), ("u2", "y", {"1.1"})]
    >>> [(pair.a, pair.b, pair.n, pair.share) for pair in confusion_pairs(rows, omissions=True)]
    [('2.2', '', 1, 0.5), ('2.2', '2.3', 1, 0.5)]
    """
    ratings = collect_ratings(decisions, "set")
    counts: Counter[tuple[str, str]] = Counter()
    between: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    n_different = 0
    for coders, only_first, only_second in _differences(ratings):
        n_different += 1
        for pair in _against(only_first, only_second):
            counts[pair] += 1
            between.setdefault(pair, Counter())[coders] += 1
    ranked = sorted(counts, key=lambda pair: (-counts[pair], pair))
    return [
        ConfusionPair(*pair, counts[pair], counts[pair] / n_different, dict(between[pair]))
        for pair in ranked
        if omissions or pair[1]
    ]


def count_disagreements(decisions: Iterable[Rating]) -> tuple[int, int]:
    """Return how many comparisons (a unit and two coders) there are, and in how many the sets differ."""
    ratings = collect_ratings(decisions, "set")
    n_by_unit = (ratings.codes >= 0).sum(axis=1)
    return int((n_by_unit * (n_by_unit - 1) // 2).sum()), sum(1 for _ in _differences(ratings))


def _differences(ratings: Ratings) -> Iterator[tuple[tuple[str, str], frozenset[str], frozenset[str]]]:
    for first, second in combinations(range(len(ratings.coders)), 2):
        a, b = ratings.codes[:, first], ratings.codes[:, second]
        differ = (a >= 0) & (b >= 0) & (a != b)
        coders = (ratings.coders[first], ratings.coders[second])
        for one, other in zip(a[differ], b[differ], strict=True):
            given, against = ratings.categories[one], ratings.categories[other]
            yield coders, given - against, against - given


def _against(only_first: frozenset[str], only_second: frozenset[str]) -> Iterator[tuple[str, str]]:
    if only_first and only_second:
        for one, other in product(only_first, only_second):
            yield (one, other) if one < other else (other, one)
    else:
        yield from ((one, "") for one in only_first | only_second)
