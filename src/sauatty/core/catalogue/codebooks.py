"""Coding manuals: what coders judge, by which rules, with examples, in versions that never change."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import (
    CONTENT,
    Provenance,
    content_files,
    provenance_from,
    read_yaml,
    relative_name,
    require,
    require_list,
)
from sauatty.core.errors import UnknownCodebook
from sauatty.core.languages import Translated


@dataclass(frozen=True, slots=True)
class CodebookSection:
    """One section of a manual: a heading, a paragraph, and its points."""

    id: str
    title: Translated
    text: Translated
    points: tuple[Translated, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookStep:
    """One value that coders can give (relevance 0-2, demand 1-6): its code, its word, when it is given."""

    code: int
    name: Translated
    text: Translated
    examples: tuple[Translated, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of a coding manual. `sha256` is of the file: decisions name slug, version and hash."""

    id: str
    version: str
    framework: str
    title: Translated
    sections: tuple[CodebookSection, ...]
    relevance: tuple[CodebookStep, ...]
    demand: tuple[CodebookStep, ...]
    sha256: str
    provenance: Provenance


def read_codebook(path: Path, root: Path = CONTENT) -> Codebook:
    """Return the manual of one content file; ContentInvalid if a key is missing."""
    content, name = read_yaml(path, "codebook/1", root), relative_name(path, root)
    return Codebook(
        id=str(require(content, "id", name)),
        version=str(require(content, "version", name)),
        framework=str(require(content, "framework", name)),
        title=Translated.from_mapping(require(content, "title", name)),
        sections=tuple(_section(row, name) for row in require_list(content, "sections", name)),
        relevance=tuple(_step(row, name) for row in require_list(content, "relevance", name)),
        demand=tuple(_step(row, name) for row in require_list(content, "demand", name)),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        provenance=provenance_from(content.get("provenance")),
    )


def _section(row: dict[str, Any], name: str) -> CodebookSection:
    return CodebookSection(
        str(require(row, "id", name)),
        Translated.from_mapping(require(row, "title", name)),
        Translated.from_mapping(row.get("text")),
        tuple(Translated.from_mapping(point) for point in row.get("points") or ()),
    )


def _step(row: dict[str, Any], name: str) -> CodebookStep:
    return CodebookStep(
        int(require(row, "code", name)),
        Translated.from_mapping(require(row, "name", name)),
        Translated.from_mapping(require(row, "text", name)),
        tuple(Translated.from_mapping(example) for example in row.get("examples") or ()),
    )


@lru_cache(maxsize=1)
def load_codebooks() -> tuple[Codebook, ...]:
    """Return the manuals that Sauatty comes with, every version (read once)."""
    return tuple(read_codebook(path) for path in content_files("codebooks", CONTENT))


def codebook(slug: str, version: str = "") -> Codebook:
    """Return a version of a manual, the newest where none is named; UnknownCodebook if there is none."""
    mine = [one for one in load_codebooks() if one.id == slug and version in {"", one.version}]
    if not mine:
        raise UnknownCodebook(codebook=f"{slug} {version}".strip())
    return max(mine, key=lambda one: [int(part) for part in one.version.split(".")])
