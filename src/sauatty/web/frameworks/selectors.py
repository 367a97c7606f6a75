"""Frameworks as the pages show them. The content files are kept in memory: no tables, no queries."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import Http404

from sauatty.core import catalogue
from sauatty.core.catalogue import Crosswalk, Exemplar, Framework, FrameworkNode
from sauatty.core.errors import UnknownCompetence, UnknownFramework
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.frameworks import labels

EXAMPLES_SHOWN = 3
_INVERSE = {"broader": "narrower", "narrower": "broader"}


@dataclass(frozen=True, slots=True)
class FrameworkSummary:
    """One line of the list of frameworks."""

    framework: Framework
    purpose: Any
    counts: tuple[tuple[Any, int], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a framework: a node with those under it, or several nodes of one type under a heading."""

    node: FrameworkNode | None
    heading: Any
    nodes: tuple[FrameworkNode, ...]


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """All that the page of a framework shows."""

    framework: Framework
    purpose: Any
    sections: tuple[Section, ...]
    crosswalks: tuple["CrosswalkLink", ...]


@dataclass(frozen=True, slots=True)
class CrosswalkLink:
    """A crosswalk and the framework at its other end."""

    crosswalk: Crosswalk
    other: Framework


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node of another framework near the one of the page; `relation` says what it is to that one."""

    node: FrameworkNode
    framework: Framework
    crosswalk: Crosswalk
    relation: Any


@dataclass(frozen=True, slots=True)
class Examples:
    """The invented objectives of one relevance: how many there are, and the first few."""

    relevance: str
    label: Any
    n_exemplars: int
    shown: tuple[Exemplar, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a node in one language; `label` is the language's name for itself."""

    language: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CompetencePage:
    """All that the page of one node shows."""

    node: FrameworkNode
    framework: Framework
    type_label: Any
    names: tuple[Name, ...]
    ancestors: tuple[FrameworkNode, ...]
    children: tuple[FrameworkNode, ...]
    neighbours: tuple[tuple[Framework, tuple[Neighbour, ...]], ...]
    examples: tuple[Examples, ...]

    @property
    def n_exemplars(self) -> int:
        """Return how many invented objectives of any relevance there are."""
        return sum(group.n_exemplars for group in self.examples)


@dataclass(frozen=True, slots=True)
class CrosswalkSide:
    """One way through a crosswalk: each competence of one framework with its neighbours in the other."""

    source: Framework
    target: Framework
    rows: tuple[tuple[FrameworkNode, tuple[Neighbour, ...]], ...]
    unclaimed: tuple[FrameworkNode, ...]


@dataclass(frozen=True, slots=True)
class CrosswalkPage:
    """All that the page of a crosswalk shows."""

    crosswalk: Crosswalk
    source: Framework
    target: Framework
    status: Any
    sides: tuple[CrosswalkSide, CrosswalkSide]


# --- frameworks -----------------------------------------------------------------


def list_frameworks() -> tuple[FrameworkSummary, ...]:
    """Return the frameworks, the main one first, then the second view, then the others by slug."""
    order = {slug: position for position, slug in enumerate(labels.PURPOSES)}
    ordered = sorted(catalogue.load_frameworks(), key=lambda one: (order.get(one.id, len(order)), one.id))
    return tuple(FrameworkSummary(one, labels.purpose(one.id), _counts(one)) for one in ordered)


def list_crosswalks() -> tuple[CrosswalkPage, ...]:
    """Return every crosswalk with both its ends."""
    return tuple(summarise_crosswalk(one) for one in catalogue.crosswalks())


def access_framework(slug: str) -> Framework:
    """Return a framework, or 404."""
    try:
        return catalogue.framework(slug)
    except UnknownFramework as error:
        raise Http404 from error


def summarise_framework(framework: Framework) -> FrameworkPage:
    """Return a framework with its parts and its crosswalks."""
    return FrameworkPage(
        framework=framework,
        purpose=labels.purpose(framework.id),
        sections=tuple(_sections(framework)),
        crosswalks=tuple(
            CrosswalkLink(
                link, catalogue.framework(link.target if link.source == framework.id else link.source)
            )
            for link in catalogue.crosswalks()
            if framework.id in (link.source, link.target)
        ),
    )


def _counts(framework: Framework) -> tuple[tuple[Any, int], ...]:
    by_type = Counter(node.type for node in framework.nodes)
    return tuple((labels.type_heading(node_type), n) for node_type, n in by_type.items())


