"""XML from outside, as the readers of items take it: without document types, encodings that hide them, or great depth."""

import re

from lxml import etree

from sauatty.core.errors import (
    DoctypeForbidden,
    EncodingAmbiguous,
    EncodingUnknown,
    FileEmpty,
    FileTooLarge,
    ItemFileRefused,
)
from sauatty.core.exchange.encodings import decode_text

LARGEST = 20 * 2**20
_DECLARATION = re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_ENCODINGS = frozenset((b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"))


def check_size(content: bytes, name: str) -> None:
    """Refuse a file that is empty or too large."""
    if not content.strip():
        raise FileEmpty(name=name)
    if len(content) > LARGEST:
        raise FileTooLarge(name=name, size=-(-len(content) // 2**20), limit=LARGEST // 2**20)


def decode_items(content: bytes, name: str, *, is_ours: bool) -> str:
    """Return the text of a file. In one of ours rare letters are what somebody typed, not traces of a damage."""
    try:
        return decode_text(content, name=name).text.removeprefix("\ufeff")
    except EncodingAmbiguous:
        if not is_ours:
            raise
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingUnknown(name=name) from error


def parse_xml(content: bytes, name: str) -> etree._Element:
    """Return the root of an XML file.

    Raises
    ------
    DoctypeForbidden
        It declares a document type or an entity, which could name other files.
    EncodingUnknown
        It is in an encoding other than Unicode.
    ItemFileRefused
        It is not well-formed XML.
    """
    plain = content.replace(b"\x00", b"")  # UTF-16 hides a declaration behind zero bytes
    if _DECLARATION.search(plain) and _declares(plain):
        raise DoctypeForbidden(name=name, part="its head")
    found = _ENCODING.search(plain[:200])
    if found and found[1].lower() not in _ENCODINGS:
        raise EncodingUnknown(name=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
        huge_tree=False, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ItemFileRefused(name=name, problem=f"XML: {' '.join(str(error).split())[:120]}") from error
    # A comment with a '<' in it can hide the declaration from the search above, but not from the parser.
    if root.getroottree().docinfo.internalDTD is not None:
        raise DoctypeForbidden(name=name, part="its head")
    return root


def _declares(plain: bytes) -> bool:
    """Tell whether a declaration stands before the first element; within a text (CDATA) it is but letters."""
    head = re.search(rb"<[a-z_]", plain, re.IGNORECASE)
    return _DECLARATION.search(plain, 0, head.start() if head else len(plain)) is not None


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; '' for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def below(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of a name."""
    return [child for child in element if local_name(child) == name]


def first_below(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the first element on a path of names; None if there is none."""
    for name in names:
        if element is None:
            return None
        element = next((child for child in element if local_name(child) == name), None)
    return element


def text_below(element: etree._Element | None, *names: str) -> str:
    """Return the text of the element on a path of names; '' if there is none."""
    found = first_below(element, *names)
    return (found.text or "") if found is not None else ""
