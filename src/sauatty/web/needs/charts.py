"""Charts of one survey, drawn by the core from the same figures as the tables; those that need resampling are kept."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from sauatty.core.errors import SauattyError
from sauatty.web.needs import kept
from sauatty.web.needs.asking import SOURCES, AskedSurvey


def draw(asked: AskedSurvey, figure: str) -> str:
    """Return a chart as SVG; 404 where the survey has no such figure."""
    drawing = _DRAWINGS.get(figure, _question)
    try:
        return drawing(asked, figure)
    except SauattyError as error:
        raise Http404 from error


def _note(asked: AskedSurvey, *more: str) -> str:
    """Return one short line: whose codes, whether weighted, whether all of it is invented."""
    said = list(more)
    if asked.figures.is_weighted:
        said.append(gettext("weighted to the stated population"))
    if asked.campaign.is_demo:
        said.append(gettext("invented data"))
    return "; ".join(said)


def _question(asked: AskedSurvey, name: str) -> str:
    from sauatty.core.documents.survey_charts import distribution_svg

    if name not in dict(asked.figures.crossable(asked.language)):
        raise Http404
    table = asked.figures.tabulated(name, asked.language)
    if not table.rows:
        raise Http404
    return distribution_svg(table, asked.language)


def _crossed(asked: AskedSurvey, figure: str) -> str:
    from sauatty.core.documents.survey_charts import cross_svg

    names = asked.figures.crossable(asked.language)
    name = asked.one_of("question", names)
    by = asked.one_of("by", asked.figures.attribute_choices(asked.language))
    if not name:
        raise Http404
    return cross_svg(asked.figures.cross(name, by, asked.language), asked.language)


def _claimed(asked: AskedSurvey, figure: str) -> str:
    from sauatty.core.catalogue.words import word
    from sauatty.core.documents.need_charts import claimed_shown_svg

    found = asked.figures.claimed_found()
    if not found.sources:  # only empty definitions: there is nothing to set against the claims
        raise Http404
    title = word("needs", "title_claimed_shown", asked.language)
    return claimed_shown_svg(
        found, asked.language, title, note=_note(asked, str(SOURCES[asked.figures.source]))
    )


def _ranking(asked: AskedSurvey, figure: str) -> str:
    from sauatty.core.catalogue.words import word
    from sauatty.core.documents.need_charts import needs_svg

    figures, parts = asked.figures, asked.parts
    title = word("needs", "title_needs", asked.language)
    note = _note(asked, str(SOURCES[figures.source]))

    def compute() -> dict[str, Any]:
        return {"svg": needs_svg(figures.needs_found(parts), asked.language, title, note=note)}

    asked_for = figures.key(asked.language, *parts.values())
    return str(kept.recall(asked.campaign, "needs-chart", asked_for, compute)["svg"])


_DRAWINGS: dict[str, Callable[[AskedSurvey, str], str]] = {
    "crossed": _crossed,
    "claimed": _claimed,
    "ranking": _ranking,
}
# The charts that show codes of open answers.
CODED = frozenset({"claimed", "ranking"})
