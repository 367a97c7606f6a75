"""The sheets of an XLSForm as rows: columns under one name however they are written, texts by language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from python_calamine import CalamineWorkbook

from sauatty.core.errors import FileEmpty, InstrumentFileRefused, XlsformUnsupported
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.fields import as_text
from sauatty.core.exchange.tables import Rows, read_xlsx_sheets
from sauatty.core.languages import LANGUAGES, detect_language
from sauatty.core.records import Oddity

MAX_ROWS = 20_000
MOST_SHOWN = 100
SHEETS = ("survey", "choices", "settings")
TRANSLATED = frozenset({
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video",
})  # fmt: skip
# Names that a column may have besides its own.
_ALIASES = {
    "caption": "label", "command": "type", "tag": "name", "value": "name", "relevance": "relevant", "list name": "list_name",
    "constraining_message": "constraint_message", "jr:constraintmsg": "constraint_message", "readonly": "read_only",
    "jr:requiredmsg": "required_message", "requiredmsg": "required_message", "calculate": "calculation",
    "count": "repeat_count", "jr:count": "repeat_count", "set form title": "form_title", "set form id": "form_id",
    "id_string": "form_id", "title": "form_title", "jr:preload": "preload", "jr:preloadparams": "preload",
}  # fmt: skip
_NAMESPACES = ("bind", "media", "control", "body")
_NAMESPACED = frozenset({
    "relevant", "constraint", "constraint_message", "required", "required_message", "read_only", "calculation",
    "appearance", "repeat_count", "image", "audio", "video", "big-image",
})  # fmt: skip
_BY_NAME = {
    "kk": "kk", "kz": "kk", "kaz": "kk", "kazakh": "kk", "қазақша": "kk", "қазақ": "kk", "қазақ тілі": "kk",
    "казахский": "kk",
    "ru": "ru", "rus": "ru", "russian": "ru", "русский": "ru", "орысша": "ru", "орыс тілі": "ru",
    "en": "en", "eng": "en", "english": "en", "английский": "en", "ағылшынша": "en", "ағылшын тілі": "en",
}  # fmt: skip
_PLACE = re.compile(rf"({'|'.join(SHEETS)}), row (\d+)")
_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3})(?:[-_][A-Za-z]{2,4})?\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: `cells` by column, `texts` by column and language; '' is a column that names no language."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]

    @property
    def place(self) -> str:
        """Return where it stands."""
        return f"{self.sheet}, row {self.number}"

    def cell(self, column: str) -> str:
        """Return a cell, '' where there is none."""
        return self.cells.get(column, "")

    def text(self, column: str) -> dict[str, str]:
        """Return the texts of a column in the languages that have one."""
        return dict(self.texts.get(column, {}))


@dataclass
class Found:
    """What cannot be read, and what was left out: gathered, so that all of it is said at once."""

    problems: list[str] = field(default_factory=list)
    metadata: set[str] = field(default_factory=set)  # names of what devices record
    _oddities: dict[Oddity, None] = field(default_factory=dict)

    def refuse(self, place: str, problem: str) -> None:
        """Keep one thing that an instrument cannot hold."""
        self.problems.append(f"{place}: {problem}")

    def leave_out(self, kind: str, place: str, detail: str = "") -> None:
        """Keep one thing that was left out, once."""
        self._oddities[Oddity(kind, place, detail)] = None

    @property
    def oddities(self) -> tuple[Oddity, ...]:
        """Return what was left out, in its order."""
        return tuple(self._oddities)

    def raise_for(self, name: str) -> None:
        """Refuse the file if there was anything to refuse."""
        problems = sorted(dict.fromkeys(self.problems), key=_sheet_and_row)
        if problems:
            more = [f"and {len(problems) - MOST_SHOWN} more"] if len(problems) > MOST_SHOWN else []
            shown = "; ".join([*problems[:MOST_SHOWN], *more])
            raise XlsformUnsupported(name=name, n=len(problems), problems=shown)


def _sheet_and_row(problem: str) -> tuple[int, int]:
    place = _PLACE.match(problem)
    return (SHEETS.index(place[1]), int(place[2])) if place else (len(SHEETS), 0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The three sheets; `language` is that of texts whose column names none."""

    survey: tuple[SheetRow, ...]
    choices: tuple[SheetRow, ...]
    settings: SheetRow
    language: str
    languages: tuple[str, ...]


def language_of(title: str) -> str:
    """Return the language that a column or a setting names: 'Kazakh (kk)', 'kk', 'Қазақша'; '' for others."""
    inside = _IN_BRACKETS.search(title)
    key = inside[1] if inside else title
    return _BY_NAME.get(key.strip().casefold(), "")


def read_workbook(content: bytes, name: str, found: Found) -> Workbook:
    """Read the sheets of a workbook; everything in them that is no row goes to `found`."""
    if not content.strip():
        raise FileEmpty(name=name)
    sheets = _sheets(content, name)
    if "survey" not in sheets:
        seen = ", ".join(sheets)[:120] or "nothing"
        raise InstrumentFileRefused(name=name, problem=f"it has no sheet 'survey' (found: {seen})")
    _other_sheets(sheets, found)
    settings = next(iter(_rows("settings", sheets, found)), SheetRow("settings", 2, {}, {}))
    survey, choices = list(_rows("survey", sheets, found)), list(_rows("choices", sheets, found))
    language = _language_of_unnamed(settings, [*survey, *choices], found)
    survey, choices = ([_placed(row, language, found) for row in rows] for rows in (survey, choices))
    return Workbook(
        tuple(survey), tuple(choices), settings, language, _languages([*survey, *choices], language)
    )


