"""The competences of a project's framework, as coders see them."""

from dataclasses import dataclass

from sauatty.core import catalogue
from sauatty.core.catalogue import Framework, FrameworkNode
from sauatty.core.errors import UnknownCompetence
from sauatty.web.frameworks import selectors as frameworks

# The left half of a keyboard, by its rows; what is pressed counts, not the letter of the language
_ROWS = (("KeyQ", "KeyW", "KeyE", "KeyR", "KeyT"), ("KeyA", "KeyS", "KeyD", "KeyF", "KeyG"),
         ("KeyZ", "KeyX", "KeyC", "KeyV", "KeyB"))  # fmt: skip
MOST = 3


@dataclass(frozen=True, slots=True)
class CompetenceChoice:
    """One competence as a button: its id, code, name, and the key that gives it ('' where keys ran out)."""

    id: str
    code: str
    name: str
    key: str
    text: str = ""

    @property
    def letter(self) -> str:
        """Return the letter printed on the key."""
        return self.key.removeprefix("Key")


def framework_of(slug: str) -> Framework:
    """Return a framework of the site: one of content, or a published national version."""
    return frameworks.get_framework(slug)


def pinned(slug: str) -> str:
    """Return the name under which the present version of a framework is found for ever.

    A framework of content is one version; of a national one a later version may be published any day, and what
    was decided must go on meaning what it meant ('slug@2').
    """
    found = framework_of(slug)
    if "@" in slug or any(one.id == found.id for one in catalogue.load_frameworks()):
        return slug
    return f"{found.id}@{found.version}"


def canonical(framework: Framework, ids: list[str]) -> list[str]:
    """Return the canonical ids of competences; UnknownCompetence names the first one that is none."""
    nodes = [framework.node(one) for one in ids]
    for node in nodes:
        if not node.is_competence:
            raise UnknownCompetence(competence=node.id)
    return [node.id for node in nodes]


def competence_groups(slug: str, language: str) -> list[tuple[str, list[CompetenceChoice]]]:
    """Return the competences under their components, with keys: a row of the keyboard for each of three groups."""
    framework = framework_of(slug)
    by_parent: dict[str | None, list[FrameworkNode]] = {}
    for node in framework.competences:
        by_parent.setdefault(node.parent, []).append(node)
    keys = keys_for([len(nodes) for nodes in by_parent.values()])
    names = {node.id: node.name.text(language) for node in framework.nodes}
    return [
        (names.get(parent or "", ""), [_choice(node, key, language) for node, key in zip(nodes, row, strict=True)])
        for (parent, nodes), row in zip(by_parent.items(), keys, strict=True)
    ]  # fmt: skip


def keys_for(sizes: list[int]) -> list[list[str]]:
    if len(sizes) <= len(_ROWS) and all(size <= len(row) for size, row in zip(sizes, _ROWS, strict=False)):
        return [list(row[:size]) for size, row in zip(sizes, _ROWS, strict=False)]
    supply = iter([key for row in _ROWS for key in row])
    return [[next(supply, "") for _ in range(size)] for size in sizes]


def _choice(node: FrameworkNode, key: str, language: str) -> CompetenceChoice:
    return CompetenceChoice(node.id, node.code, node.name.text(language), key)
