"""CASE 1.0 and 1.1 packages (JSON): read into objectives, and written from a framework.

Tools spell the keys differently (CFItems or items, educationLevel as text or list, CFItemType as text or
link); every spelling is read. Identifiers that we give are UUIDv5 of our own ids, so they never change.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from sauatty.core.errors import CaseInvalid
from sauatty.core.exchange.fields import RowsRead, as_text, finish_rows, read_row
from sauatty.core.records import CurriculumDocument, Objective

CASE_KEYS = ("CFDocument", "CFItems", "cfDocument", "cfItems", "CFPackage")
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://sauatty.kz/case")
# CASE wants a moment of the last change; without a clock it is the one that stands for 'not stated'.
NOT_STATED = "1970-01-01T00:00:00+00:00"
MAX_LEVELS = 40
_STATEMENTS = ("fullStatement", "full_statement", "statement", "text")


class CaseNode(Protocol):
    """What `case_package` needs of a node of a framework."""

    @property
    def id(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def name(self) -> Any: ...
    @property
    def description(self) -> Any: ...


class CaseFramework(Protocol):
    """What `case_package` needs of a framework."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> Any: ...
    @property
    def issuer(self) -> str: ...
    @property
    def nodes(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class _Tree:
    """Who stands under whom, and what each item is called."""

    parents: Mapping[str, str]
    titles: Mapping[str, str]

    @cached_property
    def groups(self) -> frozenset[str]:
        return frozenset(self.parents.values())


def is_case_package(parsed: object) -> bool:
    """Tell whether parsed JSON is a CASE package in any of its spellings."""
    return isinstance(parsed, dict) and any(key in parsed for key in CASE_KEYS)


def read_case(parsed: object, *, name: str) -> CurriculumDocument:
    """Read every item of a package as an objective; items above others are flagged 'has-children'.

    Section and subsection are the two uppermost items above it. The code is the human coding scheme.

    Raises
    ------
    CaseInvalid
        Not a package, or its items are not a list.
    NothingFound
        No item has a statement.
    """
    package = _package(parsed, name)
    document = _first(package, "CFDocument", "cfDocument", "document") or {}
    items = _first(package, "CFItems", "cfItems", "items")
    if not isinstance(items, list):
        raise CaseInvalid(name=name, problem="its CFItems are not a list")
    rows = list(_flat_items(items, name))
    tree = _Tree(_parents(package, rows), _titles(rows))
    read = RowsRead()
    for index, item in enumerate(rows, start=1):
        read_row(_row(item, document, tree), f"item {index}", read)
    title = as_text(document.get("title")) if isinstance(document, dict) else ""
    return finish_rows(read, source=name, format="case", kind="framework", title=title)


def _package(parsed: object, name: str) -> dict[str, Any]:
    package = parsed.get("CFPackage", parsed) if isinstance(parsed, dict) else parsed
    if not isinstance(package, dict):
        raise CaseInvalid(name=name, problem="the package is not an object")
    return package


def _first(mapping: Mapping[str, Any], *keys: str) -> Any:
    """Return the first of these keys that says something, whatever the case of its letters."""
    lower = {key.lower(): value for key, value in mapping.items()}
    return next((lower[key.lower()] for key in keys if lower.get(key.lower()) not in (None, "", [])), None)


def _flat_items(items: list[Any], name: str) -> Iterator[dict[str, Any]]:
    """Return items and their nested children, each child knowing its parent."""
    waiting: list[tuple[Any, str, int]] = [(item, "", 0) for item in reversed(items)]
    while waiting:
        item, parent, level = waiting.pop()
        if not isinstance(item, dict) or level > MAX_LEVELS:
            raise CaseInvalid(name=name, problem="an item is not an object, or is nested too deeply")
        nested = _first(item, "children", "items", "CFItems")
        yield {**item, "_parent": parent}
        children = nested if isinstance(nested, list) else []
        waiting.extend(
            (child, _identifier(item), level + 1) for child in reversed(children) if isinstance(child, dict)
        )


def _identifier(item: Mapping[str, Any]) -> str:
    return as_text(_first(item, "identifier", "id", "uri"))


def _parents(package: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    parents = {_identifier(item): as_text(item["_parent"]) for item in items if item["_parent"]}
    for association in _first(package, "CFAssociations", "cfAssociations", "associations") or ():
        if isinstance(association, dict):
            kind = as_text(_first(association, "associationType", "type")).replace(" ", "").lower()
            ends = (_end(association, "originNode"), _end(association, "destinationNode"))
            if kind == "ischildof" and all(ends):
                parents.setdefault(*ends)
    return parents


def _end(association: Mapping[str, Any], which: str) -> str:
    node = _first(association, f"{which}URI", f"{which}Identifier", which)
    return _identifier(node) if isinstance(node, dict) else as_text(node).rsplit("/", 1)[-1]


def _row(item: Mapping[str, Any], document: object, tree: _Tree) -> dict[str, object]:
    about = document if isinstance(document, dict) else {}
    above = _titles_above(_identifier(item), tree)
    kind = as_text(_first(item, "CFItemType", "itemType", "type", "CFItemTypeURI"))
    flags = ["has-children"] if _identifier(item) in tree.groups else []
    return {
        "id": _identifier(item),
        "text": _first(item, *_STATEMENTS, "abbreviatedStatement"),
        "code": _first(item, "humanCodingScheme", "human_coding_scheme", "code"),
        "grade": _first(item, "educationLevel", "educationalLevel", "education_level"),
        "language": _first(item, "language") or _first(about, "language"),
        "subject": _first(item, "subject") or _first(about, "subject") or _first(about, "title"),
        "section": above[0] if above else None,
        "subsection": above[1] if len(above) > 1 else None,
        "anchor": _first(item, "uri"),
        "raw": kind,
        "flags": flags,
    }


def _titles_above(identifier: str, tree: _Tree) -> list[str]:
    above: list[str] = []
    seen = {identifier}
    while (identifier := tree.parents.get(identifier, "")) in tree.titles and identifier not in seen:
        seen.add(identifier)
        above.insert(0, tree.titles[identifier])
    return above


def _titles(items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {
        _identifier(item): as_text(_first(item, "abbreviatedStatement", *_STATEMENTS, "humanCodingScheme"))
        for item in items
    }


# --- writing --------------------------------------------------------------------------------


def case_identifier(own_id: str) -> str:
    """Return the CASE identifier of one of our ids ('gmilaf.2.3'): for all time the same, on any machine."""
    return str(uuid.uuid5(NAMESPACE, own_id))


def case_package(
    framework: CaseFramework, base_url: str, *, language: str = "en", changed_at: str = NOT_STATED
) -> dict[str, Any]:
    """Write a framework as a CASE 1.1 package (a value for `json.dumps`).

    Parameters
    ----------
    framework : CaseFramework
        A framework of the catalogue: id, version, title, issuer and nodes.
    base_url : str
        Where the package will be served; identifiers do not depend on it.
    language : {'en', 'ru', 'kk'}
        The language of the statements.
    changed_at : str
        ISO 8601 moment of the last change; CASE demands one.
    """
    writer = _Writer(base_url.rstrip("/"), framework.id, language, changed_at)
    nodes = list(framework.nodes)
    by_code = {node.code: node for node in nodes} | {node.id: node for node in nodes}
    title = _said(framework.title, language)
    return {
        "CFDocument": writer.document(title, framework.issuer, framework.version),
        "CFItems": [writer.item(node.id, node.code, node.type, node) for node in nodes],
        "CFAssociations": [
            writer.association(
                node.id, by_code[node.parent].id if node.parent in by_code else framework.id, "isChildOf"
            )
            for node in nodes
        ],
    }


def case_objectives(
    document: CurriculumDocument, base_url: str, *, changed_at: str = NOT_STATED
) -> dict[str, Any]:
    """Write the objectives of a curriculum as a CASE 1.1 package."""
    title = document.programmes[0].title if len(document.programmes) == 1 else document.source
    own_id = f"document.{document.sha256 or document.source}"
    writer = _Writer(base_url.rstrip("/"), own_id, document.language, changed_at)
    return {
        "CFDocument": writer.document(title or document.source, document.edition.act or "Sauatty", "1"),
        "CFItems": [writer.objective(objective) for objective in document.objectives],
        "CFAssociations": [writer.association(row.id, own_id, "isChildOf") for row in document.objectives],
    }


def _said(text: Any, language: str) -> str:
    return text if isinstance(text, str) else str(text.text(language))


class _Writer:
    """Writes the parts of one package, all with the same address, language and moment."""

    def __init__(self, base_url: str, own_id: str, language: str, changed_at: str) -> None:
        self.base_url = base_url
        self.own_id = own_id
        self.language = language
        self.changed_at = changed_at

    def link(self, kind: str, own_id: str, title: str) -> dict[str, str]:
        identifier = case_identifier(self._scoped(own_id))
        return {
            "title": title,
            "identifier": identifier,
            "uri": f"{self.base_url}/ims/case/v1p1/{kind}/{identifier}",
        }

    def _scoped(self, own_id: str) -> str:
        # Ids of a framework are unique in the world ('gmilaf.2.3'), those of a document only in the document.
        return (
            f"{self.own_id}:{own_id}"
            if self.own_id.startswith("document.") and own_id != self.own_id
            else own_id
        )

    def document(self, title: str, creator: str, version: str) -> dict[str, Any]:
        link = self.link("CFDocuments", self.own_id, title)
        return {
            "identifier": link["identifier"],
            "uri": link["uri"],
            "creator": creator,
            "title": title,
            "language": self.language,
            "version": version,
            "lastChangeDateTime": self.changed_at,
            "caseVersion": "1.1",
            "CFPackageURI": self.link("CFPackages", self.own_id, title),
        }

    def item(self, own_id: str, code: str, kind: str, node: CaseNode) -> dict[str, Any]:
        name = _said(node.name, self.language)
        described = _said(node.description, self.language) if node.description else ""
        return {
            **self._item(own_id, f"{name}. {described}" if described else name, code),
            "abbreviatedStatement": name,
            "CFItemType": kind,
            "language": self.language,
        }

    def objective(self, objective: Objective) -> dict[str, Any]:
        item = {
            **self._item(objective.id, objective.text, objective.code or ""),
            "language": objective.language,
        }
        if objective.grade is not None:
            item["educationLevel"] = [f"{objective.grade:02d}"]
        if objective.subject:
            item["subject"] = [objective.subject]
        return item

    def _item(self, own_id: str, statement: str, code: str) -> dict[str, Any]:
        link = self.link("CFItems", own_id, statement)
        return {
            "identifier": link["identifier"],
            "uri": link["uri"],
            "fullStatement": statement,
            **({"humanCodingScheme": code} if code else {}),
            "lastChangeDateTime": self.changed_at,
            "CFDocumentURI": self.link("CFDocuments", self.own_id, "Document"),
        }

    def association(self, origin: str, destination: str, kind: str) -> dict[str, Any]:
        to_document = destination == self.own_id
        identifier = case_identifier(f"{self._scoped(origin)} {kind} {destination}")
        return {
            "identifier": identifier,
            "uri": f"{self.base_url}/ims/case/v1p1/CFAssociations/{identifier}",
            "associationType": kind,
            "originNodeURI": self.link("CFItems", origin, "Origin"),
            "destinationNodeURI": self.link(
                "CFDocuments" if to_document else "CFItems", destination, "Destination"
            ),
            "lastChangeDateTime": self.changed_at,
        }
