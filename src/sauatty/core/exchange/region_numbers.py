"""A pasted or uploaded table of two columns: a region by code or name in any language, and a whole number."""

import re
from functools import lru_cache

from sauatty.core.catalogue.regions import load_regions
from sauatty.core.errors import RegionFiguresInvalid
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.exchange.tables import read_csv_rows
from sauatty.core.languages import LANGUAGES, clean_text, search_key

MOST_BYTES, MOST_LINES, MOST_NUMBER = 64_000, 200, 10_000_000_000
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def region_numbers_of_file(content: bytes, *, name: str) -> dict[str, int]:
    """Read an uploaded table, whatever its code page is."""
    if len(content) > MOST_BYTES:
        raise RegionFiguresInvalid(line=1, problem="the file is larger than a table of 20 regions can be")
    return read_region_numbers(decode_table(content, name=name).text, name=name)


def read_region_numbers(text: str, *, name: str = "table") -> dict[str, int]:
    """Read a table as text, parted by tab, semicolon or comma; a first line without a number is its heading.

    Raises
    ------
    RegionFiguresInvalid
        A line names no region, or no whole number from 0; or a region stands twice. The line is named.

    Examples
    --------
    >>> read_region_numbers("Павлодар облысы;371\\nKZ-62; 88")
    {'KZ-55': 371, 'KZ-62': 88}
    """
    found: dict[str, int] = {}
    delimiter = next((mark for mark in "\t;," if mark in text[:MOST_BYTES]), ";")
    rows = read_csv_rows(text[:MOST_BYTES], name=name, delimiter=delimiter) if text.strip() else []
    if len(rows) > MOST_LINES:
        raise RegionFiguresInvalid(
            line=MOST_LINES + 1, problem="the file is larger than a table of 20 regions can be"
        )
    first = next((line for line, row in enumerate(rows, start=1) if any(row)), 0)
    for line, row in enumerate(rows, start=1):
        cells = [clean_text(cell) for cell in row]
        if not any(cells) or (line == first and _is_heading(cells)):
            continue
        code, number = _region(cells[0], line), _number(cells[1] if len(cells) > 1 else "", line)
        if code in found:
            raise RegionFiguresInvalid(line=line, problem="this region stands here twice")
        found[code] = number
    return found


def _is_heading(cells: list[str]) -> bool:
    return search_key(cells[0]) not in _regions_by_name() and not re.search(r"\d", "".join(cells[1:]))


def _region(cell: str, line: int) -> str:
    code = _regions_by_name().get(search_key(cell))
    if code is None:
        raise RegionFiguresInvalid(line=line, problem="there is no such region")
    return code


def _number(cell: str, line: int) -> int:
    plain = _SPACES.sub("", cell)
    if not re.fullmatch(r"[0-9]{1,11}", plain) or int(plain) > MOST_NUMBER:
        raise RegionFiguresInvalid(line=line, problem="this is no whole number")
    return int(plain)


@lru_cache(maxsize=1)
def _regions_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for region in load_regions().regions:
        names = (getattr(text, one) for text in (region.name, region.short) for one in LANGUAGES)
        for name in (region.id, region.kato, *names):
            found.setdefault(search_key(name), region.id)
    return found
