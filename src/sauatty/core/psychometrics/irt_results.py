"""What a calibration says: parameters of items, distributions of groups, and how it was reached."""

from collections.abc import Mapping
from dataclasses import dataclass

from sauatty.core.psychometrics.notes import Note


@dataclass(frozen=True, slots=True)
class ItemParameters:
    """One item on the theta scale (logits).

    `difficulty` is where the item's expected score is half-way for a question of one point, and the mean of `steps`
    for a question of several. `steps` has one entry for each point (of a one-point item: its difficulty); None where
    the answers can't tell. Standard errors are None where they were not asked for or cannot be computed.
    """

    item: str
    discrimination: float
    difficulty: float | None
    steps: tuple[float | None, ...]
    se_discrimination: float | None = None
    se_difficulty: float | None = None
    se_steps: tuple[float | None, ...] = ()

    @property
    def max_score(self) -> int:
        """Return the most points of the item."""
        return len(self.steps)

    @property
    def is_estimated(self) -> bool:
        """Say whether the item has parameters that people can be scored with."""
        return self.difficulty is not None


@dataclass(frozen=True, slots=True)
class GroupDistribution:
    """The abilities of one group: a normal distribution on the theta scale; `se_mean` is None for a fixed mean."""

    name: str
    n: int
    mean: float
    sd: float
    se_mean: float | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Parameters of the items of a test and of the groups that took it.

    `log_likelihood` is marginal for 'mml' and conditional for 'cml'. `n_persons` counts those with an answer.
    """

    model: str
    method: str
    n_persons: int
    items: tuple[ItemParameters, ...]
    groups: tuple[GroupDistribution, ...]
    log_likelihood: float
    n_iterations: int
    converged: bool
    notes: tuple[Note, ...] = ()

    def by_item(self) -> Mapping[str, ItemParameters]:
        """Return the parameters by item: what `anchors` of another calibration takes."""
        return {parameters.item: parameters for parameters in self.items}
