"""The questions of an XLSForm: one row, or a group that is a matrix, as a mapping of `instrument/1`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from sauatty.core.catalogue.expressions import plain_number
from sauatty.core.catalogue.instruments import OTHER
from sauatty.core.exchange.xlsform_parts import (
    ASK_OTHER,
    HEADER,
    MATRIX,
    OTHER_TEXT,
    TYPES,
    other_choice,
    region_choices,
)
from sauatty.core.exchange.xlsform_rules import WHOLE_NUMBER, Rules, all_of, in_languages, is_yes
from sauatty.core.exchange.xlsform_sheets import Found, SheetRow, Workbook
from sauatty.core.languages import Translated

Mapped = dict[str, Any]
Lists = Mapping[str, list[Mapped]]
_SELECT = re.compile(
    r"(?:(?P<one>select[_ ]one(?: from)?|select1|add select one prompt using)"
    r"|(?P<many>select[_ ]multiple(?: from)?|select all that apply(?: from)?|add select multiple prompt using)"
    r"|(?P<rank>(?:odk:)?rank))\s+(?P<list>\S+)(?P<other>\s+or[_ ](?:other|specify[_ ]other))?",
    re.IGNORECASE,
)
_PLAIN = {
    "text": "short", "string": "short", "add text prompt": "short", "note": "note", "add note prompt": "note",
    "integer": "number", "int": "number", "add integer prompt": "number", "decimal": "number",
    "add decimal prompt": "number",
    "range": "number", "date": "date", "add date prompt": "date", "acknowledge": "multiple", "trigger": "multiple",
}  # fmt: skip
UNDERSTOOD = Translated("Түсінікті", "Понятно", "Understood")
ACKNOWLEDGED = "OK"  # the answer that other programmes keep


def read_choices(rows: Iterable[SheetRow], found: Found) -> dict[str, list[Mapped]]:
    """Return the choices of each list, in order."""
    lists: dict[str, list[Mapped]] = {}
    for row in rows:
        list_name, code = row.cell("list_name"), row.cell("name")
        if not list_name or not code:
            found.refuse(row.place, "the list or the name of a choice is missing")
            continue
        codes = [one["code"] for one in lists.setdefault(list_name, [])]
        if code in codes:
            found.refuse(row.place, f"the list '{list_name}' has the choice '{code}' twice")
        if not re.fullmatch(r"[\w.-]+", code):
            found.refuse(row.place, f"'{code}' is no name of a choice: letters, digits, '_', '-' and '.'")
        lists[list_name].append(_choice(row, found))
    return lists


def _choice(row: SheetRow, found: Found) -> Mapped:
    for column in ("image", "audio", "video", "big-image"):
        if row.text(column) or row.cell(column):
            found.refuse(row.place, f"{column}: choices with pictures or sound")
    for column in row.cells:
        if column not in {"list_name", "name"} and not column.startswith("sauatty_"):
            found.leave_out("column-left-out", f"{row.sheet}, row 1", column)
    return {
        "code": row.cell("name"), "label": _cleaned(row, "label", found), "score": _number(row, "sauatty_score", found),
        "exclusive": is_yes(row.cell("sauatty_exclusive")), "competences": row.cell("sauatty_competences").split(),
    }  # fmt: skip


def _cleaned(row: SheetRow, column: str, found: Found) -> dict[str, str]:
    """Return the texts of a column; a text with an answer in it is refused."""
    texts = row.text(column)
    if any("${" in text for text in texts.values()):
        found.refuse(row.place, f"{column}: a text that shows an answer (${{…}})")
    return texts


def _number(row: SheetRow, column: str, found: Found) -> float | None:
    cell = row.cell(column)
    if not cell:
        return None
    try:
        return float(Decimal(cell))
    except InvalidOperation:
        found.refuse(row.place, f"{column}: '{cell}' is no number")
        return None


class Questions(Rules):
    """Makes questions of rows; what cannot be asked goes to `found`."""

    def __init__(self, lists: Lists, book: Workbook, found: Found, is_ours: bool) -> None:
        super().__init__(book, found, is_ours)
        self.lists = lists
        kinds = [match["list"] for row in book.survey if (match := _select(row))]
        self.uses = Counter(kinds)

    def finish(self) -> None:
        """Say which lists no question takes its choices from."""
        for name in self.lists:
            if not self.uses[name]:
                self.found.leave_out("list-unused", "choices", name)

    # --- rows ---

    def question(self, row: SheetRow, conditions: tuple[str, ...], before: Mapped | None) -> Mapped | None:
        """Return the question of a row; None where it is none, or belongs to the one before."""
        if self.is_ours and row.cell("sauatty_part") in {OTHER_TEXT, HEADER}:
            if row.text("label") != in_languages(ASK_OTHER, self.book.languages):
                self.found.leave_out("other-text-left-out", row.place, row.cell("name"))
            return None
        kind = self.kind(row)
        if not kind:
            return None
        if not row.cell("name"):
            self.found.refuse(row.place, "the question has no name")
            return None
        self.check_columns(row, kind)
        if row.cell("appearance").split()[:1] == ["label"] and kind == "single":
            return self.note(row.cell("name"), row, conditions)
        return self.logic(row, {**self.texts(row), **self.asked(row, kind)}, conditions)

    def note(self, name: str, row: SheetRow, conditions: tuple[str, ...]) -> Mapped:
        """Return a note with the label of a row."""
        text, hint = _cleaned(row, "label", self.found), _cleaned(row, "hint", self.found)
        return {"id": name, "kind": "note", "text": text, "hint": hint, "when": all_of(conditions)}

    def kind(self, row: SheetRow) -> str:
        """Return the kind of a row, '' where an instrument has none for it."""
        match, plain = _select(row), " ".join(row.cell("type").split())
        if match:
            derived = "single" if match["one"] else "multiple" if match["many"] else "ranking"
        else:
            derived = _PLAIN.get(plain.casefold(), "")
        if not derived:
            what = f"'{plain}'" if plain else "no type"
            self.found.refuse(row.place, f"{what} (question '{row.cell('name')}')")
            return ""
        own = row.cell("sauatty_kind") if self.is_ours else ""
        if TYPES.get(own) == TYPES[derived]:
            return own
        appearance = row.cell("appearance").split()
        if derived == "single" and "likert" in appearance:
            return "scale"
        return "long" if derived == "short" and ("multiline" in appearance or row.cell("rows")) else derived

    def texts(self, row: SheetRow) -> Mapped:
        return {
            "id": row.cell("name"),
            "text": _cleaned(row, "label", self.found),
            "hint": _cleaned(row, "hint", self.found),
            "check_message": row.text("constraint_message"),
        }

    def asked(self, row: SheetRow, kind: str) -> Mapped:
        """Return what may be answered: the kind with its choices and bounds."""
        plain = row.cell("type").casefold()
        if plain in {"acknowledge", "trigger"}:
            label = in_languages(UNDERSTOOD, self.book.languages)
            return {"kind": kind, "choices": [{"code": ACKNOWLEDGED, "label": label}]}
        bounds = self.range(row) if plain == "range" else {}
        return {"kind": kind, **bounds, **self.own(row), **self.choices(row, kind)}

    def own(self, row: SheetRow) -> Mapped:
        """Return what our own columns keep."""
        if not self.is_ours:
            return {}
        length = _number(row, "sauatty_length", self.found)
        return {
            "role": row.cell("sauatty_role"),
            "competences": row.cell("sauatty_competences").split(),
            "is_quasi_identifier": is_yes(row.cell("sauatty_quasi_identifier")),
            "minimum": _number(row, "sauatty_minimum", self.found),
            "maximum": _number(row, "sauatty_maximum", self.found),
            **({} if length is None else {"length": length}),
        }

    def choices(self, row: SheetRow, kind: str) -> Mapped:
        match = _select(row)
        if not match:
            return {}
        choices = [dict(one) for one in self.lists.get(match["list"], ())]
        if not choices:
            self.found.refuse(row.place, f"the list '{match['list']}' has no choices")
        allow_other = bool(match["other"]) or (self.is_ours and is_yes(row.cell("sauatty_allow_other")))
        if allow_other:
            label = in_languages(other_choice().label, self.book.languages)
            if any(one["code"] == OTHER and one["label"] != label for one in choices):
                self.found.leave_out("other-label-left-out", f"choices, list '{match['list']}'", OTHER)
            choices = [one for one in choices if one["code"] != OTHER]
        if kind == "region" and [(one["code"], one["label"]) for one in choices] == self.regions():
            choices = []
        return {
            "choices": choices,
            "allow_other": allow_other,
            "list_name": self.list_name(row, match["list"]),
        }

    def regions(self) -> list[tuple[str, dict[str, str]]]:
        return [(one.code, in_languages(one.label, self.book.languages)) for one in region_choices()]

    def list_name(self, row: SheetRow, written: str) -> str:
        """Return the name under which questions share a list, '' for choices of one question."""
        if self.is_ours:
            return row.cell("sauatty_list")
        return written if self.uses[written] > 1 else ""

    def range(self, row: SheetRow) -> Mapped:
        """Return the bounds of a range; a step is kept as a check where it can be computed without error."""
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?[0-9.]+)", row.cell("parameters")))
        try:
            start, end, step = (
                Decimal(given.get(key, default))
                for key, default in (("start", "1"), ("end", "10"), ("step", "1"))
            )
        except InvalidOperation:
            self.found.refuse(row.place, f"range: '{row.cell('parameters')}' is no start, end and step")
            return {}
        if any(float(one).as_integer_ratio()[1] > 1024 for one in (start, step)) or step <= 0:
            self.found.refuse(row.place, f"range: a step of {step} from {start}")
        low = plain_number(float(start))
        is_plain = start % step == 0
        subject = "." if is_plain else f"(. - {low})" if start > 0 else f"(. + {low[1:]})"
        return {
            "minimum": float(start),
            "maximum": float(end),
            "check": f"{subject} mod {plain_number(float(step))} = 0",
            "check_message": in_languages(WHOLE_NUMBER, self.book.languages) if step == 1 else {},
        }

    # --- matrices ---

    def is_matrix(self, group: SheetRow, rows: Sequence[SheetRow] | None) -> bool:
        """Tell whether a group is a matrix: questions with the same choices, named after the group."""
        if rows is None:
            return False
        if self.is_ours and group.cell("sauatty_part"):
            return group.cell("sauatty_part") == MATRIX
        name = group.cell("name")
        asked = [row for row in rows if row.cell("appearance").split()[:1] != ["label"]]
        lists = {
            match["list"] for row in rows if (match := _select(row)) and match["one"] and not match["other"]
        }
        are_alike = len({(is_yes(row.cell("required")), row.cell("constraint")) for row in asked}) == 1
        are_plain = not any(
            row.cell("relevant") or row.text("hint") or row.text("constraint_message") for row in asked
        )
        is_shown = "table-list" in group.cell("appearance") or any(
            row.cell("appearance").startswith("list-nolabel") for row in asked
        )
        named = all(row.cell("name").startswith(f"{name}_") and _select(row) for row in asked)
        return (
            bool(name)
            and is_shown
            and len(asked) > 1
            and len(lists) == 1
            and are_alike
            and are_plain
            and named
        )

    def matrix(
        self, group: SheetRow, rows: Sequence[SheetRow] | None, conditions: tuple[str, ...]
    ) -> Mapped | None:
        """Return the matrix of a group."""
        headers = [row for row in rows or () if row.cell("appearance").split()[:1] == ["label"]]
        asked = [row for row in rows or () if row not in headers]
        first = next(iter([*asked, *headers]), None)
        if first is None:
            self.found.refuse(group.place, f"the group '{group.cell('name')}' has no questions")
            return None
        self.check_group(group)
        for row in asked:
            self.check_columns(row, "single")
        title = headers[0] if headers and (self.is_ours or not group.text("label")) else group
        question = {
            "id": group.cell("name"), "kind": "matrix", "text": _cleaned(title, "label", self.found),
            "hint": _cleaned(title, "hint", self.found), "check_message": first.text("constraint_message"),
            **self.own(group), **self.choices(first, "matrix"), "rows": [self.matrix_row(group, row) for row in asked],
        }  # fmt: skip
        if self.is_ours:
            question["allow_other"] = is_yes(group.cell("sauatty_allow_other"))
            question["list_name"] = group.cell("sauatty_list")
        when = self.expression(group, "relevant")
        own_check = group.cell("sauatty_check") if self.is_ours else ""
        checked = self.checked(first, question, own_check)
        return {**checked, "when": all_of((*conditions, when)), "required": self.required(first)}

    def matrix_row(self, group: SheetRow, row: SheetRow) -> Mapped:
        return {
            "code": row.cell("name").removeprefix(f"{group.cell('name')}_"),
            "label": _cleaned(row, "label", self.found),
            "competences": row.cell("sauatty_competences").split() if self.is_ours else [],
            "foil": self.is_ours and is_yes(row.cell("sauatty_foil")),
        }

    def logic(self, row: SheetRow, question: Mapped, conditions: tuple[str, ...]) -> Mapped:
        when = self.expression(row, "relevant")
        own_check = row.cell("sauatty_check") if self.is_ours else ""
        whole = self.checked(row, question, own_check)
        return {**whole, "when": all_of((*conditions, when)), "required": self.required(row)}


def _select(row: SheetRow) -> "re.Match[str] | None":
    return _SELECT.fullmatch(" ".join(row.cell("type").split()))
