"""Tables that people paste or upload, such as the population of a campaign."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sauatty.core.errors import PopulationRefused
from sauatty.core.exchange.cells import plain_number
from sauatty.core.exchange.sniff import told_delimiter
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.languages import clean_text

NO_REGION = gettext_noop("there is no such region")
NO_KIND = gettext_noop("there is no such kind of organisation")
NO_NUMBER, TWICE = gettext_noop("this is no number"), gettext_noop("this stands here twice")
UNCLOSED = gettext_noop("a text does not end; perhaps a quotation mark is not closed")
REGION_NAMES = frozenset({"region", "өңір", "регион"})
KIND_NAMES = frozenset({"kind", "ұйым түрі", "вид", "тип"})
NUMBER_NAMES = frozenset({"n", "number", "саны", "число", "количество"})


def text_of(content: bytes, name: str) -> str:
    """Return the text of an uploaded table, whatever its code page is."""
    return decode_table(content, name=name).text


def lines_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the lines that say something, by number; parted by tab, semicolon or comma."""
    sample, told = text[:2000], told_delimiter(text)
    delimiter = told or next((mark for mark in "\t;," if mark in sample), ",")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, row in enumerate(_rows(plain, delimiter), start=1):
        if told and number == 1:
            continue
        cells = [clean_text(cell) for cell in row]
        if any(cells):
            yield number, cells


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:  # one cell of more than 128 kB
        raise PopulationRefused(line=reader.line_num, value="…", problem=UNCLOSED) from error


def head_of(cells: list[str], known: Mapping[str, frozenset[str]]) -> dict[str, int] | None:
    """Return where the columns stand if a line is a head."""
    found = {
        key: place
        for place, cell in enumerate(cells)
        for key, names in known.items()
        if cell.casefold() in names
    }
    return found or None


def cell_at(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


# --- population ---

_POPULATION = {"region": REGION_NAMES, "kind": KIND_NAMES, "n": NUMBER_NAMES}


def read_population(text: str, regions: Mapping[str, str], kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """Read lines 'region; kind; number'. Codes and names are understood; region or kind may be empty.

    Parameters
    ----------
    regions, kinds : mapping
        From a code or a name, in small letters, to the code.

    Raises
    ------
    ExceptionGroup
        Of PopulationRefused, one for each line that is wrong.
    """
    columns, rows = {"region": 0, "kind": 1, "n": 2}, []
    seen: set[tuple[str, str]] = set()
    wrong: list[PopulationRefused] = []
    for place, (line, cells) in enumerate(lines_of(text)):
        head = head_of(cells, _POPULATION) if place == 0 else None
        if head:
            columns = head
            continue
        try:
            row = _population_row(line, cells, columns, regions, kinds)
            if (row["region"], row["kind"]) in seen:
                raise PopulationRefused(line=line, value=cells[0], problem=TWICE)
        except PopulationRefused as error:
            wrong.append(error)
            continue
        seen.add((row["region"], row["kind"]))
        rows.append(row)
    if wrong:
        raise ExceptionGroup("population", wrong)
    return rows


def _population_row(
    line: int,
    cells: list[str],
    columns: Mapping[str, int],
    regions: Mapping[str, str],
    kinds: Mapping[str, str],
) -> dict[str, Any]:
    region, kind = cell_at(cells, columns.get("region")), cell_at(cells, columns.get("kind"))
    number = cell_at(cells, columns.get("n"))
    number = plain_number(number) or number
    for named, known, problem in ((region, regions, NO_REGION), (kind, kinds, NO_KIND)):
        if named and named.casefold() not in known:
            raise PopulationRefused(line=line, value=named, problem=problem)
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise PopulationRefused(line=line, value=number, problem=NO_NUMBER)
    return {
        "region": regions.get(region.casefold(), ""),
        "kind": kinds.get(kind.casefold(), ""),
        "n": int(number),
    }
