"""XLSForm → instruments: groups become sections and matrices, rows become questions.

Everything that an instrument cannot hold is gathered and refused at once, with sheet and row. What changes neither
a question nor an answer (how something is shown, what is recorded about a device) is left out, and said.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sauatty.core.catalogue.expressions import NAME
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.errors import ContentInvalid, InstrumentFileRefused
from sauatty.core.exchange.xlsform_parts import ABOUT, CLOSING, SCHEMA, SECTION_TEXT
from sauatty.core.exchange.xlsform_questions import Mapped, Questions, read_choices
from sauatty.core.exchange.xlsform_sheets import Found, SheetRow, Workbook, read_workbook
from sauatty.core.languages import LANGUAGES
from sauatty.core.records import Oddity

# What devices record by themselves: nobody is asked it, and most of it points at a person.
METADATA = frozenset({
    "start", "end", "today", "deviceid", "imei", "subscriberid", "simserial", "phonenumber", "username", "email", "audit",
})  # fmt: skip
_SETTINGS = frozenset({"form_title", "form_id", "version", "default_language"})
_REPEATS = frozenset({"repeat", "lgroup", "loop", "looped group"})
_CONTROL = re.compile(r"(begin|end)[ _]+(group|repeat|lgroup|loop|looped group)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows, as it stands between its begin and its end."""

    row: SheetRow
    parts: tuple["Group | SheetRow", ...]


def instrument_of(content: bytes, name: str) -> tuple[Instrument, tuple[Oddity, ...]]:
    """Return the instrument of a workbook, and what was left out of it."""
    found = Found()
    book = read_workbook(content, name, found)
    mapping = _Reader(book, found).whole(PurePath(name).stem)
    found.raise_for(name)
    try:
        return instrument_from_mapping(mapping, name), found.oddities
    except ContentInvalid as error:
        raise InstrumentFileRefused(name=name, problem=str(error.params["problem"])) from error


def _tree(rows: Iterable[SheetRow], found: Found) -> tuple["Group | SheetRow", ...]:
    """Put the rows between begin and end under each other; what does not close is refused."""
    open_groups: list[tuple[SheetRow | None, list[Group | SheetRow]]] = [(None, [])]
    for row in rows:
        control = _CONTROL.match(" ".join(row.cell("type").split()))
        if control is None:
            open_groups[-1][1].append(row)
        elif control[1].lower() == "begin":
            if control[2].lower() in _REPEATS:
                found.refuse(row.place, f"{control[0]} '{row.cell('name')}': questions that repeat")
            open_groups.append((row, []))
        elif len(open_groups) == 1:
            found.refuse(row.place, f"'{control[0]}' without a beginning")
        else:
            begun, parts = open_groups.pop()
            open_groups[-1][1].append(Group(begun, tuple(parts)) if begun else row)
    for begun, _ in open_groups[1:]:
        if begun is not None:
            found.refuse(begun.place, f"the group '{begun.cell('name')}' has no end")
    return tuple(open_groups[0][1])


