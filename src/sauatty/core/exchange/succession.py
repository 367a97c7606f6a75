"""What became of each objective of an earlier text: it says the same, says something else, is new, or is gone."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

UNCHANGED, CHANGED = "unchanged", "changed"
_SIGNS = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Placed:
    """An objective with what tells it from others; `id` is the caller's."""

    id: Any
    subject_id: str
    grade: int | None
    code: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Followed:
    """An objective of the later text with the one that it follows; `kind` says whether it is the same."""

    earlier: Placed
    later: Placed
    kind: str


@dataclass(frozen=True, slots=True)
class Succession:
    """The two texts held against each other."""

    followed: tuple[Followed, ...]
    fresh: tuple[Placed, ...]
    withdrawn: tuple[Placed, ...]

    def of_kind(self, kind: str) -> list[Followed]:
        """Return the objectives that say the same, or something else."""
        return [one for one in self.followed if one.kind == kind]


def normalised(text: str) -> str:
    """Return a text without what printing changes: case, spaces, quotation marks, dashes, the last stop."""
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).casefold()
    return re.sub(r"\s+", " ", plain).strip(" .;,:")


Key = Callable[[Placed], Hashable]


def follow(earlier: Sequence[Placed], later: Sequence[Placed]) -> Succession:
    """Hold a later text against an earlier one.

    Equal words come first, so that an objective inserted in the middle, which shifts the codes of all after it,
    changes nothing: first the same code and words, then the same words in the same subject and grade. What is
    left follows its code, and then its words in another grade; both count as changed, since a grade is part of
    what was judged.
    """
    steps: tuple[tuple[Key, str], ...] = (
        (lambda one: (*_address(one), normalised(one.text)), UNCHANGED),
        (lambda one: (one.subject_id, one.grade, one.place, normalised(one.text)), UNCHANGED),
        (lambda one: _address(one) if one.code else None, CHANGED),
        (lambda one: (one.subject_id, normalised(one.text)), CHANGED),
    )
    free, waiting = list(earlier), list(later)
    followed: list[Followed] = []
    for key, kind in steps:
        pairs = _pair(free, waiting, key)
        followed += [Followed(one, other, kind) for one, other in pairs]
        taken = {id(one) for pair in pairs for one in pair}
        free = [one for one in free if id(one) not in taken]
        waiting = [one for one in waiting if id(one) not in taken]
    order = {id(one): number for number, one in enumerate(later)}
    followed.sort(key=lambda one: order[id(one.later)])
    return Succession(tuple(followed), tuple(waiting), tuple(free))


def _address(one: Placed) -> tuple[Hashable, ...]:
    return (one.subject_id, one.grade, one.code, one.place)


def _pair(earlier: Sequence[Placed], later: Sequence[Placed], key: Key) -> list[tuple[Placed, Placed]]:
    """Match equal keys, the first with the first, the second with the second."""
    waiting: dict[Hashable, list[Placed]] = defaultdict(list)
    for one in earlier:
        waiting[key(one)].append(one)
    waiting.pop(None, None)
    pairs: list[tuple[Placed, Placed]] = []
    for other in later:
        candidates = waiting.get(key(other))
        if candidates:
            pairs.append((candidates.pop(0), other))
    return pairs


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of two texts held against each other: 'same', 'gone' or 'new'."""

    kind: str
    text: str
