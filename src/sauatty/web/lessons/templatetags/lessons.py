"""Tags of lessons: texts with their marks, words for codes, names of competences."""

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.catalogue.lessons import LessonProvenance
from sauatty.core.errors import UnknownCompetence
from sauatty.core.languages import LANGUAGES, Translated, format_date
from sauatty.web.lessons import labels
from sauatty.web.lessons.describing import described_saving
from sauatty.web.lessons.texts import Marks, html_of, line_of

register = template.Library()


def _told(context: dict[str, Any], text: Translated) -> str:
    return text.text(context.get("language") or get_language() or "kk")


@register.simple_tag(takes_context=True)
def lesson_text(context: dict[str, Any], text: Translated) -> SafeString:
    """A text of the lesson as paragraphs and lists."""
    return html_of(_told(context, text), context.get("marks") or Marks())


@register.simple_tag(takes_context=True)
def lesson_line(context: dict[str, Any], text: Translated) -> SafeString:
    """A text of the lesson in one line."""
    return line_of(_told(context, text), context.get("marks") or Marks())


@register.filter
def audience(code: str) -> Any:
    """For whom a lesson is."""
    return labels.AUDIENCES.get(code, code)


@register.filter
def level(code: str) -> Any:
    """How hard a lesson is."""
    return labels.LEVELS.get(code, code)


@register.filter
def is_draft(provenance: LessonProvenance, language: str) -> bool:
    """Whether a machine drafted the text and nobody has read it."""
    return provenance.is_machine(language) and not provenance.is_reviewed(language)


@register.filter
def by_language(provenance: LessonProvenance) -> list[tuple[str, Any, tuple[str, ...]]]:
    """Per language who wrote the text, and who read it as a native."""
    written = provenance.written
    return [
        (code, labels.how_written(written.get(code, "")), tuple(provenance.reviewed_by.get(code, ())))
        for code in LANGUAGES
    ]


@register.filter
def iso_day(value: str) -> str:
    """A date of the content in words; as it stands where it is none."""
    try:
        return format_date(date.fromisoformat(value), get_language() or "kk")
    except ValueError:
        return value


@register.filter
def why_refused(problem: str) -> Any:
    """Why work was kept but could not be written into the notebook."""
    return labels.why_refused(problem)


@register.simple_tag
def saving_words() -> str:
    """The places and words of the script that saves modules."""
    return described_saving()


@register.filter
def competence_code(id: str) -> str:
    """'2.3' of 'gmilaf.2.3'."""
    return id.partition(".")[2] or id


@register.filter
def competence_framework(id: str) -> str:
    """'gmilaf' of 'gmilaf.2.3'."""
    return id.partition(".")[0]


@register.filter
def competence_name(id: str) -> str:
    """The name of a competence in the language of the page; nothing where no framework has it."""
    try:
        return competence(id).name.text(get_language() or "kk")
    except UnknownCompetence:
        return ""
