"""The sentences that guides are drafted from: content, in three languages, with figures as tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import (
    CONTENT,
    Provenance,
    provenance_from,
    read_yaml,
    relative_name,
    require,
    require_list,
)
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES, Translated


@dataclass(frozen=True, slots=True)
class GuideTemplates:
    """The chapters in their order, and the paragraphs by key."""

    version: str
    chapters: Mapping[str, Translated]
    texts: Mapping[str, Translated]
    provenance: Provenance

    def text(self, key: str, **names: Translated | str) -> Translated:
        """Return a paragraph in three languages with the names put in."""
        template = self.texts[key]
        return Translated(*(_filled(template, language, names) for language in LANGUAGES))


def _filled(template: Translated, language: str, names: Mapping[str, Translated | str]) -> str:
    text = template.text(language)
    for name, value in names.items():
        text = text.replace(f"%({name})s", value if isinstance(value, str) else value.text(language))
    return text


def read_guide_templates(path: Path, root: Path = CONTENT) -> GuideTemplates:
    """Return the templates of a content file; ContentInvalid if a language or a key is missing."""
    content, name = read_yaml(path, "guide-template/1", root), relative_name(path, root)
    texts = require(content, "texts", name)
    return GuideTemplates(
        version=str(require(content, "version", name)),
        chapters={
            str(require(row, "id", name)): _whole(require(row, "title", name), str(row["id"]), name)
            for row in require_list(content, "chapters", name)
        },
        texts={str(key): _whole(text, str(key), name) for key, text in texts.items()},
        provenance=provenance_from(content.get("provenance")),
    )


def _whole(text: Any, key: str, name: str) -> Translated:
    found = Translated.from_mapping(text)
    if found.missing:
        raise ContentInvalid(path=name, problem=f"lacks '{found.missing[0]}' of '{key}'")
    return found


@lru_cache(maxsize=1)
def guide_templates() -> GuideTemplates:
    """Return the templates that Sauatty comes with (read once)."""
    return read_guide_templates(CONTENT / "templates" / "guide.yaml")


def chapter_slugs() -> tuple[str, ...]:
    """Return the chapters that a guide can have, in their order."""
    return tuple(slug for slug in guide_templates().chapters if "." not in slug)
