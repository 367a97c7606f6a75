"""Reads the statements that the matcher learns from."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import parse_yaml
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES

CONTENT = Path(__file__).resolve().parents[2] / "content"
RELEVANCE = ("none", "opportunity", "direct")


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One idea of an objective in three languages, with the relevance and the competences it carries.

    `competence` is None where `relevance` is 'none'. `texts` has a text for each of kk, ru and en.
    """

    id: str
    relevance: str
    competence: str | None
    also: tuple[str, ...]
    subject: str
    texts: Mapping[str, str]

    @property
    def is_relevant(self) -> bool:
        """Say whether this is a direct objective or an opportunity."""
        return self.relevance != "none"


def load_exemplars(folder: Path | None = None) -> tuple[Exemplar, ...]:
    """Read all exemplar files of a folder in the order of their names.

    Raises
    ------
    ContentInvalid
        If a file breaks the schema, lacks a language, or an id comes twice.
    """
    exemplars: list[Exemplar] = []
    seen: set[str] = set()
    for path in exemplar_files(folder):
        for exemplar in _read_file(path):
            if exemplar.id in seen:
                raise ContentInvalid(path=path.name, problem=f"the id {exemplar.id} stands twice")
            seen.add(exemplar.id)
            exemplars.append(exemplar)
    return tuple(exemplars)


def exemplar_files(folder: Path | None = None) -> list[Path]:
    """List the exemplar files of a folder (default: those that are shipped)."""
    return sorted((folder or CONTENT / "exemplars").glob("*.yaml"))


def hash_files(paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _read_file(path: Path) -> list[Exemplar]:
    document = parse_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.get("schema") != "exemplars/1":
        raise ContentInvalid(path=path.name, problem="its schema is not exemplars/1")
    common = document.get("competence")
    return [_read_row(path.name, row, common) for row in document.get("exemplars") or ()]


def _read_row(name: str, row: Mapping[str, Any], common: str | None) -> Exemplar:
    relevance = str(row.get("relevance"))
    competence = row.get("competence", common)
    texts = {language: str(row.get(language) or "").strip() for language in LANGUAGES}
    if relevance not in RELEVANCE or not all(texts.values()):
        raise ContentInvalid(path=name, problem=f"exemplar {row.get('id')} lacks a relevance or a language")
    if (relevance == "none") != (competence in (None, "none")):
        raise ContentInvalid(
            path=name, problem=f"exemplar {row.get('id')}: competence and relevance disagree"
        )
    return Exemplar(
        id=str(row["id"]),
        relevance=relevance,
        competence=None if relevance == "none" else str(competence),
        also=tuple(row.get("also") or ()),
        subject=str(row.get("subject") or ""),
        texts=texts,
    )
