"""The words for the parts and fields of a lesson."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

AUDIENCES: dict[str, Any] = {
    "school-librarian": _("school librarian"),
    "academic-librarian": _("academic librarian"),
    "teacher": _("teacher"),
    "methodologist": _("methodologist"),
}
LEVELS: dict[str, Any] = {
    "basic": _("basic level"),
    "intermediate": _("intermediate level"),
    "advanced": _("advanced level"),
}
CHECK_KINDS: dict[str, Any] = {
    "single": _("one right option"),
    "multiple": _("several right options"),
    "order": _("put into the right order"),
}
FIGURE_KINDS: dict[str, Any] = {
    "flow": _("steps in a row"),
    "compare": _("two columns: left, right, left, right"),
    "cycle": _("circle"),
    "scale": _("scale from one end to the other"),
}
CHECKED: dict[str, Any] = {"to-check": _("to be checked"), "facts": _("compared with the source itself")}
PARTS: dict[str, Any] = {
    "head": _("Title and aim"),
    "situation": _("Situation"),
    "section": _("Section"),
    "figure": pgettext_lazy("a drawing", "Figure"),
    "example": _("Worked example"),
    "task": _("Task"),
    "check": _("Question to oneself"),
    "card": _("Card to print"),
    "facilitator": _("Facilitator's notes"),
    "sources": _("Sources"),
}
# By kind of part and field; what several parts have alike stands under the field alone
FIELDS: dict[str, Any] = {
    "title": _("Title"), "aim": _("Aim: what the reader can do afterwards"),
    "situation": _("A moment in a library or classroom"), "figure.title": _("Title of the figure"),
    "figure.alt": _("What the figure shows, for those who do not see it"),
    "labels": _("Words in the figure"), "heading": _("Heading"), "text": _("Text"),
    "more": _("More of it, to reveal"), "example.task": _("What is to be done in the example"),
    "steps": _("Steps"), "result": _("Result"), "intro": _("What to do"),
    "task.offline": _("The same without a connection"), "prompt": _("What to write down in the notebook"),
    "stem": _("Question"), "options.text": _("Option"), "why": _("Why it is right or wrong"),
    "card": _("Lines of the card"), "grouping": _("How people work together"),
    "facilitator.offline": _("Without a connection"), "timing.text": _("What is done"),
    "question": _("A question that comes up"), "answer": _("What one can say"),
    "sources.text": _("Source, as it is shown"), "competences": _("Competences"), "audience": _("For whom"),
    "level": _("Level"), "minutes": _("Minutes"), "kind": _("Kind"), "is_invented": _("The example is invented"),
    "resources": _("Services that the task leads to"), "is_right": _("This option is right"),
    "id": _("Name in the text: [^name]"),
    "url": _("Address"), "checked": _("Checked"), "on": _("Looked at on (such as 2026-11-22)"),
}  # fmt: skip
ROWS: dict[str, Any] = {
    "notebook": _("Notebook"), "options": _("Options"), "timing": _("Timing: 40 minutes in all"),
    "questions": _("Questions that come up"), "sources": _("Sources"),
}  # fmt: skip
ROW: dict[str, Any] = {
    "notebook": _("Entry %(n)s"), "options": _("Option %(n)s"), "timing": _("Part %(n)s"),
    "questions": _("Question %(n)s"), "sources": _("Source %(n)s"),
}  # fmt: skip
LONG = {
    "text": 9,
    "more": 5,
    "situation": 7,
    "steps": 6,
    "card": 8,
    "intro": 4,
    "labels": 5,
    "result": 3,
}


def field_label(kind: str, name: str) -> Any:
    """Return the words for a field of a part or of its rows."""
    return FIELDS.get(f"{kind}.{name}") or FIELDS[name]
