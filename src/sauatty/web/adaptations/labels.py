"""The words for what national versions in the making say in codes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.web.frameworks.labels import FIELDS, LANGUAGE_WORDS, LEVELS, STATES, places

__all__ = ["FIELDS", "LANGUAGE_WORDS", "LEVELS", "STATES", "places"]

ASPECTS: dict[str, Any] = {"relevance": _("Relevance for schools"), "clarity": _("Clarity of the text")}
RELEVANCE_STEPS = [
    (4, _("4 – highly relevant for the schools of the country")),
    (3, _("3 – quite relevant")),
    (2, _("2 – somewhat relevant")),
    (1, _("1 – not relevant")),
]
CLARITY_STEPS = [
    (4, _("4 – clear as it stands")),
    (3, _("3 – clear, small corrections would help")),
    (2, _("2 – unclear, has to be written anew in part")),
    (1, _("1 – not clear")),
]
# What stands in the way of publishing, or should be known before it.
POINTS: dict[str, Any] = {
    "title-missing": _("The title is missing %(detail)s."),
    "title-stale": _("The title %(detail)s is older than the text it was translated from."),
    "title-machine": _("The title %(detail)s is machine-made."),
    "description-missing": _("The description of the national version is missing %(detail)s."),
    "description-stale": _("The description %(detail)s is older than the text it was translated from."),
    "description-machine": _("The description %(detail)s is machine-made."),
    "part-missing": _("The name of part %(subject)s is missing %(detail)s."),
    "no-competences": _("There is no competence yet."),
    "undecided": _("Nothing is decided on %(subject)s (%(detail)s)."),
    "source-gone": _("The source %(subject)s is no longer there. Change the decision."),
    "text-missing": _("%(subject)s has missing texts: %(detail)s."),
    "text-stale": _("%(subject)s has texts older than what they were translated from: %(detail)s."),
    "text-machine": _("%(subject)s has machine-made texts that nobody has taken over: %(detail)s."),
    "round-open": _(
        "A round of ratings is still open. Publishing closes it: what was rated so far counts, nothing more can be "
        "rated."
    ),
    "no-round": _("No experts have rated this version."),
    "few-experts": _("Experts who took part in the last round: %(detail)s. Fewer than 3 say nothing."),
    "changed-since-round": _("Competences changed since the experts saw them: %(detail)s."),
}


def point_sentence(kind: str, subject: str, detail: str) -> str:
    """Return a point of the checks in words; places such as 'name:kk' are spelled out."""
    return str(POINTS[kind]) % {"subject": subject, "detail": places(detail)}
