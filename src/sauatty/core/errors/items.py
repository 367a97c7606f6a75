"""Test items: found by id, and files that they come in."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class UnknownItem(SauattyError):
    """A test item that no content file has."""

    code = "item-unknown"
    message = "There is no item '%(item)s'. See 'sauatty item list' for the ids."


class ItemFileRefused(ImportRefused):
    """A file of questions that can't be read as a whole."""

    code = "item-file-refused"
    message = "'%(name)s' holds no questions that can be read (%(problem)s). Export them again as Moodle XML, GIFT, QTI 3.0, CSV or YAML."


class ItemFormatUnknown(SauattyError):
    """A format of items that Sauatty doesn't write."""

    code = "item-format-unknown"
    message = "There is no format '%(format)s' for items. Known: %(known)s."


class ItemUnfinished(SauattyError):
    """An item without a key that holds: no platform could give points for it."""

    code = "item-unfinished"
    message = "The item '%(item)s' cannot be exported: it %(problem)s. Correct it first, or export as CSV or YAML."