class _Reader:
    """Makes the mapping of an instrument from the rows of a workbook."""

    def __init__(self, book: Workbook, found: Found) -> None:
        self.book, self.found = book, found
        self.is_ours = book.settings.cell("sauatty_schema") == SCHEMA
        rows = [row for row in book.survey if not self.is_left_out(row)]
        self.tree = _tree(rows, found)
        self.questions = Questions(read_choices(book.choices, found), book, found, self.is_ours)
        self.notes: dict[str, dict[str, str]] = {}
        self.sections: list[Mapped] = []
        self.loose: Mapped | None = None
        self.names = Counter(row.cell("name").lower() for row in rows)

    def whole(self, stem: str) -> Mapped:
        """Return the mapping of the instrument."""
        self.check_names()
        for part in self.tree:
            self.top(part)
        head = self.head(stem)
        self.questions.finish()
        for section in self.sections:
            if not section["title"] and not self.is_ours:
                section["title"] = head["title"]
        return {**head, **self.notes, "sections": self.sections}

    def is_left_out(self, row: SheetRow) -> bool:
        """Tell whether a row is no question: disabled, or something that a device records."""
        kind = " ".join(row.cell("type").split()).casefold()
        if row.cell("disabled").casefold() in {"yes", "true", "true()"}:
            self.found.leave_out("row-disabled", row.place, row.cell("name"))
            return True
        if kind in METADATA or kind in {"get_today", "username", "device id"}:
            self.found.metadata.add(row.cell("name"))
            self.found.leave_out("metadata-left-out", row.place, f"{kind} '{row.cell('name')}'")
            return True
        return not kind and not row.texts and not row.cell("name")

    def check_names(self) -> None:
        seen: dict[str, str] = {}
        for row in self.rows(self.tree):
            name = row.cell("name")
            if name and name.lower() in seen:
                self.found.refuse(row.place, f"the name '{name}' stands in {seen[name.lower()]} too")
            elif name and not NAME.fullmatch(name):
                self.found.refuse(row.place, f"'{name}' is no name: Latin letters, digits, '_', '-' and '.'")
            seen.setdefault(name.lower(), row.place)

    def rows(self, parts: Iterable["Group | SheetRow"]) -> Iterator[SheetRow]:
        """Give every row of the tree, groups before what stands in them."""
        for part in parts:
            yield part.row if isinstance(part, Group) else part
            if isinstance(part, Group):
                yield from self.rows(part.parts)

    # --- sections ---

    def top(self, part: "Group | SheetRow") -> None:
        """Take what stands in no group: a section of its own, or a question between sections."""
        if isinstance(part, SheetRow) and self.is_ours and part.cell("sauatty_part") in {ABOUT, CLOSING}:
            self.notes[part.cell("sauatty_part")] = part.text("label")
        elif isinstance(part, Group) and not self.questions.is_matrix(part.row, _children(part)):
            self.loose = None
            self.section(part)
        else:
            self.between()["questions"].extend(self.items([part], ()))

    def between(self) -> Mapped:
        """Return the section for questions that stand in no group, made where the last one was closed."""
        if self.loose is None:
            self.loose = {"id": self.free_name("section"), "title": {}, "questions": []}
            self.sections.append(self.loose)
        return self.loose

    def section(self, group: Group) -> None:
        row, parts = group.row, list(group.parts)
        text = row.text("hint")
        if self.is_ours and parts and isinstance(parts[0], SheetRow):
            first = parts[0]
            if first.cell("sauatty_part") == SECTION_TEXT:
                text = first.text("label")
                parts = parts[1:]
        self.questions.check_group(row)
        when = self.questions.expression(row, "relevant")
        section = {
            "id": row.cell("name") or self.free_name("section"),
            "title": row.text("label"),
            "text": text,
        }
        questions = list(self.items(self.without_header(row, parts), ()))
        self.sections.append({**section, "when": when, "questions": questions})

    def without_header(
        self, group: SheetRow, parts: Sequence["Group | SheetRow"]
    ) -> list["Group | SheetRow"]:
        """Leave out a row that only shows the names of choices above others, if it says what its group says."""
        kept = []
        for part in parts:
            is_header = isinstance(part, SheetRow) and part.cell("appearance").split()[:1] == ["label"]
            if isinstance(part, SheetRow) and is_header and part.text("label") in ({}, group.text("label")):
                self.found.leave_out("header-left-out", part.place, part.cell("name"))
            else:
                kept.append(part)
        return kept

    def items(self, parts: Sequence["Group | SheetRow"], conditions: tuple[str, ...]) -> Iterator[Mapped]:
        """Give the questions of some rows; those of a group inside a section keep the condition of the group."""
        before: Mapped | None = None
        for part in parts:
            if isinstance(part, Group):
                yield from self.group(part, conditions)
                before = None
                continue
            question = self.questions.question(part, conditions, before)
            if question:
                yield question
                before = question

    def group(self, group: Group, conditions: tuple[str, ...]) -> Iterator[Mapped]:
        if self.questions.is_matrix(group.row, _children(group)):
            question = self.questions.matrix(group.row, _children(group), conditions)
            if question:
                yield question
            return
        self.questions.check_group(group.row)
        when = self.questions.expression(group.row, "relevant")
        inner = (*conditions, when) if when else conditions
        if group.row.text("label"):
            # A section has no sections in it: the label of the inner group stays as a note.
            name = group.row.cell("name") or self.free_name("note")
            yield self.questions.note(name, group.row, inner)
        yield from self.items(self.without_header(group.row, group.parts), inner)

    def free_name(self, stem: str) -> str:
        number = 1
        while self.names[f"{stem}{number}"]:
            number += 1
        self.names[f"{stem}{number}"] += 1
        return f"{stem}{number}"

    # --- settings ---

    def head(self, stem: str) -> Mapped:
        """Return what stands before the sections."""
        row = self.book.settings
        if row.cell("public_key"):
            self.found.refuse(row.place, "public_key: answers that are encrypted on the device")
        for key in row.cells:
            if (
                key not in _SETTINGS
                and not (self.is_ours and key.startswith("sauatty_"))
                and key != "public_key"
            ):
                self.found.leave_out("setting-left-out", row.place, key)
        slug = re.sub(r"[^\w.-]+", "-", stem).strip("-") or "form"
        head = {
            "id": row.cell("form_id") or slug, "version": row.cell("version"),
            "title": self.title(row, stem), "languages": list(self.book.languages),
        }  # fmt: skip
        return {**head, **(self.own_head(row) if self.is_ours else {})}

    def title(self, row: SheetRow, stem: str) -> dict[str, str]:
        """Return the title; where somebody changed form_title, that counts, and not our own column."""
        language = self.book.language
        shown = row.cell("form_title") or row.cell("form_id") or stem
        own = {one: row.cell(f"sauatty_title_{one}") for one in LANGUAGES} if self.is_ours else {}
        if own.get(language, "") == shown or (shown == row.cell("form_id") and not own.get(language)):
            return own or {language: shown}
        return {**own, language: shown} if shown not in own.values() else own

    def own_head(self, row: SheetRow) -> Mapped:
        provenance: Any = {}
        try:
            provenance = json.loads(row.cell("sauatty_provenance") or "{}")
        except ValueError:
            self.found.leave_out("setting-left-out", row.place, "sauatty_provenance")
        cells: Mapping[str, Any] = {
            "kind": row.cell("sauatty_kind"),
            "audience": row.cell("sauatty_audience"),
            "languages": row.cell("sauatty_languages").split(),
            "provenance": provenance if isinstance(provenance, dict) else {},
        }
        return {key: value for key, value in cells.items() if value}


def _children(group: Group) -> list[SheetRow] | None:
    """Return the rows of a group; None where it holds groups itself."""
    rows = [part for part in group.parts if isinstance(part, SheetRow)]
    return rows if len(rows) == len(group.parts) else None
