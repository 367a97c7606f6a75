"""A document as DOCX: real headings, a table of contents, captions, alternative texts, ids that come back."""

from html import escape
from typing import Any

from sauatty.core.documents.blocks import Document
from sauatty.core.documents.checks import validate
from sauatty.core.documents.docx_body import FIRST_LIST, Body, write_body
from sauatty.core.documents.docx_styles import numbering_xml, settings_xml, styles_xml
from sauatty.core.documents.packing import pack
from sauatty.core.documents.wording import page_foot, page_head, page_words, printable
from sauatty.core.documents.wordml import Element, el, locale_of, qualified, run, serialise, word_field
from sauatty.core.exchange.docx_ids import LONG_ID, PROPERTY

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TEXT_WIDTH = 9468
_PARTS = ("styles", "numbering", "settings")
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def render_docx(document: Document, *, is_for_review: bool = False) -> bytes:
    """Write a document as DOCX.

    Each paragraph carries its id (see `parts`), and locked values stand in content controls, so that
    `sauatty.core.exchange.docx_review` understands the file when it comes back.

    Parameters
    ----------
    document : Document
        What to write.
    is_for_review : bool
        Word then tracks changes from the first letter on.

    Raises
    ------
    DocumentInvalid
        See `validate`.
    """
    validate(document)
    body = write_body(document)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core_properties(document),
        "docProps/app.xml": _app_properties(),
        "docProps/custom.xml": _custom_properties(document, body),
        "word/document.xml": _document_part(body),
        "word/_rels/document.xml.rels": _document_relations(body),
        "word/styles.xml": styles_xml(document.language),
        "word/numbering.xml": numbering_xml(FIRST_LIST, body.n_lists),
        "word/settings.xml": settings_xml(document.language, is_for_review=is_for_review),
        "word/header1.xml": serialise(_page_head(document)),
        "word/footer1.xml": serialise(_page_foot(document)),
    }
    return pack(parts | {f"word/media/{name}": content for name, content in body.media.items()})


def _document_part(body: Body) -> bytes:
    section = el(
        "w:sectPr",
        el("w:headerReference", w_type="default", r_id="rIdHeader"),
        el("w:footerReference", w_type="default", r_id="rIdFooter"),
        el("w:pgSz", w_w=11906, w_h=16838),
        el(
            "w:pgMar",
            w_top=1361,
            w_right=1134,
            w_bottom=1361,
            w_left=1304,
            w_header=624,
            w_footer=567,
            w_gutter=0,
        ),
    )
    root = el("w:document", el("w:body", *body.elements, section))
    root.set(qualified("mc:Ignorable"), "w14")
    return serialise(root)


def _page_head(document: Document) -> Element:
    content = [run(page_head(document), document.language)]
    if document.note:
        content += [
            el("w:r", el("w:tab")),
            run(document.note, document.language, style="SauattyMark"),
        ]
    return el("w:hdr", _page_line("Header", content, "bottom"))


def _page_foot(document: Document) -> Element:
    language = document.language
    before, between, after = page_words(language)
    pages = [
        el("w:r", el("w:tab")),
        *([run(before, language)] if before else []),
        *word_field("PAGE", "1", language),
        run(between, language),
        *word_field("NUMPAGES", "1", language),
        *([run(after, language)] if after else []),
    ]
    lines = page_foot(document) or ("",)
    first = _page_line("Footer", [run(lines[0], language), *pages], "top")
    rest = [el("w:p", _style("Footer"), run(line, language)) for line in lines[1:]]
    return el("w:ftr", first, *rest)


def _style(name: str) -> Element:
    return el("w:pPr", el("w:pStyle", w_val=name))


def _page_line(style: str, content: list[Element], side: str) -> Element:
    layout = _style(style)
    layout.append(el("w:pBdr", el(f"w:{side}", w_val="single", w_sz=4, w_space=4, w_color="DFE3DF")))
    layout.append(el("w:tabs", el("w:tab", w_val="right", w_pos=_TEXT_WIDTH)))
    return el("w:p", layout, *content)


# --- the parts around the text ------------------------------------------------------------------------


def _content_types() -> bytes:
    overrides = {
        "word/document": f"{_WORDML}.document.main",
        **{f"word/{part}": f"{_WORDML}.{part}" for part in _PARTS},
        "word/header1": f"{_WORDML}.header",
        "word/footer1": f"{_WORDML}.footer",
        "docProps/core": "application/vnd.openxmlformats-package.core-properties",
        "docProps/app": "application/vnd.openxmlformats-officedocument.extended-properties",
        "docProps/custom": "application/vnd.openxmlformats-officedocument.custom-properties",
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "svg": "image/svg+xml",
    }
    content = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
    content += "".join(
        f'<Override PartName="/{part}.xml" ContentType="{kind}+xml"/>' for part, kind in overrides.items()
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{content}</Types>'.encode()


def _relations(*found: tuple[str, str, str, bool]) -> bytes:
    content = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{escape(printable(target))}"'
        + (' TargetMode="External"/>' if is_outside else "/>")
        for id, kind, target, is_outside in found
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{content}</Relationships>'.encode()


def _package_relations() -> bytes:
    return _relations(
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml", False),
        ("rId2", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml", False),
        ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml", False),
        ("rId4", f"{_OFFICE}/custom-properties", "docProps/custom.xml", False),
    )


def _document_relations(body: Body) -> bytes:
    media = enumerate(body.media, 1)
    return _relations(
        *((f"rId{part.title()}", f"{_OFFICE}/{part}", f"{part}.xml", False) for part in _PARTS),
        ("rIdHeader", f"{_OFFICE}/header", "header1.xml", False),
        ("rIdFooter", f"{_OFFICE}/footer", "footer1.xml", False),
        *((f"rIdM{number}", f"{_OFFICE}/image", f"media/{name}", False) for number, name in media),
        *((id, f"{_OFFICE}/hyperlink", target, True) for target, id in body.links.items()),
    )


def _core_properties(document: Document) -> bytes:
    day = f"{document.date.isoformat()}T00:00:00Z" if document.date else ""
    told: tuple[tuple[str, str], ...] = (
        ("dc:title", document.title),
        ("dc:subject", document.subtitle),
        ("dc:creator", "; ".join(document.authors)),
        ("dc:identifier", document.identifier),
        ("dc:language", locale_of(document.language)),
        ("cp:version", document.version),
    )
    content = "".join(f"<{key}>{escape(printable(value))}</{key}>" for key, value in told if value)
    dates = ("created", "modified") if day else ()
    content += "".join(f'<dcterms:{key} xsi:type="dcterms:W3CDTF">{day}</dcterms:{key}>' for key in dates)
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f"{_HEAD}<cp:coreProperties {spaces}>{content}</cp:coreProperties>".encode()


def _app_properties() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{space}"><Application>Sauatty</Application></Properties>'.encode()


def _custom_properties(document: Document, body: Body) -> bytes:
    """Say which document and version this is, and what the hashed bookmarks stand for."""
    told: dict[str, Any] = {
        PROPERTY + "identifier": document.identifier,
        PROPERTY + "version": document.version,
        PROPERTY + "language": document.language,
        **{LONG_ID + name: id for name, id in body.long_ids.items()},
    }
    content = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(printable(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(told.items(), 2)
    )
    return f'{_HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{content}</Properties>'.encode()
