"""A document as a piece of a web page: classes only, for a policy that allows no inline style and no script."""

from collections.abc import Iterable, Iterator
from html import escape

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    cell_runs,
    figure_table_numbers,
    headings,
    numbers,
    with_ids,
)
from sauatty.core.documents.checks import validate
from sauatty.core.documents.pictures import inline_svg
from sauatty.core.documents.setting import number_columns
from sauatty.core.documents.wording import GROUP, facts, label_text, note_title, number_words, printable

_KNOWN_KINDS = ("info", "caution", "example", "source", "task")


def render_html(document: Document, *, with_title: bool = True) -> str:
    """Write a document as an HTML fragment.

    Every paragraph has its id; headings of level 1 are `h2`, because the title is the `h1`.

    Parameters
    ----------
    document : Document
        What to write.
    with_title : bool
        False where the page already shows title, version and mark.

    Raises
    ------
    DocumentInvalid
        See `validate`.
    """
    validate(document)
    writer = _Writer(with_ids(document))
    return "\n".join(
        (
            f'<article class="doc" lang="{_attribute(document.language)}">',
            *(writer.title() if with_title else ()),
            *writer.blocks(),
            "</article>",
            "",
        )
    )


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._language = document.language

    def title(self) -> Iterator[str]:
        document = self._document
        yield '<header class="doc-head">'
        yield f"<h1>{_text(document.title)}</h1>"
        if document.subtitle:
            yield f'<p class="doc-subtitle">{_text(document.subtitle)}</p>'
        if document.note:
            yield f'<p class="doc-mark">{_text(document.note)}</p>'
        yield '<dl class="doc-facts">'
        for name, value in facts(document):
            yield f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>"
        yield "</dl>"
        yield "</header>"

    def blocks(self) -> Iterator[str]:
        number_of, under = numbers(self._document), figure_table_numbers(self._document)
        for place, block in enumerate(self._document.blocks):
            yield from self._block(block, number_of.get(place, 0), under.get(place, 0))

    def _block(self, block: Block, number: int, under: int) -> Iterator[str]:
        match block:
            case Heading():
                level = block.level + 1
                yield f'<h{level} id="{block.id}">{_text(block.text)}</h{level}>'
            case Paragraph():
                yield self._paragraph(block)
            case Bullets():
                yield from self._bullets(block)
            case Table():
                yield from self._table(block, block.id, self._numbered(block, number))
            case Figure():
                yield from self._figure(block, number, under)
            case Quote():
                yield from self._quote(block)
            case Note():
                yield from self._note(block)
            case PageBreak():
                yield '<hr class="doc-page-break">'
            case Contents():
                yield from self._contents(block.depth)

    def _paragraph(self, block: Paragraph) -> str:
        text = "".join(map(_run, block.runs))
        spoken = _lang(block.language, self._language)
        if not block.label:
            return f'<p id="{block.id}"{spoken}>{text}</p>'
        label = _text(label_text(block.label, self._language))
        own = f' lang="{self._language}"' if spoken else ""
        mark = f'<span class="doc-label"{own}>{label}</span>'
        return f'<p id="{block.id}" class="doc-labelled"{spoken}>{mark} {text}</p>'

    def _bullets(self, block: Bullets) -> Iterator[str]:
        tag = "ol" if block.ordered else "ul"
        if block.label:
            yield f'<p class="doc-label">{_text(label_text(block.label, self._language))}</p>'
        yield f'<{tag} id="{block.id}">'
        for place, item in enumerate(block.items, 1):
            yield f'<li id="{block.id}:{place}">{"".join(map(_run, item))}</li>'
        yield f"</{tag}>"

    def _numbered(self, block: Table | Figure, number: int) -> str:
        if not number:
            return ""
        before, after = number_words(block, number, self._language)
        point = "." if block.caption else ""
        return f'<span class="doc-number">{_text(before)}{number}{_text(after)}{point}</span>'

    def _table(self, table: Table, id: str, number: str) -> Iterator[str]:
        is_number = number_columns(table)
        yield '<div class="doc-table" tabindex="0">'  # wide ones are scrolled, also with keys
        yield f'<table id="{id}">'
        if number or table.caption:
            yield f"<caption>{' '.join(filter(None, (number, _text(table.caption))))}</caption>"
        yield f"<thead><tr>{''.join(self._heads(table, is_number))}</tr></thead>"
        yield "<tbody>"
        heat = table.heat or tuple((None,) * len(row) for row in table.rows)
        for row, steps in zip(table.rows, heat, strict=True):
            cells = zip(row, steps, is_number, strict=True)
            yield f"<tr>{''.join(_cell(*cell, is_first=not place) for place, cell in enumerate(cells))}</tr>"
        yield "</tbody>"
        yield "</table>"
        if table.note:
            yield f'<p class="doc-small" id="{id}:note">{_text(table.note)}</p>'
        yield "</div>"

    def _heads(self, table: Table, is_number: Iterable[bool]) -> Iterator[str]:
        for cell, is_right in zip(table.header, is_number, strict=True):
            yield f'<th scope="col"{_classes("doc-n" if is_right else "")}>{_content(cell)}</th>'

    def _figure(self, block: Figure, number: int, under: int) -> Iterator[str]:
        yield f'<figure id="{block.id}" class="doc-figure">'
        yield inline_svg(printable(block.svg), block.id, printable(block.alt))
        yield f"<figcaption>{self._numbered(block, number)} {_text(block.caption)}</figcaption>"
        if block.table:
            numbered = self._numbered(block.table, under) if under else ""
            yield from self._table(block.table, f"{block.id}:table", numbered)
        yield "</figure>"

    def _quote(self, block: Quote) -> Iterator[str]:
        yield f'<figure class="doc-quote" id="{block.id}">'
        yield f"<blockquote{_lang(block.language, self._language)}><p>{_text(block.text)}</p></blockquote>"
        if block.source:
            yield f'<figcaption id="{block.id}:source">{_text(block.source)}</figcaption>'
        yield "</figure>"

    def _note(self, block: Note) -> Iterator[str]:
        kind = f" doc-note-{block.kind}" if block.kind in _KNOWN_KINDS else ""
        yield f'<aside class="doc-note{kind}" id="{block.id}">'
        yield f'<p class="doc-note-title">{_text(note_title(block.kind, self._language))}</p>'
        yield f"<p>{''.join(map(_run, block.runs))}</p>"
        yield "</aside>"

    def _contents(self, depth: int) -> Iterator[str]:
        title = word(GROUP, "contents", self._language)
        yield f'<nav class="doc-contents" aria-label="{_attribute(title)}">'
        yield f'<p class="doc-contents-title">{_text(title)}</p>'
        yield "<ol>"
        for heading in headings(self._document):
            if heading.level <= depth:
                link = f'<a href="#{heading.id}">{_text(heading.text)}</a>'
                yield f'<li class="doc-level-{heading.level}">{link}</li>'
        yield "</ol>"
        yield "</nav>"


