"""A review played with decisions that are already known, to see how much of a list has to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, nan

from sauatty.core.errors import ReviewDecisionInvalid
from sauatty.core.matching.encoder import Progress
from sauatty.core.matching.review import ReviewRanker

BATCH = 10


@dataclass(frozen=True, slots=True)
class Simulation:
    """The order in which units were read, and whether each was relevant."""

    order: tuple[str, ...]
    is_relevant: tuple[bool, ...]

    @property
    def n_relevant(self) -> int:
        """Return how many units are relevant."""
        return sum(self.is_relevant)

    def n_read_for(self, recall: float) -> int:
        """Return how many units were read when this share of the relevant ones was found."""
        # 0.95 · 20 is a hair above 19 in binary
        wanted = ceil(recall * self.n_relevant - 1e-9)
        found = 0
        for number, is_relevant in enumerate(self.is_relevant, 1):
            found += is_relevant
            if found >= wanted:
                return number if wanted else 0
        return len(self.order)

    def share_read_for(self, recall: float) -> float:
        """Return `n_read_for` as a share of the list; `nan` where nothing is relevant."""
        return self.n_read_for(recall) / len(self.order) if self.n_relevant else nan

    def work_saved(self, recall: float = 0.95) -> float:
        """Return WSS: the share left unread at this recall, less what a random order leaves unread [1]_.

        References
        ----------
        .. [1] Cohen, A. M. et al. (2006). Reducing workload in systematic review preparation using automated
           citation classification. JAMIA, 13(2), 206-219. doi:10.1197/jamia.M1929
        """
        return 1.0 - self.share_read_for(recall) - (1.0 - recall)


def simulate_review(
    ranker: ReviewRanker,
    decisions: Mapping[str, int],
    *,
    batch: int = BATCH,
    start: int = BATCH,
    progress: Progress | None = None,
) -> Simulation:
    """Read a whole list in the order of the ranker, which sees a decision only after its unit was chosen.

    Parameters
    ----------
    ranker : ReviewRanker
    decisions : mapping of str to int
        0, 1 or 2 for every unit.
    batch, start : int
        How many units are read before the order is made anew, and before that for the first time.

    Raises
    ------
    ReviewDecisionInvalid
        If a unit has no decision.
    """
    for own in ranker.ids:
        if own not in decisions:
            raise ReviewDecisionInvalid(unit=own, found="missing")
    seen: dict[str, int] = {}
    while len(seen) < len(ranker.ids):
        chosen = ranker.order(seen)[: batch if seen else start]
        seen |= {own: decisions[own] for own in chosen}
        if progress:
            progress(len(seen), len(ranker.ids))
    return Simulation(tuple(seen), tuple(decision > 0 for decision in seen.values()))
