"""Errors of the cascade of trainings."""

from sauatty.core.errors.base import SauattyError


class BondClosesCircle(SauattyError):
    """A stated bond after which somebody would stand above themselves."""

    code = "bond-closes-circle"
    message = (
        "%(person)s already stands above %(trainer)s in the cascade, so %(trainer)s cannot have taught them first. "
        "State it the other way round, or leave it out."
    )


class BondPersonUnclear(SauattyError):
    """A name that nobody has, or that several people have."""

    code = "bond-person-unclear"
    message = "'%(text)s' means %(n)s people of this site. Write the whole name as it stands here, or the e-mail address."
