"""What is wrong with the conditions and checks of an instrument."""

from collections.abc import Iterator, Mapping

from sauatty.core.catalogue.answers_check import choice_codes
from sauatty.core.catalogue.expressions import Expression, parse
from sauatty.core.catalogue.instrument_paths import question_groups
from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.errors import ExpressionInvalid

Found = tuple[str, str, str]  # code, place, detail
_CODED = frozenset({"single", "multiple", "scale", "ranking", "matrix", "region"})


def logic_holes(instrument: Instrument) -> Iterator[Found]:
    """Give what is wrong with each condition and check, then the questions that are never asked."""
    found = list(_of_expressions(instrument))
    yield from found
    if not found:
        for group in question_groups(instrument):
            yield from (
                ("unreachable", one.id, "") for one in instrument.questions if one.id in group.unreachable
            )


def _of_expressions(instrument: Instrument) -> Iterator[Found]:
    owners = {name: question for question in instrument.questions for name in question.names}
    before: set[str] = set()
    for section in instrument.sections:
        yield from _of_condition(section.when, f"{section.id}.when", before, owners)
        for question in section.questions:
            yield from _of_condition(question.when, f"{question.id}.when", before, owners)
            before.update(question.names)
            yield from _of_check(question, before, owners)


def _of_condition(text: str, place: str, before: set[str], owners: Mapping[str, Question]) -> Iterator[Found]:
    expression, problem = _read(text)
    if problem:
        yield "expression-invalid", place, problem
    if expression is None:
        return
    yield from _of_names(expression, place, before, owners)
    if expression.uses("own"):
        yield "expression-own", place, ""
    if expression.uses("today"):
        yield "expression-today", place, ""


def _of_check(question: Question, before: set[str], owners: Mapping[str, Question]) -> Iterator[Found]:
    """A check may refer to its own question: '.' is the same answer."""
    expression, problem = _read(question.check)
    place = f"{question.id}.check"
    if problem:
        yield "expression-invalid", place, problem
    if expression is not None:
        yield from _of_names(expression, place, before, owners)


def _read(text: str) -> tuple[Expression | None, str]:
    if not text:
        return None, ""
    try:
        return parse(text), ""
    except ExpressionInvalid as error:
        return None, str(error)


def _of_names(
    expression: Expression, place: str, before: set[str], owners: Mapping[str, Question]
) -> Iterator[Found]:
    for name in sorted(expression.names()):
        if name not in owners:
            yield "expression-name-unknown", place, name
        elif name not in before:
            yield "expression-name-later", place, name
    for name, code in sorted(_compared(expression)):
        question = owners.get(name)
        is_coded = question is not None and question.kind in _CODED and name in _coded_names(question)
        if question is not None and is_coded and code not in choice_codes(question):
            yield "expression-code-unknown", place, code


def _coded_names(question: Question) -> tuple[str, ...]:
    """Return the names under which codes stand: all but the text beside 'other'."""
    return question.names[:-1] if question.allow_other else question.names


def _compared(expression: Expression) -> Iterator[tuple[str, str]]:
    """Give every name with the codes that it is compared with; an empty text asks whether it was answered."""
    if expression.operator in {"=", "!=", "selected"}:
        for one, other in (expression.parts, expression.parts[::-1]):
            if one.operator == "name" and other.operator == "text" and other.value:
                yield str(one.value), str(other.value)
    for part in expression.parts:
        yield from _compared(part)
