"""Codebooks and codings as REFI-QDA, which programmes of qualitative analysis exchange."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sauatty.core.catalogue.answer_codebooks import AnswerCodebook
from sauatty.core.exchange import refi
from sauatty.core.exchange.case import case_identifier
from sauatty.core.exchange.refi import COLORS, Code, write_codebook
from sauatty.core.languages import LANGUAGES, search_key

_GROUP_COLOR = "#666666"


def part_guid(book: str, part: str) -> str:
    """Return the identifier of a part, the same in every version and language."""
    return case_identifier(f"{book}.part.{part}")


def codes_of_book(book: AnswerCodebook, language: str) -> tuple[Code, ...]:
    """Return the codes of a codebook: a group of grades and a group of parts."""
    grades = tuple(
        Code(
            case_identifier(f"{book.id}.grade.{one.code}"), f"{one.code} {one.name.text(language)}", True,
            _GROUP_COLOR, one.text.text(language),
        )
        for one in book.grades
    )  # fmt: skip
    parts = tuple(
        Code(part_guid(book.id, one.id), one.name.text(language), True, COLORS[n % len(COLORS)], _described(one, language))
        for n, one in enumerate(book.parts)
    )  # fmt: skip
    names = {"kk": ("Баға", "Бөліктер"), "ru": ("Оценка", "Части")}.get(language, ("Grade", "Parts"))
    return (
        Code(case_identifier(f"{book.id}.grade"), names[0], False, _GROUP_COLOR, "", grades),
        Code(case_identifier(f"{book.id}.part"), names[1], False, COLORS[0], "", parts),
    )


def _described(part: Any, language: str) -> str:
    return "\n".join([part.text.text(language), *(f"– {one.text(language)}" for one in part.rules)]).strip()


def book_file(book: AnswerCodebook, language: str) -> bytes:
    """Write a codebook as .qdc; the same version and language give the same bytes."""
    return write_codebook(codes_of_book(book, language))


def parts_of_codes(codes: Sequence[Code], known: AnswerCodebook, language: str) -> list[dict[str, Any]]:
    """Return the parts that a .qdc holds, as a draft has them.

    A code whose identifier is that of a part of the codebook is that part, whatever it is called now: the texts of
    `language` are taken from the file, the other languages stay. Groups and our own grades are no parts.
    """
    by_guid = {part_guid(known.id, one.id): one for one in known.parts}
    grades = {case_identifier(f"{known.id}.grade.{one.code}") for one in known.grades}
    parts: list[dict[str, Any]] = []
    for code in _leaves(codes):
        if code.guid not in grades:
            parts.append(_part(code, by_guid.get(code.guid), {one["id"] for one in parts}, language))
    return parts


def _leaves(codes: Sequence[Code]) -> Iterator[Code]:
    for code in codes:
        if code.is_codable:
            yield code
        yield from _leaves(code.codes)


def _part(code: Code, old: Any, taken: set[str], language: str) -> dict[str, Any]:
    lines = [line.strip() for line in code.description.splitlines() if line.strip()]
    text = "\n".join(line for line in lines if not line.startswith("–"))
    rules = [line.removeprefix("–").strip() for line in lines if line.startswith("–")]
    part: dict[str, Any] = {
        "id": old.id if old else _slug(code.name, taken),
        "name": _texts(old.name if old else None, language, code.name),
        "text": _texts(old.text if old else None, language, text or code.name),
        "rules": [{language: rule} for rule in rules],
    }
    if old is not None:
        part["competences"] = list(old.competences)
        if [one.text(language) for one in old.rules] == rules:
            part["rules"] = [{code: getattr(one, code) for code in LANGUAGES} for one in old.rules]
    return {key: value for key, value in part.items() if value}


def _texts(old: Any, language: str, text: str) -> dict[str, str]:
    kept = {code: getattr(old, code) for code in LANGUAGES if old is not None and getattr(old, code)}
    return {**kept, language: text[:4000]}


def _slug(name: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-")[:36] or "part"
    base = base if base[0].isalpha() else f"p-{base}"[:36]
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, 999))) if one not in taken)


def project_file(
    book: AnswerCodebook, rows: Iterable[Sequence[Any]], language: str, name: str
) -> bytes | None:
    """Write a coding as .qdpx: answers as sources, codes with their places in code points, coders under their labels."""
    write = getattr(refi, "write_coded_project", None)
    if write is None:
        return None
    written: bytes = write(codes_of_book(book, language), list(rows), name=name)
    return written
