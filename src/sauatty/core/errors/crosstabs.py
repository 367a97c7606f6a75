"""Cross-tables of the people of a programme."""

from sauatty.core.errors.base import SauattyError


class CrossTableFieldUnknown(SauattyError):
    """A variable, value or measure that there is not."""

    code = "cross-table-field-unknown"
    message = "A table knows no '%(field)s'. Choose one of: %(known)s."


class CrossTableTooFine(SauattyError):
    """A table that would tell about few people, asked for by somebody who sees no rows."""

    code = "cross-table-too-fine"
    message = "The protected table '%(row)s' was not made: it counts people or shows shares, by two variables at most, the filter counted as one, and in %(most)s cells at most. Leave the mean, the column or the filter out."
