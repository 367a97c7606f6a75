"""The tables of guides."""

from sauatty.web.guides.models.guides import Figures, Guide, Membership
from sauatty.web.guides.models.publishing import SignOff, Version, VersionFile
from sauatty.web.guides.models.texts import Block, BlockText, Comment, TextRevision
from sauatty.web.guides.models.word import ReturnedChange, ReturnedFile, SentFile
from sauatty.web.guides.models.workshops import Challenge, Workshop

__all__ = [
    "Block",
    "BlockText",
    "Challenge",
    "Comment",
    "Figures",
    "Guide",
    "Membership",
    "ReturnedChange",
    "ReturnedFile",
    "SentFile",
    "SignOff",
    "TextRevision",
    "Version",
    "VersionFile",
    "Workshop",
]
