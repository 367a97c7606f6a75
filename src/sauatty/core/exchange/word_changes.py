"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[\w-]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of text: 'same', 'deleted' (only before) or 'inserted' (only after)."""

    kind: str
    text: str


def word_changes(before: str, after: str) -> tuple[WordChange, ...]:
    """Compare two texts by words; joined again, 'same' and 'inserted' give the later text.

    Examples
    --------
    >>> [(one.kind, one.text) for one in word_changes("one old word", "one new word")]
    [('same', 'one '), ('deleted', 'old'), ('inserted', 'new'), ('same', ' word')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[WordChange] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(WordChange("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(WordChange("deleted", "".join(old[i1:i2])))
        if j2 > j1:
            found.append(WordChange("inserted", "".join(new[j1:j2])))
    return tuple(found)
