"""Badges inside of pictures: a PNG or an SVG that looks like a badge and holds the signed text of it."""

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from openbadgeslib import baking

from sauatty.core.errors import BadgeNotRead, SauattyError
from sauatty.core.exchange.item_xml import parse_xml

PNG_KEYWORD = b"openbadgecredential"
SVG_ELEMENT = "openbadges:credential"
SVG_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_TEXT = 200_000
_MOST_CHUNKS = 10_000
_MOST_NODES = 50_000
_ACTIVE = {"script", "foreignobject", "iframe", "object", "embed", "handler", "set", "animate"}


def bake_png(picture: bytes, token: str) -> bytes:
    """Put a badge into a PNG picture."""
    return bytes(baking.bake_png(picture, token, keyword=PNG_KEYWORD))


def bake_svg(picture: bytes, token: str) -> bytes:
    """Put a badge into an SVG picture."""
    return bytes(baking.bake_svg(picture, token, element=SVG_ELEMENT, namespace=SVG_NAMESPACE))


def token_of(content: bytes, name: str) -> str:
    """Return the signed text of a badge that lies in a PNG, an SVG or a text file.

    Raises
    ------
    BadgeNotRead
        It has none, or more than one, or the file does what no badge does.
    """
    if content.startswith(_PNG):
        return _from_png(content, name)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return _from_svg(content, name)
    return _from_text(start, name)


def _from_text(content: bytes, name: str) -> str:
    text = content.strip()
    if not text.startswith(b"eyJ") or len(text) > _MOST_TEXT or not text.isascii() or len(text.split()) != 1:
        raise BadgeNotRead(name=name, problem="it is neither PNG nor SVG nor a signed text")
    return text.decode("ascii")


def _from_png(content: bytes, name: str) -> str:
    found = [text for text in (_badge_text(body, name) for body in _texts(content, name)) if text is not None]
    if len(found) != 1:
        raise BadgeNotRead(
            name=name, problem="it holds more than one badge" if found else "the picture holds none"
        )
    return found[0]


def _texts(content: bytes, name: str) -> Iterator[bytes]:
    """Yield the texts of a PNG; its pixels are never unpacked."""
    place = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        if place + 12 > len(content):
            break
        (size,) = struct.unpack_from(">I", content, place)
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        stored = content[place + 8 + size : place + 12 + size]
        if len(stored) != 4 or struct.unpack(">I", stored)[0] != zlib.crc32(kind + body):
            raise BadgeNotRead(name=name, problem="the picture is damaged")
        if kind == b"iTXt":
            yield body
        place += 12 + size
        if kind == b"IEND":
            return
    raise BadgeNotRead(name=name, problem="the picture is cut off")


def _badge_text(body: bytes, name: str) -> str | None:
    keyword, _, rest = body.partition(b"\0")
    if keyword != PNG_KEYWORD:
        return None
    packed, rest = rest[:1], rest[2:]
    _language, first, rest = rest.partition(b"\0")
    _translated, second, text = rest.partition(b"\0")
    if not (first and second):
        raise BadgeNotRead(name=name, problem="the text in the picture is damaged")
    return _plain(_unpacked(text, name) if packed == b"\1" else text, name)


def _unpacked(text: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(text, _MOST_TEXT)
    except zlib.error as error:
        raise BadgeNotRead(name=name, problem="the text in the picture is damaged") from error
    if unpacker.unconsumed_tail:
        raise BadgeNotRead(name=name, problem="the text in the picture is longer than any badge")
    return found


def _plain(text: bytes, name: str) -> str:
    if len(text) > _MOST_TEXT or not text.isascii():
        raise BadgeNotRead(name=name, problem="the text in the picture is no badge")
    return text.decode("ascii").strip()


def _from_svg(content: bytes, name: str) -> str:
    try:
        nodes = list(parse_xml(content, name).iter())
    except SauattyError as error:
        raise BadgeNotRead(name=name, problem="the drawing can't be read") from error
    if len(nodes) > _MOST_NODES or any(map(_is_active, nodes)):
        raise BadgeNotRead(name=name, problem="the drawing does what no badge does")
    badges = [one for one in nodes if one.tag == f"{{{SVG_NAMESPACE}}}credential"]
    if len(badges) != 1:
        raise BadgeNotRead(
            name=name, problem="it holds more than one badge" if badges else "the drawing holds none"
        )
    return _plain(str(badges[0].get("verify", "")).encode(), name)


def _is_active(node: Any) -> bool:
    if str(node.tag).rpartition("}")[2].lower() in _ACTIVE:
        return True
    for attribute, value in node.attrib.items():
        plain, text = str(attribute).rpartition("}")[2].lower(), "".join(str(value).split()).lower()
        if plain.startswith("on") or text.startswith(("javascript:", "vbscript:", "data:text")):
            return True
    return False
