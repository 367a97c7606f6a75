"""Codebooks for open answers: how right an answer is in the large, and which of its parts it names."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.codebooks import CodebookSection
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
from sauatty.core.catalogue.instrument_reading import version_key
from sauatty.core.errors import ContentInvalid, UnknownCodebook
from sauatty.core.languages import Translated

FOLDER = "codebooks/answers"
GRADES = (0, 1, 2, 3)  # no answer, wrong, partial, correct


@dataclass(frozen=True, slots=True)
class CodebookGrade:
    """One grade of an answer in the large: 0 no answer, 1 wrong, 2 partial, 3 correct."""

    code: int
    name: Translated
    text: Translated
    examples: tuple[Translated, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookPart:
    """One part that an answer can name. `competences` are those it shows; `rules` say when it is given."""

    id: str
    name: Translated
    text: Translated
    rules: tuple[Translated, ...] = ()
    examples: tuple[Translated, ...] = ()
    competences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerCodebook:
    """One version of a codebook. `question_roles` are the roles of questions that it is for.

    `sha256` is of the file: codings name slug, version and hash.
    """

    id: str
    version: str
    title: Translated
    question_roles: tuple[str, ...]
    grades: tuple[CodebookGrade, ...]
    parts: tuple[CodebookPart, ...]
    sections: tuple[CodebookSection, ...] = ()
    sha256: str = ""
    provenance: Provenance = field(default_factory=Provenance)

    def part(self, slug: str) -> CodebookPart | None:
        """Return one part."""
        return next((one for one in self.parts if one.id == slug), None)


def read_answer_codebook(path: Path, root: Path = CONTENT) -> AnswerCodebook:
    """Return the codebook of one content file; ContentInvalid if a key is missing or a grade unknown."""
    content, name = read_yaml(path, "answer-codebook/1", root), relative_name(path, root)
    return answer_codebook_from_mapping(content, name, hashlib.sha256(path.read_bytes()).hexdigest())


def answer_codebook_from_mapping(content: Mapping[str, Any], name: str, sha256: str = "") -> AnswerCodebook:
    """Return the codebook of a mapping of `answer-codebook/1`; the hash is of its canonical JSON where none is given."""
    return AnswerCodebook(
        id=str(require(content, "id", name)),
        version=str(require(content, "version", name)),
        title=Translated.from_mapping(require(content, "title", name)),
        question_roles=tuple(str(role) for role in require(content, "question_roles", name)),
        grades=tuple(_grade(row, name) for row in require_list(content, "grades", name)),
        parts=tuple(_part(row, name) for row in require_list(content, "parts", name)),
        sections=tuple(_section(row, name) for row in content.get("sections") or ()),
        sha256=sha256 or hashlib.sha256(_canonical(content)).hexdigest(),
        provenance=provenance_from(content.get("provenance")),
    )


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def answer_codebook_as_mapping(codebook: AnswerCodebook) -> dict[str, Any]:
    """Return a codebook as a mapping of `answer-codebook/1`; reading it gives the same but for the hash."""
    found = asdict(codebook)
    provenance = {key: value for key, value in found.pop("provenance").items() if value}
    del found["sha256"]
    content = {"schema": "answer-codebook/1", **_without_empty(found)}
    return content | ({"provenance": provenance} if provenance else {})


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := _without_empty(one)) not in ("", [], {})}
    return [_without_empty(one) for one in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=1)
def load_answer_codebooks() -> tuple[AnswerCodebook, ...]:
    """Return the codebooks for open answers that Sauatty comes with, every version (read once)."""
    return tuple(read_answer_codebook(path) for path in content_files(FOLDER))


def answer_codebook(slug: str, version: str = "") -> AnswerCodebook:
    """Return a version of a codebook, the newest where none is named; UnknownCodebook if there is none."""
    mine = [one for one in load_answer_codebooks() if one.id == slug and version in {"", one.version}]
    if not mine:
        raise UnknownCodebook(codebook=f"{slug} {version}".strip())
    return max(mine, key=lambda one: version_key(one.version))


def _grade(row: dict[str, Any], name: str) -> CodebookGrade:
    code = require(row, "code", name)
    if isinstance(code, bool) or code not in GRADES:
        raise ContentInvalid(path=name, problem=f"has the grade {code!r}; known are 0, 1, 2 and 3")
    return CodebookGrade(
        int(code), _text(row, "name", name), _text(row, "text", name), _texts(row, "examples")
    )


def _part(row: dict[str, Any], name: str) -> CodebookPart:
    return CodebookPart(
        id=str(require(row, "id", name)),
        name=_text(row, "name", name),
        text=_text(row, "text", name),
        rules=_texts(row, "rules"),
        examples=_texts(row, "examples"),
        competences=tuple(str(one) for one in row.get("competences") or ()),
    )


def _section(row: dict[str, Any], name: str) -> CodebookSection:
    text = Translated.from_mapping(row.get("text"))
    return CodebookSection(
        str(require(row, "id", name)), _text(row, "title", name), text, _texts(row, "points")
    )


def _text(row: dict[str, Any], key: str, name: str) -> Translated:
    return Translated.from_mapping(require(row, key, name))


def _texts(row: dict[str, Any], key: str) -> tuple[Translated, ...]:
    return tuple(Translated.from_mapping(one) for one in row.get(key) or ())
