"""Objectives as JSON lines, lists of objectives as JSON, and whole documents as one JSON text."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, NoReturn

from sauatty.core.errors import CaseInvalid, FileTruncated, JsonInvalid
from sauatty.core.exchange.fields import RowsRead, as_text, field_of, finish_rows, read_row
from sauatty.core.records import (
    Amendment,
    CurriculumDocument,
    Edition,
    Objective,
    Oddity,
    SectionText,
    SubjectProgramme,
)

FORMAT_VERSION = "sauatty-document/1"
_CONTEXT_KEYS = ("subject", "subject_id", "subject_name", "language", "appendix_number", "programme")


def parse_json(text: str, *, name: str) -> Any:
    """Parse a JSON file; NaN and Infinity become None.

    Raises
    ------
    FileTruncated
        The text ends in the middle of a value.
    JsonInvalid
        Not JSON, nested too deeply, or with a number that no machine can hold.
    """
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise FileTruncated(name=name) from error
        raise JsonInvalid(name=name, line=error.lineno, problem=error.msg) from error
    except RecursionError as error:
        raise JsonInvalid(name=name, line=1, problem="nested too deeply") from error
    except ValueError as error:
        raise JsonInvalid(name=name, line=1, problem="a number with too many digits") from error


def read_jsonl(text: str, *, name: str) -> CurriculumDocument:
    """Read one objective per line (the keys of `Objective`, or the column names of tables).

    Raises
    ------
    JsonInvalid
        A line that is not an object; the error names the line.
    FileTruncated
        The last line breaks off.
    NothingFound
        No line has a text.
    """
    read = RowsRead()
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            is_last = (
                not any(rest.strip() for rest in lines[number : number + 1]) and number >= len(lines) - 1
            )
            read_row(_named(_parse_line(line, number, name, is_last)), f"line {number}", read)
    return finish_rows(read, source=name, format="jsonl")


def _parse_line(line: str, number: int, name: str, is_last: bool) -> Mapping[str, Any]:
    try:
        row = parse_json(line, name=name)
    except FileTruncated as error:
        if is_last:
            raise
        raise JsonInvalid(name=name, line=number, problem="the object breaks off") from error
    except JsonInvalid as error:
        raise JsonInvalid(name=name, line=number, problem=error.params["problem"]) from error
    if not isinstance(row, dict):
        raise JsonInvalid(name=name, line=number, problem="this is not an object")
    return row


def _named(row: Mapping[str, Any], context: Mapping[str, Any] | None = None) -> dict[str, object]:
    """Return the row under our own field names; what the row says comes before its context."""
    named: dict[str, object] = {}
    for part in (row, context or {}):
        for key, value in part.items():
            own = field_of(key)
            if own and not as_text(named.get(own)).strip():
                named[own] = list(value) if own == "flags" and isinstance(value, list) else value
    return named


def read_json_rows(parsed: object, *, name: str) -> CurriculumDocument:
    """Read a list of objectives, or an object with such lists under 'objectives', 'documents' or '@graph'.

    Raises
    ------
    CaseInvalid
        None of these.
    NothingFound
        No row has a text.
    """
    read = RowsRead()
    groups = list(_groups(parsed, name))
    for where, context, rows in groups:
        for index, row in enumerate(rows, start=1):
            place = f"{where}row {index}"
            if isinstance(row, dict):
                read_row(_named(row, context), place, read)
            else:
                read.note("row-not-an-object", place, as_text(row))
    return finish_rows(read, source=name, format="json")


def _groups(parsed: object, name: str) -> Iterable[tuple[str, Mapping[str, Any], list[Any]]]:
    if isinstance(parsed, list):
        yield "", {}, parsed
    elif isinstance(parsed, dict) and isinstance(parsed.get("objectives"), list):
        yield "", _context(parsed), parsed["objectives"]
    elif isinstance(parsed, dict) and isinstance(parsed.get("documents"), list):
        for number, document in enumerate(parsed["documents"], start=1):
            if isinstance(document, dict) and isinstance(document.get("objectives"), list):
                yield f"document {number}, ", _context(document), document["objectives"]
    elif isinstance(parsed, dict) and isinstance(parsed.get("@graph"), list):
        yield "", {}, list(_outcomes(parsed["@graph"]))
    else:
        _refuse(parsed, name)


def _outcomes(graph: list[Any]) -> Iterable[dict[str, Any]]:
    """Return the rows of a JSON-LD graph that state what a learner does, without areas and glossaries."""
    for node in graph:
        if isinstance(node, dict) and as_text(node.get("@type")) in (
            "LearningOutcome",
            "CompetenceStatement",
        ):
            number = as_text(node.get("@id")).rsplit("/", 1)[-1]
            section = as_text(node.get("competence_id")).rsplit("/", 1)[-1]
            yield {
                "id": as_text(node.get("@id")),
                "code": number,
                "section": section,
                "text": node.get("description"),
            }


def _context(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: document[key] for key in _CONTEXT_KEYS if key in document}


def _refuse(parsed: object, name: str) -> NoReturn:
    found = ", ".join(list(map(as_text, parsed))[:8]) if isinstance(parsed, dict) else type(parsed).__name__
    raise CaseInvalid(name=name, problem=f"found: {found[:120] or 'nothing'}")


# --- whole documents --------------------------------------------------------------------------------


def document_to_json(document: CurriculumDocument) -> str:
    """Write all that a reader understood as one JSON text; `document_from_json` gives an equal value."""
    return json.dumps(
        {"schema": FORMAT_VERSION, **asdict(document)}, ensure_ascii=False, separators=(",", ":")
    )


def document_from_json(text: str) -> CurriculumDocument:
    """Make the document that `document_to_json` wrote.

    Raises
    ------
    JsonInvalid
        Another JSON text, or one of another version.
    """
    fields = parse_json(text, name="document")
    if not isinstance(fields, dict) or fields.pop("schema", None) != FORMAT_VERSION:
        raise JsonInvalid(name="document", line=1, problem=f"this is not {FORMAT_VERSION}")
    try:
        return _document(fields)
    except (TypeError, KeyError) as error:
        raise JsonInvalid(name="document", line=1, problem=str(error)) from error


def _document(fields: dict[str, Any]) -> CurriculumDocument:
    fields["edition"] = _edition(fields["edition"])
    fields["programmes"] = tuple(_programme(programme) for programme in fields["programmes"])
    fields["objectives"] = tuple(_objective(objective) for objective in fields["objectives"])
    fields["oddities"] = tuple(Oddity(**oddity) for oddity in fields["oddities"])
    return CurriculumDocument(**fields)


def _edition(fields: dict[str, Any]) -> Edition:
    amendments = tuple(Amendment(**amendment) for amendment in fields.pop("amendments"))
    return Edition(**fields, amendments=amendments)


def _objective(fields: dict[str, Any]) -> Objective:
    return Objective(**{**fields, "flags": tuple(fields["flags"])})


def _programme(fields: dict[str, Any]) -> SubjectProgramme:
    fields["grades"] = tuple(fields["grades"])
    fields["sections"] = tuple(SectionText(**section) for section in fields["sections"])
    fields["subject_references"] = tuple(fields["subject_references"])
    return SubjectProgramme(**fields)
