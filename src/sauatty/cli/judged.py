"""What the measuring commands read: objectives with the decisions of people, or with a machine's proposals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sauatty.cli.evaluation import check_counted
from sauatty.cli.files import read_bytes, read_rows, shown_name
from sauatty.core.catalogue import competence, framework
from sauatty.core.coverage import (
    is_judged,
    judged_from_decisions,
    judged_from_matches,
    judged_from_rows,
    machine_scores,
    mix_sources,
    source_of,
)
from sauatty.core.errors import NotJudged
from sauatty.core.exchange.decisions import read_decisions
from sauatty.core.matching.evaluation import declared_threshold
from sauatty.core.records import JudgedObjective

PRIMARY = "gmilaf"


@dataclass(frozen=True, slots=True)
class Judged:
    """The objectives of a file; `name` is what messages call it, `scores` are the machine's, by objective."""

    name: str
    objectives: tuple[JudgedObjective, ...]
    scores: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def competences(self) -> tuple[str, ...]:
        """Return the competences of the framework that the objectives are judged by."""
        first = next((one.competences[0] for one in self.objectives if one.competences), f"{PRIMARY}.1.1")
        return tuple(node.id for node in framework(competence(first).framework).competences)

    @property
    def is_machine(self) -> bool:
        """Tell whether a machine judged, which does not tell direct from opportunity."""
        return any(one.source == "machine" for one in self.objectives)


def read_judged(name: str, **options: Any) -> Judged:
    """Read a file of objectives with their judgements; see `judged_of`."""
    return judged_of(read_rows(name), name, **options)


def judged_of(
    rows: Sequence[dict[str, Any]],
    name: str,
    *,
    decisions: str | None = None,
    coder: str = "",
    threshold: float | None = None,
    mixed: bool = False,
) -> Judged:
    """Return the objectives of a file with their judgements, from its rows or from a file of decisions.

    Raises
    ------
    SourcesMixed
        If the rows were judged by different sources and `mixed` does not allow it.
    """
    shown = shown_name(name)
    if decisions is not None:
        found = read_decisions(read_bytes(decisions), name=shown_name(decisions))
        objectives = judged_from_decisions(rows, found, names=(shown, shown_name(decisions)), coder=coder)
    else:
        objectives = _from_rows(rows, shown, threshold)
    if mixed:
        objectives = list(mix_sources(objectives))
    source_of(objectives)
    return Judged(shown, tuple(objectives), machine_scores(rows))


def _from_rows(rows: Sequence[dict[str, Any]], shown: str, threshold: float | None) -> list[JudgedObjective]:
    matched = []
    for line, row in enumerate(rows, 1):
        if not is_judged(row):
            check_counted(row, shown, line)
            matched.append(row)
    models = tuple(dict.fromkeys(str(row["model"]) for row in matched if row.get("model")))
    limit = declared_threshold(models) if threshold is None else threshold
    judged = judged_from_rows([row for row in rows if is_judged(row)], name=shown)
    return [*judged, *judged_from_matches(matched, limit)]


def need_people(judged: Judged) -> None:
    """Refuse machine proposals where the difference between direct and opportunity is needed."""
    if judged.is_machine:
        raise NotJudged(name=judged.name)
