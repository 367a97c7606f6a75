"""Questions as pages show them, and answers as forms send them. The app that people fill in uses the same.

Form fields bear the names of `Question.names`. A multiple choice sends its name once for each box. A ranking sends its
name once for each place, the first place first, so that it works as plain selects; `answers_from` makes
both one text of codes parted by spaces.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sauatty.core.catalogue.instruments import OTHER, Choice, Instrument, Question, Section
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.languages import Translated, sort_key

Answers = Mapping[str, str]
Options = Sequence[tuple[str, str]]
SEVERAL = ("multiple", "ranking")
RANKS_SHOWN = 10
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Hundreds of buttons are a page that nobody scrolls: from here on a single choice is a list that opens
LONG_LIST = 24


class Sent(Protocol):
    """What a form sent, as Django's QueryDict gives it."""

    def getlist(self, key: str) -> list[str]:
        """Return every value of a name."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the language of the page; `language` is set where it had to be another one."""

    text: str
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its code, its label, whether it is chosen, the id of its button."""

    code: str
    label: Words
    is_chosen: bool
    element: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of fields under one name: the question itself, a row of a matrix, a place of a ranking."""

    name: str
    label: Words
    options: tuple[Option, ...]
    element: str
    error: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A question ready for its template `instruments/questions/<kind>.html`."""

    question: Question
    language: str
    template: str
    text: Words
    hint: Words
    value: str
    lines: tuple[Line, ...]
    error: str = ""
    other: Line | None = None
    other_value: str = ""
    when: str = ""
    check: str = ""
    check_message: Words = Words("")

    @property
    def element(self) -> str:
        """Return the id of its first field: where a summary of errors leads."""
        return f"q-{self.question.id}"

    @property
    def is_long(self) -> bool:
        """Tell whether the choices are too many for buttons."""
        return bool(self.lines) and len(self.lines[0].options) > LONG_LIST

    @property
    def needs_fieldset(self) -> bool:
        """Tell whether several fields answer it, so that its text is a legend and no label."""
        return self.question.kind in {"multiple", "scale", "matrix", "ranking"} or (
            self.question.kind == "single" and not self.is_long
        )


@dataclass(frozen=True, slots=True)
class Pickers:
    """What the pickers offer: (code, name) of regions and, where they are few, of organisations."""

    regions: Options = ()
    organisations: Options = ()


NO_PICKERS = Pickers()


def region_options(language: str) -> list[tuple[str, str]]:
    """Return codes and names of the regions in a language, in the order of its alphabet (no query)."""
    named = [(one.id, one.name.text(language)) for one in load_regions().regions]
    return sorted(named, key=lambda one: sort_key(one[1]))


def words_of(text: Translated, language: str) -> Words:
    """Return a text in a language; where it is missing, in another one, which is said."""
    found, spoken = text.pick(language)
    return Words(found, "" if spoken == language else spoken)


def show_question(
    question: Question, language: str, answers: Answers, *, errors: Mapping[str, str] | None = None,
    pickers: Pickers = NO_PICKERS, logic: Callable[[str], str] | None = None,
) -> Shown:  # fmt: skip
    """Return a question with the answers that were given.

    `errors` are sentences by name of an answer. `logic` turns an expression into the text that our script evaluates;
    without it the page has no logic of its own.
    """
    errors = errors or {}
    say = logic or (lambda _text: "")
    return Shown(
        question=question,
        language=language,
        template=f"instruments/questions/{question.kind}.html",
        text=words_of(question.text, language),
        hint=words_of(question.hint, language),
        value=answers.get(question.id, ""),
        lines=tuple(_lines(question, language, answers, errors, pickers)),
        error=errors.get(question.id, ""),
        other=_other(question, errors),
        other_value=answers.get(f"{question.id}_{OTHER}", ""),
        when=say(question.when) if question.when else "",
        check=say(question.check) if question.check else "",
        check_message=words_of(question.check_message, language),
    )


def _other(question: Question, errors: Mapping[str, str]) -> Line | None:
    if not question.allow_other:
        return None
    name = f"{question.id}_{OTHER}"
    return Line(name, Words(""), (), f"q-{name}", errors.get(name, ""))


def _lines(
    question: Question, language: str, answers: Answers, errors: Mapping[str, str], pickers: Pickers
) -> Iterable[Line]:
    element = f"q-{question.id}"
    if question.kind == "matrix":
        for row in question.rows:
            name = f"{question.id}_{row.code}"
            options = _options(question.choices, language, {answers.get(name, "")}, f"q-{name}")
            yield Line(name, words_of(row.label, language), options, f"q-{name}", errors.get(name, ""))
    elif question.kind == "ranking":
        yield from _places(question, language, answers.get(question.id, "").split())
    elif question.kind in {"single", "multiple", "scale"}:
        chosen = set(answers.get(question.id, "").split())
        options = (*_options(question.choices, language, chosen, element), *_other_option(question, chosen))
        yield Line(question.id, Words(""), options, element)
    elif question.kind in {"region", "organisation"}:
        offered = pickers.regions if question.kind == "region" else pickers.organisations
        value = answers.get(question.id, "")
        options = tuple(Option(code, Words(name), code == value, "") for code, name in offered)
        yield Line(question.id, Words(""), options, element)


def _options(choices: Iterable[Choice], language: str, chosen: set[str], element: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            one.code,
            words_of(one.label, language),
            one.code in chosen,
            f"{element}-{one.code}",
            one.exclusive,
        )
        for one in choices
    )


def _other_option(question: Question, chosen: set[str]) -> tuple[Option, ...]:
    """Return the choice 'other'; its label is the template's, in the language of the page."""
    if not question.allow_other:
        return ()
    return (Option(OTHER, Words(""), OTHER in chosen, f"q-{question.id}-{OTHER}"),)


