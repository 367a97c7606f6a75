"""Lists of people on their way into a programme."""

from sauatty.core.errors.base import SauattyError


class RosterUndecided(SauattyError):
    code = "roster-undecided"
    message = "Of %(n)s lines it is not decided whether they mean somebody who is known. Decide them first, or leave them out."


class RosterNotReady(SauattyError):
    code = "roster-not-ready"
    message = "This list is being read or taken over. Wait until that is done, then try again."


class RosterPersonUnknown(SauattyError):
    code = "roster-person-unknown"
    message = "This line was not compared with that person. Choose one of those who are suggested for it."
