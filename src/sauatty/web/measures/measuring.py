"""The figures of the measure pages as plain JSON: ids and numbers, no words. All arithmetic is the core's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan
from typing import Any

from sauatty.core.records import JudgedObjective
from sauatty.web.alignments import kept, proposals
from sauatty.web.alignments.figures import MODULES, competences_of, module_columns
from sauatty.web.alignments.judged import Source, count_judged, objectives_of
from sauatty.web.alignments.selectors import finished_run
from sauatty.web.curricula.models import Edition

COUNTS = ("direct", "opportunity", "both")
AXES = ("subject_area", "subject", "grade")
COMPETENCES = "competences"
COLUMNS = (COMPETENCES, "modules")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What a page is asked: rows, columns, and which objectives count."""

    by: str = "subject_area"
    count: str = "direct"
    columns: str = COMPETENCES

    def key(self) -> str:
        """Return the question as one line."""
        return f"{self.by} {self.count} {self.columns}"


def question_of(query: Mapping[str, str], source: Source) -> Question:
    """Read a question from an address; the machine does not tell direct from opportunity, so there it is both."""
    by, count, columns = query.get("by", ""), query.get("count", ""), query.get("columns", "")
    has_modules = source.framework in MODULES
    return Question(
        by if by in AXES else AXES[0],
        "both" if source.is_machine else count if count in COUNTS else COUNTS[0],
        columns if columns in COLUMNS and has_modules else COMPETENCES,
    )


@dataclass
class Measures:
    """The measures of one edition by one source; rows are read once, and only where a figure is not kept."""

    edition: Edition
    source: Source
    question: Question = field(default_factory=Question)

    @cached_property
    def objectives(self) -> list[JudgedObjective]:
        """Return the objectives with what the source holds of them."""
        return objectives_of(self.source, self.edition)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the ids of the columns."""
        if self.question.columns == COMPETENCES:
            return tuple(one.id for one in competences_of(self.source.framework))
        return tuple(one.id for one in module_columns())

    @cached_property
    def matrix(self) -> Any:
        """Return the core's matrix of the question; numpy comes in only here."""
        return self.matrix_of(self.question.count)

    def matrix_of(self, count: str) -> Any:
        """Return the core's matrix of the question with another way of counting."""
        from sauatty.core.coverage import expected_rows, judged_matrix, module_matrix

        asked: Any = {
            "by": self.question.by,
            "count": count,
            "expected_rows": expected_rows(self.question.by),
        }
        if self.question.columns == COMPETENCES:
            return judged_matrix(self.objectives, competences=self.columns, **asked)
        return module_matrix(self.objectives, **asked)

    def kept(self, measure: str, compute: Callable[[], Json], *more: Any) -> Json:
        """Return a figure that was computed from the same decisions before, else compute and keep it."""
        return kept.recall(self.edition, self.source, measure, (self.question.key(), *more), compute)

    def map(self) -> Json:
        """Return the matrix with its margins."""
        return self.kept("map", lambda: map_figures(self.matrix))

    def unevenness(self) -> Json:
        """Return the evenness with its interval, and every cell with share, interval and residual."""
        return self.kept("unevenness", lambda: unevenness_figures(self.matrix))

    def progression(self) -> Json:
        """Return each competence over the grades."""
        return self.kept("progression", self._progression)

    def _progression(self) -> Json:
        from sauatty.core.coverage import progression

        found = progression(self.objectives, self.columns, count=self.question.count, propose=True)
        return {**progression_figures(found), **self._judged()}

    def _judged(self) -> Json:
        n_judged, n_objectives = count_judged(self.objectives)
        return {"n_judged": n_judged, "n_objectives": n_objectives}

    def gaps(self) -> Json:
        """Return the empty and thin cells with the objectives that could fill them."""
        run = finished_run(self.edition)
        # offers are ranked by the machine's scores, also where people judged: a new run ranks them anew
        return self.kept(
            "gaps", lambda: self._gaps(run), run.pk if run else "", run.finished_at if run else ""
        )

    def _gaps(self, run: Any) -> Json:
        from sauatty.core.coverage import opportunities

        matrix = self.matrix_of("both" if self.source.is_machine else "direct")
        scores = proposals.scores_of(run, self.source.framework) if run else {}
        return gap_figures(matrix, opportunities(self.objectives, matrix, scores=scores))

    def reinforcement(self, target: float) -> Json:
        """Return the smallest set of opportunities that brings the evenness to a target."""
        return self.kept("reinforcement", lambda: self._reinforcement(target), target)

    def _reinforcement(self, target: float) -> Json:
        from sauatty.core.coverage import reinforce

        found = reinforce(self.objectives, self.columns, target, by=self.question.by)
        return {**reinforcement_figures(found), **self._judged()}

    def research(self) -> Json:
        """Return Gini's coefficient, and Porter's index of each row against the others with its baseline."""
        return self.kept("research", lambda: research_figures(self.matrix))


