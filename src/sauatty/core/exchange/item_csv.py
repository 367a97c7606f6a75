"""Items as a table and back: one row for each option and target, texts in three languages beside each other.

Columns of the item itself stand in its first row; whoever sorts the table loses nothing, because each row names its item.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from sauatty.core.catalogue.item_reading import item_from_mapping
from sauatty.core.catalogue.items import Item, ItemOption, Target
from sauatty.core.errors import ContentInvalid, ItemFileRefused, TableInvalid
from sauatty.core.exchange.cells import kept_as_text
from sauatty.core.exchange.grids import delimiter_by_names, from_heading, text_lines
from sauatty.core.exchange.item_from_question import foreign_mapping
from sauatty.core.exchange.item_origin import mapping_from_pairs, origin_pairs
from sauatty.core.exchange.item_reports import ItemsRead, Remark
from sauatty.core.exchange.item_xml import check_size, decode_items
from sauatty.core.exchange.table_text import decode_table
from sauatty.core.exchange.writing import guard_formula
from sauatty.core.languages import LANGUAGES, Translated

MOST_ROWS = 50_000
_FLAGS = ("is-negative", "is-invented")
_LISTS = ("enemy", "keyed-by", *(f"reviewed-{one}" for one in LANGUAGES))
_FIRST = ("kind", "competence", "demand", "setting", "difficulty", "scoring")
_LAST = (
    *("idea-text", "idea-lesson", "idea-url", "keyed-by", "author", "licence", "adapted-from"),
    *(f"written-{one}" for one in LANGUAGES),
    *(f"reviewed-{one}" for one in LANGUAGES),
)


def _in_three(name: str) -> tuple[str, ...]:
    return tuple(f"{name}-{language}" for language in LANGUAGES)


_OPTION = ("part", "id", *_in_three("text"), "is-right", "credit", "place", "goes-with", *_in_three("why"))
COLUMNS = ("item", *_FIRST, *_in_three("stimulus"), *_in_three("stem"), *_OPTION, *_FLAGS, "enemy", *_LAST)
_NEEDED = ("item", "part", "id", "kind")
_NUMBERS = ("demand", "difficulty", "credit", "place")
_SEPARATOR = re.compile(r"(?<!\\)\s*\|\s*")


def write_item_csv(items: Iterable[Item], languages: Sequence[str] = LANGUAGES) -> bytes:
    """Return items as a table for spreadsheets: UTF-8 with a byte order mark, nothing that could run.

    Semicolons part the columns, as spreadsheets in Kazakhstan expect.
    """
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for item in items:
        head = _head(item, languages)
        for row in (
            *(_option(one, languages) for one in item.options),
            *(_target(one, languages) for one in item.targets),
        ):
            writer.writerow(_guarded({"item": item.id, **head, **row}))
            head = {}
    return out.getvalue().encode("utf-8-sig")


def _guarded(row: Mapping[str, str]) -> dict[str, str]:
    return {
        key: value if key in _NUMBERS else kept_as_text(guard_formula(value)) for key, value in row.items()
    }


def _head(item: Item, languages: Sequence[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    for key, value in origin_pairs(item):
        listed = value.replace("\\", "\\\\").replace("|", "\\|")
        row[key] = (f"{row[key]} | {listed}" if key in row else listed) if key in _LISTS else value
    return row | _texts("stimulus", item.stimulus, languages) | _texts("stem", item.stem, languages)


def _texts(name: str, text: Translated, languages: Sequence[str]) -> dict[str, str]:
    return {f"{name}-{one}": getattr(text, one) for one in languages}


def _option(option: ItemOption, languages: Sequence[str]) -> dict[str, str]:
    marks = {
        "is-right": "yes" if option.is_right else "",
        "credit": str(option.credit or ""),
        "place": str(option.place or ""),
        "goes-with": option.goes_with,
    }
    texts = _texts("text", option.text, languages) | _texts("why", option.why, languages)
    return {"part": "option", "id": option.id, **texts, **marks}


def _target(target: Target, languages: Sequence[str]) -> dict[str, str]:
    return {"part": "target", "id": target.id, **_texts("text", target.text, languages)}


# --- reading ---


def read_item_csv(content: bytes, name: str) -> ItemsRead:
    """Return the items of a table with our columns; items that break a rule of reading are named.

    A comma or a tab between the columns is read too.

    Raises
    ------
    ItemFileRefused
        A column that is needed is not there.
    EncodingUnknown, EncodingAmbiguous, FileEmpty, FileTooLarge
        It is not a text that can be read.
    """
    check_size(content, name)
    text = _text(content, name)
    lines = text_lines(text, name=name, delimiter=delimiter_by_names(text, _is_column), most=2 * MOST_ROWS)
    try:
        filled = list(islice(from_heading(lines, _is_column), MOST_ROWS + 2))
    except TableInvalid as error:
        raise ItemFileRefused(name=name, problem=f"CSV: {error.params['problem']}") from error
    head = [cell.strip() for cell in filled[0][1]] if filled else []
    blank = [""] * len(head)
    rows = [
        {key: cell for key, cell in zip(head, [*row, *blank], strict=False) if key}
        for _line, row in filled[1:]
    ]
    if len(rows) > MOST_ROWS:
        raise ItemFileRefused(name=name, problem=f"it has more than {MOST_ROWS:,} rows; export them in parts")
    lacking = [one for one in _NEEDED if not rows or one not in rows[0]]
    if lacking:
        raise ItemFileRefused(name=name, problem=f"it has no rows, or no column '{lacking[0]}'")
    return _items(rows, name)


def _text(content: bytes, name: str) -> str:
    """Return the text of a table; in Unicode, rare letters are what somebody typed."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode_table(content, name=name).text
    return decode_items(content, name, is_ours=True)


