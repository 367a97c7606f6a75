"""Lessons and their texts as HTML. Core's writer makes it and escapes every word; this is the one place that says so."""

from dataclasses import replace

from django.utils.safestring import SafeString

from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.documents.lesson_html import HtmlLeads, lesson_body, text_html
from sauatty.core.documents.lesson_paper import shipped_paper


def lesson_as_html(lesson: Lesson, language: str) -> SafeString:
    """Return a lesson under its title, as it is handed out as a page; a figure without words is left out."""
    if lesson.figure is not None and not lesson.figure.labels:
        lesson = replace(lesson, figure=None)
    return SafeString("\n".join(lesson_body(lesson, shipped_paper(language))))


def text_as_html(text: str, language: str) -> SafeString:
    """Return one text with its paragraphs, lists and marks."""
    return SafeString("".join(text_html(text, shipped_paper(language), HtmlLeads())))
