"""What a decision of a project may hold: its steps, its parts, how many of them; and the words for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue import codebook as find_codebook
from sauatty.core.errors import UnknownCodebook
from sauatty.web.coding import kinds
from sauatty.web.coding.frameworks import MOST, CompetenceChoice, canonical, competence_groups, framework_of
from sauatty.web.coding.models import Project

_FALLBACK = (_("none"), _("opportunity"), _("direct"))


@dataclass(frozen=True, slots=True)
class Scheme:
    """The codes of one project in the language of the page.

    `steps` are (code, word, when it is given), `groups` the parts under their headings, `demand` (level, word).
    Above step 0 a decision has `fewest` to `most` parts, at step 0 none. `resolve` returns the ids under which
    parts are stored, and raises KeyError for a part that there is not.
    """

    steps: tuple[tuple[int, str, str], ...]
    groups: tuple[tuple[str, tuple[CompetenceChoice, ...]], ...]
    resolve: Callable[[list[str]], list[str]]
    demand: tuple[tuple[int, str], ...] = ()
    has_demand: bool = False
    fewest: int = 0
    most: int = MOST

    @property
    def top(self) -> int:
        """Return the highest step."""
        return max(code for code, _word, _text in self.steps)

    @property
    def names(self) -> dict[str, str]:
        """Return 'code name' of each part by its id."""
        return {one.id: f"{one.code} {one.name}".strip() for _name, group in self.groups for one in group}


def manual_of(project: Project) -> Any:
    """Return the manual that a project was made with; None where this version is not delivered any more."""
    try:
        find = kinds.hooks_of(project.kind).manual_of or find_codebook
        return find(project.codebook, project.codebook_version)
    except UnknownCodebook:
        return None


def manual_address(project: Project) -> str:
    """Return the page that shows the manual of a project."""
    own = kinds.hooks_of(project.kind).manual_address
    return own(project) if own else reverse("coding:manual", args=[project.pk])


def scheme_of(project: Project) -> Scheme:
    """Return the scheme of a project: its kind's own, or relevance and competences of its framework."""
    own = kinds.hooks_of(project.kind).scheme_of
    if own is not None:
        found: Scheme = own(project)
        return found
    here, manual = get_language() or "kk", manual_of(project)
    steps = [(code, str(word), "") for code, word in enumerate(_FALLBACK)]
    if manual is not None:
        steps = [(one.code, one.name.text(here), one.text.text(here)) for one in manual.relevance]
    return Scheme(
        steps=tuple(steps),
        groups=tuple((name, tuple(group)) for name, group in competence_groups(project.framework, here)),
        resolve=lambda ids: canonical(framework_of(project.framework), ids),
        demand=tuple((one.code, one.name.text(here)) for one in manual.demand) if manual else (),
        has_demand=True,
        fewest=1,
    )


# What the pages of a review say; a kind that is not about objectives says it otherwise (`KindHooks.words`).
_WORDS: Mapping[str, Any] = {
    "things": _("Objectives"),
    "by_state": _("Objectives by state"),
    "settled": _("settled: %(settled)s of %(all)s objectives"),
    "for_each": _("Coders for each objective"),
    "manual": _("Coding manual"),
    "step": _("Relevance"),
    "choose_step": _("Choose how relevant the objective is."),
    "parts": _("Competences, one to three, the most important one first"),
    "choose_parts": _("Choose one to three competences."),
    "none_has_parts": _("An objective that is not relevant carries no competence."),
    "offline": _("No connection. You can go on; prepared objectives left: %n"),
    "group_name": None,
    "has_recall": True,
}


def words_of(kind: str) -> dict[str, Any]:
    """Return what the pages of a kind say."""
    return {**_WORDS, **kinds.hooks_of(kind).words}
