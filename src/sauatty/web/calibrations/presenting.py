"""What the pages of analyses show: rows of tables and charts, read off the stored results. Pure: no tables here."""

from collections.abc import Callable, Mapping
from typing import Any

from sauatty.core.documents.blocks import Figure
from sauatty.core.documents.test_figures_curves import distractors_figure
from sauatty.web.assessments.labels import language, note_words

Json = Mapping[str, Any]


def shown(analysis: Any, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the context of the page of an analysis."""
    return _PAGES[analysis.kind](analysis, query)


def figure_of(analysis: Any, chart: str, query: Mapping[str, str]) -> Figure | None:
    """Return one chart of an analysis, None where there is no such chart."""
    if analysis.result is None:
        return None
    draw = _CHARTS.get((analysis.kind, chart))
    return draw(analysis.result, query) if draw else None


def titles_of(analysis: Any) -> list[str]:
    """Return the titles of the tests of an analysis in the language of the page."""
    titles = (one["title"] for one in analysis.tests)
    return [one.get(language()) or next((text for text in one.values() if text), "") for one in titles]


# --- the report on questions ---


def _items_page(analysis: Any, query: Json) -> dict[str, Any]:
    parts = [_part(part) for part in analysis.result["parts"]]
    return {"parts": parts, "language": language()}


def _part(part: Json) -> dict[str, Any]:
    flagged = {one["item"]: note_words(one["flags"]) for one in part["options"]}
    rows = [
        {**one, "words": note_words(one["flags"]), "option_words": flagged.get(one["item"], [])}
        for one in part["items"]
    ]
    return {
        **part, "rows": rows, "n_flagged": sum(bool(row["words"] or row["option_words"]) for row in rows),
        "note_words": note_words([*part["notes"], *part["reliability"]["notes"]]),
        "with_options": sorted(flagged),
    }  # fmt: skip


def _distractors(result: Json, query: Json) -> Figure | None:
    wanted = (query.get("paper"), query.get("item"))
    for part in result["parts"]:
        for one in part["options"]:
            if (part["paper"], one["item"]) == wanted:
                return distractors_figure(one, language())
    return None


_PAGES: dict[str, Callable[[Any, Json], dict[str, Any]]] = {"items": _items_page}
_CHARTS: dict[tuple[str, str], Callable[[Json, Json], Figure | None]] = {("items", "options"): _distractors}
