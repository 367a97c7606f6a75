"""Lessons: what is printed, packed and exchanged with other learning platforms."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class CartridgeRefused(ImportRefused):
    """A file that is no Common Cartridge, or breaks its rules."""

    code = "cartridge-refused"
    message = "'%(name)s' is no Common Cartridge that can be read (%(problem)s). Export the course again as Common Cartridge 1.3."


class CartridgeUnsound(SauattyError):
    """A cartridge of ours that breaks the rules of the standard: no platform would take it in."""

    code = "cartridge-unsound"
    message = (
        "The cartridge '%(title)s' cannot be written: %(problem)s. Correct the lesson and export it again."
    )


class ModuleWithoutLessons(SauattyError):
    """A module whose lessons are not written yet."""

    code = "module-without-lessons"
    message = "The module '%(module)s' has no lessons yet. Choose one of: %(known)s."
