"""Codebooks of open answers ↔ REFI-QDA (.qdc), and coded answers → a REFI-QDA project (.qdpx).

A project holds each answer as a text of its own and each coding with its place. Places are counted in Unicode code
points, as the standard asks: an emoji is one, whatever other programmes keep it as. People stand in it under the
labels they are given here, never under their names.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from sauatty.core.catalogue import framework
from sauatty.core.catalogue.answer_codebooks import AnswerCodebook, CodebookPart
from sauatty.core.errors import PassageOutside
from sauatty.core.exchange.case import case_identifier
from sauatty.core.exchange.refi import COLORS, Code
from sauatty.core.languages import LANGUAGES, Translated, search_key

PROJECT = "urn:QDA-XML:project:1.0"
PROJECT_SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
GRADE_COLOR = "#666666"
LONGEST_TEXT = 4000  # characters of a text that is taken from another codebook
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_GRADES, _PARTS = Translated("Баға", "Оценка", "Grade"), Translated("Бөліктер", "Части", "Parts")
_ORDER = ("PlainTextSelection", "Coding", "NoteRef")  # as the schema has them
_RULE, _EXAMPLE = "– ", "> "
# Grades of a codebook that comes without any, in the large.
_PLAIN_GRADES = (
    Translated("Жауап жоқ", "Нет ответа", "No answer"),
    Translated("Қате", "Неверно", "Wrong"),
    Translated("Жартылай дұрыс", "Частично верно", "Partly right"),
    Translated("Дұрыс", "Верно", "Right"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the codebook that stands in a stretch of an answer: from `start` up to `end`, in code points."""

    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True)
class CodedText:
    """What one person held of one answer. `coder` is a label ('A', 'agreed'), never a name.

    `grade` and `parts` are of the whole answer, `passages` of stretches of it. `response` names the answer: give a
    pseudonym where the file goes to others.
    """

    response: str
    text: str
    coder: str
    grade: int | None = None
    parts: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    note: str = ""


# --- codebooks out ---


def part_identifier(codebook: str, part: str) -> str:
    """Return the identifier of a part, the same in every version and language."""
    return case_identifier(f"{codebook}.part.{part}")


def grade_identifier(codebook: str, grade: int) -> str:
    """Return the identifier of a grade."""
    return case_identifier(f"{codebook}.grade.{grade}")


def answer_codes(codebook: AnswerCodebook, language: str) -> tuple[Code, ...]:
    """Return the codes of a codebook: a group of grades and a group of parts, with rules and examples."""
    grades = tuple(
        Code(
            grade_identifier(codebook.id, one.code), f"{one.code} {one.name.text(language)}", True, GRADE_COLOR,
            _described(one.text, (), one.examples, language),
        )
        for one in codebook.grades
    )  # fmt: skip
    parts = tuple(
        Code(
            part_identifier(codebook.id, one.id), one.name.text(language), True, COLORS[at % len(COLORS)],
            _described(one.text, one.rules, one.examples, language),
        )
        for at, one in enumerate(codebook.parts)
    )  # fmt: skip
    title = f"{codebook.title.text(language)} ({codebook.version})"
    return (
        Code(
            case_identifier(f"{codebook.id}.grade"), _GRADES.text(language), False, GRADE_COLOR, title, grades
        ),
        Code(case_identifier(f"{codebook.id}.part"), _PARTS.text(language), False, COLORS[0], title, parts),
    )


def _described(
    text: Translated, rules: Iterable[Translated], examples: Iterable[Translated], language: str
) -> str:
    lines = [text.text(language), *(_RULE + _line(one, language) for one in rules)]
    return "\n".join([*lines, *(_EXAMPLE + _line(one, language) for one in examples)]).strip()


def _line(text: Translated, language: str) -> str:
    return " ".join(text.text(language).split())


# --- codebooks in ---


def codebook_draft(
    codes: Sequence[Code], slug: str, language: str, known: AnswerCodebook | None = None
) -> dict[str, Any]:
    """Return the draft of a codebook from the codes of a .qdc: a mapping of `answer-codebook/1` to go on from.

    Parameters
    ----------
    known : AnswerCodebook, optional
        The codebook that the file may have been written from. A code with the identifier of one of its parts is that
        part, whatever it is called now; texts in other languages than `language`, competences and grades stay.
    """
    parts = draft_parts(codes, known, language)
    title = {language: next((one.name for one in codes), slug)}
    grades = known.grades if known else ()
    return {
        "schema": "answer-codebook/1",
        "id": slug,
        "version": "1",
        "title": _mapped(known.title) if known else title,
        "question_roles": list(known.question_roles) if known else ["definition"],
        "grades": [
            {
                "code": one.code, "name": _mapped(one.name), "text": _mapped(one.text),
                "examples": [_mapped(example) for example in one.examples],
            }
            for one in grades
        ] or [{"code": code, "name": _mapped(one), "text": _mapped(one)} for code, one in enumerate(_PLAIN_GRADES)],
        "parts": parts,
        "provenance": {"written": "person", "author": "REFI-QDA"},
    }  # fmt: skip


