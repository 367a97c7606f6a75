"""Forms of a test, equating and pass marks."""

from sauatty.core.errors.base import SauattyError


class BankUnsound(SauattyError):
    """An item of the bank that no form can be made of."""

    code = "bank-unsound"
    message = "The item '%(item)s' of the bank cannot stand in a form: %(problem)s. Correct it in the bank."


class BlueprintImpossible(SauattyError):
    """Rules of a blueprint that this bank cannot meet; `params["broken"]` has a Note for each."""

    code = "blueprint-impossible"
    message = "This bank has no form for the blueprint: %(rules)s. Loosen these rules or add items."


class EquatingImpossible(SauattyError):
    """Two forms or calibrations that cannot be brought onto one scale."""

    code = "equating-impossible"
    message = "The two forms cannot be equated: %(problem)s."


class RatingsUnsound(SauattyError):
    """Judgements of a cut-score session that no pass mark can be computed from."""

    code = "ratings-unsound"
    message = "No pass mark can be computed from the judgements: %(problem)s."


class CutOutOfRange(SauattyError):
    """A pass mark that lies outside the points of the test."""

    code = "cut-out-of-range"
    message = (
        "The pass mark %(cut)s lies outside the points of the test (%(low)s to %(high)s). Choose one between."
    )


class FiguresDoNotFit(SauattyError):
    """Values of persons and items that should have one shape and do not."""

    code = "figures-do-not-fit"
    message = "%(what)s has %(found)s, and %(needed)s are needed. Correct one of the two."
