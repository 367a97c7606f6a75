"""The tables of a test for research: points, letters, key and groups, in the shapes that `sauatty test` reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sauatty.core.psychometrics.groups import RARE, without_small
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments import selectors
from sauatty.web.assessments.selectors import Taken
from sauatty.web.base import exports

_table = partial(exports.write_csv, for_excel=False)  # programs read these tables: codes stand as they are
PUBLISHED_GROUPS = ("language", "region", "locality", "workplace", "cohort", "mode", "paper")
README = """Tables of a test, made by Sauatty.

SCORES.csv       person, then the points on each item; empty = not asked, or not reached
POINTS.csv       item, points: the most that each item can give
RESPONSES.csv    the letters chosen (several joined by +, an order by >, pairs by =)
KEY.csv          item, key: what counts now, corrections included
COMPONENTS.csv   item, component: access, evaluation or creation; COMPETENCES.csv has the competence of each item
GROUPS-*.csv     person, group; a group of fewer than %(minimum)s people stands as '%(rare)s'

Of a pair the names end in -pre and -final. Where a test has several papers, SCORES-A.csv holds the people who took paper A:
reliability and item statistics are those of one paper.
People stand under a code that is the same in all tests of the programme and in no other one.
Judged situations give 0, 1 or 2 points: work with SCORES.csv; KEY.csv names their best option only.

  sauatty test items SCORES.csv --points POINTS.csv
  sauatty test items RESPONSES.csv --key KEY.csv
  sauatty test dif SCORES.csv --groups GROUPS-language.csv
  sauatty test gain SCORES-pre.csv SCORES-final.csv
"""


@dataclass(frozen=True, slots=True)
class DataChoice:
    """What somebody asked for."""

    which: str = "first"
    not_reached: str = "zero"
    with_offline: bool = True
    with_partner: bool = True
    with_letters: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the choice for a job."""
        return {name: getattr(self, name) for name in self.__slots__}


def tables_of(tests: Sequence[Any], choice: DataChoice) -> dict[str, bytes]:
    """Return the files of tests: with several tests their purpose ends the names, of each paper there is one of its own."""
    files: dict[str, bytes] = {}
    everybody: dict[str, Taken] = {}
    for test in tests:
        taken = selectors.taken_of([test], which=choice.which, with_offline=choice.with_offline)
        ending = f"-{test.purpose}" if len(tests) > 1 else ""
        files |= _tables_of_one(test, taken, choice, ending) if taken else {}
        everybody |= {one.code: one for one in taken}
    files |= dict(_group_files(list(everybody.values())))
    files["README.txt"] = (README % {"minimum": MINIMUM_CELL, "rare": RARE}).encode()
    return files


def _tables_of_one(test: Any, taken: Sequence[Taken], choice: DataChoice, ending: str) -> dict[str, bytes]:
    competences = selectors.components_of(taken)
    components = {item: id.rpartition(".")[0] or id for item, id in competences.items()}
    files = {
        **_people_files(test, taken, choice, ending),
        f"COMPONENTS{ending}.csv": _table([("item", "component"), *components.items()]),
        f"COMPETENCES{ending}.csv": _table([("item", "competence"), *competences.items()]),
    }
    codes = sorted({one.paper for one in taken})
    for code in codes if len(codes) > 1 else ():
        rows = [one for one in taken if one.paper == code]
        files |= _people_files(test, rows, choice, f"{ending}-{code}")
    return files


def _people_files(test: Any, taken: Sequence[Taken], choice: DataChoice, ending: str) -> dict[str, bytes]:
    """Return points, and letters with their key, of some people."""
    matrix = selectors.score_matrix_of([test], taken=taken, not_reached=choice.not_reached)
    most = zip(matrix.items, matrix.max_scores, strict=True)
    files = {
        f"SCORES{ending}.csv": _table(score_rows(matrix)),
        f"POINTS{ending}.csv": _table([("item", "points"), *most]),
    }
    if choice.with_letters:
        table = selectors.responses_of([test], taken=taken)
        rows = [
            (person, *("" if one is None else one for one in line))
            for person, line in zip(table.persons, table.letters, strict=True)
        ]
        files[f"RESPONSES{ending}.csv"] = _table([("person", *table.items), *rows])
        files[f"KEY{ending}.csv"] = _table([("item", "key"), *selectors.key_letters_of(taken).items()])
    return files


def score_rows(matrix: ScoreMatrix) -> list[tuple[Any, ...]]:
    """Return a matrix as rows of a table: whole points, empty where nothing was asked."""
    lines = [
        (person, *("" if np.isnan(one) else int(one) for one in row))
        for person, row in zip(matrix.persons, matrix.scores, strict=True)
    ]
    return [("person", *matrix.items), *lines]


def _group_files(taken: Sequence[Taken]) -> Iterable[tuple[str, bytes]]:
    for by in PUBLISHED_GROUPS:
        groups = selectors.groups_of([], by, taken=taken)
        names = without_small(dict(zip((one.code for one in taken), groups.names, strict=True)), MINIMUM_CELL)
        if len(set(names.values())) > 1:
            rows = sorted((code, name) for code, name in names.items() if name)
            yield f"GROUPS-{by}.csv", _table([("person", "group"), *rows])
