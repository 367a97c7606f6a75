"""Charts of the measures, drawn by the core from the same figures as the tables under them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

from sauatty.web.alignments import kept
from sauatty.web.alignments.figures import competence_of
from sauatty.web.alignments.labels import KINDS, SHORT_COUNTS
from sauatty.web.measures.asking import Asked
from sauatty.web.measures.judged_map import row_name


def draw(asked: Asked, measure: str, target: float) -> str | None:
    """Return a chart as SVG, or None where a measure has none; kept like the figures."""
    drawing = _DRAWINGS.get(measure)
    if drawing is None or (measure == "reinforcement" and asked.source.is_machine):
        return None
    asked_for = (asked.question.key(), asked.language, target)
    kept_chart = kept.recall(
        asked.edition,
        asked.source,
        f"chart-{measure}",
        asked_for,
        lambda: {"svg": drawing(asked, target)},
    )
    return str(kept_chart["svg"])


def _note(asked: Asked) -> str:
    """Return one short line: who holds the figures, what counts, and whether all of it is invented."""
    said = [str(KINDS[asked.source.kind]), str(SHORT_COUNTS[asked.question.count])]
    if asked.source.saw_proposals:
        said.append(gettext("a coder saw proposals"))
    if asked.edition.document.is_demo:
        said.append(gettext("invented data"))
    return "; ".join(said)


def _columns(asked: Asked) -> dict[str, str]:
    """Return the names of the columns, for frameworks that the content does not hold."""
    return {one: competence_of(one).name.text(asked.language) for one in asked.measures.columns}


def _names(asked: Asked) -> Mapping[str, str]:
    rows = asked.measures.matrix.rows
    return {row: row_name(asked.question.by, row, asked.language) for row in rows}


def _map(asked: Asked, target: float) -> str:
    from sauatty.core.documents.charts_measures import judged_svg

    return judged_svg(
        asked.measures.matrix,
        asked.language,
        gettext("Coverage map"),
        row_names=_names(asked),
        note=_note(asked),
        column_names=_columns(asked),
    )


def _shares(asked: Asked, target: float) -> str:
    from sauatty.core.documents.charts_measures import share_bars, shares_svg

    bars = share_bars(asked.measures.matrix, _names(asked))
    return shares_svg(bars, asked.language, gettext("Shares with their intervals"), note=_note(asked))


def _progression(asked: Asked, target: float) -> str:
    from sauatty.core.coverage import progression
    from sauatty.core.documents.charts_trends import progression_svg

    measures = asked.measures
    count: Any = asked.question.count
    found = progression(measures.objectives, measures.columns, count=count, propose=True)
    return progression_svg(
        found,
        asked.language,
        gettext("Progression over the grades"),
        note=_note(asked),
        column_names=_columns(asked),
    )


def _trade_off(asked: Asked, target: float) -> str:
    from sauatty.core.coverage import reinforce
    from sauatty.core.documents.charts_trends import trade_off_svg

    measures = asked.measures
    found = reinforce(measures.objectives, measures.columns, target, by=asked.question.by)
    return trade_off_svg(found, asked.language, gettext("What would change it most"), note=_note(asked))


_DRAWINGS: dict[str, Callable[[Asked, float], str]] = {
    "coverage_map": _map,
    "unevenness": _shares,
    "progression": _progression,
    "reinforcement": _trade_off,
}
