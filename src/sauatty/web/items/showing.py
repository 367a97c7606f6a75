"""Items as the pages of the bank show them: as a participant sees them, and the key with its reasons."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.item_keys import as_shown
from sauatty.core.catalogue.items import Item, ItemOption
from sauatty.core.languages import LANGUAGES

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
HINTS = {
    "single": _("Choose one answer."),
    "judgement": _("Choose the answer that serves best."),
    "multiple": _("Choose all that fit; there can be one or several."),
    "order": _("Give each line its place; 1 comes first."),
    "match": _("Choose for each line what it goes with. Something can be left over."),
    "highlight": _("Mark the passages in the text; there can be one or several."),
}
_BOXES = {"single": "radio", "judgement": "radio", "multiple": "checkbox", "highlight": "checkbox"}


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item in one language as a participant sees it; `box` is the kind of field, '' where a place is chosen."""

    language: str
    kind: str
    is_invented: bool
    stimulus: str
    stem: str
    hint: Any
    box: str
    options: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One option with what the key says of it."""

    id: str
    text: str
    why: str
    is_right: bool
    mark: Any


def stressed(text: str) -> SafeString:
    """Return a text with **words** in strong letters, everything else escaped."""
    parts = _EMPHASIS.split(text)
    rows = ((format_html("<strong>{}</strong>", part) if n % 2 else part,) for n, part in enumerate(parts))
    return format_html_join("", "{}", rows)


def shown_item(item: Item, language: str) -> ShownItem:
    """Return an item as a participant sees it in a language; a text that is missing there is empty."""
    shown = as_shown(item)
    options = tuple((one["id"], one["text"].get(language, "")) for one in shown["options"])
    if item.kind == "order":
        choices = tuple((str(n + 1), str(n + 1)) for n in range(len(options)))
    else:
        choices = tuple((one["id"], one["text"].get(language, "")) for one in shown["targets"])
    return ShownItem(
        language, item.kind, item.is_invented, shown["stimulus"].get(language, ""),
        stressed(shown["stem"].get(language, "")), HINTS[item.kind], _BOXES.get(item.kind, ""), options, choices,
    )  # fmt: skip


def in_all_languages(item: Item, *, with_key: bool) -> list[dict[str, Any]]:
    """Return an item in each language, with its key and reasons where the person may see them."""
    return [
        {
            "language": one, "shown": shown_item(item, one), "key": key_lines(item, one) if with_key else None,
        }
        for one in LANGUAGES
    ]  # fmt: skip


def key_lines(item: Item, language: str) -> list[KeyLine]:
    """Return every option with what the key says of it and why."""
    targets = {one.id: getattr(one.text, language) for one in item.targets}
    lines = [
        KeyLine(
            one.id, getattr(one.text, language), getattr(one.why, language), _is_right(item, one),
            _mark(item, one, targets),
        )
        for one in item.options
    ]  # fmt: skip
    places = {one.id: one.place for one in item.options}
    return sorted(lines, key=lambda line: places[line.id]) if item.kind == "order" else lines


def _is_right(item: Item, option: ItemOption) -> bool:
    return option.credit == 2 if item.kind == "judgement" else option.is_right


def _mark(item: Item, option: ItemOption, targets: Mapping[str, str]) -> Any:
    if item.kind == "order":
        return _("place %(n)s") % {"n": option.place}
    if item.kind == "match":
        return targets.get(option.goes_with, option.goes_with)
    if item.kind == "judgement":
        return {0: _("0 points"), 1: _("1 point"), 2: _("2 points")}.get(option.credit, option.credit)
    return _("right") if option.is_right else ""
