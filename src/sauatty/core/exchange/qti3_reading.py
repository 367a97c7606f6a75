"""QTI packages read: 3.0, and of 2.x what is written alike. Items of one name in several languages become one again."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml import etree

from sauatty.core.catalogue.item_reading import item_from_mapping
from sauatty.core.catalogue.items import Item
from sauatty.core.errors import ContentInvalid, ItemFileRefused
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.item_from_question import MOST_OPTIONS, MOST_QUESTIONS, foreign_mapping, free_id
from sauatty.core.exchange.item_html import LONGEST_HTML, HtmlParts, is_long, read_html
from sauatty.core.exchange.item_origin import mapping_from_pairs
from sauatty.core.exchange.item_reports import ItemsRead, Remark
from sauatty.core.exchange.item_xml import check_size, local_name, parse_xml
from sauatty.core.exchange.packing import unpack
from sauatty.core.exchange.qti3 import MANIFEST, OURS
from sauatty.core.exchange.qti3_scoring import own_name
from sauatty.core.languages import LANGUAGES, detect_language

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = ("choice", "order", "match", "hottext")


@dataclass(frozen=True, slots=True)
class _ItemFile:
    """One assessment item of a package; `id` and `pairs` are those of our metadata, '' where there are none."""

    root: etree._Element
    path: str
    id: str = ""
    language: str = ""
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Found:
    items: list[Item] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    not_read: list[Remark] = field(default_factory=list)
    oddities: list[Remark] = field(default_factory=list)


class _NotRead(Exception):
    """An item that has no counterpart; code and parameters are those of the remark."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params


def read_qti(content: bytes, name: str, language: str = "") -> ItemsRead:
    """Return the items of a QTI package, or of one assessment item as XML.

    Raises
    ------
    ItemFileRefused
        It is no QTI.
    ArchiveSuspicious, DoctypeForbidden, FileTruncated, PartDamaged, FileEmpty, FileTooLarge
        It is not a file that may be opened: see `check_container`.
    """
    check_size(content, name)
    listed = _package_files(content, name) if content.startswith(b"PK") else _lone_file(content, name)
    files = list(islice(listed, MOST_QUESTIONS + 1))
    if not files:
        raise ItemFileRefused(name=name, problem="the package has no assessment item")
    if len(files) > MOST_QUESTIONS:
        raise ItemFileRefused(
            name=name, problem=f"it has more than {MOST_QUESTIONS:,} items; export them in parts"
        )
    found = _Found()
    for n, group in enumerate(_grouped(files), start=1):
        _read_group(group, found, name, language, n)
    return ItemsRead(tuple(found.items), tuple(found.not_read), tuple(found.oddities))


def _lone_file(content: bytes, name: str) -> Iterator[_ItemFile]:
    root = parse_xml(content, name)
    if _name(root) != "assessment-item":
        raise ItemFileRefused(name=name, problem=f"its first element is '{local_name(root)[:40]}'")
    yield _ItemFile(root, name)


def _package_files(content: bytes, name: str) -> Iterator[_ItemFile]:
    check_container(content, name=name)
    parts = unpack(content)
    if MANIFEST not in parts:
        raise ItemFileRefused(name=name, problem=f"it has no {MANIFEST}")
    manifest = parse_xml(parts[MANIFEST], name)
    for resource in (one for one in manifest.iter() if local_name(one) == "resource"):
        path = posixpath.normpath(unquote(resource.get("href") or ""))
        if (resource.get("type") or "").startswith("imsqti_item") and path in parts:
            # Each file once: a manifest that lists one of them a million times would keep the parser busy for hours.
            root = parse_xml(parts.pop(path), name)
            if _name(root) == "assessment-item":
                yield _ItemFile(root, path, **_own_metadata(resource))


def _own_metadata(resource: etree._Element) -> dict[str, Any]:
    own = next(iter(resource.iter(f"{{{OURS}}}item")), None)
    if own is None:
        return {}
    pairs = tuple((one.get("key") or "", one.text or "") for one in own.iter(f"{{{OURS}}}pair"))
    return {"id": own.get("identifier") or "", "language": own.get("language") or "", "pairs": pairs}


