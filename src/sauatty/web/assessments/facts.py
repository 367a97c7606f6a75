"""What assessments say in few words on the page of a test."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.assessments import selectors


def test_facts(test: Any, actor: Any) -> Sequence[tuple[Any, str]]:
    """Say that the keys of a test are public, where they are (one query)."""
    if not selectors.has_public_keys(test):
        return []
    said = _("public, and so are their keys: anybody can read them. Let nothing hang on the score.")
    return [(_("The questions are"), said)]
