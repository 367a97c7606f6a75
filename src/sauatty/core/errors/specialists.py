"""The directory of specialists, the numbers of regions, and workshops that are to be planned."""

from sauatty.core.errors.base import SauattyError


class DirectoryNotForMinors(SauattyError):
    """A minor who is to stand in the directory."""

    code = "directory-minor"
    message = "The directory is for grown-ups only: a person under 18 does not stand in it."


class DirectoryContactTooOften(SauattyError):
    """More contacts looked at in a day than work needs."""

    code = "directory-contact-too-often"
    message = "You looked at %(n)s contacts today. That protects specialists from being copied into lists: go on tomorrow."


class DirectoryReadTooOften(SauattyError):
    """A visitor's network that reads more pages of the directory than people do."""

    code = "directory-read-too-often"
    message = "Many pages of the directory were read from your network. Wait an hour, or sign in."


class RegionFiguresInvalid(SauattyError):
    """A table of numbers by region that cannot be taken over."""

    code = "region-figures-invalid"
    message = "Line %(line)s of the table: %(problem)s. Nothing was taken over: correct the table and upload it again."


class WorkshopBudgetTooSmall(SauattyError):
    """A budget of a round that no workshop of a region fits into."""

    code = "workshop-budget-too-small"
    message = "A workshop costs more than a round has: %(regions)s. Raise the budget of a round, or lower the price or the places."


class WorkshopFactsInvalid(SauattyError):
    """Facts of a plan of workshops that contradict each other."""

    code = "workshop-facts-invalid"
    message = "The workshops cannot be planned: %(problem)s. Correct it and plan again."


class WorkshopsUnsolved(SauattyError):
    """No plan was found in the time."""

    code = "workshops-unsolved"
    message = "No plan of workshops was found in time: %(problem)s. Plan with fewer regions or a larger budget of a round."
