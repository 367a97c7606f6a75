"""What groups, components and models are called on the pages of analyses."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.errors import UnknownCompetence
from sauatty.core.languages import format_number
from sauatty.web.accounts import selectors as accounts
from sauatty.web.assessments import labels
from sauatty.web.assessments.labels import language
from sauatty.web.base.texts import in_language
from sauatty.web.programmes import selectors as programmes

LANGUAGES = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
PURPOSES = {
    "pre": _("pre-test"), "final": _("final test"), "practice": _("practice"), "onsite": _("test in the room"),
}  # fmt: skip
METHODS = {
    "mean": _("by the mean"), "linear": _("by mean and spread"), "equipercentile": _("by percentage of people"),
}  # fmt: skip
LOCALITIES = {"urban": _("urban"), "rural": _("rural")}
WORKPLACES = {
    "school": _("school"), "school-library": _("school library"), "academic-library": _("academic library"),
    "public-library": _("public library"), "university": _("university"),
    "methodological-centre": _("methodological centre"), "authority": _("ministry or office"),
    "other": _("other organisation"),
}  # fmt: skip


_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def note_words(notes: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return notes in the language of the page, their numbers too."""
    return labels.note_words(
        {
            **note,
            "params": {name: METHODS.get(value, _localised(value)) for name, value in note["params"].items()},
        }
        for note in notes
    )


def _localised(value: Any) -> Any:
    """Write a number with a point as the language of the page writes it."""
    if isinstance(value, float):
        value = f"{value:.2f}"
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        return value
    digits = len(value.partition(".")[2])
    return format_number(float(value), language(), digits)


def named_groups(problem: Mapping[str, Any], programme: Any, by: str) -> dict[str, Any]:
    """Return what a refusal names, with the names of groups in place of their codes."""
    params = dict(problem["params"])
    for code, name in group_names(programme, by).items():
        if isinstance(params.get("found"), str):
            params["found"] = params["found"].replace(code, str(name)) if len(code) > 2 else params["found"]
    return params


def group_names(programme: Any, by: str) -> Mapping[str, str]:
    """Return the names of groups by their code (one query for regions and cohorts)."""
    if by == "region":
        return {one.code: in_language(one, "name") for one in accounts.list_regions()}
    if by == "cohort":
        return {str(one.pk): in_language(one, "name") for one in programmes.list_cohorts(programme)}
    found = {"language": LANGUAGES, "locality": LOCALITIES, "workplace": WORKPLACES, "test": PURPOSES}.get(
        by, {}
    )
    return {code: str(name) for code, name in found.items()}


def names_for(analysis: Any) -> dict[str, str]:
    """Return the names of all groups that an analysis speaks of."""
    wanted = {
        "dif": [analysis.choices.get("by", "language")], "gain": ["language", "cohort"],
        "calibration": ["test"], "equating": ["test"],
    }.get(analysis.kind, [])  # fmt: skip
    found: dict[str, str] = {}
    for by in wanted:
        found |= group_names(analysis.programme, by)
    return found


def component_names(ids: Any) -> dict[str, str]:
    """Return the names of components; what no shipped framework has stays as it is."""
    return {id: _component(id) for id in ids}


def _component(id: str) -> str:
    try:
        node = competence(id)
    except UnknownCompetence:
        return id
    return f"{node.code} {node.name.text(language())}"
