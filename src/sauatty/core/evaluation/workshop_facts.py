"""What a plan of workshops is made of and what comes of it."""

from dataclasses import dataclass

from sauatty.core.errors import WorkshopFactsInvalid


@dataclass(frozen=True, slots=True)
class RegionSupply:
    """One region: how many are to be served (None: not known), who is there to serve them, what a workshop costs."""

    id: str
    n_served: int | None
    n_specialists: int
    price: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all workshops. Money in one unit, whole numbers.

    `per_specialist` is how many served fall to one specialist at most; `percent_staying` is the share of the
    participants who go on as specialists, in percent; `price_person` is paid for each participant beside the price of
    the workshop; `most_workshops` is how many a round can hold at all (None: as many as the budget allows).
    """

    budget: int
    per_specialist: int
    least: int = 25
    most: int = 30
    percent_staying: int = 100
    price_person: int = 0
    most_workshops: int | None = None
    white_spots_first: bool = True

    def __post_init__(self) -> None:
        problems = {
            "at least 1 and at most 10,000 may fall to one specialist": not 1
            <= self.per_specialist
            <= 10_000,
            "a workshop has at least 1 place, and not more at least than at most": not 1
            <= self.least
            <= self.most,
            "the share of those who go on lies between 1 and 100 %": not 1 <= self.percent_staying <= 100,
            "money is not below zero": self.budget < 0 or self.price_person < 0,
            "a round holds at least one workshop": self.most_workshops is not None
            and self.most_workshops < 1,
        }
        for problem, is_so in problems.items():
            if is_so:
                raise WorkshopFactsInvalid(problem=problem)

    def lacking(self, region: RegionSupply) -> int:
        """Return how many specialists a region lacks; 0 where the number of the served is not known."""
        wanted = -(-(region.n_served or 0) // self.per_specialist)
        return max(0, wanted - region.n_specialists)

    def people_needed(self, region: RegionSupply) -> int:
        """Return how many participants bring as many specialists as a region lacks."""
        return -(-100 * self.lacking(region) // self.percent_staying)


@dataclass(frozen=True, slots=True)
class Share:
    """What one region gets in a round."""

    region: str
    n_workshops: int
    n_people: int
    cost: int


@dataclass(frozen=True, slots=True)
class Round:
    """One round. `gap` is how far a better round could be away, as a fraction: 0 is proven to be best."""

    shares: tuple[Share, ...]
    gap: float = 0.0

    @property
    def cost(self) -> int:
        """Return what the round costs."""
        return sum(one.cost for one in self.shares)

    @property
    def n_workshops(self) -> int:
        """Return how many workshops it has."""
        return sum(one.n_workshops for one in self.shares)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one region. `reached_in` is the round after which it has its ratio: 0 where it has it already."""

    region: str
    lacking: int
    n_workshops: int
    n_people: int
    cost: int
    reached_in: int


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """All rounds. No plan has fewer than `at_least`; `unknown` are the regions whose number of served is not known.

    `is_each_best` tells whether each round is proven to be the best one for what is lacking before it; a plan that was
    found as a whole, because it is shorter, says nothing of its single rounds.
    """

    rounds: tuple[Round, ...]
    at_least: int
    outcomes: tuple[Outcome, ...]
    unknown: tuple[str, ...]
    is_each_best: bool = True

    @property
    def is_shortest(self) -> bool:
        """Tell whether it is proven that fewer rounds are not enough."""
        return self.at_least == len(self.rounds)

    @property
    def cost(self) -> int:
        """Return what all of it costs."""
        return sum(one.cost for one in self.rounds)
