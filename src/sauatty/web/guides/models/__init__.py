"""The tables of guides."""

from sauatty.web.guides.models.guides import Figures, Guide, Membership
from sauatty.web.guides.models.texts import Block, BlockText, Comment, TextRevision

__all__ = ["Block", "BlockText", "Comment", "Figures", "Guide", "Membership", "TextRevision"]
