"""How experts stand to one key, and when it is no longer provisional."""

from dataclasses import dataclass

PROVISIONAL, CONFIRMED, DISPUTED = "provisional", "confirmed", "disputed"
N_EXPERTS = 2  # who agree with a key independently of each other before it is no longer provisional


@dataclass(frozen=True, slots=True)
class Agreement:
    """How experts stand to one key: those who answered independently and have decided."""

    n_agree: int = 0
    n_object: int = 0
    n_right: int = 0
    n_answered: int = 0
    names: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Return 'confirmed' where enough experts agree and none objects, 'disputed' where one objects."""
        if self.n_object:
            return DISPUTED
        return CONFIRMED if self.n_agree >= N_EXPERTS else PROVISIONAL


NOBODY = Agreement()
