"""Surveys: instruments, their logic, responses, and plans made from them."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class InstrumentInvalid(SauattyError):
    """An instrument with holes: the first is named, the check lists all of them."""

    code = "instrument-invalid"
    message = "%(instrument)s: %(problem)s. 'sauatty survey check' lists every hole; mend them and try again."


class ResponsesRefused(ImportRefused):
    """A table of responses that does not fit its instrument; the root of these errors."""

    code = "responses-refused"
    message = "'%(name)s' does not fit the instrument. Check the file and try again."
