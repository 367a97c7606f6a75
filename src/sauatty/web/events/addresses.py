"""Addresses that leave the site: in letters, calendars and answers, each in a language of its own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from sauatty.web.base.context import absolute


def public_list(language: str) -> str:
    """Return the path of the list of open trainings in a language."""
    with override(language):
        return reverse("events:open_list")


def public_address(event: Any, language: str) -> str:
    """Return the address of the public page of an event, as letters and calendars carry it."""
    with override(language):
        return absolute(reverse("events:event_public", args=[event.slug]))