def _grouped(files: Sequence[_ItemFile]) -> list[list[_ItemFile]]:
    """Return files of one item together: those that our metadata gives the same name, each language once."""
    groups: list[list[_ItemFile]] = []
    by_id: dict[str, list[_ItemFile]] = {}
    for one in files:
        group = by_id.get(one.id) if one.id else None
        if group is None or one.language in {other.language for other in group}:
            group = []
            groups.append(group)
            by_id[one.id] = group
        group.append(one)
    return groups


def _read_group(group: Sequence[_ItemFile], found: _Found, name: str, language: str, n: int) -> None:
    first = group[0]
    shown = (first.id or first.root.get("title") or first.root.get("identifier") or first.path)[:80]
    try:
        mappings = [_FileReader(one, shown, language, found).mapping() for one in group]
        mapping = mappings[0]
        for other in mappings[1:]:
            mapping = _merged(mapping, other)
        start = foreign_mapping(name) | mapping_from_pairs(first.pairs)
        wanted = first.id or first.root.get("identifier") or ""
        id = free_id(wanted, found.taken, n)
        found.items.append(item_from_mapping({**start, **mapping, "id": id}, name))
        found.taken.add(id)
        if id != wanted:
            found.oddities.append(Remark(shown, "renamed", {"id": id}))
    except _NotRead as refusal:
        found.not_read.append(Remark(shown, refusal.code, refusal.params))
    except ContentInvalid as error:
        found.not_read.append(Remark(shown, "broken", {"problem": error.params["problem"]}))


