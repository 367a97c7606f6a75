"""From the rows of a file and the decisions of people to judged objectives."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sauatty.core.coverage.labels import row_key
from sauatty.core.coverage.matrix import canonical, first_proposal
from sauatty.core.errors import CoderNotChosen, CoderUnknown, DecisionsUnmatched, RowInvalid
from sauatty.core.records import Decision, JudgedObjective

AGREED = "agreed"
SOURCES = frozenset({"machine", "coder", AGREED})
Row = Mapping[str, Any]


def is_judged(row: Row) -> bool:
    """Tell whether a row holds a judgement (0, 1, 2 or not yet), rather than the proposals of a machine.

    A machine's relevance is a probability, written with a point; a judgement is a whole number or null.
    """
    return "decision" in row or ("competences" in row and not isinstance(row.get("relevance"), float))


def judged_from_rows(rows: Iterable[Row], *, name: str = "objectives") -> list[JudgedObjective]:
    """Return the objectives of rows that hold their judgement.

    A row has `decision` (or `relevance`) 0, 1, 2 or None and a list of `competences`, most important first;
    `demand` 1-6 and `hours` where they are known. `source` is 'machine', 'coder' or 'agreed'; any other value, such
    as the name of a file, is taken for 'agreed'.

    Raises
    ------
    RowInvalid
        If a row has another relevance or no list of competences.
    """
    return [_judged(row, name, line) for line, row in enumerate(rows, 1)]


def _judged(row: Row, name: str, line: int) -> JudgedObjective:
    relevance = row.get("decision") if "decision" in row else row.get("relevance")
    competences = row.get("competences", row.get("codes")) or []
    if relevance is not None and (isinstance(relevance, bool) or relevance not in (0, 1, 2)):
        problem = "'decision' (or 'relevance') is not 0, 1, 2 or null"
        raise RowInvalid(path=name, line=line, problem=problem)
    if not isinstance(competences, list) or not all(isinstance(one, str) for one in competences):
        raise RowInvalid(path=name, line=line, problem="'competences' is not a list of ids")
    source = row.get("source")
    return objective_of(
        row,
        relevance=None if relevance is None else int(relevance),
        competences=competences if relevance else (),
        demand=_demand(row, name, line),
        source=source if isinstance(source, str) and source in SOURCES else AGREED,
    )


def _demand(row: Row, name: str, line: int) -> int | None:
    demand = row.get("demand")
    if demand is not None and (isinstance(demand, bool) or demand not in range(1, 7)):
        raise RowInvalid(path=name, line=line, problem="'demand' is not 1 to 6 or null")
    return None if demand is None else int(demand)


def judged_from_decisions(
    rows: Sequence[Row], decisions: Sequence[Decision], *, names: tuple[str, str], coder: str = ""
) -> list[JudgedObjective]:
    """Join objectives with decisions about them; an objective without one is not judged.

    Parameters
    ----------
    rows : sequence of mappings
        The objectives, with `id`.
    decisions : sequence of Decision
        Those of coder 'agreed' stand; without any, those of the one coder there is, or of `coder`.
    names : tuple of str
        What messages call the two files: objectives and decisions.
    coder : str
        Whose decisions count; '' for the agreed ones.

    Raises
    ------
    CoderNotChosen, CoderUnknown
        If several coders decided and none was chosen; if the chosen one decided nothing.
    DecisionsUnmatched
        If no decision is about one of the objectives.
    """
    chosen = _chosen_coder(decisions, coder, names[1])
    by_unit = {one.unit: one for one in decisions if one.coder == chosen}
    ids = {str(row.get("id")) for row in rows}
    if ids.isdisjoint(by_unit):
        raise DecisionsUnmatched(name=names[1], objectives=names[0])
    source = AGREED if chosen == AGREED else "coder"
    return [_decided(row, by_unit.get(str(row.get("id"))), source) for row in rows]


def _chosen_coder(decisions: Sequence[Decision], coder: str, name: str) -> str:
    coders = sorted({one.coder for one in decisions})
    if coder and coder not in coders:
        raise CoderUnknown(name=name, coder=coder, coders=", ".join(coders))
    if coder:
        return coder
    if AGREED in coders or not coders:
        return AGREED
    if len(coders) > 1:
        raise CoderNotChosen(name=name, coders=", ".join(coders))
    return coders[0]


def _decided(row: Row, decision: Decision | None, source: str) -> JudgedObjective:
    if decision is None:
        return objective_of(row, relevance=None, source=source)
    return objective_of(
        row,
        relevance=decision.relevance,
        competences=decision.competences,
        demand=decision.demand,
        source=source,
    )


def judged_from_matches(rows: Iterable[Row], threshold: float) -> list[JudgedObjective]:
    """Return matched objectives as a machine judges them: 1 or 0 by the threshold, at the first proposal.

    The machine does not tell a direct objective from an opportunity, so the relevance 1 means either; count
    'both'.
    """
    found = []
    for row in rows:
        first = first_proposal(row)
        relevant = bool(first) and float(row["relevance"]) >= threshold
        competences = (first,) if first and relevant else ()
        found.append(objective_of(row, relevance=int(relevant), competences=competences, source="machine"))
    return found


def machine_scores(rows: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Return the scores of the proposals of matched rows by objective and competence."""
    scores: dict[str, dict[str, float]] = {}
    for row in rows:
        for one in row.get("proposals") or ():
            if isinstance(one, Mapping) and isinstance(one.get("score"), int | float):
                own = scores.setdefault(str(row.get("id")), {})
                own[canonical(str(one.get("competence")))] = float(one["score"])
    return scores


def objective_of(
    row: Row,
    *,
    relevance: int | None,
    competences: Sequence[str] = (),
    demand: int | None = None,
    source: str = AGREED,
) -> JudgedObjective:
    """Return the objective of a row with a judgement; ids of competences in their canonical spelling."""
    hours = row.get("hours")
    is_number = isinstance(hours, int | float) and not isinstance(hours, bool)
    return JudgedObjective(
        id=str(row.get("id") or ""),
        subject_area=_text(row, "subject_area"),
        subject_id=_text(row, "subject_id"),
        grade=_grade(row.get("grade")),
        language=_text(row, "language") or "",
        relevance=relevance,
        competences=tuple(dict.fromkeys(canonical(one) for one in competences)),
        demand=demand,
        source=source,
        code=_text(row, "code"),
        text=_text(row, "text") or "",
        subject=_text(row, "subject") or "",
        hours=float(hours) if is_number and hours is not None else None,
    )


def _text(row: Row, key: str) -> str | None:
    value = row.get(key)
    return None if value is None else str(value)


def _grade(stated: object) -> int | None:
    key = row_key({"grade": stated}, "grade")
    return int(key) if key.isdecimal() else None
