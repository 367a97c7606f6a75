"""The order in which a person meets items and options: decided by the seed of the attempt, the same on every device."""

import hashlib
from collections.abc import Sequence
from typing import Any, Protocol


class Ordered(Protocol):
    """What decides the order of an attempt."""

    seed: int


# The passages of a text stand as they were written.
NEVER_TURNED = ("highlight",)


def shuffled(ids: Sequence[str], seed: int, salt: str) -> list[str]:
    """Return ids in the order of a seed; `salt` names the list, so that two lists are not turned alike."""
    return sorted(
        ids, key=lambda one: hashlib.blake2b(f"{seed}|{salt}|{one}".encode(), digest_size=8).digest()
    )


def seed_of(*parts: Any) -> int:
    """Return a seed of 63 bits that depends on all parts and on nothing else."""
    text = "|".join(str(one) for one in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
