"""What a page or a device sends, read without believing any of it: answers in the shape of their items."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from sauatty.core.catalogue.item_keys import Answer, ItemKey, is_wellformed
from sauatty.core.errors import AttemptUnreadable

LONGEST_MS = 86_400_000
MOST_ITEMS = 400


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was sent: None takes an answer back."""

    item: str
    answer: Answer
    ms: int = 0
    # Places of an order that contradict each other (two thirds): shown again, not an answer yet.
    torn: Mapping[str, str] | None = None


def shape_of(item: Mapping[str, Any]) -> ItemKey:
    """Return the shape that answers to an item of a paper have; there is no key in it."""
    options = tuple(str(one["id"]) for one in item["options"])
    targets = tuple(str(one["id"]) for one in item["targets"])
    return ItemKey(str(item["id"]), str(item["kind"]), "exact", (), options, {}, targets)


def field_name(item: str, option: str = "") -> str:
    """Return the name of a field on the page; ids hold letters, digits and hyphens only."""
    return f"a.{item}.{option}" if option else f"a.{item}"


def read_form(shapes: Mapping[str, ItemKey], form: QueryDict) -> list[Given]:
    """Read what a page without JavaScript sent, for the items that it showed and somebody has touched.

    The page carries what it showed as answered: an older page sends its answers too, and takes nothing back by that.
    """
    shown = [shapes[one] for one in form.getlist("shown") if one in shapes]
    given = [_from_fields(shape, form) for shape in shown]
    return [one for one in given if one.torn or as_field(one.answer) != form.get(was_name(one.item), "")]


def as_field(answer: Answer) -> str:
    """Return an answer as the page carries it."""
    return json.dumps(answer, sort_keys=True, separators=(",", ":")) if answer else ""


def is_partial(kind: str, n_options: int, answer: Any) -> bool:
    """Tell whether a matching item has pairs for some of its rows only."""
    return kind == "match" and bool(answer) and len(answer) < n_options


def was_name(item: str) -> str:
    """Return the name of the field that carries what a page showed as the answer to an item."""
    return f"was.{item}"


def _from_fields(shape: ItemKey, form: QueryDict) -> Given:
    name = field_name(shape.item)
    if shape.kind in ("single", "judgement"):
        return _given(shape, form.get(name) or None)
    if shape.kind in ("multiple", "highlight"):
        return _given(shape, sorted(set(form.getlist(name))) or None)
    chosen = {one: form.get(field_name(shape.item, one), "") for one in shape.options}
    if shape.kind == "match":
        return _given(shape, {one: target for one, target in chosen.items() if target} or None)
    return _from_places(shape, chosen)


def _from_places(shape: ItemKey, chosen: Mapping[str, str]) -> Given:
    """Read an order from the places that were chosen; two things on one place are no order yet."""
    placed = {one: int(place) for one, place in chosen.items() if re.fullmatch(r"[0-9]{1,3}", place)}
    if not placed:
        return Given(shape.item, None)
    order = sorted(placed, key=lambda one: placed[one])
    if len(set(placed.values())) < len(placed) or len(placed) < len(shape.options):
        return Given(shape.item, None, torn={one: str(place) for one, place in placed.items()})
    return _given(shape, order)


def _given(shape: ItemKey, answer: Answer) -> Given:
    return Given(shape.item, answer if is_wellformed(shape, answer) else None)


def read_json(shapes: Mapping[str, ItemKey], answers: object) -> list[Given]:
    """Read what a script sent: item → {"answer": …, "ms": …}; AttemptUnreadable where it is none of ours.

    An item of another paper, or an answer that no page of ours can give, refuses the whole: nothing is lost in silence.
    """
    if not isinstance(answers, dict) or len(answers) > MOST_ITEMS:
        raise AttemptUnreadable
    return [_one(shapes, item, row) for item, row in answers.items()]


def _one(shapes: Mapping[str, ItemKey], item: object, row: object) -> Given:
    shape = shapes.get(str(item))
    if shape is None or not isinstance(row, dict):
        raise AttemptUnreadable
    answer = row.get("answer")
    if not _is_plain(answer) or not is_wellformed(shape, answer):
        raise AttemptUnreadable
    sorts = shape.kind in ("multiple", "highlight") and isinstance(answer, list)
    return Given(shape.item, (sorted(answer) if sorts else answer) or None, _ms(row.get("ms")))


def _is_plain(answer: Any) -> bool:
    """Tell whether a value has the type of an answer all the way down."""
    if isinstance(answer, dict):
        return all(isinstance(part, str) for pair in answer.items() for part in pair)
    if isinstance(answer, list):
        return all(isinstance(part, str) for part in answer)
    return answer is None or isinstance(answer, str)


def _ms(value: object) -> int:
    """Read a number of milliseconds; JSON knows numbers without end, and they are none."""
    return int(min(max(value, 0), LONGEST_MS)) if isinstance(value, int | float) and value == value else 0
