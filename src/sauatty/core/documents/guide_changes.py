"""What changed between two versions of a guide, block by block and word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[\w-]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of text: 'same', 'deleted' (only before) or 'inserted' (only after)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that was 'added', 'changed' or 'removed', with both texts."""

    id: str
    kind: str
    before: str
    after: str

    @property
    def words(self) -> tuple[WordChange, ...]:
        """Return the change word by word."""
        return word_changes(self.before, self.after)


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


def block_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[BlockChange, ...]:
    """Compare the texts of blocks by their ids: in the order of the later version, the removed ones last."""
    changes = [
        BlockChange(id, "changed" if id in before else "added", before.get(id, ""), text)
        for id, text in after.items()
        if before.get(id) != text
    ]
    removed = [BlockChange(id, "removed", text, "") for id, text in before.items() if id not in after]
    return (*changes, *removed)
