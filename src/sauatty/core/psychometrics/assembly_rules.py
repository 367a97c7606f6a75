"""A blueprint as the rows of a mixed-integer programme.

There is one 0/1 column for each form and item (column form × n_items + item), one for each pair of forms and item
where some overlap is allowed, and the columns of the objective at the end. Each row belongs to a rule that can be
named when it turns out to be impossible.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf

import numpy as np
from scipy.sparse import csr_array

from sauatty.core.psychometrics.assembly_blueprint import BankItem, Blueprint, Range
from sauatty.core.psychometrics.equating_curves import item_expectation, item_precision
from sauatty.core.statistics import BoolArray, FloatArray

# Differences between forms up to this (in information or points) count as none: nobody could measure them, and the
# solver need not prove that 0.0493 is the least.
ALIKE = 0.05
# One point more at the very top counts as much as a difference of so much on the way there: forms get the same number
# of points where the bank allows it, and where it does not the rest is still made alike.
POINT = 0.1


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a blueprint; `code` is that of its Note, `price` what breaking it by one costs."""

    code: str
    name: str = ""
    price: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum(values × columns) <= high. A row without a rule belongs to the bookkeeping and is never loosened."""

    columns: Sequence[int]
    values: Sequence[float]
    low: float = -inf
    high: float = inf
    rule: Rule | None = None


@dataclass(frozen=True)
class Programme:
    """Items, blueprint, the rows of the rules and what the objective needs."""

    bank: Sequence[BankItem]
    blueprint: Blueprint
    information: FloatArray
    expected: FloatArray
    is_excluded: BoolArray
    rows: list[Row] = field(default_factory=list)

    @property
    def n_choices(self) -> int:
        """Return the number of 0/1 columns for forms and items."""
        return self.blueprint.n_forms * len(self.bank)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Return the pairs of forms whose overlap is counted: none where there must not be any."""
        forms = range(self.blueprint.n_forms)
        return list(combinations(forms, 2)) if self.blueprint.max_overlap else []

    @property
    def n_columns(self) -> int:
        """Return the number of columns without those of the objective."""
        return self.n_choices + len(self.pairs) * len(self.bank)

    def columns(self, form: int, items: Sequence[int]) -> list[int]:
        """Return the columns of some items in a form."""
        return [form * len(self.bank) + item for item in items]


def programme_of(bank: Sequence[BankItem], blueprint: Blueprint) -> Programme:
    """Return the programme of a bank and a blueprint; an id asked for that the bank lacks has no row."""
    theta = np.array(blueprint.thetas)
    curves = [item.as_curve for item in bank]
    information = np.array([item_precision(curve, theta) for curve in curves]).reshape(len(bank), len(theta))
    expected = np.array([item_expectation(curve, theta) for curve in curves]).reshape(len(bank), len(theta))
    is_excluded = np.array([_is_excluded(item, blueprint) for item in bank], bool)
    programme = Programme(bank, blueprint, information, expected, is_excluded)
    programme.rows.extend(_rule_rows(programme))
    return programme


def _is_excluded(item: BankItem, blueprint: Blueprint) -> bool:
    is_worn = blueprint.max_exposure is not None and item.exposure > blueprint.max_exposure
    return item.id in blueprint.must_not or is_worn or (blueprint.is_private_only and not item.is_private)


def _rule_rows(programme: Programme) -> Iterator[Row]:
    for form in range(programme.blueprint.n_forms):
        yield from _form_rows(programme, form)
    yield from _shared_rows(programme)


def _form_rows(programme: Programme, form: int) -> Iterator[Row]:
    blueprint, everything = programme.blueprint, range(len(programme.bank))
    length = float(blueprint.n_items)
    columns = programme.columns(form, everything)
    yield Row(columns, [1.0] * len(columns), length, length, Rule("rule-length", price=3.0))
    yield from _range_rows(
        programme, form, "competence", blueprint.per_competence, lambda item: item.competence
    )
    yield from _range_rows(programme, form, "demand", blueprint.per_demand, lambda item: item.demand)
    yield from _range_rows(programme, form, "kind", blueprint.per_kind, lambda item: item.kind)
    for place, theta in enumerate(blueprint.thetas):
        least = blueprint.targets.get(theta, 0.0)
        if least > 0:
            values = programme.information[:, place].tolist()
            yield Row(columns, values, least, inf, Rule("rule-information", f"{theta:g}", price=4.0))
    for item in _places(programme, blueprint.anchors):
        rule = Rule("rule-anchor", programme.bank[item].id, price=2.0)
        yield Row(programme.columns(form, [item]), [1.0], 1.0, inf, rule)
    for one, other in enemy_pairs(programme.bank):
        name = f"{programme.bank[one].id}, {programme.bank[other].id}"
        yield Row(
            programme.columns(form, [one, other]), [1.0, 1.0], -inf, 1.0, Rule("rule-enemies", name, 2.0)
        )