def _is_column(cell: str) -> bool:
    return cell.strip() in COLUMNS


def _items(rows: Sequence[Mapping[str, str]], name: str) -> ItemsRead:
    groups: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        if any(row.values()):
            groups.setdefault(row["item"].strip(), []).append(row)
    items, not_read = [], []
    for id, group in groups.items():
        try:
            items.append(item_from_mapping(_mapping(id, group, name), name))
        except ContentInvalid as error:
            not_read.append(
                Remark(id or "a row without a name", "broken", {"problem": error.params["problem"]})
            )
    return ItemsRead(tuple(items), tuple(not_read))


def _mapping(id: str, rows: Sequence[Mapping[str, str]], name: str) -> dict[str, Any]:
    """Return the mapping of an item; of the item's own columns the first row that says something counts."""
    head = {key: next((row[key] for row in rows if row.get(key)), "") for key in COLUMNS}
    pairs = [(key, one) for key in (*_FIRST, *_FLAGS, "enemy", *_LAST) for one in _values(key, head[key])]
    parts = {
        part: [_part(row) for row in rows if row["part"].strip() == part] for part in ("option", "target")
    }
    texts = {key: _told(key, head) for key in ("stimulus", "stem")}
    told = mapping_from_pairs(pairs)
    return {
        **foreign_mapping(name),
        **told,
        "id": id,
        **texts,
        "options": parts["option"],
        "targets": parts["target"],
    }


def _values(key: str, cell: str) -> list[str]:
    if not cell:
        return []
    listed = _SEPARATOR.split(cell) if key in _LISTS else [cell]
    return [re.sub(r"\\([\\|])", r"\1", one) for one in listed] if key in _LISTS else listed


def _told(name: str, row: Mapping[str, str]) -> dict[str, str]:
    return {language: row[f"{name}-{language}"] for language in LANGUAGES if row.get(f"{name}-{language}")}


def _part(row: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": row["id"].strip(), "text": _told("text", row)}
    if row["part"].strip() == "target":
        return found
    found |= {"why": _told("why", row), "goes_with": row.get("goes-with", "").strip()}
    if row.get("is-right", "").strip().casefold() in ("yes", "true", "1", "иә", "да"):
        found["is_right"] = True
    for key in ("credit", "place"):
        cell = row.get(key, "").strip()
        if cell:
            found[key] = int(cell) if re.fullmatch(r"\d{1,3}", cell) else cell
    return found