def _merged(one: Any, other: Any) -> Any:
    """Return two mappings of the same item in two languages as one; parts of lists go together by their id."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {**other, **{key: _merged(value, other.get(key)) for key, value in one.items()}}
    if isinstance(one, list) and isinstance(other, list):
        by_id = {part["id"]: part for part in other}
        return [_merged(part, by_id.get(part["id"])) for part in one]
    return one


# --- one assessment item ---


class _FileReader:
    """Reads an assessment item in one language."""

    def __init__(self, file: _ItemFile, shown: str, language: str, found: _Found) -> None:
        self._file, self._shown, self._found = file, shown, found
        self._is_ours = bool(file.id)
        self._feedback = {
            _attribute(one, "identifier"): one for one in file.root.iter() if _name(one) == "modal-feedback"
        }
        self._language = self._told_language(language)

    def mapping(self) -> dict[str, Any]:
        """Return what it says as the mapping of an item; _NotRead if it has no counterpart."""
        root = self._file.root
        interactions = [one for one in root.iter() if _name(one).endswith("-interaction")]
        if len(interactions) != 1:
            code = "interactions-several" if interactions else "kind-not-read"
            raise _NotRead(code, number=len(interactions), kind="without a place to answer")
        (interaction,) = interactions
        kind = _name(interaction).removesuffix("-interaction")
        if kind not in _KINDS:
            raise _NotRead("kind-not-read", kind=kind)
        made = {"choice": self._choice, "order": self._order, "match": self._match, "hottext": self._hottext}
        return {**self._asked(interaction), **made[kind](interaction)}

    def _told_language(self, language: str) -> str:
        told = self._file.language or (self._file.root.get(_XML_LANG) or "")[:2].lower()
        if told in LANGUAGES or language:
            return told if told in LANGUAGES else language
        guessed = detect_language(" ".join(map(str, self._file.root.itertext())))
        guessed = guessed if guessed in LANGUAGES else "en"
        self._remark("language-guessed", language=guessed)
        return guessed

    # --- texts ---

    def _asked(self, interaction: etree._Element) -> dict[str, Any]:
        prompt = next((one for one in interaction if _name(one) == "prompt"), None)
        before = self._before(interaction)
        stimulus = before.texts.get("stimulus") or before.texts.get("", [])
        above = "\n".join(" ".join(one.values()) for one in stimulus)
        stem = self._words(prompt) if prompt is not None else ""
        if not stem:
            stem, above = above, ""
        if not stem:
            raise _NotRead("text-missing")
        return {"stem": {self._language: stem}, "stimulus": {self._language: above} if above else {}}

    def _before(self, interaction: etree._Element) -> HtmlParts:
        """Return what stands in the body beside the interaction."""
        body = next((one for one in self._file.root.iter() if _name(one) == "item-body"), None)
        html = "" if body is None else _inner_html(body, without=interaction)
        return self._parts(html)

    def _words(self, element: etree._Element, without: etree._Element | None = None) -> str:
        return " ".join(self._parts(_inner_html(element, without=without)).all(""))

    def _parts(self, html: str) -> HtmlParts:
        if is_long(html):
            raise _NotRead("text-long", most=LONGEST_HTML)
        parts = read_html(html, is_ours=self._is_ours)
        for what in sorted(parts.not_held):
            self._remark("media-left-out", what=what)
        return parts

    def _option(self, choice: etree._Element) -> dict[str, Any]:
        id = _attribute(choice, "identifier")
        text, why = self._words(choice), self._feedback.get(id)
        told = self._words(why) if why is not None else ""
        return {
            "id": self._own(id),
            "text": {self._language: text} if text else {},
            "why": {self._language: told} if told else {},
        }

    def _own(self, identifier: str) -> str:
        return own_name(identifier) if self._is_ours else identifier

    # --- kinds ---

    def _choice(self, interaction: etree._Element) -> dict[str, Any]:
        choices = [one for one in interaction.iter() if _name(one) == "simple-choice"]
        response = self._response(interaction)
        if _attribute(response, "cardinality") == "multiple":
            return self._several(choices, response, "multiple")
        mapped, right = _mapped(response), self._right(response, choices)
        credits = _credits(mapped)
        if credits and self._says("kind") in ("", "judgement"):
            options = [
                self._option(one) | _mark("credit", credits.get(_attribute(one, "identifier"), 0))
                for one in choices
            ]
            return {"kind": "judgement", "options": options}
        options = [
            self._option(one) | _mark("is_right", _attribute(one, "identifier") in right) for one in choices
        ]
        return {"kind": "single", "options": options}

    def _says(self, key: str) -> str:
        return next((value for told, value in self._file.pairs if told == key), "")

    def _several(
        self, choices: Sequence[etree._Element], response: etree._Element, kind: str
    ) -> dict[str, Any]:
        right = self._right(response, choices)
        options = [
            self._option(one) | _mark("is_right", _attribute(one, "identifier") in right) for one in choices
        ]
        return {"kind": kind, "options": options, "scoring": "graded" if _mapped(response) else "exact"}

    def _hottext(self, interaction: etree._Element) -> dict[str, Any]:
        choices = [one for one in interaction.iter() if _name(one) == "hottext"]
        return self._several(choices, self._response(interaction), "highlight")

    def _order(self, interaction: etree._Element) -> dict[str, Any]:
        choices = [one for one in interaction.iter() if _name(one) == "simple-choice"]
        right = self._right(self._response(interaction), choices)
        if len(right) != len(choices):
            raise _NotRead("key-missing")
        options = [
            self._option(one) | {"place": right.index(_attribute(one, "identifier")) + 1} for one in choices
        ]
        return {"kind": "order", "options": options}

    def _match(self, interaction: etree._Element) -> dict[str, Any]:
        sets = [one for one in interaction if _name(one) == "simple-match-set"]
        if len(sets) != 2:
            raise _NotRead("pairs-missing")
        asked, targets = (
            [one for one in group if _name(one) == "simple-associable-choice"] for group in sets
        )
        _check_number(asked)
        _check_number(targets)
        response = self._response(interaction)
        pairs = dict(one.split()[:2] for one in _right_values(response) if len(one.split()) == 2)
        known = {_attribute(one, "identifier") for one in targets}
        for option in asked:
            target = pairs.get(_attribute(option, "identifier"), "")
            if target not in known:
                raise _NotRead("key-unknown" if target else "key-missing", answer=target[:60])
        options = [
            self._option(one) | {"goes_with": self._own(pairs[_attribute(one, "identifier")])}
            for one in asked
        ]
        listed = [{key: self._option(one)[key] for key in ("id", "text")} for one in targets]
        scoring = "graded" if _mapped(response) else "exact"
        return {"kind": "match", "options": options, "targets": listed, "scoring": scoring}

    def _response(self, interaction: etree._Element) -> etree._Element:
        wanted = _attribute(interaction, "response-identifier")
        for one in self._file.root:
            if _name(one) == "response-declaration" and _attribute(one, "identifier") == wanted:
                return one
        raise _NotRead("key-missing")

    def _right(self, response: etree._Element, choices: Sequence[etree._Element]) -> list[str]:
        """Return the right ids, in order; _NotRead where one is none of the choices, or there is none."""
        _check_number(choices)
        mapped = _mapped(response)
        right = _right_values(response) or [id for id, points in mapped.items() if points > 0]
        known = {_attribute(one, "identifier") for one in choices}
        unknown = next((one for one in right if one not in known), None)
        if unknown is not None:
            raise _NotRead("key-unknown", answer=unknown[:60])
        if not right:
            raise _NotRead("key-missing")
        return right

    def _remark(self, code: str, **params: object) -> None:
        remark = Remark(self._shown, code, params)
        if remark not in self._found.oddities:
            self._found.oddities.append(remark)


def _check_number(choices: Sequence[etree._Element]) -> None:
    if len(choices) < 2:
        raise _NotRead("options-missing")
    if len(choices) > MOST_OPTIONS:
        raise _NotRead("options-many", number=len(choices))


# --- names of 3.0 and 2.x ---


def _name(element: etree._Element) -> str:
    """Return the name of an element as 3.0 has it without 'qti-': 'simpleChoice' and 'qti-simple-choice' are one."""
    name = re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"-{found[1].lower()}", local_name(element))
    return name.removeprefix("qti-")


def _attribute(element: etree._Element, name: str) -> str:
    camel = re.sub(r"-([a-z])", lambda found: found[1].upper(), name)
    return (element.get(name) or element.get(camel) or "").strip()


def _right_values(response: etree._Element) -> list[str]:
    correct = next((one for one in response if _name(one) == "correct-response"), ())
    return [" ".join((one.text or "").split()) for one in correct if _name(one) == "value"]


def _mapped(response: etree._Element) -> dict[str, float]:
    mapping = next((one for one in response if _name(one) == "mapping"), ())
    entries = {}
    for one in mapping:
        try:
            entries[_attribute(one, "map-key")] = float(_attribute(one, "mapped-value") or 0)
        except ValueError:
            continue
    return entries


def _credits(mapped: Mapping[str, float]) -> dict[str, int]:
    """Return the credits 2, 1 and 0 that points stand for; none where they are other steps than none, half and all."""
    most = max(mapped.values(), default=0.0)
    shares = {key: points / most for key, points in mapped.items()} if most > 0 else {}
    if not set(shares.values()) <= {0.0, 0.5, 1.0} or 0.5 not in shares.values():
        return {}
    return {key: int(share * 2) for key, share in shares.items()}


def _mark(key: str, value: object) -> dict[str, Any]:
    return {key: value} if value else {}


def _inner_html(element: etree._Element, without: etree._Element | None = None) -> str:
    """Return what stands in an element as HTML, without the elements of QTI and one of its parts."""
    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        if child is not without:
            pieces.append(_outer_html(child, without))
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)


def _outer_html(element: etree._Element, without: etree._Element | None) -> str:
    inner, name = _inner_html(element, without), local_name(element)
    if not name or name.startswith("qti-"):
        return inner
    given = f' class="{escape(element.get("class") or "")}"' if element.get("class") else ""
    return f"<{name}{given}>{inner}</{name}>" if name != "br" else "<br>"
