"""Small pieces of WordprocessingML: elements, runs, fields, content controls."""

from collections.abc import Iterable

from lxml import etree

from sauatty.core.documents.wording import printable
from sauatty.core.exchange.docx_ids import FIELD_TAG, LABEL_TAG, field_bookmark, label_bookmark

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
Element = etree._Element


def locale_of(language: str) -> str:
    """Return the language tag that word processors know: 'kk-KZ' for 'kk'."""
    return _LOCALES.get(language, language)


def qualified(name: str) -> str:
    """Return 'w:p' as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if local else name


def el(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """Make an element. `w_val="x"` is the attribute w:val; one without a prefix is written as it is."""
    made = etree.Element(qualified(name), nsmap=NAMESPACES)
    for key, value in attributes.items():
        prefix, _, local = key.partition("_")
        made.set(qualified(f"{prefix}:{local}") if local else key, str(value))
    made.extend(child for child in children if child is not None)
    return made


def serialise(root: Element) -> bytes:
    """Return a part as bytes."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r", "w14", "mc"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def run(
    text: str, language: str, *, bold: bool = False, italic: bool = False, style: str = "", colour: str = ""
) -> Element:
    """Make a run; lines and tabs of the text become those of the file."""
    properties = el(
        "w:rPr",
        el("w:rStyle", w_val=style) if style else None,
        *((el("w:b"), el("w:bCs")) if bold else ()),
        *((el("w:i"), el("w:iCs")) if italic else ()),
        el("w:color", w_val=colour) if colour else None,
        el("w:lang", w_val=locale_of(language)),
    )
    return el("w:r", properties, *_text_elements(text))


def _text_elements(text: str) -> Iterable[Element]:
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            yield el("w:br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                yield el("w:tab")
            if piece:
                made = el("w:t")
                made.text = piece
                made.set(_XML_SPACE, "preserve")
                yield made


def word_field(code: str, result: str, language: str, style: str = "") -> tuple[Element, ...]:
    """Make a field that Word computes (PAGE, SEQ): its code is ours, never a text of the document."""
    instruction = el("w:instrText")
    instruction.text = f" {code} "
    instruction.set(_XML_SPACE, "preserve")
    return (
        el("w:r", el("w:fldChar", w_fldCharType="begin")),
        el("w:r", instruction),
        el("w:r", el("w:fldChar", w_fldCharType="separate")),
        run(result, language, style=style),
        el("w:r", el("w:fldChar", w_fldCharType="end")),
    )


def locked_value(name: str, content: Element, number: int) -> Iterable[Element]:
    """Put a run into a content control that can be neither edited nor deleted."""
    control = _control(FIELD_TAG + name, name, "sdtContentLocked", number, (content,))
    return marked((control,), field_bookmark(name, number), number)


def own_words(content: Iterable[Element], number: int) -> Iterable[Element]:
    """Put words of the document itself (number of a table, label) into a control that stays where it is."""
    control = _control(LABEL_TAG, "", "sdtLocked", number, content)
    return marked((control,), label_bookmark(number), number)


def marked(content: Iterable[Element], bookmark: str, number: int) -> Iterable[Element]:
    """Put content between the two ends of a bookmark."""
    start = el("w:bookmarkStart", w_id=number, w_name=bookmark)
    return (start, *content, el("w:bookmarkEnd", w_id=number))


def _control(tag: str, alias: str, lock: str, number: int, content: Iterable[Element]) -> Element:
    properties = el(
        "w:sdtPr",
        el("w:alias", w_val=alias) if alias else None,
        el("w:tag", w_val=tag),
        el("w:id", w_val=number),
        el("w:lock", w_val=lock),
    )
    return el("w:sdt", properties, el("w:sdtContent", *content))
