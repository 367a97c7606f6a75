"""A Common Cartridge written: manifest, pages, web links, assessments in QTI 1.2; the same course, the same bytes."""

from collections.abc import Iterator

from lxml import etree

from sauatty.core.errors import CartridgeUnsound
from sauatty.core.exchange.cartridge import (
    MANIFEST,
    VERSION,
    Cartridge,
    CartridgeEntry,
    CartridgeFolder,
    CartridgeLink,
    CartridgePage,
    CartridgeQuiz,
    leaves,
)
from sauatty.core.exchange.cartridge_qti import quiz_xml
from sauatty.core.exchange.cartridge_rules import cartridge_problems
from sauatty.core.exchange.cartridge_xml import XSI, ElementsOf
from sauatty.core.exchange.packing import pack

_IMS = "http://www.imsglobal.org/xsd/imsccv1p3"
_CP = f"{_IMS}/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
_LINK = f"{_IMS}/imswl_v1p3"
_PROFILE = "http://www.imsglobal.org/profile/cc/ccv1p3"
_SCHEMAS = f"{_CP} {_PROFILE}/ccv1p3_imscp_v1p2_v1p0.xsd {_LOM} {_PROFILE}/LOM/ccv1p3_lommanifest_v1p0.xsd"
_TYPES = {
    CartridgePage: "webcontent",
    CartridgeLink: "imswl_xmlv1p3",
    CartridgeQuiz: "imsqti_xmlv1p2/imscc_xmlv1p3/assessment",
}
_M = ElementsOf(_CP, {None: _CP, "lomimscc": _LOM, "xsi": XSI})
_L = ElementsOf(_LOM, {"lomimscc": _LOM})

Leaf = CartridgePage | CartridgeLink | CartridgeQuiz


def write_cartridge(cartridge: Cartridge) -> bytes:
    """Write a course as Common Cartridge 1.3.

    Raises
    ------
    CartridgeUnsound
        It would break a rule of the standard: an id that stands twice, a question without a right answer, …
    """
    parts = dict(_parts(cartridge))
    problem = next(cartridge_problems(parts), "")
    if problem:
        raise CartridgeUnsound(title=cartridge.title, problem=problem)
    return pack(parts)


def _parts(cartridge: Cartridge) -> Iterator[tuple[str, bytes]]:
    yield MANIFEST, _serialised(_manifest(cartridge))
    yield from cartridge.files.items()
    for leaf in leaves(cartridge.entries):
        yield _file_of(leaf), _content_of(leaf)


def _file_of(leaf: Leaf) -> str:
    match leaf:
        case CartridgePage():
            return leaf.name
        case CartridgeLink():
            return f"links/{leaf.id}.xml"
    return f"quizzes/{leaf.id}.xml"


def _content_of(leaf: Leaf) -> bytes:
    match leaf:
        case CartridgePage():
            return leaf.html.encode()
        case CartridgeLink():
            return _serialised(_web_link(leaf))
    return _serialised(quiz_xml(leaf))


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _web_link(link: CartridgeLink) -> etree._Element:
    make = ElementsOf(_LINK, {None: _LINK, "xsi": XSI})
    root = make("webLink", make("title", link.title), make("url", href=link.url, target="_blank"))
    root.set(f"{{{XSI}}}schemaLocation", f"{_LINK} {_PROFILE}/ccv1p3_imswl_v1p3.xsd")
    return root


# --- the manifest ---


def _manifest(cartridge: Cartridge) -> etree._Element:
    tree = _M("item", *(_item(entry) for entry in cartridge.entries), identifier="I_root")
    root = _M(
        "manifest",
        _M("metadata", _M("schema", "IMS Common Cartridge"), _M("schemaversion", VERSION), _lom(cartridge)),
        _M("organizations", _M("organization", tree, identifier="O_course", structure="rooted-hierarchy")),
        _M("resources", *_resources(cartridge)),
        identifier=f"M_{cartridge.id}",
    )
    root.set(f"{{{XSI}}}schemaLocation", _SCHEMAS)
    return root


def _lom(cartridge: Cartridge) -> etree._Element:
    general = [_L("title", _string(cartridge.title, cartridge.language)), _L("language", cartridge.language)]
    if cartridge.description:
        general.append(_L("description", _string(cartridge.description, cartridge.language)))
    general += [_L("keyword", _string(one, cartridge.language)) for one in cartridge.keywords]
    parts = [_L("general", *general)]
    if cartridge.rights:
        restricted = _L("copyrightAndOtherRestrictions", _L("value", "yes"))
        parts.append(
            _L("rights", restricted, _L("description", _string(cartridge.rights, cartridge.language)))
        )
    return _L("lom", *parts)


def _string(text: str, language: str) -> etree._Element:
    return _L("string", text, language=language)


def _item(entry: CartridgeEntry) -> etree._Element:
    if isinstance(entry, CartridgeFolder):
        inner = (_item(one) for one in entry.entries)
        return _M("item", _M("title", entry.title), *inner, identifier=f"I_{entry.id}")
    return _M("item", _M("title", entry.title), identifier=f"I_{entry.id}", identifierref=f"R_{entry.id}")


def _resources(cartridge: Cartridge) -> Iterator[etree._Element]:
    needed = [f"R_file-{number}" for number in range(1, len(cartridge.files) + 1)]
    for leaf in leaves(cartridge.entries):
        yield _resource(leaf, needed)
    for identifier, name in zip(needed, sorted(cartridge.files), strict=True):
        yield _M("resource", _M("file", href=name), identifier=identifier, type="webcontent", href=name)


def _resource(leaf: Leaf, needed: list[str]) -> etree._Element:
    name = _file_of(leaf)
    made = _M("resource", _M("file", href=name), identifier=f"R_{leaf.id}", type=_TYPES[type(leaf)])
    if isinstance(leaf, CartridgePage):
        made.set("href", name)
        if leaf.is_plan:
            made.set("intendeduse", "lessonplan")
        made.extend(_M("dependency", identifierref=one) for one in needed)
    return made
