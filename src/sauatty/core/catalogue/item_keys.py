"""What a participant may see of an item, its key, and the points of an answer.

The two are separate values on purpose: a paper is made of `as_shown`, which has no key, no credit and no rationale,
and an answer is scored against `ItemKey`, which participants' code never meets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.items import Item
from sauatty.core.languages import LANGUAGES, Translated

# An answer as it is kept: an option's id, a list of ids, or option -> target. None = not answered.
Answer = str | list[str] | dict[str, str] | None


@dataclass(frozen=True, slots=True)
class ItemKey:
    """The key of one item. `right` has the shape of an answer; for a judgement it is the option of most credit."""

    item: str
    kind: str
    scoring: str
    right: str | tuple[str, ...] | Mapping[str, str]
    options: tuple[str, ...]
    credit: Mapping[str, int]
    targets: tuple[str, ...] = ()

    @property
    def max_score(self) -> int:
        """Return the most points that an answer can get."""
        return max(self.credit.values()) if self.kind == "judgement" else 2 if self.scoring == "graded" else 1


def key_of(item: Item) -> ItemKey:
    """Return the key of an item."""
    ids = tuple(option.id for option in item.options)
    credit = {option.id: option.credit for option in item.options} if item.kind == "judgement" else {}
    targets = tuple(target.id for target in item.targets)
    return ItemKey(item.id, item.kind, item.scoring, _right(item), ids, credit, targets)


def _right(item: Item) -> str | tuple[str, ...] | Mapping[str, str]:
    match item.kind:
        case "judgement":
            return max(item.options, key=lambda option: option.credit).id
        case "single":
            return next(option.id for option in item.options if option.is_right)
        case "order":
            return tuple(option.id for option in sorted(item.options, key=lambda option: option.place))
        case "match":
            return {option.id: option.goes_with for option in item.options}
        case _:
            return tuple(sorted(option.id for option in item.options if option.is_right))


def as_shown(item: Item) -> dict[str, Any]:
    """Return what a participant sees of an item, as JSON; no key, credit, rationale, difficulty or source is in it.

    The options of an order stand sorted by id, so that their order tells nothing either.
    """
    options = item.options if item.kind != "order" else sorted(item.options, key=lambda option: option.id)
    return {
        "id": item.id, "kind": item.kind, "competence": item.competence, "is_invented": item.is_invented,
        "is_negative": item.is_negative, "stimulus": texts(item.stimulus), "stem": texts(item.stem),
        "options": [{"id": option.id, "text": texts(option.text)} for option in options],
        "targets": [{"id": target.id, "text": texts(target.text)} for target in item.targets],
    }  # fmt: skip


def texts(text: Translated) -> dict[str, str]:
    """Return the languages of a text that are there."""
    return {language: getattr(text, language) for language in LANGUAGES if getattr(text, language)}


def is_answered(answer: Answer) -> bool:
    """Say whether anything was chosen."""
    return bool(answer)


def is_wellformed(key: ItemKey, answer: Answer) -> bool:
    """Say whether an answer could have come from the page of this item; nothing chosen is well-formed."""
    if not answer:
        return answer is None or answer in ("", [], {})
    known = set(key.options)
    if key.kind in ("single", "judgement"):
        return isinstance(answer, str) and answer in known
    if key.kind == "match":
        if not isinstance(answer, dict) or not all(isinstance(target, str) for target in answer.values()):
            return False
        return set(answer) <= known and set(answer.values()) <= set(key.targets)
    is_list = isinstance(answer, list) and all(isinstance(entry, str) for entry in answer)
    return is_list and len(set(answer)) == len(answer) and set(answer) <= known


def score(key: ItemKey, answer: Answer) -> int:
    """Return the points of an answer, 0 … `key.max_score`. Not answered is 0; missing by design is not asked here.

    Graded scoring gives one point less than the most for one mistake: one passage too many or too few, one wrong
    pair, or two neighbours of an order changed.

    Examples
    --------
    >>> key = ItemKey("x", "multiple", "graded", ("a", "c"), ("a", "b", "c", "d"), {})
    >>> [score(key, answer) for answer in (["c", "a"], ["a"], ["a", "b", "c"], ["b"], None)]
    [2, 1, 1, 0, 0]
    """
    if not answer or not is_wellformed(key, answer):
        return 0
    if key.kind == "judgement":
        return key.credit[str(answer)]
    n_mistakes = _n_mistakes(key, answer)
    return max(key.max_score - n_mistakes, 0) if key.scoring == "graded" else int(n_mistakes == 0)


def _n_mistakes(key: ItemKey, answer: str | list[str] | dict[str, str]) -> int:
    if isinstance(answer, str):
        return int(answer != key.right)
    if isinstance(answer, dict):
        right = dict(key.right)  # type: ignore[arg-type]
        return sum(answer.get(option) != target for option, target in right.items())
    if key.kind == "order":
        return _n_inversions(answer, tuple(key.right)) if len(answer) == len(key.options) else 99
    return len(set(answer) ^ set(key.right))


def _n_inversions(answer: list[str], right: tuple[str, ...]) -> int:
    """Return how many pairs stand the wrong way round: 1 = two neighbours changed."""
    place = [right.index(option) for option in answer]
    return sum(a > b for n, a in enumerate(place) for b in place[n + 1 :])