def draft_parts(codes: Sequence[Code], known: AnswerCodebook | None, language: str) -> list[dict[str, Any]]:
    """Return the parts that a .qdc holds, as a draft has them; groups and our own grades are no parts."""
    by_identifier = {part_identifier(known.id, one.id): one for one in known.parts} if known else {}
    grades = {grade_identifier(known.id, one.code) for one in known.grades} if known else set()
    competences = {case_identifier(one.id): one.id for one in framework("gmilaf").nodes if one.is_competence}
    parts: list[dict[str, Any]] = []
    taken: set[str] = {one.id for one in by_identifier.values()}
    for code in _codable(codes):
        if code.guid in grades:
            continue
        old = by_identifier.get(code.guid)
        named = old.id if old else _slug(code.name, taken)
        taken.add(named)
        parts.append(_part(code, named, old, competences, language))
    return parts


def _codable(codes: Iterable[Code]) -> Iterator[Code]:
    for code in codes:
        if code.is_codable:
            yield code
        yield from _codable(code.codes)


def _part(
    code: Code, named: str, old: CodebookPart | None, competences: Mapping[str, str], language: str
) -> dict[str, Any]:
    lines = [line.strip() for line in code.description.splitlines() if line.strip()]
    text = "\n".join(line for line in lines if not line.startswith((_RULE.strip(), _EXAMPLE.strip())))
    shown = competences.get(code.guid)
    part = {
        "id": named,
        "name": _changed(old.name if old else None, code.name, language),
        "text": _changed(old.text if old else None, text or code.name, language),
        "rules": _lines(lines, _RULE, old.rules if old else (), language),
        "examples": _lines(lines, _EXAMPLE, old.examples if old else (), language),
        "competences": list(old.competences) if old else [shown] if shown else [],
    }
    return {key: value for key, value in part.items() if value}


def _changed(old: Translated | None, text: str, language: str) -> dict[str, str]:
    return {**(_mapped(old) if old else {}), language: text[:LONGEST_TEXT]}


def _lines(lines: Iterable[str], sign: str, old: Sequence[Translated], language: str) -> list[dict[str, str]]:
    """Return rules or examples; those that say what they said keep their other languages."""
    before = {_line(one, language): one for one in old}
    found = [line.removeprefix(sign.strip()).strip() for line in lines if line.startswith(sign.strip())]
    return [_mapped(before[one]) if one in before else {language: one[:LONGEST_TEXT]} for one in found]


def _mapped(text: Translated) -> dict[str, str]:
    return {one: getattr(text, one) for one in LANGUAGES if getattr(text, one)}