def compare_figures(asked: Measures, a: Sequence[JudgedObjective], b: Sequence[JudgedObjective]) -> Json:
    """Return two sets of objectives side by side, both asked the same question."""
    from sauatty.core.coverage import compare

    question: Any = asked.question
    found = compare(a, b, by=question.by, competences=asked.columns, count=question.count)
    return {
        "n_a": _sum(found.a.n_judged), "n_b": _sum(found.b.n_judged),
        "totals": [_difference(one) for one in found.totals],
        "cells": [_difference(one) for one in found.cells if one.is_clear],
        "alignment": _porter(found.alignment),
        "only_in_a": [list(pair) for pair in found.only_in_a],
        "only_in_b": [list(pair) for pair in found.only_in_b],
        "rows_only_in_a": list(found.rows_only_in_a),
        "rows_only_in_b": list(found.rows_only_in_b),
    }  # fmt: skip


def _difference(one: Any) -> Json:
    return {
        "row": one.row, "competence": one.competence, "n_a": one.n_a, "n_b": one.n_b,
        "a": interval(one.a), "b": interval(one.b), "difference": interval(one.difference),
        "is_clear": one.is_clear,
    }  # fmt: skip


def plain(value: float) -> float | None:
    """Return a number, or None where it is undefined: JSON knows no nan."""
    return None if isnan(value) else float(value)


def interval(found: Any) -> Json:
    """Return estimate and ends of an interval."""
    return {"estimate": plain(found.estimate), "low": plain(found.low), "high": plain(found.high)}


def _sum(values: Any) -> int:
    return int(sum(value for value in values.tolist() if not isnan(value)))


def map_figures(matrix: Any) -> Json:
    """Return a judged matrix as JSON; a row that was not read has no n_objectives, one not judged no counts."""
    return {
        "rows": matrix.as_rows(),
        "columns": list(matrix.competences),
        "totals": dict(zip(matrix.competences, matrix.totals.tolist(), strict=True)),
        "n_objectives": _sum(matrix.n_objectives),
        "n_judged": _sum(matrix.n_judged),
        "n_relevant": _sum(matrix.n_relevant),
        "has_hours": any(not isnan(hours) for hours in matrix.hours.tolist()),
    }


def unevenness_figures(matrix: Any) -> Json:
    """Return how unevenly a matrix is filled, cell by cell."""
    from sauatty.core.coverage import unevenness

    found = unevenness(matrix)
    cells: dict[str, list[Json]] = {}
    for cell in found.cells:
        cells.setdefault(cell.row, []).append(
            {
                "competence": cell.competence,
                "n": cell.n,
                "n_judged": cell.n_judged,
                **interval(cell.share),
                "residual": plain(cell.residual),
                "expected": plain(cell.expected),
                "flag": cell.flag,
            }
        )
    rows = [
        {"row": row, "evenness": _evenness(own) if own else None, "cells": cells[row]}
        for row, own in found.rows
        if row in cells
    ]
    return {**found.as_json(), "evenness": _evenness(found.evenness), "rows": rows, **_margins(matrix)}


