"""What changed between two versions of a guide, block by block and word by word."""

from collections.abc import Mapping
from dataclasses import dataclass

from sauatty.core.exchange.word_changes import WordChange, word_changes


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


def block_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[BlockChange, ...]:
    """Compare the texts of blocks by their ids: in the order of the later version, the removed ones last."""
    changes = [
        BlockChange(id, "changed" if id in before else "added", before.get(id, ""), text)
        for id, text in after.items()
        if before.get(id) != text
    ]
    removed = [BlockChange(id, "removed", text, "") for id, text in before.items() if id not in after]
    return (*changes, *removed)