def _sheets(content: bytes, name: str) -> dict[str, tuple[Rows, int]]:
    """Return the rows of each sheet and the number of the first one: empty rows above are not given."""
    sheets = read_xlsx_sheets(content, check_container(content, name=name), name=name)
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    found = {}
    for title, rows in sheets:
        start = workbook.get_sheet_by_name(title).start
        found[title.strip().casefold()] = (rows, start[0] + 1 if start else 1)
        if len(rows) > MAX_ROWS:
            raise InstrumentFileRefused(
                name=name, problem=f"its sheet '{title}' has more than {MAX_ROWS:,} rows"
            )
    return found


def _other_sheets(sheets: Iterable[str], found: Found) -> None:
    for title in sheets:
        if title in {"external_choices", "entities", "osm", "cascades"}:
            found.refuse(f"sheet '{title}'", "choices or entities from outside")
        elif title not in SHEETS:
            found.leave_out("sheet-left-out", f"sheet '{title}'")


def _rows(sheet: str, sheets: Mapping[str, tuple[Rows, int]], found: Found) -> Iterator[SheetRow]:
    rows, first = sheets.get(sheet, ((), 1))
    if not rows:
        return
    columns = _columns(sheet, rows[0], found)
    for number, row in enumerate(rows[1:], first + 1):
        cells: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        for at, (column, language) in columns.items():
            value = cell_text(row[at]) if at < len(row) else ""
            if value and language is None:
                cells[column] = value
            elif value:
                texts.setdefault(column, {})[str(language)] = value
        if cells or texts:
            yield SheetRow(sheet, number, cells, texts)


def cell_text(value: object) -> str:
    """Return a cell as other programmes read it: truth values in capitals, spaces at its ends taken off."""
    text = str(value).upper() if isinstance(value, bool) else as_text(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u00a0")


def _columns(sheet: str, header: Sequence[object], found: Found) -> dict[int, tuple[str, str | None]]:
    columns: dict[int, tuple[str, str | None]] = {}
    for at, cell in enumerate(header):
        title = cell_text(cell)
        if not title:
            continue
        column = _column(title)
        if column in columns.values():
            found.refuse(f"{sheet}, row 1", f"the column '{title}' stands twice")
        columns[at] = column
    return columns


def _column(title: str) -> tuple[str, str | None]:
    """Return the column and its language: '' where it has texts but names none, None where it has no texts."""
    # 'label:English' is an older way to write it; 'jr:count' is one name.
    parts = [part.strip() for part in re.split("::" if "::" in title else "(?<!jr):", title)]
    if len(parts) > 1 and parts[0].casefold() in _NAMESPACES and _own_name(parts[1]) in _NAMESPACED:
        parts = parts[1:]
    column = _own_name(parts[0])
    if column in TRANSLATED:
        named = "::".join(parts[1:])
        return column, (language_of(named) or named) if named else ""
    return (column if len(parts) == 1 else title.casefold()), None


def _own_name(title: str) -> str:
    plain = " ".join(title.casefold().split())
    return _ALIASES.get(plain) or _ALIASES.get(plain.replace("_", " ")) or plain.replace(" ", "_")


# --- languages ---


def _language_of_unnamed(settings: SheetRow, rows: Sequence[SheetRow], found: Found) -> str:
    """Return the language of texts whose column names none: by the settings, else by their letters."""
    unnamed = [text[""] for row in rows for text in row.texts.values() if "" in text]
    stated = settings.cell("default_language")
    if language_of(stated):
        return language_of(stated)
    if stated and stated.casefold() != "default":
        found.refuse(settings.place, f"the language '{stated}' is none of kk, ru and en")
        return "en"
    named = [language for row in rows for text in row.texts.values() for language in text if language]
    detected = (
        detect_language("\n".join(unnamed[:2000]), default="en") if unnamed else next(iter(named), "en")
    )
    if detected not in LANGUAGES:
        found.refuse("survey, row 1", f"the texts look like the language '{detected}', none of kk, ru and en")
        return "en"
    return detected


def _placed(row: SheetRow, language: str, found: Found) -> SheetRow:
    """Return a row whose texts all have a language; others than ours are refused."""
    texts: dict[str, dict[str, str]] = {}
    for column, by_language in row.texts.items():
        kept = {one: text for one, text in by_language.items() if one in LANGUAGES}
        for one in by_language:
            if one and one not in LANGUAGES:
                found.refuse(f"{row.sheet}, row 1", f"the language '{one}' is none of kk, ru and en")
        unnamed = by_language.get("", "")
        if unnamed and kept.setdefault(language, unnamed) != unnamed:
            found.refuse(row.place, f"'{column}' has two texts in {language}, one without a language")
        texts[column] = kept
    return SheetRow(row.sheet, row.number, row.cells, texts)


def _languages(rows: Iterable[SheetRow], language: str) -> tuple[str, ...]:
    used = {one for row in rows for texts in row.texts.values() for one in texts} | {language}
    return tuple(one for one in LANGUAGES if one in used)