def _sections(framework: Framework) -> Iterator[Section]:
    roots = [(root, tuple(_descendants(framework, root))) for root in framework.children(None)]
    for (has_children, node_type), group in groupby(roots, key=lambda pair: (bool(pair[1]), pair[0].type)):
        if has_children:
            yield from (Section(root, labels.type_label(root.type), under) for root, under in group)
        else:
            yield Section(None, labels.type_heading(node_type), tuple(root for root, _under in group))


def _descendants(framework: Framework, node: FrameworkNode) -> Iterator[FrameworkNode]:
    for child in framework.children(node.id):
        yield child
        yield from _descendants(framework, child)


# --- one node -----------------------------------------------------------------


def access_node(slug: str, code_or_alias: str) -> FrameworkNode:
    """Return a node of a framework by its code, id or alias, or 404."""
    try:
        return access_framework(slug).node(code_or_alias)
    except UnknownCompetence as error:
        raise Http404 from error


def summarise_competence(node: FrameworkNode) -> CompetencePage:
    """Return a node with its place, its neighbours in other frameworks and its invented examples."""
    framework = catalogue.framework(node.framework)
    return CompetencePage(
        node=node,
        framework=framework,
        type_label=labels.type_label(node.type),
        names=tuple(
            Name(language, LANGUAGE_NAMES[language], getattr(node.name, language)) for language in LANGUAGES
        ),
        ancestors=tuple(_ancestors(framework, node)),
        children=framework.children(node.id),
        neighbours=_neighbours_by_framework(node),
        examples=tuple(_examples(node)),
    )


def _ancestors(framework: Framework, node: FrameworkNode) -> list[FrameworkNode]:
    if node.parent is None:
        return []
    parent = framework.node(node.parent)
    return [*_ancestors(framework, parent), parent]


def list_neighbours(node: FrameworkNode) -> tuple[Neighbour, ...]:
    """Return the nodes of other frameworks that crosswalks link to a node, read in both directions."""
    return tuple(found for link in catalogue.crosswalks() for found in _neighbours_in(link, node))


def _neighbours_in(link: Crosswalk, node: FrameworkNode) -> Iterator[Neighbour]:
    for row in link.rows:
        if row.source == node.id:
            yield _neighbour(link, row.target, row.relation)
        elif row.target == node.id:
            yield _neighbour(link, row.source, _INVERSE.get(row.relation, row.relation))


def _neighbour(link: Crosswalk, node_id: str, relation: str) -> Neighbour:
    node = catalogue.competence(node_id)
    return Neighbour(
        node, catalogue.framework(node.framework), link, labels.RELATIONS.get(relation, relation)
    )


def _neighbours_by_framework(node: FrameworkNode) -> tuple[tuple[Framework, tuple[Neighbour, ...]], ...]:
    groups: dict[str, list[Neighbour]] = {}
    for neighbour in list_neighbours(node):
        groups.setdefault(neighbour.framework.id, []).append(neighbour)
    return tuple((catalogue.framework(slug), tuple(group)) for slug, group in groups.items())


def _examples(node: FrameworkNode) -> Iterator[Examples]:
    exemplars = _exemplars_by_competence().get(node.id, ())
    for relevance, label in labels.RELEVANCES.items():
        fitting = tuple(one for one in exemplars if one.relevance == relevance)
        if fitting:
            yield Examples(relevance, label, len(fitting), fitting[:EXAMPLES_SHOWN])


@lru_cache(maxsize=1)
def _exemplars_by_competence() -> dict[str, tuple[Exemplar, ...]]:
    groups: dict[str, list[Exemplar]] = {}
    for exemplar in catalogue.load_exemplars():
        groups.setdefault(exemplar.competence or "", []).append(exemplar)
    return {competence: tuple(group) for competence, group in groups.items()}


# --- crosswalks -----------------------------------------------------------------


def access_crosswalk(crosswalk_id: str) -> Crosswalk:
    """Return a crosswalk by its id, or 404."""
    for link in catalogue.crosswalks():
        if link.id == crosswalk_id:
            return link
    raise Http404


def summarise_crosswalk(link: Crosswalk) -> CrosswalkPage:
    """Return a crosswalk read both ways, with the competences that it leaves out named."""
    source, target = catalogue.framework(link.source), catalogue.framework(link.target)
    return CrosswalkPage(
        crosswalk=link,
        source=source,
        target=target,
        status=labels.STATUSES.get(link.status, link.status),
        sides=(_side(link, source, target), _side(link, target, source)),
    )


def _side(link: Crosswalk, source: Framework, target: Framework) -> CrosswalkSide:
    pairs = [(node, tuple(_neighbours_in(link, node))) for node in source.nodes]
    return CrosswalkSide(
        source=source,
        target=target,
        rows=tuple((node, found) for node, found in pairs if found),
        unclaimed=tuple(node for node, found in pairs if not found and node.is_competence),
    )
