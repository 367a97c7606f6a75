"""One order for the rows of a pack, whatever their ids and however they came: by what stands in them.

A pack is handed on under other pseudonyms and in another order. Bootstraps draw places, and sums of fractions depend on
their order in the last digit; sorted by content, the same people give the same figures to the digit.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sauatty.core.evaluation.pack import Pack, SurveyData, TestData
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.records import ResponseTable


def in_one_order(pack: Pack) -> Pack:
    """Return a pack with the responses and the rows of its tests sorted by what stands in them."""
    return replace(pack, surveys=tuple(_survey(one) for one in pack.surveys), tests=_tests(pack, pack.tests))


def _survey(survey: SurveyData) -> SurveyData:
    """Return the responses sorted by answers, language, day, weight and how they were coded."""
    table = survey.table
    coded: dict[str, list[str]] = {}
    for one in survey.codes:
        coded.setdefault(one.response, []).append(
            f"{one.question} {one.grade} {sorted(one.parts)} {one.source}"
        )
    codes = ["|".join(sorted(coded.get(id, ()))) for id in table.ids]
    names = sorted(table.columns)
    parts = [
        codes,
        *(table.columns[name] for name in names),
        *(p for p in (table.languages, table.days) if p),
    ]
    weights = [map(repr, table.weights)] if table.weights else []
    # One text for each row compares many times faster than a tuple of texts.
    keys = list(map("\x1f".join, zip(*parts, *weights, strict=True)))
    order = sorted(range(len(table)), key=keys.__getitem__)
    return replace(survey, table=_of_rows(table, order))


def _of_rows(table: ResponseTable, order: Sequence[int]) -> ResponseTable:
    def sorted_by(column: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(column.__getitem__, order)) if column else ()

    return replace(
        table, ids=sorted_by(table.ids), languages=sorted_by(table.languages), days=sorted_by(table.days),
        columns={name: sorted_by(column) for name, column in table.columns.items()},
        weights=tuple(map(table.weights.__getitem__, order)) if table.weights else (),
    )  # fmt: skip


def _tests(pack: Pack, tests: tuple[TestData, ...]) -> tuple[TestData, ...]:
    """Return the tests with people sorted by their points in all tests and by who they are."""
    traits = [pack.people.traits[name] for name in sorted(pack.people.traits)]
    who = dict(zip(pack.people.ids, zip(*traits, strict=True), strict=True)) if traits else {}
    # What took no test sorts as no points at all; -1 stands for an answer that is missing.
    points: dict[str, list[bytes]] = {}
    for number, test in enumerate(tests):
        for person, row in zip(test.scores.persons, np.nan_to_num(test.scores.scores, nan=-1.0), strict=True):
            points.setdefault(person, [b""] * len(tests))[number] = row.tobytes()

    def key(person: str) -> tuple[list[bytes], tuple[str, ...]]:
        return points[person], who.get(person, ())

    return tuple(replace(one, scores=_sorted(one.scores, key)) for one in tests)


def _sorted(matrix: ScoreMatrix, key: Callable[[str], tuple[list[bytes], tuple[str, ...]]]) -> ScoreMatrix:
    return matrix.of_persons(sorted(range(matrix.n_persons), key=lambda at: key(matrix.persons[at])))
