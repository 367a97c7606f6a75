"""A Common Cartridge read back: checked as an archive, then by the rules of the standard."""

from collections.abc import Iterator, Mapping

from lxml import etree

from sauatty.core.errors import CartridgeRefused
from sauatty.core.exchange.cartridge import (
    MANIFEST,
    Cartridge,
    CartridgeEntry,
    CartridgeFolder,
    CartridgeLink,
    CartridgePage,
)
from sauatty.core.exchange.cartridge_qti import quiz_from
from sauatty.core.exchange.cartridge_rules import cartridge_problems, children, name_of, parse_part
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.packing import unpack

MOST_DEEP = 50


def read_cartridge(content: bytes, name: str) -> Cartridge:
    """Return the course that a Common Cartridge 1.1, 1.2 or 1.3 holds.

    Pages, web links and quizzes come back; discussions, assignments and outside tools are left out, and of quizzes the
    questions to type an answer into. HTML comes back as it stands, and is not safe to show.

    Raises
    ------
    CartridgeRefused
        It is no Common Cartridge, or breaks a rule of the standard.
    ArchiveSuspicious, DoctypeForbidden, FileTruncated, PartDamaged
        The archive is not one that may be opened: see `check_container`.
    """
    if not content.startswith(b"PK"):
        raise CartridgeRefused(name=name, problem="it is no zip file")
    check_container(content, name=name)
    parts = unpack(content)
    problem = next(cartridge_problems(parts), "")
    if problem:
        raise CartridgeRefused(name=name, problem=problem)
    return _Reader(parts, parse_part(parts[MANIFEST]), name).cartridge()


class _Reader:
    """Reads a cartridge that keeps the rules."""

    def __init__(self, parts: Mapping[str, bytes], root: etree._Element, name: str) -> None:
        self._parts, self._root, self._name = parts, root, name
        self._resources = {one.get("identifier", ""): one for one in children(root[2], "resource")}
        self._taken = {MANIFEST}

    def cartridge(self) -> Cartridge:
        organizations = children(self._root[1], "organization")
        entries = tuple(self._entries(children(organizations[0], "item")[0], 0)) if organizations else ()
        lom = self._root[0][2]
        return Cartridge(
            id=self._root.get("identifier", "").removeprefix("M_"),
            title=_told(lom, "general", "title"),
            language=next((one.text or "" for one in _under(lom, "general", "language")), ""),
            entries=entries,
            description=_told(lom, "general", "description"),
            keywords=tuple(_words(one) for one in _under(lom, "general", "keyword")),
            rights=_told(lom, "rights", "description"),
            files=self._other_files(),
        )

    def _entries(self, item: etree._Element, depth: int) -> Iterator[CartridgeEntry]:
        if depth > MOST_DEEP:
            raise CartridgeRefused(name=self._name, problem=f"it has folders {depth} deep")
        for child in children(item, "item"):
            leads, title = child.get("identifierref"), (children(child, "title")[0].text or "").strip()
            id = child.get("identifier", "").removeprefix("I_")
            if leads is None:
                yield CartridgeFolder(id, title, tuple(self._entries(child, depth + 1)))
            else:
                yield from self._leaf(self._resources[leads], id, title)

    def _leaf(self, resource: etree._Element, id: str, title: str) -> Iterator[CartridgeEntry]:
        kind = resource.get("type", "")
        files = [one.get("href", "") for one in children(resource, "file")]
        self._taken.update(files)
        if kind == "webcontent":
            name = resource.get("href", "")
            html = self._parts[name].decode("utf-8", "replace")
            yield CartridgePage(id, title, name, html, resource.get("intendeduse") == "lessonplan")
        elif kind.startswith("imswl_"):
            (url,) = children(parse_part(self._parts[files[0]]), "url")
            yield CartridgeLink(id, title, url.get("href", ""))
        elif kind.endswith("/assessment"):
            yield quiz_from(parse_part(self._parts[files[0]]), id, title)

    def _other_files(self) -> dict[str, bytes]:
        """Return the web content that stands in no outline: what the pages need."""
        names = {
            one.get("href", "")
            for resource in self._resources.values()
            if resource.get("type") == "webcontent"
            for one in children(resource, "file")
        }
        return {name: self._parts[name] for name in sorted(names - self._taken)}


def _under(lom: etree._Element, *names: str) -> list[etree._Element]:
    found = [lom]
    for name in names:
        found = [child for element in found for child in element if name_of(child) == name]
    return found


def _told(lom: etree._Element, *names: str) -> str:
    return next((_words(one) for one in _under(lom, *names)), "")


def _words(element: etree._Element) -> str:
    return " ".join(str(part) for part in element.itertext()).strip()
