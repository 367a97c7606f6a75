"""Codebooks ↔ REFI-QDA (.qdc), which programmes of qualitative analysis exchange (MAXQDA, NVivo, ATLAS.ti …).

The identifiers are the UUIDv5 that CASE packages use: a codebook in another language, or of another day, has the
same ones, and an analysis programme recognises its codes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lxml import etree

from sauatty.core.catalogue import Codebook, CodebookStep, Framework
from sauatty.core.errors import CodebookUnreadable, DoctypeForbidden, FileEmpty
from sauatty.core.exchange.case import case_identifier

NAMESPACE = "urn:QDA-XML:codebook:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
# One colour for a component and its competences (apart for colour-blind eyes too), others for the scales.
COLORS = ("#0072B2", "#009E73", "#D55E00", "#CC79A7", "#E69F00", "#56B4E9")
RELEVANCE_COLOR, DEMAND_COLOR = "#666666", "#999999"
MAX_SIZE = 8 * 2**20
_MAX_DEPTH = 32
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SCALES = {
    "relevance": ("Қатыстылық", "Релевантность", "Relevance"),
    "demand": ("Танымдық деңгей", "Когнитивный уровень", "Cognitive demand"),
}


@dataclass(frozen=True, slots=True)
class Code:
    """One code with those under it. `is_codable` is False where it only groups; `color` is '#rrggbb' or ''."""

    guid: str
    name: str
    is_codable: bool = True
    color: str = ""
    description: str = ""
    codes: tuple["Code", ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`."""
        return asdict(self)


def codebook_codes(
    framework: Framework, manual: Codebook | None = None, language: str = "en"
) -> tuple[Code, ...]:
    """Return the codes of a framework, and the steps of relevance and demand of its coding manual.

    Names start with the code ('2.3 …'), which is the same in every language.
    """
    tops = framework.children(None)
    codes = [
        _node_code(framework, node.id, language, COLORS[at % len(COLORS)]) for at, node in enumerate(tops)
    ]
    if manual is not None:
        codes.append(_scale(manual, "relevance", manual.relevance, RELEVANCE_COLOR, language))
        codes.append(_scale(manual, "demand", manual.demand, DEMAND_COLOR, language))
    return tuple(codes)


def _node_code(framework: Framework, node_id: str, language: str, color: str) -> Code:
    node = framework.node(node_id)
    return Code(
        guid=case_identifier(node.id),
        name=f"{node.code} {node.name.text(language)}",
        is_codable=node.is_competence,
        color=color,
        description=node.description.text(language),
        codes=tuple(
            _node_code(framework, below.id, language, color) for below in framework.children(node.id)
        ),
    )


def _scale(manual: Codebook, scale: str, steps: Iterable[CodebookStep], color: str, language: str) -> Code:
    """Make a group of the steps of a scale; the identifiers name the manual, not its version or language."""
    kk, ru, en = _SCALES[scale]
    return Code(
        guid=case_identifier(f"{manual.id}.{scale}"),
        name={"kk": kk, "ru": ru}.get(language, en),
        is_codable=False,
        color=color,
        description=f"{manual.title.text(language)} ({manual.version})",
        codes=tuple(
            Code(
                guid=case_identifier(f"{manual.id}.{scale}.{step.code}"),
                name=f"{step.code} {step.name.text(language)}",
                color=color,
                description="\n".join(
                    [step.text.text(language), *(f"– {one.text(language)}" for one in step.examples)]
                ),
            )
            for step in steps
        ),
    )


def write_codebook(codes: Sequence[Code], *, origin: str = "Sauatty") -> bytes:
    """Write codes as a REFI-QDA codebook; the same codes give the same bytes."""
    prefixes: dict[str | None, str] = {None: NAMESPACE, "xsi": _XSI}
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap=prefixes)  # type: ignore[arg-type]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    root.set("origin", origin)
    _append(etree.SubElement(root, f"{{{NAMESPACE}}}Codes"), codes)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _append(parent: Any, codes: Iterable[Code]) -> None:
    for code in codes:
        element = etree.SubElement(parent, f"{{{NAMESPACE}}}Code")
        element.set("guid", code.guid)
        element.set("name", _FORBIDDEN.sub("\ufffd", code.name))
        element.set("isCodable", "true" if code.is_codable else "false")
        if code.color:
            element.set("color", code.color)
        if code.description:
            described = etree.SubElement(element, f"{{{NAMESPACE}}}Description")
            described.text = _FORBIDDEN.sub("\ufffd", code.description)
        _append(element, code.codes)


def read_codebook(content: bytes, *, name: str) -> tuple[Code, ...]:
    """Read the codes of a REFI-QDA codebook; sets of codes are left out.

    Raises
    ------
    FileEmpty, DoctypeForbidden
    CodebookUnreadable
        Not XML, another kind of XML, or a code without a name or identifier, or with that of another code.
    """
    if not content.strip():
        raise FileEmpty(name=name)
    root = _parse(content, name)
    if etree.QName(root).localname != "CodeBook" or etree.QName(root).namespace != NAMESPACE:
        raise CodebookUnreadable(name=name, problem=f"its root is '{etree.QName(root).localname}'")
    codes = root.find(f"{{{NAMESPACE}}}Codes")
    if codes is None or not len(codes):
        raise CodebookUnreadable(name=name, problem="it has no code")
    return _read_codes(codes, name, set(), 0)


def _parse(content: bytes, name: str) -> Any:
    if len(content) > MAX_SIZE:
        raise CodebookUnreadable(name=name, problem=f"it has more than {MAX_SIZE // 2**20} MB")
    # UTF-16 hides a declaration behind zero bytes.
    if re.search(rb"<!(?:doctype|entity)", content.replace(b"\x00", b""), re.IGNORECASE):
        raise DoctypeForbidden(name=name, part="its head")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise CodebookUnreadable(name=name, problem=str(error)[:120]) from error


def _read_codes(parent: Any, name: str, seen: set[str], depth: int) -> tuple[Code, ...]:
    if depth > _MAX_DEPTH:
        raise CodebookUnreadable(name=name, problem=f"its codes nest more than {_MAX_DEPTH} deep")
    return tuple(_read_code(one, name, seen, depth) for one in parent.findall(f"{{{NAMESPACE}}}Code"))


def _read_code(element: Any, name: str, seen: set[str], depth: int) -> Code:
    guid, title = _GUID.fullmatch(element.get("guid") or ""), (element.get("name") or "").strip()
    if guid is None or not title:
        shown = title or element.get("guid") or "without name"
        problem = f"line {element.sourceline}: the code '{shown[:60]}' lacks its name or identifier"
        raise CodebookUnreadable(name=name, problem=problem)
    if guid[1].lower() in seen:
        problem = f"line {element.sourceline}: the identifier of '{title[:60]}' stands twice"
        raise CodebookUnreadable(name=name, problem=problem)
    seen.add(guid[1].lower())
    color = element.get("color") or ""
    return Code(
        guid=guid[1].lower(),
        name=title,
        is_codable=(element.get("isCodable") or "true").strip() in ("true", "1"),
        color=color if _COLOR.fullmatch(color) else "",
        description=(element.findtext(f"{{{NAMESPACE}}}Description") or "").strip(),
        codes=_read_codes(element, name, seen, depth + 1),
    )