def _places(question: Question, language: str, given: list[str]) -> Iterable[Line]:
    n = min(len(question.choices), int(question.maximum or len(question.choices)), RANKS_SHOWN)
    for place in range(n):
        chosen = {given[place]} if place < len(given) else set()
        element = f"q-{question.id}" if place == 0 else f"q-{question.id}-{place + 1}"
        options = _options(question.choices, language, chosen, element)
        yield Line(question.id, Words(""), options, element, place=place + 1)


def show_section(
    section: Section,
    language: str,
    answers: Answers,
    *,
    relevant: frozenset[str] | None = None,
    **manner: Any,
) -> tuple[Shown, ...]:
    """Return the questions of a section; those that do not concern the person are left out where `relevant` is given."""
    return tuple(
        show_question(one, language, answers, **manner)
        for one in section.questions
        if relevant is None or one.id in relevant or not relevant.isdisjoint(one.names)
    )


# --- answers -----------------------------------------------------------------------------------------------------


def answers_from(questions: Iterable[Question], sent: Sent) -> dict[str, str]:
    """Return the answers to some questions as a form sent them, without signs that no database keeps.

    Names that are no question's are left out; an answer that was not given is left out too. Whether a code exists is
    for `answer_problems` to say.
    """
    found: dict[str, str] = {}
    for question in questions:
        for name in question.names:
            values = [_clean(one) for one in sent.getlist(name)]
            is_several = question.kind in SEVERAL and name == question.id
            text = " ".join(one for one in values if one) if is_several else next(iter(values), "")
            if text:
                found[name] = text
    return _without_idle_others(questions, found)


def _clean(value: str) -> str:
    return _UNSTORABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _without_idle_others(questions: Iterable[Question], answers: dict[str, str]) -> dict[str, str]:
    """Leave out the text of an 'other' that is not chosen; where only the text was written, 'other' is chosen."""
    for question in questions:
        name = f"{question.id}_{OTHER}"
        if not question.allow_other or question.kind == "matrix" or name not in answers:
            continue
        chosen = answers.get(question.id, "").split()
        if not chosen or (question.kind == "multiple" and OTHER not in chosen):
            answers[question.id] = " ".join([*chosen, OTHER])
        elif OTHER not in chosen:
            del answers[name]
    return answers


def all_answers_from(instrument: Instrument, sent: Sent) -> dict[str, str]:
    """Return the answers to every question of an instrument as a form sent them."""
    return answers_from(instrument.questions, sent)
