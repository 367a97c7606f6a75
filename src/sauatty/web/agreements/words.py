"""What the pages of agreements say; a kind that is not about objectives says it otherwise (`KindHooks.words`)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.web.coding import schemes

_WORDS: Mapping[str, Any] = {
    "own_left": _("There is nothing to settle now. Objectives that you coded yourself are left to others."),
    "agreed_steps": _("Relevance: none, opportunity or direct"),
    "agreed_ordinal": _("Relevance as three steps"),
    "agreed_parts": _("Competences"),
    "pairs": _("Cohen's kappa of relevance, unweighted; a dash where it is undefined"),
    "judged_by_both": _("Objectives judged by both"),
    "by_group": _("By subject"),
    "by_group_note": _("Relevance as three steps (ordinal), competences as sets."),
    "group": _("Subject"),
    "judged_twice": _("Objectives judged twice"),
    "by_part": _("By competence"),
    "by_part_note": _("Whether an objective carries the competence or not: alpha with its interval"),
    "part": _("Competence"),
    "taken_for": _("One coder gave the first competence where another gave the second"),
    "none_taken": _("No competence was taken for another one yet."),
    "count": "",
    "has_tables": True,
}


def words_of(kind: str) -> dict[str, Any]:
    """Return what the pages of a kind say."""
    return {**_WORDS, **schemes.words_of(kind)}
