"""Drawings (SVG): checked before they go into a file, and turned into pixels where a format needs them."""

import re
from functools import lru_cache

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = (
    "svg g defs title desc path rect circle ellipse line polyline polygon text tspan pattern linearGradient "
    "radialGradient stop clipPath mask marker symbol use"
)
_ELEMENTS = frozenset(_SHAPES.split())
_DECLARATION = re.compile(r"<!(?:doctype|entity)", re.IGNORECASE)
_FOREIGN_URL = re.compile(r"url\s*\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_OWN_URL = re.compile(r"url\(#([^)]+)\)")
_LISTS_OF_IDS = frozenset(("aria-labelledby", "aria-describedby"))


def parse_svg(svg: str) -> etree._Element:
    """Parse a drawing; entities and addresses are not followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(svg.encode("utf-8"), parser)


@lru_cache(maxsize=256)
def svg_problem(svg: str) -> str:
    """Return what speaks against a drawing, or '' if it may be used.

    Only shapes and text are let through: no script, no style sheet, no picture or address from elsewhere.
    """
    try:
        root = parse_svg(svg)
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError) as error:
        return f"is not well-formed ({str(error)[:80]})"
    if _DECLARATION.search(svg):
        return "has a document type declaration"
    if root.tag != f"{{{_SVG}}}svg":
        return "is not SVG"
    if not svg_size(svg):
        return "has no viewBox"
    return next(filter(None, map(_element_problem, root.iter())), "")


def _element_problem(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return "holds an instruction or an entity"
    name = etree.QName(element).localname
    if name not in _ELEMENTS or etree.QName(element).namespace != _SVG:
        return f"holds <{name}>"
    for key, value in element.attrib.items():
        local = etree.QName(key).localname.lower()
        if local.startswith("on") or local == "style":
            return f"holds the attribute {local}"
        if local in ("href", "src") and not str(value).startswith("#"):
            return "leads to another file"
        if _FOREIGN_URL.search(str(value)):
            return "leads to another file"
    return ""


def svg_size(svg: str) -> tuple[float, float] | None:
    """Return width and height in the drawing's own units (96 to the inch), None where it does not say."""
    found = re.search(r"viewBox\s*=\s*[\"']([^\"']+)[\"']", svg[:4000])
    try:
        left, top, width, height = map(float, found[1].replace(",", " ").split()) if found else (0, 0, 0, 0)
    except ValueError:
        return None
    return (width, height) if 0 < width < 1e5 and 0 < height < 1e5 else None


def inline_svg(svg: str, prefix: str, alt: str) -> str:
    """Return a drawing to stand inside a page: a picture with a name, its ids made the page's own."""
    root = parse_svg(svg)
    for element in root.iter():
        for key, value in element.attrib.items():
            element.attrib[key] = _with_prefix(str(key), str(value), prefix)
    for key in (*_LISTS_OF_IDS, "width", "height"):
        if key in root.attrib:
            del root.attrib[key]
    root.set("role", "img")
    root.set("aria-label", alt)
    return etree.tostring(root, encoding="unicode")


def _with_prefix(key: str, value: str, prefix: str) -> str:
    if key == "id":
        return f"{prefix}-{value}"
    if key in ("href", _XLINK) and value.startswith("#"):
        return f"#{prefix}-{value[1:]}"
    if key in _LISTS_OF_IDS:
        return " ".join(f"{prefix}-{name}" for name in value.split())
    return _OWN_URL.sub(rf"url(#{prefix}-\1)", value)
