"""The words for what instruments say in codes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Any] = {
    "single": _("one choice"),
    "multiple": _("several choices"),
    "scale": _("steps of a scale"),
    "matrix": _("table: the same choices for several rows"),
    "ranking": _("order of importance"),
    "number": _("number"),
    "date": _("date"),
    "short": _("short text"),
    "long": _("long text"),
    "note": _("text without an answer"),
    "region": _("region of the country"),
    "organisation": _("organisation"),
}
ROLES: dict[str, Any] = {
    "": _("only counted in tables"),
    "attribute": _("attribute of the person (position, kind of library, region …)"),
    "familiarity": _("claimed familiarity with terms"),
    "definition": _("definition in own words"),
    "self-rating": _("own skill as rated now"),
    "self-rating-before": _("own skill before, as rated afterwards"),
    "practice": _("what the person does"),
    "need": _("stated need"),
    "training": _("training received or offered"),
    "delivery": _("wishes for form, time and language"),
    "reaction": _("how the training was received"),
    "intention": _("what the person intends to do"),
    "done": _("what the person has done"),
}
AUDIENCES: list[tuple[str, Any]] = [("adults", _("adults")), ("minors", _("minors"))]
STATES: dict[str, Any] = {"missing": _("missing"), "stale": _("out of date")}
CHANGES: dict[str, Any] = {
    "added": pgettext_lazy("a question", "added"),
    "removed": pgettext_lazy("a question", "taken out"),
    "changed": pgettext_lazy("a question", "changed"),
    "moved": pgettext_lazy("a question", "moved"),
}
# What of a question can differ between two versions
FIELDS: dict[str, Any] = {
    "title": _("title"), "about": _("introduction"), "closing": _("closing words"), "text": _("text"),
    "hint": _("hint"), "check_message": _("message of the constraint"), "kind": _("kind of question"),
    "required": _("has to be answered"), "when": _("condition"), "check": _("constraint"),
    "choices": _("choices"), "rows": _("rows"), "allow_other": _("choice 'other'"), "minimum": _("smallest value"),
    "maximum": _("largest value, or most choices"), "length": _("longest text"),
    "competences": _("competences"), "role": _("role in the analysis"),
    "is_quasi_identifier": _("could point at a person"), "languages": _("languages"),
    "audience": _("asked of"), "questions": _("order of questions"), "section": _("section"),
    "lists": _("shared lists"), "provenance": _("who wrote it"), "list_name": _("name of the shared list"),
}  # fmt: skip
# What is wrong with an answer; the codes are those of core's AnswerProblem
PROBLEMS: dict[str, Any] = {
    "required-missing": _("Please answer this question."),
    "choice-unknown": _("Please choose one of the answers."),
    "choice-repeated": _("The same answer is chosen twice."),
    "choice-exclusive": _("This answer cannot stand beside others."),
    "too-few-choices": _("Please choose at least %(detail)s."),
    "too-many-choices": _("Please choose no more than %(detail)s."),
    "number-expected": _("Please write a number."),
    "date-expected": _("Please write a date."),
    "too-small": _("The smallest possible value is %(detail)s."),
    "too-large": _("The largest possible value is %(detail)s."),
    "too-long": _("The text is too long: at most %(detail)s characters."),
    "check-failed": _("This answer does not fit. Please look at it again."),
}
