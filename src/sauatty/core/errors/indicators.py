"""Indicators, their values and the logframe."""

from sauatty.core.errors.base import SauattyError


class IndicatorIsWorkedOut(SauattyError):
    """A value by hand for an indicator that is worked out from data."""

    code = "indicator-is-worked-out"
    message = "This indicator is worked out from the programme's own data. Declare an indicator of your own for values by hand."


class ValueCorrectedAlready(SauattyError):
    """A value that somebody has corrected in the meantime."""

    code = "value-corrected-already"
    message = "Somebody has corrected this value in the meantime. Look at the newest value again."


class ValueNotYoursToSign(SauattyError):
    """A value signed by somebody who is not the reviewer, or who entered it."""

    code = "value-not-yours-to-sign"
    message = "A value is checked by the reviewer of its indicator, and not by who entered it. Name another reviewer."


class LogRowHasParts(SauattyError):
    """A row of the logframe under which other rows stand."""

    code = "log-row-has-parts"
    message = "Other rows of the logframe stand under this one. Move or delete them first."
