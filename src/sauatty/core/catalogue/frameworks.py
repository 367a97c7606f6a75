"""Competence frameworks and their nodes, with every id and alias that leads to one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import (
    CONTENT,
    Provenance,
    content_files,
    provenance_from,
    read_yaml,
    relative_name,
    require,
    require_list,
)
from sauatty.core.errors import UnknownCompetence, UnknownFramework
from sauatty.core.languages import LANGUAGES, Translated

# The types of node that an objective, an item or a lesson can carry; the other types only group.
COMPETENCE_TYPES = frozenset({"competence", "module", "frame", "outcome", "shared-foundation", "domain"})


@dataclass(frozen=True, slots=True)
class FrameworkNode:
    """One node of a framework: a component, a competence, a module, a subject.

    `id` is canonical everywhere ('gmilaf.2.3'); `parent` is the id of the node above or None. `official`
    names the languages in which the name is an official translation. `names` are the spellings by which a
    programme's title names a subject, by language (only nodes of type 'subject' have them). `descriptors` say
    by school level what a learner who has the competence does (national versions have them).
    """

    id: str
    framework: str
    code: str
    type: str
    name: Translated
    description: Translated = field(default_factory=Translated)
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    official: tuple[str, ...] = ()
    audit_target: bool = False
    unverified: bool = False
    descriptors: Mapping[str, Translated] = field(default_factory=dict)

    @property
    def is_competence(self) -> bool:
        """Tell whether objectives, items and lessons can carry this node."""
        return self.type in COMPETENCE_TYPES


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework as its content file states it. `levels` are its levels of attainment, lowest first."""

    id: str
    version: str
    title: Translated
    short_title: Translated
    description: Translated
    issuer: str
    year: int
    licence: str
    sources: tuple[str, ...]
    provenance: Provenance
    levels: tuple[Translated, ...]
    nodes: tuple[FrameworkNode, ...]
    official: tuple[str, ...] = ()

    @property
    def competences(self) -> tuple[FrameworkNode, ...]:
        """Return the nodes that objectives, items and lessons can carry, in the order of the framework."""
        return tuple(node for node in self.nodes if node.is_competence)

    def node(self, id_or_alias: str) -> FrameworkNode:
        """Return a node by its id, code or alias; UnknownCompetence if there is none."""
        by_key = _nodes_by_key(self.nodes)
        found = by_key.get(_key(id_or_alias)) or by_key.get(_key(f"{self.id}.{id_or_alias}"))
        if found is None:
            raise UnknownCompetence(competence=id_or_alias)
        return found

    def children(self, node_id: str | None) -> tuple[FrameworkNode, ...]:
        """Return the nodes right under a node; those without a parent for None."""
        return tuple(node for node in self.nodes if node.parent == node_id)


def read_framework(path: Path, root: Path = CONTENT) -> Framework:
    """Return the framework of one content file; ContentInvalid if a key is missing."""
    return framework_from(read_yaml(path, "framework/1", root), relative_name(path, root))


def framework_from(content: Mapping[str, Any], name: str) -> Framework:
    """Return the framework that a mapping of the schema framework/1 states; `name` is what errors call it."""
    slug = str(require(content, "id", name))
    return Framework(
        id=slug,
        version=str(require(content, "version", name)),
        title=Translated.from_mapping(require(content, "title", name)),
        short_title=Translated.from_mapping(require(content, "short_title", name)),
        description=Translated.from_mapping(require(content, "description", name)),
        issuer=str(require(content, "issuer", name)),
        year=int(require(content, "year", name)),
        licence=str(require(content, "licence", name)),
        sources=tuple(str(source) for source in content.get("sources") or ()),
        provenance=provenance_from(content.get("provenance")),
        levels=tuple(Translated.from_mapping(level) for level in content.get("levels") or ()),
        nodes=tuple(_read_node(node, slug, name) for node in require_list(content, "nodes", name)),
        official=tuple(content.get("official") or ()),
    )


def _read_node(node: dict[str, Any], slug: str, path: str) -> FrameworkNode:
    code = str(require(node, "code", path))
    parent = node.get("parent")
    names = node.get("names") or {}
    return FrameworkNode(
        id=f"{slug}.{code}",
        framework=slug,
        code=code,
        type=str(require(node, "type", path)),
        name=Translated.from_mapping(require(node, "name", path)),
        description=Translated.from_mapping(node.get("description")),
        parent=None if parent is None else f"{slug}.{parent}",
        aliases=tuple(str(alias) for alias in node.get("aliases") or ()),
        names={language: tuple(names[language]) for language in LANGUAGES if names.get(language)},
        official=tuple(node.get("official") or ()),
        audit_target=bool(node.get("audit_target")),
        unverified=bool(node.get("unverified")),
        descriptors={
            str(level): Translated.from_mapping(text)
            for level, text in (node.get("descriptors") or {}).items()
        },
    )


def read_frameworks(root: Path = CONTENT) -> tuple[Framework, ...]:
    """Return the frameworks of a content folder, by slug; ContentInvalid at the first file that breaks."""
    return tuple(read_framework(path, root) for path in content_files("frameworks", root))


@lru_cache(maxsize=1)
def load_frameworks() -> tuple[Framework, ...]:
    """Return the frameworks that Sauatty comes with (read once)."""
    return read_frameworks()


def framework(slug: str) -> Framework:
    """Return one framework by its slug; UnknownFramework if there is none."""
    for candidate in load_frameworks():
        if candidate.id == slug:
            return candidate
    raise UnknownFramework(framework=slug, known=", ".join(known.id for known in load_frameworks()))


def competence(id_or_alias: str) -> FrameworkNode:
    """Return the node that an id or an alias names; UnknownCompetence if none does.

    Examples
    --------
    >>> competence("G-2.3").id
    'gmilaf.2.3'
    """
    found = _all_nodes().get(_key(id_or_alias))
    if found is None:
        raise UnknownCompetence(competence=id_or_alias)
    return found


@lru_cache(maxsize=1)
def _all_nodes() -> dict[str, FrameworkNode]:
    return _nodes_by_key(tuple(node for loaded in load_frameworks() for node in loaded.nodes))


def _nodes_by_key(nodes: tuple[FrameworkNode, ...]) -> dict[str, FrameworkNode]:
    by_key = {_key(alias): node for node in nodes for alias in node.aliases}
    return by_key | {_key(node.id): node for node in nodes}


def _key(text: str) -> str:
    return "".join(text.split()).casefold()