def _slug(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-")[:36].strip("-") or "part"
    base = plain if plain[0].isalpha() else f"p-{plain}"[:36]
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


# --- projects out ---


def write_project(
    codebook: AnswerCodebook,
    answers: Iterable[CodedText],
    *,
    name: str,
    language: str,
    origin: str = "Sauatty",
) -> bytes:
    """Return coded answers as a REFI-QDA project; the same answers give the same bytes.

    Each answer is one source under the name of its response, once for all who coded it. Grade and parts stand on the
    whole answer; on an empty one they stand on the source itself. No times are written: coding has none to tell.

    Raises
    ------
    PassageOutside
        A passage that reaches beyond its answer.
    """
    rows = list(answers)
    root = _element(None, "Project", name=_clean(name), origin=origin)
    root.set(f"{{{_XSI}}}schemaLocation", f"{PROJECT} {PROJECT_SCHEMA}")
    users = _element(root, "Users")
    for coder in sorted({one.coder for one in rows}):
        _element(users, "User", guid=_user(coder), name=_clean(coder))
    _add_codes(_element(_element(root, "CodeBook"), "Codes"), answer_codes(codebook, language))
    sources, notes = _element(root, "Sources"), _element(root, "Notes")
    files = {}
    for title, text, own in _by_answer(rows):
        guid = case_identifier(f"{codebook.id}.answer.{title}")
        _add_source(sources, notes, codebook, own, _Source(guid, title, text))
        files[f"Sources/{guid}.txt"] = text.encode()
    for part in (users, sources, notes):
        if not len(part):
            root.remove(part)
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return _pack({"project.qde": written, **files})


@dataclass(frozen=True, slots=True)
class _Source:
    guid: str
    title: str
    text: str


def _by_answer(rows: Iterable[CodedText]) -> Iterator[tuple[str, str, list[CodedText]]]:
    """Give each answer with all that was held of it; another text under the same name is another answer."""
    found: dict[str, dict[str, list[CodedText]]] = {}
    for row in rows:
        found.setdefault(row.response, {}).setdefault(clean_text(row.text), []).append(row)
    for response, by_text in found.items():
        for number, (text, own) in enumerate(by_text.items(), 1):
            yield response if number == 1 else f"{response} ({number})", text, own


def clean_text(text: str) -> str:
    """Return a text as it stands in a project: line feeds alone, and nothing that XML or UTF-8 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clean(text: str) -> str:
    return " ".join(_FORBIDDEN.sub("\ufffd", text).split())


def _element(parent: Any, tag: str, **attributes: str) -> Any:
    if parent is None:
        prefixes: dict[str | None, str] = {None: PROJECT, "xsi": _XSI}
        made = etree.Element(f"{{{PROJECT}}}{tag}", nsmap=prefixes)  # type: ignore[arg-type]
    else:
        made = etree.SubElement(parent, f"{{{PROJECT}}}{tag}")
    for key, value in attributes.items():
        made.set(key, value)
    return made


def _add_codes(parent: Any, codes: Iterable[Code]) -> None:
    for code in codes:
        is_codable = "true" if code.is_codable else "false"
        made = _element(
            parent, "Code", guid=code.guid, name=_clean(code.name), isCodable=is_codable, color=code.color
        )
        if code.description:
            _element(made, "Description").text = _FORBIDDEN.sub("\ufffd", code.description)
        _add_codes(made, code.codes)


def _user(coder: str) -> str:
    return case_identifier(f"coder.{coder}")


def _add_source(
    sources: Any, notes: Any, codebook: AnswerCodebook, rows: Sequence[CodedText], own: _Source
) -> None:
    path = f"internal://{own.guid}.txt"
    source = _element(sources, "TextSource", guid=own.guid, name=_clean(own.title), plainTextPath=path)
    for at, row in enumerate(rows):
        base = f"{own.guid}.{at}"
        codes = [] if row.grade is None else [grade_identifier(codebook.id, row.grade)]
        codes += [part_identifier(codebook.id, part) for part in dict.fromkeys(row.parts)]
        if codes or row.note.strip():
            # A selection of nothing is no place: an empty answer is coded as a source.
            place = _selection(source, base, 0, len(own.text), row.coder) if own.text else source
            for code in codes:
                _coding(place, base, code, row.coder)
            _add_note(place, notes, base, row)
        for passage in dict.fromkeys(row.passages):
            _add_passage(source, codebook, row, passage, base)
    source[:] = sorted(source, key=lambda one: _ORDER.index(etree.QName(one).localname))


def _selection(source: Any, base: str, start: int, end: int, coder: str) -> Any:
    return _element(
        source, "PlainTextSelection", guid=case_identifier(f"{base}.selection.{start}-{end}"),
        startPosition=str(start), endPosition=str(end), creatingUser=_user(coder),
    )  # fmt: skip


def _coding(place: Any, base: str, code: str, coder: str) -> Any:
    coding = _element(
        place, "Coding", guid=case_identifier(f"{base}.coding.{code}"), creatingUser=_user(coder)
    )
    _element(coding, "CodeRef", targetGUID=code)
    return coding


def _add_passage(source: Any, codebook: AnswerCodebook, row: CodedText, passage: Passage, base: str) -> None:
    length = len(row.text)
    if not 0 <= passage.start < passage.end <= length:
        raise PassageOutside(response=row.response, start=passage.start, end=passage.end, length=length)
    # Carriage returns before a place are not in the text that is written.
    start, end = (len(clean_text(row.text[:at])) for at in (passage.start, passage.end))
    base = f"{base}.{passage.part}"
    place = _selection(source, base, start, end, row.coder)
    _coding(place, f"{base}.{start}-{end}", part_identifier(codebook.id, passage.part), row.coder)


def _add_note(place: Any, notes: Any, base: str, row: CodedText) -> None:
    if not row.note.strip():
        return
    guid = case_identifier(f"{base}.note")
    note = _element(notes, "Note", guid=guid, name=_clean(row.note)[:60], creatingUser=_user(row.coder))
    _element(note, "PlainTextContent").text = clean_text(row.note)
    _element(place, "NoteRef", targetGUID=guid)


def _pack(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            archive.writestr(entry, content)
    return out.getvalue()
