"""A lesson as files: the YAML of the content folder, to go back into the project, and Markdown to read and edit."""

from collections.abc import Mapping
from typing import Any

import yaml

from sauatty.core.catalogue.lesson_reading import lesson_as_mapping
from sauatty.core.catalogue.lessons import Lesson

YAML, MARKDOWN = "application/yaml", "text/markdown; charset=utf-8"


class _Dumper(yaml.SafeDumper):
    """Writes long texts as blocks, as the content files have them."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value or len(value) > 90 else '"' if _needs_quotes(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _needs_quotes(value: str) -> bool:
    return any(sign in value for sign in ":#[]{}«»\"'") or not value


_Dumper.add_representer(str, _text)


def as_yaml(lesson: Lesson) -> bytes:
    """Return a lesson as a content file; reading it gives the same lesson."""
    return dump(lesson_as_mapping(lesson))


def dump(mapping: Mapping[str, Any]) -> bytes:
    """Return a mapping as YAML with long texts as blocks."""
    return yaml.dump(
        dict(mapping), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000
    ).encode()


def as_markdown(lesson: Lesson, language: str) -> bytes:
    """Return the texts of one language as Markdown."""
    from sauatty.core.documents.lesson_exports import lesson_markdown

    return lesson_markdown(lesson, language).encode()
