"""The rules of a row of XLSForm: its expressions, its check, and the columns that an instrument has no place for."""

import re
from collections.abc import Iterable
from typing import Any

from sauatty.core.catalogue.expressions import parse
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.catalogue.instruments import OTHER
from sauatty.core.errors import ContentInvalid, ExpressionInvalid
from sauatty.core.exchange.xlsform_parts import constraint_of
from sauatty.core.exchange.xlsform_sheets import Found, SheetRow, Workbook
from sauatty.core.languages import LANGUAGES, Translated

Mapped = dict[str, Any]
_WHOLE = frozenset({"integer", "int", "add integer prompt"})
_YES, _NO = frozenset({"yes", "true", "true()", "1"}), frozenset({"", "no", "false", "false()", "0"})
# Columns that change what is asked or answered, and that an instrument has no place for.
_REFUSED = (
    "calculation", "choice_filter", "repeat_count", "default", "trigger", "image", "audio", "video", "big-image",
    "guidance_hint", "save_to", "preload",
)  # fmt: skip
_LEFT_OUT = ("appearance", "required_message", "autoplay", "rows", "no_app_error_string")
_KNOWN = frozenset({
    "type", "name", "required", "relevant", "constraint", "read_only", "parameters", "disabled", *_REFUSED, *_LEFT_OUT,
})  # fmt: skip
_SHOWN = frozenset({"likert", "multiline", "field-list", "minimal", "label", "list-nolabel", "table-list"})
WHOLE_NUMBER = Translated("Бүтін сан жазыңыз.", "Введите целое число.", "Enter a whole number.")


class Rules:
    """Reads what a row says about asking and answering; what cannot be kept goes to `found`."""

    def __init__(self, book: Workbook, found: Found, is_ours: bool) -> None:
        self.book, self.found, self.is_ours = book, found, is_ours
        self.known = {one.cell("name") for one in book.survey}

    def checked(self, row: SheetRow, question: Mapped, own_check: str) -> Mapped:
        """Return a question with its check: our own columns count as long as the constraint still says the same."""
        constraint = self.expression(row, "constraint")
        if self.is_ours:
            whole = {**question, "check": own_check}
            if _constraint(whole) == " ".join(constraint.split()):
                return whole
            self.found.leave_out("own-columns-outdated", row.place, row.cell("name"))
            bounds = {} if question["kind"] == "ranking" else {"minimum": None, "maximum": None}
            question = {**question, **bounds}
            question.pop("length", None)
        is_whole = row.cell("type").casefold() in _WHOLE
        checks = [
            one for one in (question.get("check", ""), ". mod 1 = 0" if is_whole else "", constraint) if one
        ]
        message = question.get("check_message") or {}
        if is_whole and not constraint and not message:
            message = in_languages(WHOLE_NUMBER, self.book.languages)
        return {**question, "check": all_of(checks), "check_message": message}

    def required(self, row: SheetRow) -> bool:
        cell = row.cell("required").casefold()
        if cell not in _YES | _NO:
            self.found.refuse(row.place, f"required: '{row.cell('required')}' is a condition")
        return cell in _YES

    def expression(self, row: SheetRow, column: str) -> str:
        """Return an expression that can be evaluated; others are refused with what is unknown in them."""
        text = " ".join(row.cell(column).split())
        if not text:
            return ""
        try:
            named = parse(text).names()
        except ExpressionInvalid as error:
            self.found.refuse(row.place, f"{column}: {_said(error)}")
            return ""
        for name in sorted(named & self.found.metadata):
            self.found.refuse(row.place, f"{column}: '{name}' is recorded by the device, which is left out")
        for name in sorted(named - self.known if not self.is_ours else ()):
            if not name.endswith(f"_{OTHER}") or name.removesuffix(f"_{OTHER}") not in self.known:
                self.found.refuse(row.place, f"{column}: there is no question '{name}'")
        return text

    # --- columns ---

    def check_group(self, row: SheetRow) -> None:
        """Refuse what a group cannot have."""
        self.check_columns(row, "group")
        if "${" in "".join(row.text("label").values()):
            self.found.refuse(row.place, "label: a text that shows an answer (${…})")

    def check_columns(self, row: SheetRow, kind: str) -> None:
        """Refuse columns that would change the survey, and say which were left out."""
        for column in _REFUSED:
            if row.cell(column) or row.text(column):
                self.found.refuse(row.place, f"{column} (question '{row.cell('name')}')")
        if kind not in {"note", "group"} and is_yes(row.cell("read_only")):
            self.found.refuse(row.place, f"read_only (question '{row.cell('name')}')")
        if row.cell("parameters") and row.cell("type").casefold() != "range":
            if re.fullmatch(r"rows\s*=\s*\d+|randomize\s*=\s*false", row.cell("parameters"), re.IGNORECASE):
                self.found.leave_out("column-left-out", row.place, "parameters")
            else:
                self.found.refuse(row.place, f"parameters: '{row.cell('parameters')}'")
        for column in [*row.cells, *row.texts]:
            self.other_column(row, column)

    def other_column(self, row: SheetRow, column: str) -> None:
        if column.startswith("bind::"):
            self.found.refuse(row.place, f"{column} (question '{row.cell('name')}')")
        elif column == "appearance":
            unused = sorted(set(row.cell(column).split()) - _SHOWN)
            if unused:
                self.found.leave_out("appearance-left-out", row.place, " ".join(unused))
        elif column in _LEFT_OUT:
            self.found.leave_out(f"{column.replace('_', '-')}-left-out", row.place, row.cell("name"))
        elif column not in _KNOWN | {"label", "hint", "constraint_message"} and not (
            self.is_ours and column.startswith("sauatty_")
        ):
            self.found.leave_out("column-left-out", "survey, row 1", column)


def is_yes(cell: str) -> bool:
    return cell.casefold() in _YES


def all_of(expressions: Iterable[str]) -> str:
    """Return expressions as one, each in brackets where there are several."""
    parts = [one for one in expressions if one]
    return parts[0] if len(parts) == 1 else " and ".join(f"({one})" for one in parts)


def _said(error: ExpressionInvalid) -> str:
    given = error.params
    if "found" in given:
        return (
            f"'{given['found']}' at character {given['place']} of '{given['expression']}' is not known here"
        )
    return str(error)


def in_languages(text: Translated, languages: Iterable[str]) -> dict[str, str]:
    return {one: getattr(text, one) for one in LANGUAGES if one in languages and getattr(text, one)}


def _constraint(question: Mapped) -> str:
    """Return the constraint that we should have written for a question; '' where it is none."""
    try:
        whole = instrument_from_mapping(
            {"id": "x", "sections": [{"id": "s", "title": "", "questions": [question]}], "title": ""}, "x"
        )
    except ContentInvalid:
        return ""
    return " ".join(constraint_of(whole.questions[0]).split())
