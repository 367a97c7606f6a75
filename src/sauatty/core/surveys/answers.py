"""The different answers of one question, and what each of them means: the choices in it, its places, its number."""

from dataclasses import dataclass
from math import isfinite, nan

import numpy as np

from sauatty.core.catalogue.expressions import selected_codes
from sauatty.core.catalogue.instruments import OTHER, Instrument, Question
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.catalogue.words import word
from sauatty.core.errors import AttributeUnknown
from sauatty.core.statistics import BoolArray, FloatArray
from sauatty.core.surveys.asked import Asked, Coded, IntArray, coded
from sauatty.core.surveys.scores import LANGUAGE

# Kinds with one answer out of a list; those of the second kind may have their list from elsewhere.
SINGLE = ("single", "scale", "matrix", "region", "organisation")
OPEN_LISTS = ("region", "organisation")


@dataclass(frozen=True, slots=True)
class Choices:
    """The codes that an answer can have, in order, with their labels."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def membership(self, given: Coded, *, has_several: bool) -> BoolArray:
        """Return which codes each different answer has, of shape (n_values, n_codes); unknown ones are passed over."""
        places = {code: place for place, code in enumerate(self.codes)}
        chosen = np.zeros((len(given.values), len(self.codes)), dtype=np.bool_)
        for row, value in enumerate(given.values):
            for code in selected_codes(value) if has_several else [value]:
                if code in places:
                    chosen[row, places[code]] = True
        return chosen

    def ranks(self, given: Coded) -> FloatArray:
        """Return the place (1 is first) of each code in each different answer; `nan` where it is left out."""
        places = {code: place for place, code in enumerate(self.codes)}
        found = np.full((len(given.values), len(self.codes)), nan)
        for row, value in enumerate(given.values):
            known = dict.fromkeys(code for code in selected_codes(value) if code in places)
            for rank, code in enumerate(known, 1):
                found[row, places[code]] = rank
        return found


def choices_of(question: Question, given: Coded, language: str) -> Choices:
    """Return the choices of a question; of regions and organisations without a list, those that were named."""
    codes = [one.code for one in question.choices]
    labels = [one.label.text(language) or one.code for one in question.choices]
    if question.kind in OPEN_LISTS and not codes:
        codes = sorted(value for value in given.values if value)
        labels = [_region_name(code, language) for code in codes]
    if question.allow_other and OTHER not in codes:
        codes.append(OTHER)
        labels.append(word("surveys", "other", language))
    return Choices(tuple(codes), tuple(labels))


def _region_name(code: str, language: str) -> str:
    known = {one.id: one.name.text(language) for one in load_regions().regions}
    return known.get(code, code)


def scale_values(question: Question) -> dict[str, float]:
    """Return what each step of a scale counts; empty where the choices are no scale.

    The codes themselves where all are numbers, else 1, 2, 3 … in order. Choices that stand beside the scale ('does
    not apply', 'I do not know') have no score where others have one, or leave no other choice beside them.
    """
    if question.kind not in ("scale", "matrix") and not all(
        one.score is not None for one in question.choices
    ):
        return {}
    has_scores = any(one.score is not None for one in question.choices)
    steps = [
        one.code
        for one in question.choices
        if not one.exclusive and (one.score is not None or not has_scores)
    ]
    numbers = [as_number(code) for code in steps]
    values = numbers if all(map(isfinite, numbers)) else [float(place) for place in range(1, len(steps) + 1)]
    return dict(zip(steps, values, strict=True)) if len(steps) > 1 else {}


def as_number(text: str) -> float:
    """Return the number that was written, with a point or a comma; `nan` where it is none."""
    try:
        # Python takes 1_000 for a number; nobody who writes so means one.
        found = float(text.replace(",", ".").replace("\u00a0", "").replace(" ", "").replace("_", "?"))
    except ValueError:
        return nan
    return found if isfinite(found) else nan


@dataclass(frozen=True, slots=True)
class Attribute:
    """What respondents are grouped by: `places[i]` is the group of response i, -1 where it has none."""

    name: str
    label: str
    choices: Choices
    places: IntArray


def attribute_of(asked: Asked, by: str, language: str) -> Attribute:
    """Return an attribute to group by: a question with one answer, a row of a matrix, or 'language'.

    Raises
    ------
    AttributeUnknown
        If there is no such question, or if it is of another kind.
    """
    question = asked.instrument.question(by)
    if question is None and by == LANGUAGE:
        return _language_attribute(asked, language)
    if question is None or question.kind not in SINGLE or by not in answer_names(question):
        raise AttributeUnknown(
            instrument=asked.instrument.id, name=by, known=", ".join(_attributes(asked.instrument))
        )
    given = asked.relevant_answers(by)
    choices = choices_of(question, given, language)
    return Attribute(by, label_of(question, by, language), choices, places_of(choices, given))


def places_of(choices: Choices, given: Coded) -> IntArray:
    """Return the place of each response's answer among the choices; -1 where it is none of them."""
    known = {code: place for place, code in enumerate(choices.codes)}
    by_value = np.array([known.get(value, -1) for value in given.values], dtype=np.int64)
    return np.asarray(by_value[given.codes], dtype=np.int64)


def _language_attribute(asked: Asked, language: str) -> Attribute:
    given = coded(asked.table.languages or ("",) * len(asked))
    codes = tuple(sorted(value for value in given.values if value))
    choices = Choices(codes, codes)
    return Attribute(LANGUAGE, word("surveys", "language", language), choices, places_of(choices, given))


def _attributes(instrument: Instrument) -> list[str]:
    return [one.id for one in instrument.questions if one.kind in SINGLE and one.kind != "matrix"]


def answer_names(question: Question) -> tuple[str, ...]:
    """Return the names under which coded answers stand, without that of the text of 'other'."""
    return question.names[:-1] if question.allow_other else question.names


def label_of(question: Question, name: str, language: str) -> str:
    """Return the text of a question; of a row of a matrix, that of the row after it."""
    text = question.text.text(language)
    row = row_label(question, name, language)
    return f"{text} {row}" if row else text


def row_label(question: Question, name: str, language: str) -> str:
    """Return the label of the row of a matrix that a name stands for; empty for other questions."""
    found = (
        row.label.text(language) or row.code for row in question.rows if f"{question.id}_{row.code}" == name
    )
    return next(found, "")
