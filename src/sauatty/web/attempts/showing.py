"""Items as the page shows them. Each is rendered once for a paper and a language; an attempt only fills in marks.

Nothing here can show a key: a paper has none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from sauatty.core.catalogue.item_keys import Answer, ItemKey
from sauatty.web.attempts.ordering import NEVER_TURNED, shuffled
from sauatty.web.attempts.reading import as_field, field_name, shape_of
from sauatty.web.papers import selectors as papers

# Letters that stand in no text (private use): a template leaves them as they are.
_N, _OPTIONS, _NOTE, _CHECKED, _WAS = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item in one language: the frame, and its options with a mark where a chosen one is checked."""

    id: str
    kind: str
    frame: str
    options: Mapping[str, str]
    targets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper in one language, with the shape of every answer."""

    items: Mapping[str, ShownItem]
    shapes: Mapping[str, ItemKey]
    choose: str


_papers: dict[tuple[UUID, str], ShownPaper] = {}
_MOST = 96


def shown_paper(paper_id: UUID, language: str) -> ShownPaper:
    """Return a paper in a language, rendered once in a process: papers never change."""
    key = (paper_id, language)
    found = _papers.get(key)
    if found is None:
        if len(_papers) >= _MOST:
            _papers.clear()
        with override(language):
            found = _papers[key] = _render(papers.content_of(paper_id).body["items"], language)
    return found


def _render(items: Sequence[Mapping[str, Any]], language: str) -> ShownPaper:
    return ShownPaper(
        {str(item["id"]): _item(item, language) for item in items},
        {str(item["id"]): shape_of(item) for item in items},
        escape(gettext("choose")),
    )


def _item(item: Mapping[str, Any], language: str) -> ShownItem:
    marks = {"n": _N, "options": _OPTIONS, "note": _NOTE, "was": _WAS}
    context = {
        "item": item, "m": marks, "stem": _stressed(text_of(item["stem"], language)), "hint": HINTS[item["kind"]](),
        "stimulus": text_of(item["stimulus"], language),
    }  # fmt: skip
    frame = render_to_string("attempts/_item.html", context).strip()
    targets = {str(one["id"]): escape(text_of(one["text"], language)) for one in item["targets"]}
    options = {
        str(one["id"]): _option(item, str(one["id"]), escape(text_of(one["text"], language)), targets)
        for one in item["options"]
    }
    return ShownItem(str(item["id"]), str(item["kind"]), frame, options, targets)


def text_of(text: Mapping[str, str], language: str) -> str:
    """Return a text in a language of the paper; a paper has every text in each of its languages."""
    return text.get(language) or next(iter(text.values()), "")


def _stressed(text: str) -> SafeString:
    parts = _EMPHASIS.split(text)  # every second part is what stood between the stars
    return format_html_join(
        "",
        "{}",
        ((format_html("<strong>{}</strong>", part) if n % 2 else part,) for n, part in enumerate(parts)),
    )


HINTS = {
    "single": lambda: gettext("Choose one answer."),
    "judgement": lambda: gettext("Choose the answer that serves best."),
    "multiple": lambda: gettext("Choose all that fit; there can be one or several."),
    "order": lambda: gettext("Give each line its place; 1 comes first."),
    "match": lambda: gettext("Choose for each line what it goes with. Something can be left over."),
    "highlight": lambda: gettext("Mark the passages in the text; there can be one or several."),
}
_BOXES = {"single": "radio", "judgement": "radio", "multiple": "checkbox", "highlight": "checkbox"}


def _option(item: Mapping[str, Any], option: str, text: str, targets: Mapping[str, str]) -> str:
    """Return the HTML of one option; ids of items and options hold letters, digits and hyphens only."""
    name, kind = field_name(str(item["id"])), str(item["kind"])
    if kind in _BOXES:
        way = "passage" if kind == "highlight" else "answer"
        return (
            f'<label class="{way}"><input type="{_BOXES[kind]}" name="{name}" value="{option}"{_CHECKED}>'
            f"<span>{text}</span></label>"
        )
    name = field_name(str(item["id"]), option)
    return (
        f'<p class="placed" data-option="{option}"><select name="{name}" id="{name}" aria-describedby="q-{item["id"]}">'
        f'{_CHECKED}</select><label for="{name}">{text}</label></p>'
    )


# --- for one attempt ---


def item_order(shown: ShownPaper, seed: int, *, is_turned: bool) -> list[str]:
    """Return the ids of the items in the order of an attempt."""
    return shuffled(list(shown.items), seed, "items") if is_turned else list(shown.items)


def fill(
    shown: ShownPaper, item_id: str, number: str, record: Mapping[str, Any], *, seed: int, is_turned: bool
) -> SafeString:
    """Return the HTML of one item for one attempt: its number, its options in their order, what was chosen.

    Its parts were escaped when they were rendered; what is filled in here is a number, a mark, or escaped.
    """
    item = shown.items[item_id]
    turns = is_turned and item.kind not in NEVER_TURNED
    order = shuffled(list(item.options), seed, item_id) if turns else list(item.options)
    answer: Answer = record.get("answer")
    if item.kind in _BOXES:
        chosen = {answer} if isinstance(answer, str) else set(answer or ())
        options = "".join(
            item.options[one].replace(_CHECKED, " checked" if one in chosen else "") for one in order
        )
    else:
        options = _placed(shown, item, order, record, seed=seed, is_turned=turns)
    note = _torn_note() if record.get("torn") else ""
    frame = item.frame.replace(_N, number).replace(_NOTE, note).replace(_WAS, escape(as_field(answer)))
    return SafeString(frame.replace(_OPTIONS, options))


def _placed(
    shown: ShownPaper,
    item: ShownItem,
    order: list[str],
    record: Mapping[str, Any],
    *,
    seed: int,
    is_turned: bool,
) -> str:
    """Return the lines of an order or a match, each with its choices; an order that was given stands as given."""
    answer: Any = record.get("answer") or ({} if item.kind == "match" else [])
    if item.kind == "match":
        ids = shuffled(list(item.targets), seed, f"{item.id}|targets") if is_turned else list(item.targets)
        choices = [(one, item.targets[one]) for one in ids]
        chosen = dict(answer)
    else:
        choices = [(str(n + 1), str(n + 1)) for n in range(len(order))]
        chosen = {one: str(n + 1) for n, one in enumerate(answer)} or dict(record.get("torn") or {})
        order = list(answer) if answer else order
    return "".join(
        item.options[one].replace(_CHECKED, _choices(shown.choose, choices, chosen.get(one, "")))
        for one in order
    )


def _choices(choose: str, choices: Sequence[tuple[str, str]], chosen: str) -> str:
    rows = [f'<option value="">{choose}</option>']
    rows += [
        f'<option value="{value}"{" selected" if value == chosen else ""}>{text}</option>'
        for value, text in choices
    ]
    return "".join(rows)


def _torn_note() -> str:
    said = gettext("Not an answer yet: give every line a place of its own.")
    return f'<p class="answer-error">{escape(said)}</p>'
