"""Codes from a table: found among the answers of a coding, then stored the way of every table of decisions."""

from collections.abc import Iterable
from typing import Any

from sauatty.core.errors import CodedAnswersRefused, UnknownUnitInTable
from sauatty.core.records import CodedAnswer, Decision
from sauatty.web.agreements import services as agreements
from sauatty.web.answers import selectors

MACHINE = "machine"


def keep_codes(*, actor: Any, project: Any, codes: Iterable[CodedAnswer], coder: str, name: str) -> Any:
    """Keep a table until its owner has looked at it; refused where it holds a machine's codes as a coder's."""
    rows = _rows(project, codes, coder, name)
    return agreements.keep_table(actor=actor, project=project, rows=rows, name=name)


def _rows(project: Any, codes: Iterable[CodedAnswer], coder: str, name: str) -> list[Decision]:
    units, question = selectors.units_by_response(project), project.coded_question.question
    found: dict[str, tuple[int, Decision]] = {}
    for line, one in enumerate(codes, 2):
        if one.source == MACHINE:
            raise CodedAnswersRefused(
                name=name, line=line, problem="a machine's code is never taken in as a coder's"
            )
        if one.question not in ("-", question) or one.response not in units:
            raise UnknownUnitInTable(name=name, unit=one.response[:80])
        unit = str(units[one.response])
        row = Decision(unit, coder, one.grade, one.parts)
        before = found.setdefault(unit, (line, row))
        if (before[1].relevance, set(before[1].competences)) != (row.relevance, set(row.competences)):
            raise CodedAnswersRefused(
                name=name,
                line=line,
                problem=f"an equal answer, coded once here, was coded otherwise in line {before[0]}",
            )
    return [row for _line, row in found.values()]
