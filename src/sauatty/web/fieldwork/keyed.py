"""A sheet of paper as a page of keys: each choice has a number, and an answer is typed as the numbers ticked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sauatty.core.catalogue.instruments import OTHER, Instrument, Question
from sauatty.core.languages import Translated

_ONE = frozenset({"single", "scale", "matrix", "region"})
_MANY = frozenset({"multiple", "ranking"})
_OTHER_LABEL = Translated(kk="Басқа", ru="Другое", en="Other")


@dataclass(frozen=True, slots=True)
class KeyedField:
    """One thing to type: under which name, what it asks, and what the numbers mean ('' where words are typed)."""

    name: str
    label: Translated
    kind: str
    keys: tuple[tuple[int, str, Translated], ...] = ()
    is_first: bool = False
    heading: Translated | None = None

    @property
    def is_long(self) -> bool:
        """Tell whether several lines may be typed."""
        return self.kind == "long"


def fields_of(instrument: Instrument, regions: Mapping[str, Translated]) -> list[KeyedField]:
    """Return everything that can be typed of a sheet, in its order; the numbers of choices are those on paper."""
    return [field for question in instrument.questions for field in _fields(question, regions)]


def _fields(question: Question, regions: Mapping[str, Translated]) -> Iterator[KeyedField]:
    if question.kind == "note":
        return
    keys = _keys(question, regions)
    if question.kind == "matrix":
        for place, row in enumerate(question.rows):
            heading = question.text if place == 0 else None
            yield KeyedField(f"{question.id}_{row.code}", row.label, "matrix", keys, place == 0, heading)
    else:
        yield KeyedField(question.id, question.text, question.kind, keys, True)
    if question.allow_other:
        yield KeyedField(f"{question.id}_{OTHER}", _OTHER_LABEL, "short")


def _keys(question: Question, regions: Mapping[str, Translated]) -> tuple[tuple[int, str, Translated], ...]:
    choices = [(choice.code, choice.label) for choice in question.choices]
    if question.kind == "region" and not choices:
        choices = list(regions.items())
    if question.allow_other:
        choices.append((OTHER, _OTHER_LABEL))
    return tuple((number, code, label) for number, (code, label) in enumerate(choices, start=1))


def typed_answer(field: KeyedField, typed: str) -> str | None:
    """Return the answer that was typed; None where a number means nothing."""
    if not field.keys:
        return typed.strip()
    codes = {str(number): code for number, code, _label in field.keys}
    numbers = re.split(r"[\s,;.]+", typed.strip()) if typed.strip() else []
    if any(number not in codes for number in numbers) or (field.kind in _ONE and len(numbers) > 1):
        return None
    return " ".join(codes[number] for number in numbers)


def shown_answer(field: KeyedField, answer: str) -> str:
    """Return an answer as it is typed."""
    numbers = {code: str(number) for number, code, _label in field.keys}
    return " ".join(numbers.get(code, code) for code in answer.split()) if field.keys else answer
