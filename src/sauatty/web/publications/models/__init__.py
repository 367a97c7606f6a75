"""The tables of publications."""

from sauatty.web.publications.models.publishing import SignOff, Version, VersionFile
from sauatty.web.publications.models.word import ReturnedChange, ReturnedFile, SentFile
from sauatty.web.publications.models.workshops import Challenge, Workshop

__all__ = [
    "Challenge",
    "ReturnedChange",
    "ReturnedFile",
    "SentFile",
    "SignOff",
    "Version",
    "VersionFile",
    "Workshop",
]
