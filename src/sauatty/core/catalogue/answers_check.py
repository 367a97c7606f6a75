"""What the answers to an instrument may be: which questions are asked, and what is wrong with an answer."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sauatty.core.catalogue.expressions import is_date, is_number, parse, plain_number, selected_codes
from sauatty.core.catalogue.instruments import OTHER, Instrument, Question, Section
from sauatty.core.catalogue.regions import load_regions

_ONE_CHOICE = frozenset({"single", "scale", "matrix", "region"})
_MANY_CHOICES = frozenset({"multiple", "ranking"})
_TEXTS = frozenset({"short", "long", "organisation"})
OTHER_LENGTH = 500  # characters of the text beside 'other'
MOST_UNKNOWN = 5  # codes named in one answer: a text of a megabyte can hold half a million


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing that is wrong with an answer.

    `code` is one of name-unknown, not-asked, required-missing, choice-unknown, choice-repeated, choice-exclusive,
    too-few-choices, too-many-choices, number-expected, date-expected, too-small, too-large, too-long, check-failed;
    `detail` the code, limit or length it is about.
    """

    name: str
    code: str
    detail: str = ""


def relevant_questions(instrument: Instrument, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions that these answers lead to, notes among them, in order.

    What is not asked counts as not answered in the conditions after it, as in XLSForm.
    """
    return _followed(instrument, answers)[0]


def relevant_names(instrument: Instrument, answers: Mapping[str, str]) -> frozenset[str]:
    """Return the names under which these answers may hold something; the text of 'other' where other is chosen."""
    asked, kept = _followed(instrument, answers)
    return frozenset(name for question in asked for name in _open_names(question, kept))


def visible_sections(instrument: Instrument, answers: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections in which something is to be read or answered."""
    asked = {question.id for question in relevant_questions(instrument, answers)}
    return tuple(one for one in instrument.sections if asked & {question.id for question in one.questions})


def answer_problems(
    instrument: Instrument, answers: Mapping[str, str], *, today: str = ""
) -> tuple[AnswerProblem, ...]:
    """Return everything that is wrong with the answers of one response, in the order of the instrument.

    Parameters
    ----------
    today : str
        The day as ISO date, for checks with today(); they are left out where it is not given.
    """
    asked, kept = _followed(instrument, answers)
    open_names = {name for question in asked for name in _open_names(question, kept)}
    problems = list(_misplaced(instrument, answers, open_names))
    for question in asked:
        for name in question.names:
            if name in open_names:
                problems += _of_answer(question, name, kept, today)
    return tuple(problems)


# --- which questions are asked ---


def _followed(
    instrument: Instrument, answers: Mapping[str, str]
) -> tuple[tuple[Question, ...], dict[str, str]]:
    """Go through an instrument once: the questions asked, and the answers that stand."""
    asked: list[Question] = []
    kept: dict[str, str] = {}
    for section in instrument.sections:
        if section.when and not parse(section.when).holds(kept):
            continue
        for question in section.questions:
            if question.when and not parse(question.when).holds(kept):
                continue
            asked.append(question)
            kept.update((name, answers[name]) for name in question.names if answers.get(name))
    return tuple(asked), kept


def _open_names(question: Question, kept: Mapping[str, str]) -> tuple[str, ...]:
    other = f"{question.id}_{OTHER}"
    if not question.allow_other or OTHER in _given(question, kept):
        return question.names
    return tuple(name for name in question.names if name != other)


def _given(question: Question, kept: Mapping[str, str]) -> list[str]:
    """Return the codes chosen in a question, in any row of a matrix."""
    other = f"{question.id}_{OTHER}"
    return [code for name in question.names if name != other for code in selected_codes(kept.get(name, ""))]


# --- what is wrong with an answer ---


def _misplaced(
    instrument: Instrument, answers: Mapping[str, str], open_names: set[str]
) -> Iterator[AnswerProblem]:
    known = {name for question in instrument.questions for name in question.names}
    for name, text in answers.items():
        if name not in known:
            yield AnswerProblem(name, "name-unknown")
        elif text and name not in open_names:
            yield AnswerProblem(name, "not-asked")


def _of_answer(question: Question, name: str, kept: Mapping[str, str], today: str) -> Iterator[AnswerProblem]:
    text = kept.get(name, "")
    is_other = question.allow_other and name == f"{question.id}_{OTHER}"
    if not text.strip():
        if question.required and not is_other:
            yield AnswerProblem(name, "required-missing")
    elif is_other:
        yield from _too_long(name, text, OTHER_LENGTH)
    else:
        problems = list(_of_kind(question, name, text))
        yield from problems or _of_check(question, name, text, kept, today)


def _of_kind(question: Question, name: str, text: str) -> Iterator[AnswerProblem]:
    if question.kind in _ONE_CHOICE:
        yield from _of_codes(question, name, [text])
    elif question.kind in _MANY_CHOICES:
        codes = selected_codes(text)
        yield from _of_codes(question, name, codes)
        yield from _of_several(question, name, codes)
    elif question.kind == "number":
        yield from _of_number(question, name, text)
    elif question.kind == "date" and not is_date(text):
        yield AnswerProblem(name, "date-expected", text[:40])
    elif question.kind in _TEXTS:
        yield from _too_long(name, text, question.length)


def _of_codes(question: Question, name: str, codes: list[str]) -> Iterator[AnswerProblem]:
    known = choice_codes(question)
    unknown = [code for code in dict.fromkeys(codes) if code not in known]
    for code in unknown[:MOST_UNKNOWN]:
        yield AnswerProblem(name, "choice-unknown", code[:40])


def choice_codes(question: Question) -> frozenset[str]:
    """Return the codes that may be chosen: those of the regions where a question about one lists none itself."""
    codes = {choice.code for choice in question.choices}
    if question.kind == "region" and not codes:
        codes = {region.id for region in load_regions().regions}
    return frozenset(codes | {OTHER}) if question.allow_other else frozenset(codes)


def _of_several(question: Question, name: str, codes: list[str]) -> Iterator[AnswerProblem]:
    repeated = sorted(code for code, n in Counter(codes).items() if n > 1)
    if repeated:
        yield AnswerProblem(name, "choice-repeated", repeated[0][:40])
    alone = [choice.code for choice in question.choices if choice.exclusive and choice.code in codes]
    if alone and len(codes) > 1:
        yield AnswerProblem(name, "choice-exclusive", alone[0])
    elif question.minimum is not None and len(codes) < question.minimum and not alone:
        yield AnswerProblem(name, "too-few-choices", plain_number(question.minimum))
    if question.maximum is not None and len(codes) > question.maximum:
        yield AnswerProblem(name, "too-many-choices", plain_number(question.maximum))


def _of_number(question: Question, name: str, text: str) -> Iterator[AnswerProblem]:
    if not is_number(text):
        yield AnswerProblem(name, "number-expected", text[:40])
    elif question.minimum is not None and float(text) < question.minimum:
        yield AnswerProblem(name, "too-small", plain_number(question.minimum))
    elif question.maximum is not None and float(text) > question.maximum:
        yield AnswerProblem(name, "too-large", plain_number(question.maximum))


def _too_long(name: str, text: str, limit: int) -> Iterator[AnswerProblem]:
    if len(text) > limit:
        yield AnswerProblem(name, "too-long", str(limit))


def _of_check(
    question: Question, name: str, text: str, kept: Mapping[str, str], today: str
) -> Iterator[AnswerProblem]:
    if not question.check:
        return
    check = parse(question.check)
    if (today or not check.uses("today")) and not check.holds(kept, text, today=today):
        yield AnswerProblem(name, "check-failed", question.check)
