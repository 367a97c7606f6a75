"""Instruments → XLSForm: rows of the sheets survey, choices and settings, and the workbook of them."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from sauatty.core.catalogue.expressions import plain_number
from sauatty.core.catalogue.instrument_checks import instrument_texts
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.catalogue.instruments import OTHER, Choice, Instrument, Question, Section
from sauatty.core.errors import XlsformNotWritable
from sauatty.core.exchange.xlsform_parts import (
    ABOUT,
    APPEARANCES,
    ASK_OTHER,
    CLOSING,
    DEFAULT_LENGTH,
    HEADER,
    LANGUAGE_TITLES,
    MATRIX,
    OTHER_LENGTH,
    OTHER_TEXT,
    SCHEMA,
    SECTION_TEXT,
    TYPES,
    WITH_LIST,
    WITH_OTHER,
    Names,
    constraint_of,
    names_beside,
    other_choice,
    region_choices,
)
from sauatty.core.languages import LANGUAGES, Translated

Cells = dict[str, Any]
LARGEST_CELL = 32_767  # characters, of every spreadsheet
_BEFORE = ("type", "name")
_LOGIC = ("required", "relevant", "constraint")
_OWN = (
    "part", "kind", "role", "competences", "list", "allow_other", "minimum", "maximum", "length", "check", "foil",
    "quasi_identifier",
)  # fmt: skip
_WIDE = ("label", "hint", "constraint_message", "relevant", "constraint")


def workbook_of(instrument: Instrument) -> bytes:
    """Return the workbook of an instrument; the same instrument gives the same bytes.

    Raises
    ------
    XlsformNotWritable
        A text that is longer than a cell, or that other programmes would take for a reference to an answer.
    """
    _refuse_texts(instrument)
    written = _Written(instrument)
    survey, languages = list(written.survey()), written.languages
    sheets = {
        "survey": (_survey_columns(survey, languages), survey),
        "choices": (_choice_columns(written.lists.values(), languages), list(written.choice_rows())),
        "settings": (list(row := _settings(instrument, languages)), [row]),
    }
    return _pack(sheets)


class _Written:
    """Goes through an instrument once, gathering the lists of choices on its way."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.languages = _languages(instrument)
        self.names: Names = names_beside(instrument)
        self.lists: dict[str, tuple[Choice, ...]] = {}

    def survey(self) -> Iterator[Cells]:
        """Give the rows of the survey sheet."""
        whole = self.instrument
        if whole.about != Translated():
            yield self.row("note", self.names.about, whole.about, sauatty_part=ABOUT)
        for section in whole.sections:
            yield from self.section(section)
        if whole.closing != Translated():
            yield self.row("note", self.names.closing, whole.closing, sauatty_part=CLOSING)

    def section(self, section: Section) -> Iterator[Cells]:
        yield self.row("begin_group", section.id, section.title, relevant=section.when)
        if section.text != Translated():
            yield self.row("note", self.names.texts[section.id], section.text, sauatty_part=SECTION_TEXT)
        for question in section.questions:
            yield from (self.matrix if question.kind == "matrix" else self.question)(question)
        yield self.row("end_group", section.id)

    def question(self, question: Question) -> Iterator[Cells]:
        kind = TYPES[question.kind]
        yield self.row(
            f"{kind} {self.list_of(question)}" if question.kind in WITH_LIST else kind,
            question.id,
            question.text,
            relevant=question.when,
            appearance=APPEARANCES.get(question.kind, ""),
            **self.texts("hint", question.hint),
            **self.checked(question),
            **_own(question),
        )
        if question.allow_other and question.kind in WITH_OTHER:
            yield self.other(question)

    def other(self, question: Question) -> Cells:
        return self.row(
            "text", f"{question.id}_{OTHER}", ASK_OTHER, sauatty_part=OTHER_TEXT,
            relevant=f"selected(${{{question.id}}}, '{OTHER}')", constraint=f"string-length(.) <= {OTHER_LENGTH}",
        )  # fmt: skip

    def matrix(self, question: Question) -> Iterator[Cells]:
        """Give a group: a row with the names of the columns, then one question for each row of the matrix."""
        kind = f"select_one {self.list_of(question)}"
        yield self.row(
            "begin_group", question.id, appearance="field-list", relevant=question.when,
            sauatty_part=MATRIX, **_own(question),
        )  # fmt: skip
        yield self.row(
            kind, self.names.headers[question.id], question.text, appearance="label", sauatty_part=HEADER,
            **self.texts("hint", question.hint),
        )  # fmt: skip
        for row in question.rows:
            yield self.row(
                kind, f"{question.id}_{row.code}", row.label, appearance="list-nolabel",
                sauatty_competences=" ".join(row.competences), sauatty_foil=_flag(row.foil), **self.checked(question),
            )  # fmt: skip
        yield self.row("end_group", question.id)

    def checked(self, question: Question) -> Cells:
        texts = self.texts("constraint_message", question.check_message)
        return {"required": _flag(question.required), "constraint": constraint_of(question), **texts}

    def row(self, kind: str, name: str, label: Translated | None = None, **more: Any) -> Cells:
        return {"type": kind, "name": name, **self.texts("label", label or Translated()), **more}

    def texts(self, column: str, text: Translated) -> Cells:
        return {f"{column}::{LANGUAGE_TITLES[one]}": getattr(text, one) for one in self.languages}

    def list_of(self, question: Question) -> str:
        """Return the name of the list of a question: shared where the same choices stand under the same name."""
        choices = question.choices or (region_choices() if question.kind == "region" else ())
        wanted = question.list_name or question.id
        if question.allow_other and question.kind in WITH_OTHER:
            choices, wanted = (*choices, other_choice()), f"{wanted}_{OTHER}"
        wanted = re.sub(r"[^\w.-]+", "_", wanted)
        name, number = wanted, 2
        while self.lists.setdefault(name, choices) != choices:
            name, number = f"{wanted}_{number}", number + 1
        return name

    def choice_rows(self) -> Iterator[Cells]:
        """Give the rows of the choices sheet, for the lists that the survey sheet has named."""
        for name, choices in self.lists.items():
            for choice in choices:
                score = "" if choice.score is None else plain_number(choice.score)
                yield {
                    "list_name": name, "name": choice.code, **self.texts("label", choice.label),
                    "sauatty_score": score, "sauatty_exclusive": _flag(choice.exclusive),
                    "sauatty_competences": " ".join(choice.competences),
                }  # fmt: skip


