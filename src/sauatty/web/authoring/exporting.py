"""A lesson as files: the YAML of the content folder, to go back into the project, and Markdown to read and edit."""

from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.documents.lesson_exports import lesson_markdown, lesson_yaml

YAML, MARKDOWN = "application/yaml", "text/markdown; charset=utf-8"


def as_yaml(lesson: Lesson) -> bytes:
    """Return a lesson as a content file; reading it gives the same lesson."""
    return lesson_yaml(lesson)


def as_markdown(lesson: Lesson, language: str) -> bytes:
    """Return the texts of one language as Markdown."""
    return lesson_markdown(lesson, language).encode()
