"""Groups of people as tables for research may name them: none so small that it points at somebody."""

from collections import Counter
from collections.abc import Mapping

RARE = "rare"


def without_small(groups: Mapping[str, str], minimum: int) -> dict[str, str]:
    """Return groups with the small ones taken together, and with the next one where together they are small still.

    Examples
    --------
    >>> found = without_small({"a": "x", "b": "y", "c": "y"} | {f"p{n}": "z" for n in range(5)}, 3)
    >>> found["a"], found["b"], found["p1"]
    ('rare', 'rare', 'z')
    """
    counts = Counter(groups.values())
    small = {name for name, n in counts.items() if n < minimum}
    while small and sum(counts[name] for name in small) < minimum and len(small) < len(counts):
        small.add(min((name for name in counts if name not in small), key=lambda name: (counts[name], name)))
    return {code: RARE if name in small else name for code, name in groups.items()}
