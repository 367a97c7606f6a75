"""The sentences of errors in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from sauatty.core.errors import SauattyError


def in_words(message: str, params: Mapping[str, Any]) -> str:
    """Translate a sentence and the facts in it that have a translation; names and numbers stay as they are."""
    facts = {
        name: gettext(value) if isinstance(value, str) and value else value for name, value in params.items()
    }
    return gettext(message) % facts if facts else gettext(message)


def say(error: SauattyError) -> str:
    """Return the sentence of an error in the language of the page."""
    return in_words(error.message, error.params)
