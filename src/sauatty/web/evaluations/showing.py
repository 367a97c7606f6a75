"""The thread as the page shows it: cells with their figure, how many stand behind it, and where its rows are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.catalogue.words import word
from sauatty.core.errors import UnknownCompetence
from sauatty.core.evaluation.evaluate import Evaluation
from sauatty.core.evaluation.figures import Figure
from sauatty.core.evaluation.limit_texts import LIMIT_TEXTS
from sauatty.core.evaluation.limits import Limit
from sauatty.core.evaluation.thread import COLUMNS, ThreadRow
from sauatty.core.languages import Translated, format_number, format_share
from sauatty.core.psychometrics.notes import NOTE_TEXTS
from sauatty.core.surveys.small_cells import MINIMUM_CELL, may_be_told
from sauatty.web.base import roles
from sauatty.web.base.sentences import in_words
from sauatty.web.evaluations.gathering import Gathered
from sauatty.web.lessons import catalogue

# Column: its head, and what the number and its n are.
HEADS: Mapping[str, tuple[Any, Any]] = {
    "need": (
        gettext_lazy("Need"),
        gettext_lazy("Index of need from 0 to 1, from the survey of needs; n is how many answered."),
    ),
    "minutes": (
        pgettext_lazy("a thing", "Plan"),
        gettext_lazy(
            "Minutes that the newest plan gives it; n is how many competences the plan has time for."
        ),
    ),
    "lessons": (
        gettext_lazy("Lessons"),
        gettext_lazy("Lessons of the plan and of the sessions that teach it; n is all of these lessons."),
    ),
    "items": (
        gettext_lazy("Questions"),
        gettext_lazy(
            "Different questions of the pre-test and the final test about it; n is all questions of both."
        ),
    ),
    "gain": (
        gettext_lazy("Gain"),
        gettext_lazy(
            "Final test minus pre-test, as a share of the most points; n is how many people took both."
        ),
    ),
    "activities": (
        gettext_lazy("Activities"),
        gettext_lazy("Accepted activities of participants about it; n is all activities."),
    ),
    "certificates": (
        gettext_lazy("Certificates"),
        gettext_lazy(
            "Share of those who attended that hold a certificate of the programme, where the competence was "
            "taught; n is who attended. A certificate is not given for one competence."
        ),
    ),
    "coverage": (
        gettext_lazy("Curriculum"),
        gettext_lazy(
            "Share of the judged learning objectives in which people found it, directly or as an "
            "opportunity; n is the judged objectives."
        ),
    ),
    "recommendations": (
        gettext_lazy("Guide"),
        gettext_lazy("Activities that the published guide suggests for it; n is all that it suggests."),
    ),
}
WHY: Mapping[str, Any] = {
    "no-need-survey": gettext_lazy("no survey of needs"),
    "not-asked": gettext_lazy("not asked"),
    "no-plan": gettext_lazy("no plan"),
    "no-lessons": gettext_lazy("no lessons"),
    "no-test": gettext_lazy("no test"),
    "no-pre-test": gettext_lazy("no pre-test"),
    "no-final-test": gettext_lazy("no final test"),
    "nobody-took-both": gettext_lazy("nobody took both tests"),
    "not-tested": gettext_lazy("not tested"),
    "no-activities": gettext_lazy("no activities"),
    "no-certificates": gettext_lazy("no certificates"),
    "not-taught": gettext_lazy("not taught"),
    "no-curriculum-audit": gettext_lazy("no curriculum looked through"),
    "no-guide": gettext_lazy("no published guide"),
    "nobody": gettext_lazy("nobody"),
    "nobody-attended": gettext_lazy("nobody"),
    "hidden": gettext_lazy("too few people to be told"),
}
_OF_PEOPLE = ("need", "gain", "certificates")


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as it is written: its interval and n, or why there is none. `href` leads to its rows."""

    label: str
    about: str
    value: str
    interval: str
    n: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """One competence with its cells, from need to result."""

    id: str
    name: str
    cells: tuple[Cell, ...]


def rows_of(gathered: Gathered, found: Evaluation, viewer: Any, *, hides_small: bool) -> list[Row]:
    """Return all competences, what was needed most and moved least first."""
    shown = (found.row(one) for one in found.order)
    return [row_of(gathered, one, viewer, hides_small=hides_small) for one in shown if one is not None]


def row_of(gathered: Gathered, row: ThreadRow, viewer: Any, *, hides_small: bool) -> Row:
    """Return one competence with its cells."""
    cells = tuple(
        _cell(column, row.figure(column), _href(column, row.competence, gathered, viewer), hides_small)
        for column in COLUMNS
    )
    return Row(row.competence, name_of(row.competence), cells)