def _evenness(found: Any) -> Json:
    return {**interval(found.pielou), "gini": plain(found.gini), "n": found.n}


def _margins(matrix: Any) -> Json:
    return {"n_objectives": _sum(matrix.n_objectives), "n_judged": _sum(matrix.n_judged)}


def progression_figures(found: Any) -> Json:
    """Return each competence over the grades: shares, demands, trend."""
    return {
        "n_proposed": found.n_proposed,
        "competences": [
            {
                "competence": one.competence,
                "undefined": one.undefined,
                "trend": {**interval(one.trend.spearman), "tau": plain(one.trend.kendall), "n": one.trend.n},
                "grades": list(one.grades),
                "missing": list(one.missing),
                "returns": list(one.returns),
                "steps": [_step(step) for step in one.steps],
            }
            for one in found.competences
        ],
    }


def _step(step: Any) -> Json:
    return {
        "grade": step.grade, "n": step.n, "n_judged": step.n_judged, **interval(step.share),
        "n_with_demand": step.n_with_demand, "mean": plain(step.mean_demand),
        "median": plain(step.median_demand), "demands": list(step.demands),
    }  # fmt: skip


def gap_figures(matrix: Any, offers: Sequence[Any]) -> Json:
    """Return the empty and thin cells of the judged rows, each with its ranked offers."""
    by_cell: dict[tuple[str, str], list[Json]] = {}
    for offer in offers:
        by_cell.setdefault((offer.row, offer.competence), []).append(_offer(offer))
    carrying = matrix.n_carrying
    cells = []
    for index, row in enumerate(matrix.rows):
        if not matrix.is_read[index]:
            continue
        for column, competence in enumerate(matrix.competences):
            n = int(carrying[index, column])
            found = by_cell.get((row, competence), [])
            if found or not n:
                cells.append({"row": row, "competence": competence, "n": n, "offers": found})
    return {"cells": cells, "n_empty": sum(not cell["n"] for cell in cells), **_margins(matrix)}


def _objective(one: JudgedObjective) -> Json:
    return {
        "id": one.id, "code": one.code or "", "text": one.text, "language": one.language, "grade": one.grade,
        "subject": one.subject, "subject_id": one.subject_id or "", "subject_area": one.subject_area or "",
    }  # fmt: skip


def _offer(offer: Any) -> Json:
    return {
        **_objective(offer.objective), "rank": offer.rank, "reason": offer.reason, "score": offer.score,
        "related": offer.related,
    }  # fmt: skip


def reinforcement_figures(found: Any) -> Json:
    """Return the trade-off and the chosen set."""
    return {
        "target": found.target,
        "is_reached": found.is_reached,
        "k": found.k,
        "n_opportunities": found.n_opportunities,
        "evenness_before": plain(found.evenness_before),
        "evenness_after": plain(found.evenness_after),
        "columns": list(found.competences),
        "before": list(found.before),
        "after": list(found.after),
        "steps": [
            {"k": step.k, "evenness": plain(step.evenness), "competence": step.competence}
            for step in found.steps
        ],
        "chosen": [
            {**_objective(one.objective), "competence": one.competence, "row": one.row}
            for one in found.chosen
        ],
    }


def research_figures(matrix: Any) -> Json:
    """Return the indices of the research appendix."""
    from sauatty.core.coverage import align_rows, unevenness

    found = unevenness(matrix)
    return {
        "evenness": _evenness(found.evenness),
        "undefined": found.undefined,
        "n_relevant": found.n_relevant,
        "minimum": found.minimum,
        "rows": [{"row": row, **_porter(one)} for row, one in align_rows(matrix).items()],
        **_margins(matrix),
    }


def _porter(found: Any) -> Json:
    return {
        "index": plain(found.index), "mean": plain(found.mean), "low": plain(found.low),
        "high": plain(found.high), "p": plain(found.p), "n_a": found.n_a, "n_b": found.n_b,
    }  # fmt: skip
