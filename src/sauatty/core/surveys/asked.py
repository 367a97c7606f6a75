"""Who was asked what: the columns of a table as numbers, and the logic of the instrument applied to whole columns."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sauatty.core.catalogue.expressions import Expression, parse
from sauatty.core.catalogue.instruments import Instrument, Question, Section
from sauatty.core.errors import InstrumentInvalid
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import BoolArray, FloatArray

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as numbers: `codes[i]` is the place in `values` of what response i answered; `values[0]` is ''."""

    values: tuple[str, ...]
    codes: IntArray


def coded(column: tuple[str, ...]) -> Coded:
    """Number the different answers of a column; white space around an answer does not count."""
    places = {"": 0}
    own = {one: places.setdefault(one.strip(), len(places)) for one in dict.fromkeys(column)}
    codes = np.fromiter(map(own.__getitem__, column), dtype=np.int64, count=len(column))
    return Coded(tuple(places), codes)


@dataclass(slots=True)
class Asked:
    """The responses to an instrument with its logic: which question was relevant to whom.

    A question is relevant where its own condition and that of its section hold on the answers that were
    themselves relevant: an answer to a question that should not have been asked steers nothing. Each condition is
    evaluated once per distinct combination of the answers that it names.
    """

    instrument: Instrument
    table: ResponseTable
    _coded: dict[str, Coded] = field(default_factory=dict)
    _relevant: dict[str, BoolArray] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.table)

    @property
    def weights(self) -> FloatArray:
        """Return what each response weighs: 1 where nobody weighted."""
        given = self.table.weights
        return np.array(given, dtype=np.float64) if given else np.ones(len(self))

    def is_there(self, name: str) -> bool:
        """Tell whether the table has a column; without one nobody could answer."""
        return name in self.table.columns

    def answers(self, name: str) -> Coded:
        """Return a column as numbers, as it was answered."""
        if name not in self._coded:
            self._coded[name] = coded(self.table.column(name))
        return self._coded[name]

    def relevant_answers(self, name: str) -> Coded:
        """Return a column as numbers, empty where its question was not relevant."""
        question, given = self.instrument.question(name), self.answers(name)
        if question is None:  # no answer: conditions of a filled form see none either
            return Coded(given.values, np.zeros(len(self), dtype=np.int64))
        return Coded(given.values, np.where(self.is_relevant(question), given.codes, 0))

    def is_relevant(self, question: Question) -> BoolArray:
        """Return for each response whether the question was relevant to it."""
        if question.id not in self._relevant:
            if question.id in self._open:
                self._refuse_circle(question)
            self._open.append(question.id)
            own = self._holds(question.when)
            self._relevant[question.id] = own & self._holds(_section_of(self.instrument, question).when)
            self._open.pop()
        return self._relevant[question.id]

    def _refuse_circle(self, question: Question) -> None:
        problem = f"the condition of '{question.id}' leads back to itself"
        raise InstrumentInvalid(instrument=self.instrument.id, problem=problem)

    def _holds(self, when: str) -> BoolArray:
        if not when.strip():
            return np.ones(len(self), dtype=np.bool_)
        expression = parse(when)
        names = sorted(expression.names())
        columns = [self.relevant_answers(name) for name in names]
        if expression.uses("today"):
            names, columns = [*names, ""], [*columns, coded(self.table.days or ("",) * len(self))]
        return _evaluated(expression, names, columns, len(self))


def _section_of(instrument: Instrument, question: Question) -> Section:
    return next(one for one in instrument.sections if question in one.questions)


def _evaluated(expression: Expression, names: list[str], columns: list[Coded], n: int) -> BoolArray:
    """Evaluate an expression once per combination of answers; the day stands under the empty name."""
    places, first = _combinations(columns, n)
    found = []
    for row in first:
        answers = {name: one.values[one.codes[row]] for name, one in zip(names, columns, strict=True)}
        found.append(expression.holds(answers, today=answers.pop("", "")))
    return np.array(found, dtype=np.bool_)[places]


def _combinations(columns: list[Coded], n: int) -> tuple[IntArray, IntArray]:
    """Return the number of each response's combination, and one response for each combination."""
    places = np.zeros(n, dtype=np.int64)
    for one in columns:
        mixed = places * len(one.values) + one.codes
        places = np.unique(mixed, return_inverse=True)[1]
    first = np.unique(places, return_index=True)[1]
    return places, np.asarray(first, dtype=np.int64)
