"""Tables that people paste or upload: the population of a campaign, and the people who get personal links."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sauatty.core.errors import LinksRefused, PopulationRefused
from sauatty.core.exchange.encodings import decode_text
from sauatty.core.languages import LANGUAGES, clean_text

MAX_LINES = 20_000
NO_REGION, NO_KIND = (
    gettext_noop("there is no such region"),
    gettext_noop("there is no such kind of organisation"),
)
NO_NUMBER, TWICE = gettext_noop("this is no number"), gettext_noop("this stands here twice")
NO_NAME, NO_ADDRESS = (
    gettext_noop("a name or an address is missing"),
    gettext_noop("this is no e-mail address"),
)
NO_LANGUAGE, TOO_LONG = gettext_noop("the languages are kk, ru and en"), gettext_noop("the list is too long")
REGION_NAMES = frozenset({"region", "өңір", "регион"})
KIND_NAMES = frozenset({"kind", "ұйым түрі", "вид", "тип"})
NUMBER_NAMES = frozenset({"n", "number", "саны", "число", "количество"})
LABEL_NAMES = frozenset({"label", "name", "аты-жөні", "имя", "фио"})
EMAIL_NAMES = frozenset({"email", "e-mail", "mail", "пошта", "почта"})
LANGUAGE_NAMES = frozenset({"language", "тіл", "язык"})


def text_of(content: bytes, name: str) -> str:
    """Return the text of an uploaded table, whatever its code page is."""
    return decode_text(content, name=name).text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the lines that say something, by number; parted by tab, semicolon or comma."""
    sample = text[:2000]
    delimiter = next((mark for mark in "\t;," if mark in sample), ",")
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        cells = [clean_text(cell) for cell in row]
        if any(cells):
            yield number, cells


def _columns(cells: list[str], known: Mapping[str, frozenset[str]]) -> dict[str, int] | None:
    """Return where the columns stand if a line is a head."""
    found = {
        key: place
        for place, cell in enumerate(cells)
        for key, names in known.items()
        if cell.casefold() in names
    }
    return found or None


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


# --- population ---

_POPULATION = {"region": REGION_NAMES, "kind": KIND_NAMES, "n": NUMBER_NAMES}


def read_population(text: str, regions: Mapping[str, str], kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """Read lines 'region; kind; number'. Codes and names are understood; region or kind may be empty.

    Parameters
    ----------
    regions, kinds : mapping
        From a code or a name, in small letters, to the code.
    """
    columns, rows = {"region": 0, "kind": 1, "n": 2}, []
    seen: set[tuple[str, str]] = set()
    for place, (line, cells) in enumerate(_lines(text)):
        head = _columns(cells, _POPULATION) if place == 0 else None
        if head:
            columns = head
            continue
        row = _population_row(line, cells, columns, regions, kinds)
        if (row["region"], row["kind"]) in seen:
            raise PopulationRefused(line=line, value=cells[0], problem=TWICE)
        seen.add((row["region"], row["kind"]))
        rows.append(row)
    return rows


def _population_row(
    line: int,
    cells: list[str],
    columns: Mapping[str, int],
    regions: Mapping[str, str],
    kinds: Mapping[str, str],
) -> dict[str, Any]:
    region, kind = _cell(cells, columns.get("region")), _cell(cells, columns.get("kind"))
    number = _cell(cells, columns.get("n")).replace(" ", "")
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


# --- people ---

_PEOPLE = {
    "label": LABEL_NAMES, "email": EMAIL_NAMES, "language": LANGUAGE_NAMES, "region": REGION_NAMES, "kind": KIND_NAMES,
}  # fmt: skip


def read_people(
    text: str, regions: Mapping[str, str], kinds: Mapping[str, str], language: str
) -> list[dict[str, str]]:
    """Read lines 'name; e-mail; language; region; kind'; everything but the name may be left out."""
    columns = {"label": 0, "email": 1, "language": 2, "region": 3, "kind": 4}
    people: list[dict[str, str]] = []
    for place, (line, cells) in enumerate(_lines(text)):
        head = _columns(cells, _PEOPLE) if place == 0 else None
        if head:
            columns = head
            continue
        if len(people) >= MAX_LINES:
            raise LinksRefused(line=line, value=cells[0], problem=TOO_LONG)
        person = _person(line, cells, columns, regions, kinds)
        people.append(person | {"language": person["language"] or language})
    return people


def _person(
    line: int,
    cells: list[str],
    columns: Mapping[str, int],
    regions: Mapping[str, str],
    kinds: Mapping[str, str],
) -> dict[str, str]:
    found = {key: _cell(cells, columns.get(key)) for key in _PEOPLE}
    found["email"] = found["email"].lower()
    if not found["label"] and not found["email"]:
        raise LinksRefused(line=line, value=";".join(cells), problem=NO_NAME)
    if found["email"] and not _is_address(found["email"]):
        raise LinksRefused(line=line, value=found["email"], problem=NO_ADDRESS)
    for key, known, problem in (("region", regions, NO_REGION), ("kind", kinds, NO_KIND)):
        if found[key] and found[key].casefold() not in known:
            raise LinksRefused(line=line, value=found[key], problem=problem)
        found[key] = known.get(found[key].casefold(), "")
    if found["language"] not in ("", *LANGUAGES):
        raise LinksRefused(line=line, value=found["language"], problem=NO_LANGUAGE)
    return found


def _is_address(text: str) -> bool:
    name, _, host = text.partition("@")
    return (
        bool(name)
        and "." in host.strip(".")
        and " " not in text
        and text.count("@") == 1
        and text.isprintable()
    )
