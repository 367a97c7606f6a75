"""Files of items by the name of their format: written, read, and what each cannot hold."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from sauatty.core.catalogue.item_checks import key_problem
from sauatty.core.catalogue.item_reading import SCHEMA, item_as_mapping, item_from_mapping, items_from_mapping
from sauatty.core.catalogue.items import Item
from sauatty.core.errors import ContentInvalid, ItemFileRefused, ItemFormatUnknown, ItemUnfinished
from sauatty.core.exchange.gift import read_gift, write_gift
from sauatty.core.exchange.item_csv import read_item_csv, write_item_csv
from sauatty.core.exchange.item_questions import gift_losses, moodle_losses, shared_losses
from sauatty.core.exchange.item_reports import ItemsRead, Loss, Remark
from sauatty.core.exchange.moodle_xml import read_moodle_xml, write_moodle_xml
from sauatty.core.exchange.plain_yaml import read_plain_yaml
from sauatty.core.exchange.qti3 import qti_losses, write_qti
from sauatty.core.exchange.qti3_reading import read_qti
from sauatty.core.languages import LANGUAGES

_HEAD = 4096
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SCHEMA = re.compile(rb"^schema: ?\S", re.MULTILINE)


def write_item_yaml(items: Iterable[Item], languages: Sequence[str] = LANGUAGES) -> bytes:
    """Return items as a content file of the schema items/1."""
    mappings = [_of_languages(item_as_mapping(item), languages) for item in items]
    content = {"schema": SCHEMA, "items": mappings}
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000).encode("utf-8")


def _of_languages(value: Any, languages: Sequence[str], key: str = "") -> Any:
    """Return a mapping without the texts in other languages; who wrote and reviewed them stays."""
    if isinstance(value, dict):
        is_text = key != "provenance" and bool(value) and set(value) <= set(LANGUAGES)
        if is_text:
            return {one: text for one, text in value.items() if one in languages}
        return {
            name: one if key == "provenance" else _of_languages(one, languages, name)
            for name, one in value.items()
        }
    return [_of_languages(one, languages) for one in value] if isinstance(value, list) else value


def read_item_yaml(content: bytes, name: str, language: str = "") -> ItemsRead:
    """Return the items of a file of the schema items/1; those that break it are named one by one."""
    mapping, problem = read_plain_yaml(content)
    if not problem and mapping.get("schema") != SCHEMA:
        problem = f"it has the schema {str(mapping.get('schema'))[:40]!r} instead of {SCHEMA!r}"
    rows = mapping.get("items")
    if not problem and not isinstance(rows, list):
        problem = "it has no list of items"
    if problem:
        raise ItemFileRefused(name=name, problem=problem)
    items: list[Item] = []
    not_read: list[Remark] = []
    for n, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        try:
            items += items_from_mapping({**mapping, "items": [row]}, name)
        except ContentInvalid as error:
            shown = str(row.get("id") or f"item {n}") if isinstance(row, dict) else f"item {n}"
            not_read.append(Remark(shown, "broken", {"problem": error.params["problem"]}))
    return ItemsRead(tuple(items), tuple(not_read))


@dataclass(frozen=True, slots=True)
class ItemFormat:
    """A format: its ending, media type, writer, and what it cannot hold. `needs_key`: it gives points by itself."""

    suffix: str
    media_type: str
    write: Callable[[Iterable[Item], Sequence[str]], bytes]
    losses: Callable[[Item, Sequence[str]], Iterator[Loss]]
    needs_key: bool = True


def _plain_losses(item: Item, languages: Sequence[str]) -> Iterator[Loss]:
    yield from (one for one in shared_losses(item, languages) if "," in one.part or one.part in LANGUAGES)


FORMATS: dict[str, ItemFormat] = {
    "moodle": ItemFormat(".xml", "application/xml", write_moodle_xml, moodle_losses),
    "gift": ItemFormat(".gift.txt", "text/plain", write_gift, gift_losses),
    "qti": ItemFormat(".zip", "application/zip", write_qti, qti_losses),
    "csv": ItemFormat(".csv", "text/csv", write_item_csv, _plain_losses, needs_key=False),
    "yaml": ItemFormat(".yaml", "application/yaml", write_item_yaml, _plain_losses, needs_key=False),
}


def item_format(name: str) -> ItemFormat:
    """Return a format by its name; ItemFormatUnknown if there is none."""
    if name not in FORMATS:
        raise ItemFormatUnknown(format=name, known=", ".join(FORMATS))
    return FORMATS[name]


def write_items(items: Iterable[Item], format: str, languages: Sequence[str] = LANGUAGES) -> bytes:
    """Return items as a file; the same items give the same bytes, and `read_items` gives the same items back.

    Raises
    ------
    ItemFormatUnknown
        There is no such format.
    ItemUnfinished
        The format gives points by itself, and an item has no usable key.
    """
    found, items = item_format(format), tuple(items)
    for item in items if found.needs_key else ():
        problem = key_problem(item)
        if problem is not None:
            raise ItemUnfinished(item=item.id, problem=problem.in_words)
    return found.write(items, languages)


def losses(items: Iterable[Item], format: str, languages: Sequence[str] = LANGUAGES) -> tuple[Loss, ...]:
    """Return what a format cannot hold of items, or what other platforms do otherwise with them."""
    found = item_format(format)
    return tuple(dict.fromkeys(loss for item in items for loss in found.losses(item, languages)))


def losses_text(found: Sequence[Loss]) -> str:
    """Return losses for a file beside the exported one: each reason with its items."""
    lines: dict[str, list[str]] = {}
    for loss in found:
        lines.setdefault(f"{loss.part}: {loss.reason}", []).append(loss.item)
    return "".join(f"{reason}\n  {', '.join(dict.fromkeys(items))}\n" for reason, items in lines.items())


# --- reading ---


def read_items(content: bytes, name: str, language: str = "") -> ItemsRead:
    """Return the items of a file in any of the formats; which one it is, its content says.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        What the person calls it, for messages.
    language : str, optional
        'kk', 'ru' or 'en': of texts that say none. Without it the language of most of their letters is taken.

    Raises
    ------
    ItemFileRefused
        It is none of the formats.
    ImportRefused
        One of its subclasses: a file that may not be opened, such as a zip bomb or XML with a document type.
    """
    format = format_of(content, name)
    if format == "csv":
        found = read_item_csv(content, name)
    else:
        readers = {"moodle": read_moodle_xml, "gift": read_gift, "qti": read_qti, "yaml": read_item_yaml}
        found = readers[format](content, name, language)
    return replace(found, format=format)


def format_of(content: bytes, name: str) -> str:
    """Return the name of the format that a file is in, by what it begins with; GIFT where nothing else fits."""
    if content.startswith(b"PK"):
        return "qti"
    head = content[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<"):
        is_qti = b"assessmentItem" in head or b"qti-assessment-item" in head
        return "qti" if is_qti else "moodle"
    first = head.split(b"\n", 1)[0]
    if first.lower().startswith((b"item,", b"item;", b"item\t", b'"item"')):
        return "csv"
    if name.lower().endswith((".yaml", ".yml")) or _SCHEMA.search(content):
        return "yaml"
    return "gift"


# --- out of the sandbox ---


def items_to_json(found: ItemsRead) -> str:
    """Return what was read as JSON; `items_from_json` gives it back."""
    remarks = {
        key: [[one.question, one.code, dict(one.params)] for one in getattr(found, key)]
        for key in ("not_read", "oddities")
    }
    return json.dumps(
        {"items": list(map(item_as_mapping, found.items)), "format": found.format, **remarks},
        ensure_ascii=False,
        default=str,
    )


def items_from_json(text: str, name: str) -> ItemsRead:
    """Return what `items_to_json` has written."""
    told = json.loads(text)
    items = tuple(item_from_mapping(one, name) for one in told["items"])
    not_read, oddities = (tuple(Remark(*one) for one in told[key]) for key in ("not_read", "oddities"))
    return ItemsRead(items, not_read, oddities, told["format"])
