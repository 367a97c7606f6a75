"""The values that pages hand to the services of national versions, and the rules that need no row."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sauatty.core import catalogue
from sauatty.core.catalogue import Framework, FrameworkNode
from sauatty.core.errors import UnknownCompetence
from sauatty.core.languages import Translated
from sauatty.web.adaptations.models import Adaptation, NationalCompetence
from sauatty.web.frameworks.errors import SourceUnknown

# Words that stand in the addresses of frameworks, and would be hidden by them.
RESERVED = frozenset({"national", "crosswalks", "versions"})
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}")
SLUG = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")

Action, Relation = NationalCompetence.Action, NationalCompetence.Relation
# What the national competence is to its source where nobody says otherwise, and what may be said.
RELATIONS: Mapping[str, tuple[str, ...]] = {
    Action.KEEP: (Relation.EXACT,),
    Action.REWRITE: (Relation.CLOSE, Relation.NARROWER, Relation.BROADER),
    Action.MERGE: (Relation.BROADER, Relation.CLOSE),
    Action.ADD: (Relation.NONE,),
    Action.LEAVE_OUT: (Relation.NONE,),
}
# How many sources an action takes: at least, at most.
N_SOURCES: Mapping[str, tuple[int, int]] = {
    Action.KEEP: (1, 1),
    Action.REWRITE: (1, 1),
    Action.MERGE: (2, 20),
    Action.ADD: (0, 0),
    Action.LEAVE_OUT: (1, 1),
}


@dataclass(frozen=True, slots=True)
class CompetenceDraft:
    """What a person decided about one competence. `texts` and `checked` are keyed by field and language.

    `checked` are the texts that a person has read and takes over: stale or machine-made ones that still fit.
    """

    action: str
    sources: tuple[str, ...]
    reason: str
    code: str = ""
    part: str = ""
    relation: str = ""
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    checked: frozenset[tuple[str, str]] = frozenset()
    skipped_levels: tuple[str, ...] = ()


def source_node(frameworks: Mapping[str, Framework], node_id: str) -> FrameworkNode:
    """Return the competence of a source; SourceUnknown if it is none of them."""
    framework = frameworks.get(node_id.partition(".")[0])
    try:
        node = framework.node(node_id) if framework else None
    except UnknownCompetence:
        node = None
    if node is None or not node.is_competence or node.id != node_id:
        raise SourceUnknown(source=node_id[:60])
    return node


def source_texts(node: FrameworkNode) -> dict[str, Translated]:
    """Return the texts that a national competence takes from its source."""
    return {"name": node.name, "description": node.description}


def is_content_slug(slug: str) -> bool:
    """Tell whether a slug belongs to a framework that ships, or to an address."""
    return slug in RESERVED or any(one.id == slug for one in catalogue.load_frameworks())


def in_order(adaptation: Adaptation, rows: Iterable[NationalCompetence]) -> list[NationalCompetence]:
    """Sort competences by part and code, 2.9 before 2.10; those without a part or a code come last."""
    places = {part["code"]: place for place, part in enumerate(adaptation.parts)}

    def key(row: NationalCompetence) -> tuple[Any, ...]:
        pieces = re.findall(r"\d+|\D+", row.code or "~")
        natural = tuple(
            (not piece.isdigit(), int(piece) if piece.isdigit() else 0, piece) for piece in pieces
        )
        return places.get(row.part, len(places)), natural, row.position

    return sorted(rows, key=key)
