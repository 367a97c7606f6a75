"""Whether answers fit their questions, and which of them say where a respondent works."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.answers_check import answer_problems, relevant_names
from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import AnswersDoNotFit
from sauatty.web.instruments.selectors import core_instrument

# Missing answers are counted in the tables, and sheets of paper have them as a rule: no reason to hold a response.
TOLERATED = frozenset({"required-missing"})
# All pages clicked through without an answer: kept set aside, so that no rate and no table counts it
EMPTY = "answers-empty"
KIND_QUESTION = "organisation_kind"
KEPT = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """A version as responses are judged by: its questions, every name of an answer, and the attributes."""

    instrument: Instrument
    names: frozenset[str]
    regions: tuple[str, ...]
    organisations: tuple[str, ...]
    kinds: tuple[str, ...]


_readings: dict[str, Reading] = {}


def reading_of(version: Any, kinds: frozenset[str]) -> Reading:
    """Return the reading of a version, made once for each hash in a process."""
    found = _readings.get(version.sha256)
    if found is None:
        while len(_readings) >= KEPT:
            _readings.pop(next(iter(_readings)))
        found = _readings[version.sha256] = _read(core_instrument(version), kinds)
    return found


def _read(instrument: Instrument, kinds: frozenset[str]) -> Reading:
    questions = instrument.questions
    return Reading(
        instrument=instrument,
        names=frozenset(name for one in questions for name in one.names),
        regions=tuple(one.id for one in questions if one.kind == "region"),
        organisations=tuple(one.id for one in questions if one.kind == "organisation"),
        kinds=tuple(one.id for one in questions if _asks_for_kind(one, kinds)),
    )


def _asks_for_kind(question: Question, kinds: frozenset[str]) -> bool:
    """Tell whether the choices are kinds of organisations: two that we know are no accident."""
    codes = {choice.code.replace("_", "-") for choice in question.choices}
    return question.kind == "single" and (question.id == KIND_QUESTION or len(codes & kinds) >= 2)


def relevant_answers(reading: Reading, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers without those to questions that the others made irrelevant."""
    relevant = relevant_names(reading.instrument, answers)
    return {name: text for name, text in answers.items() if name in relevant or name not in reading.names}


def refuse_what_does_not_fit(reading: Reading, answers: Mapping[str, str], today: str) -> None:
    """Name the first answer that its question does not allow; `today` is the server's day."""
    for problem in answer_problems(reading.instrument, answers, today=today):
        if problem.code not in TOLERATED:
            raise AnswersDoNotFit(name=problem.name[:80], problem=problem.code)
