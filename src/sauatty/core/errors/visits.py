"""Schools that ask for help, and visits."""

from sauatty.core.errors.base import SauattyError


class HelpAskedTooOften(SauattyError):
    """More requests from one network in a day than schools send."""

    code = "help-asked-too-often"
    message = "Many requests came from this network today. Ask again tomorrow."


class HelpStepNotNow(SauattyError):
    """A step that does not follow on the state of a request."""

    code = "help-step-not-now"
    message = "Somebody has moved this request on in the meantime. Look at it again."


class AdoptionBackNeedsReason(SauattyError):
    """A school that is put back a step without a reason."""

    code = "adoption-back-needs-reason"
    message = "The school was further already. Write why it goes back a step."