def _own(question: Question) -> Cells:
    cells = {
        "kind": question.kind,
        "role": question.role,
        "competences": " ".join(question.competences),
        "list": question.list_name,
        "allow_other": _flag(question.allow_other),
        "minimum": _number(question.minimum),
        "maximum": _number(question.maximum),
        "length": "" if question.length == DEFAULT_LENGTH else str(question.length),
        "check": question.check,
        "quasi_identifier": _flag(question.is_quasi_identifier),
    }
    return {f"sauatty_{key}": value for key, value in cells.items()}


def _number(value: float | None) -> str:
    return "" if value is None else plain_number(value)


def _flag(value: bool) -> str:
    return "yes" if value else ""


def _settings(instrument: Instrument, languages: tuple[str, ...]) -> Cells:
    default = instrument.languages[0] if instrument.languages else languages[0]
    mapping = instrument_as_mapping(instrument)
    return {
        "form_title": instrument.title.text(default) or instrument.id,
        "form_id": instrument.id,
        "version": instrument.version,
        "default_language": LANGUAGE_TITLES[default],
        "sauatty_schema": SCHEMA,
        **{f"sauatty_title_{one}": getattr(instrument.title, one) for one in LANGUAGES},
        "sauatty_kind": instrument.kind,
        "sauatty_audience": instrument.audience,
        "sauatty_languages": " ".join(instrument.languages),
        "sauatty_provenance": json.dumps(mapping.get("provenance", {}), ensure_ascii=False),
    }


def _languages(instrument: Instrument) -> tuple[str, ...]:
    """Return the languages that are declared or have any text: nothing written is lost."""
    texts = [text for _, text, _ in instrument_texts(instrument)]
    return tuple(
        one for one in LANGUAGES if one in instrument.languages or any(getattr(text, one) for text in texts)
    )


def _refuse_texts(instrument: Instrument) -> None:
    for place, text, _ in instrument_texts(instrument):
        for language in LANGUAGES:
            one: str = getattr(text, language)
            if len(one) > LARGEST_CELL:
                problem = f"has more than {LARGEST_CELL:,} characters, which no cell holds"
                raise XlsformNotWritable(place=f"{place} ({language})", problem=problem)
            if "${" in one:
                problem = "holds '${', which XLSForm takes for a reference to an answer"
                raise XlsformNotWritable(place=f"{place} ({language})", problem=problem)


# --- the workbook ---


def _survey_columns(rows: Sequence[Cells], languages: tuple[str, ...]) -> list[str]:
    """Return the columns in the order of the specification; texts that no row has need none."""

    def translated(base: str) -> list[str]:
        columns = [f"{base}::{LANGUAGE_TITLES[one]}" for one in languages]
        is_used = base == "label" or any(row.get(column) for row in rows for column in columns)
        return columns if is_used else []

    own = [f"sauatty_{one}" for one in _OWN]
    return [
        *_BEFORE, *translated("label"), *translated("hint"), *_LOGIC, *translated("constraint_message"), "appearance", *own,
    ]  # fmt: skip


def _choice_columns(lists: Iterable[tuple[Choice, ...]], languages: tuple[str, ...]) -> list[str]:
    labels = [f"label::{LANGUAGE_TITLES[one]}" for one in languages]
    return ["list_name", "name", *labels, "sauatty_score", "sauatty_exclusive", "sauatty_competences"]


def _pack(sheets: dict[str, tuple[list[str], list[Cells]]]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    # The day of writing would make other bytes of the same instrument.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a day without a place
    bold = book.add_format({"bold": True})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for title, (columns, rows) in sheets.items():
        page = book.add_worksheet(title)
        page.freeze_panes(1, 2)
        for at, column in enumerate(columns):
            page.set_column(at, at, 40 if column.startswith(_WIDE) else 16)
            page.write_string(0, at, column, bold)
        for number, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                if row.get(column):
                    page.write_string(number, at, row[column], plain)
    book.close()
    return out.getvalue()