def lessons_of(gathered: Gathered, competence: str) -> list[tuple[Translated, str]]:
    """Return the lessons that the programme teaches a competence with, each with its address."""
    shelf = catalogue.shelf().lessons
    found = [
        shelf[one.id].lesson
        for one in gathered.pack.lessons
        if competence in one.competences and one.id in shelf
    ]
    return [(one.title, reverse("lessons:lesson_detail", args=[one.module, one.id])) for one in found]


def name_of(id: str) -> str:
    """Return code and name of a competence."""
    try:
        node = competence(id)
    except UnknownCompetence:
        return id
    return f"{node.code} {node.name.text(_language())}"


def limits_of(found: Evaluation) -> list[str]:
    """Return what the data cannot say, as sentences in the language of the page."""
    return [_sentence(one) for one in found.limits]


def _sentence(limit: Limit) -> str:
    text = LIMIT_TEXTS.get(limit.code) or NOTE_TEXTS[limit.code]
    return in_words(text, {name: _fact(name, value) for name, value in limit.params.items()})


def _fact(name: str, value: object) -> object:
    if name == "names" and isinstance(value, str):
        return ", ".join(name_of(one.strip()) for one in value.split(","))
    if name == "purpose":
        return word("evaluation_report", f"purpose_{value}", _language())
    decimal = re.fullmatch(r"-?[0-9]+\.([0-9]+)", str(value))
    if decimal:
        return format_number(float(str(value)), _language(), len(decimal[1]))
    return format_number(value, _language()) if isinstance(value, int) else value


def _language() -> str:
    return get_language() or "kk"


def _cell(column: str, figure: Figure, href: str, hides_small: bool) -> Cell:
    return cell_of(HEADS[column], figure, href, hides_small=hides_small and column in _OF_PEOPLE)


def cell_of(words: tuple[Any, Any], figure: Figure, href: str = "", *, hides_small: bool) -> Cell:
    """Return a figure as it is written; `words` are its head and what it is."""
    label, about = (str(one) for one in words)
    if figure.value is None:
        return Cell(label, about, "", "", "", str(WHY.get(figure.why_missing, _("not known"))), href)
    if hides_small and _is_small(figure):
        return Cell(label, about, "", "", "", str(WHY["hidden"]), href)
    ends = ""
    if figure.low is not None and figure.high is not None:
        ends = _("%(low)s to %(high)s") % {
            "low": _written(figure.low, figure.unit), "high": _written(figure.high, figure.unit),
        }  # fmt: skip
    ends = ends.replace(" ", "\u00a0")  # an interval that wraps is read as two numbers
    n = format_number(figure.n, _language())
    return Cell(label, about, _written(figure.value, figure.unit), ends, n, "", href)


def _is_small(figure: Figure) -> bool:
    if figure.n < MINIMUM_CELL:
        return True
    counted = round((figure.value or 0.0) * figure.n)
    return figure.unit == "share" and figure.low is not None and not may_be_told(counted, figure.n)


def _written(value: float, unit: str) -> str:
    if unit == "share":
        return format_share(value, _language(), 1)
    is_mean = unit == "count" and value != int(value)
    return format_number(value, _language(), 2 if is_mean or unit in ("index", "correlation") else 0)


def _href(column: str, competence: str, gathered: Gathered, viewer: Any) -> str:
    """Return the page on which the rows of a number stand, where the viewer may open it; '' otherwise."""
    name, args, query = _place(column, competence, gathered)
    held = {roles.SIGNED_IN_ONLY, *viewer.role_names(), *([roles.ADMIN] if viewer.is_site_admin else [])}
    if not name or not roles.is_allowed(name, held):
        return ""
    address = reverse(name, args=args)
    return f"{address}?{urlencode(query)}" if query else address


def _place(column: str, competence: str, gathered: Gathered) -> tuple[str, list[Any], dict[str, str]]:
    asked = next((one for one in gathered.surveys if one.version.instrument.kind == "needs"), None)
    programme, school = gathered.programme.pk, gathered.school
    if column in ("need", "minutes"):
        name = "needs:ranking" if column == "need" else "plans:plan_detail"
        return (name, [asked.pk], {}) if asked is not None else ("", [], {})
    if column == "coverage":
        if school.edition is None:
            return "", [], {}
        query = {"edition": str(school.edition.pk), "source": school.source.key, "count": "both"}
        return "alignments:judged_list", [], {**query, "state": "relevant", "competence": competence}
    if column == "recommendations":
        version = school.version
        found = [version.guide.slug, version.number] if version is not None else []
        return ("publications:published" if found else ""), found, {}
    about = {"competence": competence}
    places: dict[str, tuple[str, list[Any], dict[str, str]]] = {
        "lessons": ("evaluations:programme_thread", [programme], about),
        "items": ("items:item_list", [], about),
        "gain": ("calibrations:overview", [programme], {}),
        "activities": (
            "practice:review_list",
            [],
            {**about, "programme": str(programme), "state": "accepted"},
        ),
        "certificates": ("certificates:register", [programme], {}),
    }
    return places[column]
