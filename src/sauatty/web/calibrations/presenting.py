"""What the pages of analyses show: rows of tables and charts, read off the stored results. Pure: no tables here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.documents.blocks import Figure, Table
from sauatty.core.documents.test_figures_curves import distractors_figure
from sauatty.web.assessments.labels import language
from sauatty.web.calibrations import presenting_groups, presenting_scale
from sauatty.web.calibrations.naming import note_words

Json = Mapping[str, Any]
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart on a page: its address after 'chart/', the paper it is of, the words for it and its table."""

    address: str
    paper: str
    alt: str
    caption: str
    table: Table | None


def page_of(analysis: Any, names: Names) -> dict[str, Any]:
    """Return the context of the page of an analysis; `names` are those of its groups."""
    return _PAGES[analysis.kind](analysis.result, names)


def charts_of(analysis: Any, names: Names) -> list[Shown]:
    """Return the charts of the page of an analysis."""
    drawn = _CHARTS.get(analysis.kind)
    figures = drawn(analysis.result, names) if drawn else {}
    return [
        Shown(f"{key}.svg", _paper_of(key), one.alt, one.caption, one.table) for key, one in figures.items()
    ]


def _paper_of(key: str) -> str:
    """Return the paper that stands in the name of a chart: 'icc-A', 'dif-A-ru'."""
    parts = key.split("-")
    return parts[1] if len(parts) > 1 else ""


def figure_of(analysis: Any, chart: str, names: Names, query: Json) -> Figure | None:
    """Return one chart of an analysis, None where there is no such chart."""
    if analysis.result is None:
        return None
    if (analysis.kind, chart) == ("items", "options"):
        return distractors(analysis.result, query.get("paper", ""), query.get("item", ""))
    drawn = _CHARTS.get(analysis.kind)
    return drawn(analysis.result, names).get(chart) if drawn else None


def titles_of(analysis: Any) -> list[str]:
    """Return the titles of the tests of an analysis in the language of the page."""
    titles = (one["title"] for one in analysis.tests)
    return [one.get(language()) or next((text for text in one.values() if text), "") for one in titles]


# --- the report on questions ---


def _items_page(result: Json, names: Names) -> dict[str, Any]:
    return {"parts": [_part(part) for part in result["parts"]]}


def _part(part: Json) -> dict[str, Any]:
    flagged = {one["item"]: note_words(one["flags"]) for one in part["options"]}
    rows = [
        {**one, "words": [*note_words(one["flags"]), *flagged.get(one["item"], [])], "has_options": one["item"] in flagged}
        for one in part["items"]
    ]  # fmt: skip
    notes = {
        (one["code"], str(one["params"])): one for one in [*part["notes"], *part["reliability"]["notes"]]
    }
    return {
        **part, "rows": rows, "n_flagged": sum(bool(row["words"]) for row in rows),
        "solved": _("Solved") if part["most"] == len(rows) else _("Share of points"),
        "note_words": note_words(notes.values()),
    }  # fmt: skip


def distractors(result: Json, paper: str, item: str) -> Figure | None:
    """Return who chose which option of a question, None where it has no options of that kind."""
    for part in result["parts"]:
        for one in part["options"]:
            if (part["paper"], one["item"]) == (paper, item):
                return distractors_figure(one, language())
    return None


_PAGES: dict[str, Callable[[Json, Names], dict[str, Any]]] = {
    "items": _items_page,
    "calibration": presenting_scale.calibration_page,
    "equating": presenting_scale.equating_page,
    "drift": presenting_scale.drift_page,
    "dif": presenting_groups.dif_page,
    "gain": presenting_groups.gain_page,
}
_CHARTS: dict[str, Callable[[Json, Names], dict[str, Figure]]] = {
    "calibration": presenting_scale.calibration_charts,
    "drift": presenting_scale.drift_charts,
    "dif": presenting_groups.dif_charts,
    "gain": presenting_groups.gain_charts,
}
