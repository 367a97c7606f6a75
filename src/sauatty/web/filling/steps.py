"""The way through a survey without JavaScript: which page comes next, and what is wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sauatty.core.catalogue.answers_check import (
    AnswerProblem,
    answer_problems,
    relevant_questions,
    visible_sections,
)
from sauatty.core.catalogue.instruments import Instrument, Question, Section
from sauatty.core.languages import format_number
from sauatty.web.instruments.rendering import Words, words_of

Answers = Mapping[str, str]
# What a page stops at; what is missing is asked for at the end, what is not asked is left out when it is sent
_PASSED = frozenset({"required-missing", "not-asked", "name-unknown"})
SENTENCES = {
    "required-missing": gettext_lazy("Please answer this question."),
    "choice-unknown": gettext_lazy("Choose one of the answers that are offered."),
    "choice-repeated": gettext_lazy(
        "The same answer stands in two places. Choose another one for one of them."
    ),
    "choice-exclusive": gettext_lazy(
        "One of the chosen answers cannot stand beside others. Keep it alone, or take it out."
    ),
    "too-few-choices": gettext_lazy("Choose at least %(limit)s."),
    "too-many-choices": gettext_lazy("Choose at most %(limit)s."),
    "number-expected": gettext_lazy("Write a number, in digits."),
    "date-expected": gettext_lazy("Write a date: year, month, day."),
    "too-small": gettext_lazy("The number should be at least %(limit)s."),
    "too-large": gettext_lazy("The number should be at most %(limit)s."),
    "too-long": gettext_lazy("The text is too long: at most %(limit)s characters."),
    "check-failed": gettext_lazy("This answer does not fit. Please look at it again."),
}
WITH_LIMIT = frozenset({"too-few-choices", "too-many-choices", "too-small", "too-large", "too-long"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct: the sentence, and the field that a summary of errors leads to."""

    name: str
    question: Question
    label: Words
    sentence: str

    @property
    def element(self) -> str:
        """Return the id of the field."""
        is_row = self.name != self.question.id and self.question.kind == "matrix"
        return f"q-{self.name if is_row else self.question.id}"


def sentence(problem: AnswerProblem, question: Question, language: str) -> str:
    """Say in the language of the page what is wrong with an answer."""
    if problem.code == "check-failed" and question.check_message:
        return words_of(question.check_message, language).text
    if problem.code in WITH_LIMIT:
        text = str(SENTENCES[problem.code])
        return text % {"limit": format_number(float(problem.detail), language)}
    return gettext(SENTENCES.get(problem.code, SENTENCES["check-failed"]))


def faults(instrument: Instrument, answers: Answers, language: str, *, within: Section) -> list[Fault]:
    """Return what is wrong with the answers of one page."""
    return [
        one for one in _all_faults(instrument, answers, language, _PASSED) if one.question in within.questions
    ]


def open_ends(instrument: Instrument, answers: Answers, language: str) -> list[tuple[Section, list[Fault]]]:
    """Return, page by page, what is wrong or missing before the answers can be sent."""
    found = _all_faults(instrument, answers, language, _PASSED - {"required-missing"})
    pages = (
        (section, [one for one in found if one.question in section.questions])
        for section in instrument.sections
    )
    return [(section, ours) for section, ours in pages if ours]


def _all_faults(
    instrument: Instrument, answers: Answers, language: str, passed: frozenset[str]
) -> list[Fault]:
    problems = answer_problems(instrument, answers, today=timezone.localdate().isoformat())
    owners = {name: question for question in instrument.questions for name in question.names}
    return [
        Fault(one.name, owner, words_of(owner.text, language), sentence(one, owner, language))
        for one in problems
        if one.code not in passed and (owner := owners.get(one.name))
    ]


def count_open(instrument: Instrument, answers: Answers) -> tuple[int, int]:
    """Return how many questions were asked, and how many of them have no answer."""
    asked = [one for one in relevant_questions(instrument, answers) if one.names]
    return len(asked), sum(not any(answers.get(name) for name in one.names) for one in asked)


def asked_in(section: Section, instrument: Instrument, answers: Answers) -> tuple[Question, ...]:
    """Return the questions of a page that these answers lead to."""
    asked = {one.id for one in relevant_questions(instrument, answers)}
    return tuple(one for one in section.questions if one.id in asked)


def neighbour(instrument: Instrument, answers: Answers, here: str, step: int) -> Section | None:
    """Return the page before or after one, among those that these answers lead to; None beyond the ends."""
    order = [one.id for one in instrument.sections]
    index = order.index(here)
    visible = {one.id: one for one in visible_sections(instrument, answers)}
    ahead = order[index + 1 :] if step > 0 else order[:index][::-1]
    return next((visible[one] for one in ahead if one in visible), None)
