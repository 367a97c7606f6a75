"""Instruments as mappings of the schema: what is stored, hashed, and written as YAML."""

from collections.abc import Iterable
from typing import Any

from sauatty.core.catalogue.content import Provenance
from sauatty.core.catalogue.instruments import Choice, Instrument, Question, Row, Section
from sauatty.core.languages import LANGUAGES, Translated

_LENGTH: int = Question.__dataclass_fields__["length"].default  # type: ignore[assignment]


def instrument_as_mapping(instrument: Instrument) -> dict[str, Any]:
    """Return the instrument as a mapping of `instrument/1`, defaults left out; reading it gives the same again."""
    lists = _shared_lists(instrument.questions)
    mapping = {
        "schema": "instrument/1",
        "id": instrument.id,
        "version": instrument.version,
        "kind": instrument.kind,
        "audience": instrument.audience,
        "languages": list(instrument.languages),
        "title": _text(instrument.title),
        "about": _text(instrument.about),
        "closing": _text(instrument.closing),
        "provenance": _provenance(instrument.provenance),
        "lists": {name: [_choice(one) for one in choices] for name, choices in lists.items()},
        "sections": [_section(one, lists) for one in instrument.sections],
    }
    return _without_empty(mapping)


def _shared_lists(questions: Iterable[Question]) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, tuple[Choice, ...]] = {}
    for question in questions:
        if question.list_name and question.choices:
            lists.setdefault(question.list_name, question.choices)
    return lists


def _section(section: Section, lists: dict[str, tuple[Choice, ...]]) -> dict[str, Any]:
    return _without_empty(
        {
            "id": section.id,
            "title": _text(section.title),
            "text": _text(section.text),
            "when": section.when,
            "questions": [_question(one, lists) for one in section.questions],
        }
    )


def _question(question: Question, lists: dict[str, tuple[Choice, ...]]) -> dict[str, Any]:
    return _without_empty(
        {
            "id": question.id,
            "kind": question.kind,
            "text": _text(question.text),
            "hint": _text(question.hint),
            "required": question.required,
            "when": question.when,
            "check": question.check,
            "check_message": _text(question.check_message),
            **_choices(question, lists),
            "rows": [_row(one) for one in question.rows],
            "allow_other": question.allow_other,
            "minimum": _number(question.minimum),
            "maximum": _number(question.maximum),
            "length": None if question.length == _LENGTH else question.length,
            "competences": list(question.competences),
            "role": question.role,
            "is_quasi_identifier": question.is_quasi_identifier,
        }
    )


def _choices(question: Question, lists: dict[str, tuple[Choice, ...]]) -> dict[str, Any]:
    """Name the list that a question shares; write its own choices where they have come to differ from it."""
    if question.list_name and lists.get(question.list_name) == question.choices:
        return {"choices": question.list_name}
    return {"choices": [_choice(one) for one in question.choices], "list_name": question.list_name}


def _choice(choice: Choice) -> dict[str, Any]:
    return _without_empty(
        {
            "code": choice.code,
            "label": _text(choice.label),
            "score": _number(choice.score),
            "exclusive": choice.exclusive,
            "competences": list(choice.competences),
        }
    )


def _row(row: Row) -> dict[str, Any]:
    mapping = {"code": row.code, "label": _text(row.label), "competences": list(row.competences)}
    return _without_empty({**mapping, "foil": row.foil})


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return _without_empty(
        {
            "author": provenance.author,
            "written": provenance.written,
            "translated": dict(provenance.translated),
            "reviewed_by": list(provenance.reviewed_by),
            "licence": provenance.licence,
        }
    )


def _text(text: Translated) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES if getattr(text, language)}


def _number(number: float | None) -> float | int | None:
    """Write a whole number without a fraction: JSON and YAML readers would give 5 back as another text than 5.0."""
    return int(number) if number is not None and number == int(number) else number


def _without_empty(mapping: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in mapping.items()
        if value is not None and value is not False and value not in ("", [], {})
    }
