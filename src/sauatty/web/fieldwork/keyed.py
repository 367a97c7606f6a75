"""A sheet of paper as a page of keys: each choice has a number, and an answer is typed as the numbers ticked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sauatty.core.catalogue.instruments import OTHER, Instrument, Question
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.documents.paper_conditions import choice_numbers, question_numbers
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
    number: str = ""

    @property
    def is_long(self) -> bool:
        """Tell whether several lines may be typed."""
        return self.kind == "long"


def fields_of(instrument: Instrument) -> list[KeyedField]:
    """Return everything that can be typed of a sheet, in its order; numbers are those of the printed form."""
    numbers = question_numbers(instrument)
    return [field for question in instrument.questions for field in _fields(question, numbers)]


def _fields(question: Question, numbers: Mapping[str, str]) -> Iterator[KeyedField]:
    if question.kind == "note":
        return
    keys = _keys(question)
    if question.kind == "matrix":
        for place, row in enumerate(question.rows):
            name = f"{question.id}_{row.code}"
            heading = question.text if place == 0 else None
            yield KeyedField(name, row.label, "matrix", keys, place == 0, heading, numbers.get(name, ""))
    else:
        number = numbers.get(question.id, "")
        yield KeyedField(question.id, question.text, question.kind, keys, True, number=number)
    if question.allow_other:
        yield KeyedField(f"{question.id}_{OTHER}", _OTHER_LABEL, "short")


def _keys(question: Question) -> tuple[tuple[int, str, Translated], ...]:
    if question.kind not in _ONE | _MANY:
        return ()
    labels = {choice.code: choice.label for choice in question.choices}
    if question.kind == "region" and not labels:
        labels = {region.id: region.name for region in load_regions().regions}
    labels |= {OTHER: _OTHER_LABEL} if question.allow_other else {}
    return tuple((int(number), code, labels[code]) for code, number in choice_numbers(question).items())


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
