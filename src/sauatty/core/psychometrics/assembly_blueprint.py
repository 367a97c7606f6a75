"""What forms are made of and what they have to be: items of a bank, and a blueprint."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sauatty.core.errors import BankUnsound
from sauatty.core.psychometrics.equating_curves import has_curve

Range = tuple[int, int]
DEFAULT_THETAS = (-2.0, -1.0, 0.0, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class BankItem:
    """What assembly knows of an item; difficulty in logits, `exposure` the share of people who have seen it.

    `steps` are its calibrated thresholds where it has several points; before a calibration an item of two points
    takes its steps half a logit below and above its difficulty.
    """

    id: str
    competence: str
    demand: int
    kind: str
    difficulty: float
    discrimination: float = 1.0
    exposure: float = 0.0
    enemies: tuple[str, ...] = ()
    is_private: bool = False
    max_score: int = 1
    steps: tuple[float, ...] = ()

    @property
    def as_curve(self) -> "BankCurve":
        """Return the item with steps for all its points."""
        steps = self.steps
        if not steps and self.max_score > 1:
            middle = (self.max_score - 1) / 2
            steps = tuple(self.difficulty + n - middle for n in range(self.max_score))
        return BankCurve(self.discrimination, self.difficulty, steps)


@dataclass(frozen=True, slots=True)
class BankCurve:
    """The curve of an item of a bank."""

    discrimination: float
    difficulty: float
    steps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a form has to be; every range is (least, most), both included, for each form alone.

    `targets` maps theta points to the least information there; 0 asks for nothing but alike forms at that point.
    `must` stand in some form, `anchors` in every form (and do not count as overlap), `must_not` in none. Items with
    more exposure than `max_exposure` stay out, public ones too where `is_private_only`. `max_overlap` is how many
    items two forms may share besides the anchors.
    """

    n_items: int
    per_competence: Mapping[str, Range] = field(default_factory=dict)
    per_demand: Mapping[int, Range] = field(default_factory=dict)
    per_kind: Mapping[str, Range] = field(default_factory=dict)
    targets: Mapping[float, float] = field(default_factory=dict)
    max_exposure: float | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    n_forms: int = 2
    max_overlap: int = 0
    is_private_only: bool = False

    @property
    def thetas(self) -> tuple[float, ...]:
        """Return the theta points at which forms are compared."""
        return tuple(sorted(self.targets)) or DEFAULT_THETAS


def check_bank(bank: Sequence[BankItem]) -> None:
    """Refuse items that no form can be made of."""
    twice = [item for item, n in Counter(item.id for item in bank).items() if n > 1]
    if twice:
        raise BankUnsound(item=twice[0], problem="it is there twice")
    for item in bank:
        if not has_curve(item.as_curve):
            raise BankUnsound(item=item.id, problem="its difficulty or discrimination is no number")
        if item.discrimination <= 0:
            raise BankUnsound(item=item.id, problem="its discrimination is not above 0")
        if item.steps and len(item.steps) != item.max_score:
            raise BankUnsound(item=item.id, problem="it has not one step for each point")