def _cell(cell: Cell, heat: str | None, is_number: bool, *, is_first: bool) -> str:
    content = _content(cell)
    if is_first and not is_number:
        return f'<th scope="row"{_classes(heat or "")}>{content}</th>'
    return f"<td{_classes('doc-n' if is_number else '', heat or '')}>{content}</td>"


def _content(cell: Cell) -> str:
    return "".join(map(_run, cell_runs(cell)))


def _run(run: Run) -> str:
    text = _text(run.text)
    if run.italic:
        text = f"<em>{text}</em>"
    if run.bold:
        text = f"<strong>{text}</strong>"
    if run.field:
        text = f'<span class="doc-field" data-field="{_attribute(run.field)}">{text}</span>'
    if run.language:
        text = f'<span lang="{_attribute(run.language)}">{text}</span>'
    if not run.link:
        return text
    outside = "" if run.link.startswith("#") else ' rel="noopener noreferrer"'
    return f'<a href="{_attribute(run.link)}"{outside}>{text}</a>'


def _classes(*names: str) -> str:
    written = " ".join(filter(None, names))
    return f' class="{written}"' if written else ""


def _lang(language: str, around: str) -> str:
    return f' lang="{_attribute(language)}"' if language and language != around else ""


def _text(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _attribute(text: str) -> str:
    return escape(printable(text))