def _range_rows(
    programme: Programme,
    form: int,
    family: str,
    ranges: Mapping[str, Range] | Mapping[int, Range],
    label: Callable[[BankItem], str | int],
) -> Iterator[Row]:
    for name, (least, most) in ranges.items():
        members = [place for place, item in enumerate(programme.bank) if label(item) == name]
        columns = programme.columns(form, members)
        ones = [1.0] * len(columns)
        yield Row(columns, ones, least, inf, Rule(f"rule-{family}-least", str(name)))
        yield Row(columns, ones, -inf, most, Rule(f"rule-{family}-most", str(name)))


def _shared_rows(programme: Programme) -> Iterator[Row]:
    forms = range(programme.blueprint.n_forms)
    for item in _places(programme, programme.blueprint.must):
        columns = [column for form in forms for column in programme.columns(form, [item])]
        yield Row(columns, [1.0] * len(columns), 1.0, inf, Rule("rule-must", programme.bank[item].id, 2.0))
    anchors = set(programme.blueprint.anchors)
    free = [place for place, item in enumerate(programme.bank) if item.id not in anchors]
    if programme.pairs:
        yield from _overlap_rows(programme, free)
    elif programme.blueprint.n_forms > 1:
        for item in free:
            columns = [column for form in forms for column in programme.columns(form, [item])]
            yield Row(columns, [1.0] * len(columns), -inf, 1.0, Rule("rule-overlap", price=1.5))


def _overlap_rows(programme: Programme, free: list[int]) -> Iterator[Row]:
    for place, (one, other) in enumerate(programme.pairs):
        first = programme.n_choices + place * len(programme.bank)
        for item in free:
            columns = [*programme.columns(one, [item]), *programme.columns(other, [item]), first + item]
            yield Row(columns, [1.0, 1.0, -1.0], -inf, 1.0)
        shared = [first + item for item in free]
        most = float(programme.blueprint.max_overlap)
        yield Row(shared, [1.0] * len(shared), -inf, most, Rule("rule-overlap", price=1.5))


def _places(programme: Programme, ids: Sequence[str]) -> list[int]:
    return [place for place, item in enumerate(programme.bank) if item.id in set(ids)]


def enemy_pairs(bank: Sequence[BankItem]) -> list[tuple[int, int]]:
    """Return the pairs of items that must not stand together; naming one of the two is enough."""
    places = {item.id: place for place, item in enumerate(bank)}
    pairs = {
        (min(place, places[enemy]), max(place, places[enemy]))
        for place, item in enumerate(bank)
        for enemy in item.enemies
        if enemy in places and enemy != item.id
    }
    return sorted(pairs)


def measures_of(programme: Programme) -> FloatArray:
    """Return what forms are compared in, items × measures: information and expected points by theta, then points."""
    most = POINT * np.array([[item.max_score] for item in programme.bank])
    return np.hstack([programme.information, programme.expected, most])


def objective_rows(programme: Programme) -> tuple[list[Row], int]:
    """Return the rows that tie the objective to the forms, and the number of its columns; the first is what counts.

    One form: that column is the least information, as a share of the target where there are targets. Several forms:
    the largest difference; each measure has a column for its least value over the forms.
    """
    if programme.blueprint.n_forms == 1:
        return _weakest_rows(programme), 1
    measures = measures_of(programme)
    rows = []
    worst = programme.n_columns
    for place in range(measures.shape[1]):
        values = measures[:, place].tolist()
        for form in range(programme.blueprint.n_forms):
            columns = programme.columns(form, range(len(programme.bank)))
            rows.append(Row([*columns, worst + 1 + place], [*values, -1.0], 0.0, inf))
            rows.append(Row([*columns, worst + 1 + place, worst], [*values, -1.0, -1.0], -inf, 0.0))
    return rows, 1 + measures.shape[1]


def _weakest_rows(programme: Programme) -> list[Row]:
    targets = [programme.blueprint.targets.get(theta, 0.0) for theta in programme.blueprint.thetas]
    weights = targets if any(targets) else [1.0] * len(targets)
    columns = programme.columns(0, range(len(programme.bank)))
    return [
        Row([*columns, programme.n_columns], [*programme.information[:, place].tolist(), -weight], 0.0, inf)
        for place, weight in enumerate(weights)
        if weight > 0
    ]


def matrix_of(rows: Sequence[Row], n_columns: int) -> csr_array:
    """Return the coefficients of rows, rows × columns."""
    lines = [line for line, row in enumerate(rows) for _ in row.columns]
    columns = [column for row in rows for column in row.columns]
    values = [value for row in rows for value in row.values]
    return csr_array((values, (lines, columns)), shape=(len(rows), n_columns))
