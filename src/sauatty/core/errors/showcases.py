"""Public pages of programmes."""

from sauatty.core.errors.base import SauattyError


class ShowcaseAddressTaken(SauattyError):
    """An address that the page of another programme has."""

    code = "showcase-address-taken"
    message = "The page of another programme has the address '%(slug)s'. Choose another one."
