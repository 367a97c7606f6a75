"""Every write of answers."""

from sauatty.web.answers.services.starting import CodingDraft, start_coding, take_in_new

__all__ = ["CodingDraft", "start_coding", "take_in_new"]
