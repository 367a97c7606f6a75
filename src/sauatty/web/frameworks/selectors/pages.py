"""Frameworks as the pages show them: those of the content and the published national versions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import Http404

from sauatty.core import catalogue
from sauatty.core.catalogue import Crosswalk, Exemplar, Framework, FrameworkNode
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.frameworks import labels
from sauatty.web.frameworks.selectors.library import INVERSE, Library, Published, get_library

EXAMPLES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FrameworkSummary:
    """One line of the list of frameworks."""

    framework: Framework
    purpose: Any
    counts: tuple[tuple[Any, int], ...]
    published: Published | None = None


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
    published: Published | None = None


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
    published: Published | None = None

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
    """Return the frameworks, the main one first, then the second view, then the others; national ones last."""
    library = get_library()
    order = {slug: position for position, slug in enumerate(labels.PURPOSES)}
    ordered = sorted(catalogue.load_frameworks(), key=lambda one: (order.get(one.id, len(order)), one.id))
    national = tuple(
        FrameworkSummary(one.framework, labels.PURPOSE_OF_NATIONAL, _counts(one.framework), one)
        for one in library.published
    )
    return (*(FrameworkSummary(one, labels.purpose(one.id), _counts(one)) for one in ordered), *national)


def list_crosswalks() -> tuple["CrosswalkPage", ...]:
    """Return every crosswalk with both its ends."""
    library = get_library()
    return tuple(_crosswalk_page(library, one) for one in library.crosswalks)


def summarise_framework(framework: Framework) -> FrameworkPage:
    """Return a framework with its parts and its crosswalks."""
    library = get_library()
    published = next((one for one in library.published if one.slug == framework.id), None)
    return FrameworkPage(
        framework=framework,
        purpose=labels.PURPOSE_OF_NATIONAL if published else labels.purpose(framework.id),
        sections=tuple(_sections(framework)),
        crosswalks=tuple(
            CrosswalkLink(
                link, library.framework(link.target if link.source == framework.id else link.source)
            )
            for link in library.crosswalks
            if framework.id in (link.source, link.target)
        ),
        published=published,
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


def summarise_competence(node: FrameworkNode) -> CompetencePage:
    """Return a node with its place, its neighbours in other frameworks and its invented examples."""
    library = get_library()
    framework = library.framework(node.framework)
    return CompetencePage(
        node=node,
        framework=framework,
        type_label=labels.type_label(node.type),
        names=tuple(
            Name(language, LANGUAGE_NAMES[language], getattr(node.name, language)) for language in LANGUAGES
        ),
        ancestors=tuple(_ancestors(framework, node)),
        children=framework.children(node.id),
        neighbours=_neighbours_by_framework(library, node),
        examples=tuple(_examples(node)),
        published=next((one for one in library.published if one.slug == framework.id), None),
    )


def _ancestors(framework: Framework, node: FrameworkNode) -> list[FrameworkNode]:
    if node.parent is None:
        return []
    parent = framework.node(node.parent)
    return [*_ancestors(framework, parent), parent]


def list_neighbours(node: FrameworkNode) -> tuple[Neighbour, ...]:
    """Return the nodes of other frameworks that crosswalks link to a node, read in both directions."""
    library = get_library()
    return tuple(found for link in library.crosswalks for found in _neighbours_in(library, link, node))


def _neighbours_in(library: Library, link: Crosswalk, node: FrameworkNode) -> Iterator[Neighbour]:
    for row in link.rows:
        if row.source == node.id:
            yield _neighbour(library, link, row.target, row.relation)
        elif row.target == node.id:
            yield _neighbour(library, link, row.source, INVERSE.get(row.relation, row.relation))


def _neighbour(library: Library, link: Crosswalk, node_id: str, relation: str) -> Neighbour:
    node = library.competence(node_id)
    return Neighbour(node, library.framework(node.framework), link, labels.RELATIONS.get(relation, relation))


def _neighbours_by_framework(
    library: Library, node: FrameworkNode
) -> tuple[tuple[Framework, tuple[Neighbour, ...]], ...]:
    groups: dict[str, list[Neighbour]] = {}
    for link in library.crosswalks:
        for neighbour in _neighbours_in(library, link, node):
            groups.setdefault(neighbour.framework.id, []).append(neighbour)
    return tuple((library.framework(slug), tuple(group)) for slug, group in groups.items())


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
    """Return a crosswalk by its id, or 404; those of the content need no query."""
    for link in catalogue.crosswalks():
        if link.id == crosswalk_id:
            return link
    for link in get_library().crosswalks:
        if link.id == crosswalk_id:
            return link
    raise Http404


def summarise_crosswalk(link: Crosswalk) -> CrosswalkPage:
    """Return a crosswalk read both ways, with the competences that it leaves out named."""
    return _crosswalk_page(get_library(), link)


def _crosswalk_page(library: Library, link: Crosswalk) -> CrosswalkPage:
    source, target = library.framework(link.source), library.framework(link.target)
    return CrosswalkPage(
        crosswalk=link,
        source=source,
        target=target,
        status=labels.STATUSES.get(link.status, link.status),
        sides=(_side(library, link, source, target), _side(library, link, target, source)),
    )


def _side(library: Library, link: Crosswalk, source: Framework, target: Framework) -> CrosswalkSide:
    pairs = [(node, tuple(_neighbours_in(library, link, node))) for node in source.nodes]
    return CrosswalkSide(
        source=source,
        target=target,
        rows=tuple((node, found) for node, found in pairs if found),
        unclaimed=tuple(node for node, found in pairs if not found and node.is_competence),
    )
