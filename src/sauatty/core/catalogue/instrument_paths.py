"""The ways through an instrument: which questions answers can lead to, tried out on every answer that steers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from sauatty.core.catalogue.answers_check import choice_codes, relevant_questions
from sauatty.core.catalogue.expressions import Expression, is_date, is_number, parse, plain_number
from sauatty.core.catalogue.instruments import Instrument, Question, Section

MOST_COMBINATIONS = 4096  # of the answers that steer a group; beyond them it is not judged
_MOST_NAMED_CODES = 5
# What a condition may do with a text or a number is endless; these are not tried out.
_UNTRIED = ("regex", "string-length", "+", "-", "*", "div", "mod", "neg", "today")


@dataclass(frozen=True, slots=True)
class Group:
    """Questions whose conditions hang together, and the sets of them that some answers lead to.

    `ways` is None where the answers are too many to try.
    """

    questions: frozenset[str]
    ways: tuple[frozenset[str], ...] | None

    @property
    def unreachable(self) -> frozenset[str]:
        """Return the questions that no answers lead to."""
        return frozenset() if self.ways is None else self.questions - frozenset().union(*self.ways)


def conditions(section: Section, question: Question) -> tuple[Expression, ...]:
    """Return the conditions that a question stands under: of its section, and its own."""
    return tuple(parse(text) for text in (section.when, question.when) if text)


def question_groups(instrument: Instrument) -> tuple[Group, ...]:
    """Return the groups of questions under conditions; those that are always asked are in none.

    The conditions have to be whole: parsed, and on names that stand before them.
    """
    under = {
        question.id: conditions(section, question)
        for section in instrument.sections
        for question in section.questions
    }
    owners = {name: question for question in instrument.questions for name in question.names}
    return tuple(
        _group(instrument, names, under, owners)
        for names in _components(under, owners)
        if names <= set(owners)
    )


def _components(
    under: dict[str, tuple[Expression, ...]], owners: dict[str, Question]
) -> list[frozenset[str]]:
    """Join the names that steer: those of one condition, and a name with those that steer its own question."""
    steering = {question: _names_of(expressions) for question, expressions in under.items() if expressions}
    links = [set(names) for names in steering.values()]
    for name in frozenset().union(*steering.values()) if steering else ():
        if name in owners:
            links.append({name, *steering.get(owners[name].id, ())})
    found: list[frozenset[str]] = []
    for link in links:
        apart = [one for one in found if not one & link]
        found = [*apart, frozenset(link).union(*(one for one in found if one & link))]
    return found


def _names_of(expressions: Iterable[Expression]) -> frozenset[str]:
    return frozenset(name for one in expressions for name in one.names())


def _group(
    instrument: Instrument,
    names: frozenset[str],
    under: dict[str, tuple[Expression, ...]],
    owners: dict[str, Question],
) -> Group:
    # A condition without names ('1 = 2') belongs to the component without names.
    asked = {question: own for question, own in under.items() if own and _names_of(own) <= names}
    if not names:
        asked = {question: own for question, own in asked.items() if not _names_of(own)}
    else:
        asked = {question: own for question, own in asked.items() if _names_of(own)}
    expressions = [one for own in asked.values() for one in own]
    return Group(frozenset(asked), _ways(instrument, sorted(names), expressions, owners, frozenset(asked)))


def _ways(
    instrument: Instrument,
    names: list[str],
    expressions: list[Expression],
    owners: dict[str, Question],
    asked: frozenset[str],
) -> tuple[frozenset[str], ...] | None:
    if any(one.uses(untried) for one in expressions for untried in _UNTRIED):
        return None
    leaves = frozenset(leaf for one in expressions for leaf in one.literals())
    answers = [_candidates(owners[name], leaves) for name in names]
    if prod(map(len, answers)) > MOST_COMBINATIONS:
        return None
    found = {
        frozenset(one.id for one in relevant_questions(instrument, dict(zip(names, row, strict=True))))
        & asked
        for row in product(*answers)
    }
    return tuple(sorted(found, key=sorted))


def _candidates(question: Question, literals: frozenset[str]) -> tuple[str, ...]:
    """Return answers that tell conditions with these literals apart."""
    if question.kind in {"multiple", "ranking"}:
        return tuple(dict.fromkeys(_selections(sorted(choice_codes(question)), literals)))
    codes = choice_codes(question)
    if codes:
        return ("", *sorted(codes))
    if question.kind == "number":
        near = {float(one) + step for one in literals if is_number(one) for step in (-1, -0.5, 0, 0.5, 1)}
        ends = {end for end in (question.minimum, question.maximum) if end is not None}
        low, high = question.minimum or 0.0, question.maximum
        within = {one for one in near | ends | {0.0} if one >= low and (high is None or one <= high)}
        return ("", *(plain_number(one) for one in sorted(within)))
    if question.kind == "date":
        return ("", "1900-01-01", "2100-01-01", *sorted(one for one in literals if is_date(one)))
    return ("", "x", *sorted(literals - {"", "x"}))


def _selections(codes: list[str], literals: frozenset[str]) -> Iterator[str]:
    """Choose every set of the codes that conditions name, each with none, some or all of the others."""
    named = [code for code in codes if code in literals][:_MOST_NAMED_CODES]
    others = [code for code in codes if code not in named]
    for n_named in range(len(named) + 1):
        for chosen in combinations(named, n_named):
            for n_others in range(len(others) + 1):
                yield " ".join([*chosen, *others[:n_others]])
