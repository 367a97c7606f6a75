"""How figures of coverage are shown: words of relevance, classes of the heat scale, competences by name."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue import FrameworkNode, framework, load_frameworks
from sauatty.core.errors import UnknownFramework
from sauatty.core.languages import Translated
from sauatty.web.frameworks import selectors as frameworks

FRAMEWORK = "gmilaf"
# The second axis of curricula, and the frameworks that a crosswalk leads from to it.
MODULE_FRAMEWORK, MODULES = "mil2021", frozenset({FRAMEWORK})
SURE, LIKELY = 0.8, 0.5
WORDS = {
    "sure": _("very likely relevant"),
    "likely": _("likely relevant"),
    # the threshold of a model may lie below one half: missing an objective costs more than looking at one
    "possible": _("possibly relevant"),
    "unlikely": _("probably not relevant"),
}
# Upper bounds of the classes q1-q4; the first scale that reaches near the largest count is taken.
COUNT_SCALES = ((2, 5, 9, 19), (4, 14, 39, 99), (9, 49, 149, 399))
SHARE_SCALE = (0.005, 0.01, 0.02, 0.05)


def relevance_word(relevance: float, is_relevant: bool) -> str:
    """Return the word that stands before the number of a relevance."""
    if not is_relevant:
        return str(WORDS["unlikely"])
    return str(WORDS["sure" if relevance >= SURE else "likely" if relevance >= LIKELY else "possible"])


@dataclass(frozen=True, slots=True)
class Competence:
    """One column: its id, its code in the framework, its name in three languages."""

    id: str
    code: str
    name: Translated


def competences_of(slug: str) -> tuple[Competence, ...]:
    """Return the competences that objectives can carry, in the framework's order ('slug@2' names a version)."""
    if any(known.id == slug for known in load_frameworks()):
        return _competences_of(slug)
    return tuple(_competence(node) for node in frameworks.get_framework(slug).competences)


@lru_cache(maxsize=16)
def _competences_of(slug: str) -> tuple[Competence, ...]:
    return tuple(_competence(node) for node in framework(slug).competences)


@lru_cache(maxsize=1)
def module_columns() -> tuple[Competence, ...]:
    """Return the modules that curricula are held against: those that the framework marks."""
    nodes = framework(MODULE_FRAMEWORK).competences
    return tuple(_competence(node) for node in nodes if node.audit_target) or _competences_of(
        MODULE_FRAMEWORK
    )


def _competence(node: FrameworkNode) -> Competence:
    return Competence(node.id, node.code, node.name)


def competence_of(identity: str) -> Competence:
    """Return a competence by its id; one that the framework no longer has keeps its id as its name."""
    slug = identity.partition(".")[0] or FRAMEWORK
    try:
        found = next((one for one in competences_of(slug) if one.id == identity), None)
    except UnknownFramework:
        found = None
    return found or Competence(identity, identity, Translated.from_mapping(identity))


@dataclass(frozen=True, slots=True)
class RankedProposal:
    """One proposal of the machine as pages show it; `score` is a fraction 0-1."""

    competence: Competence
    score: float

    @property
    def name(self) -> str:
        """Return the competence's name in the page's language."""
        return self.competence.name.text(get_language() or "kk")


def ranked(proposals: list[dict[str, Any]]) -> tuple[RankedProposal, ...]:
    """Return stored proposals with their names, best first."""
    return tuple(RankedProposal(competence_of(row["competence"]), row["score"]) for row in proposals)


@dataclass(frozen=True, slots=True)
class Scale:
    """The bounds of the heat classes, and how they are written in the key."""

    bounds: tuple[float, ...]
    is_share: bool

    def class_of(self, value: float) -> str:
        """Return q0 (nothing) to q5 (most)."""
        if value <= 0:
            return "q0"
        return f"q{1 + sum(value > bound for bound in self.bounds)}"

    def steps(self) -> list[tuple[str, float, float | None]]:
        """Return (class, from, to) for the key; the last has no upper end."""
        steps: list[tuple[str, float, float | None]] = []
        low = 0.0 if self.is_share else 1.0
        for number, bound in enumerate(self.bounds, 1):
            steps.append((f"q{number}", low, bound))
            low = bound if self.is_share else bound + 1
        return [*steps, (f"q{len(self.bounds) + 1}", low, None)]


def scale_for(largest: float, *, is_share: bool) -> Scale:
    """Choose the scale for the largest value of a map."""
    if is_share:
        return Scale(SHARE_SCALE, is_share=True)
    fitting = next((bounds for bounds in COUNT_SCALES if largest <= 4 * bounds[-1]), COUNT_SCALES[-1])
    return Scale(fitting, is_share=False)
