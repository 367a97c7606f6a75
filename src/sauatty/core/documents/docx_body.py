"""The body of a DOCX file: one element of Word's for each block, with its id."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
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
    figure_table_numbers,
    headings,
    numbers,
    with_ids,
)
from sauatty.core.documents.docx_figures import picture
from sauatty.core.documents.docx_tables import table_element
from sauatty.core.documents.pdf import svg_to_png
from sauatty.core.documents.setting import picture_size
from sauatty.core.documents.wording import GROUP, facts, label_text, note_title, number_words, printable
from sauatty.core.documents.wordml import (
    Element,
    el,
    locked_value,
    marked,
    own_words,
    qualified,
    run,
    word_field,
)
from sauatty.core.exchange.docx_ids import bookmark_name, field_bookmark, hashed_part, paragraph_number

FIRST_LIST = 10  # numbering instances below are not used; each ordered list has its own


@dataclass
class Body:
    """What is gathered while the blocks are written: elements, and the parts that they refer to."""

    document: Document
    elements: list[Element] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    long_ids: dict[str, str] = field(default_factory=dict)
    n_lists: int = 0
    _count: int = 0
    _starts_page: bool = False

    @property
    def language(self) -> str:
        """Return the language of the document."""
        return self.document.language

    def next_number(self) -> int:
        """Return a number that no other bookmark, control or picture has."""
        self._count += 1
        return self._count

    def add_link(self, target: str) -> str:
        """Return the relationship of an address outside."""
        return self.links.setdefault(target, f"rIdL{len(self.links) + 1}")

    def add_media(self, name: str, content: bytes) -> str:
        """Keep a picture and return its relationship."""
        self.media[name] = content
        return f"rIdM{len(self.media)}"

    def page_break_before(self) -> None:
        """Let the next paragraph start on a new page."""
        self._starts_page = True

    def paragraph(
        self,
        content: Iterable[Element],
        *,
        style: str = "",
        id: str = "",
        properties: Sequence[Element] = (),
        keeps_next: bool = False,
        keeps_whole: bool = False,
    ) -> Element:
        """Make a paragraph that carries its id."""
        layout = el(
            "w:pPr",
            el("w:pStyle", w_val=style) if style else None,
            el("w:keepNext") if keeps_next else None,
            el("w:keepLines") if keeps_whole else None,
            el("w:pageBreakBefore") if self._starts_page else None,
            *properties,
        )
        self._starts_page = False
        made = el("w:p", layout if len(layout) else None)
        made.extend(self._marked(content, id))
        if id:
            made.set(qualified("w14:paraId"), paragraph_number(id))
        return made

    def _marked(self, content: Iterable[Element], id: str) -> Iterable[Element]:
        if not id:
            return content
        name = bookmark_name(id)
        self._keep_long(name, id)
        return marked(content, name, self.next_number())

    def _keep_long(self, bookmark: str, id: str) -> None:
        if hashed_part(bookmark):
            self.long_ids[hashed_part(bookmark)] = id

    def runs(
        self, runs: Iterable[Run], language: str = "", *, bold: bool = False, colour: str = ""
    ) -> Iterator[Element]:
        """Make the runs of a text, locked values and links among them."""
        for one in runs:
            made = run(
                one.text,
                one.language or language or self.language,
                bold=one.bold or bold,
                italic=one.italic,
                style="Hyperlink" if one.link else "",
                colour=colour,
            )
            content = self._locked(one.field, made) if one.field else (made,)
            yield from (self._linked(one.link, *content),) if one.link else content

    def _locked(self, name: str, content: Element) -> Iterable[Element]:
        number = self.next_number()
        self._keep_long(field_bookmark(name, number), name)
        return locked_value(name, content, number)

    def _linked(self, link: str, *content: Element) -> Element:
        if link.startswith("#"):
            return el("w:hyperlink", *content, w_anchor=bookmark_name(self.target_of(link[1:])), w_history=1)
        return el("w:hyperlink", *content, r_id=self.add_link(link), w_history=1)

    def target_of(self, id: str) -> str:
        """Return the id of the first paragraph of a block that a link leads to."""
        block = next(block for block in self.document.blocks if block.id == id)
        if isinstance(block, Bullets):
            return f"{id}:1"
        if isinstance(block, Figure) or (isinstance(block, Table) and block.caption):
            return f"{id}:caption"
        return f"{id}:r0c0" if isinstance(block, Table) else id


def write_body(document: Document) -> Body:
    """Write all blocks of a checked document."""
    body = Body(with_ids(document))
    _write_title(body)
    number_of, under = numbers(body.document), figure_table_numbers(body.document)
    for place, block in enumerate(body.document.blocks):
        body.elements.extend(_block(body, block, number_of.get(place, 0), under.get(place, 0)))
    return body


def _write_title(body: Body) -> None:
    document, language = body.document, body.language
    body.elements.append(body.paragraph([run(document.title, language)], style="Title", id=":title"))
    if document.subtitle:
        subtitle = [run(document.subtitle, language)]
        body.elements.append(body.paragraph(subtitle, style="Subtitle", id=":subtitle"))
    if document.note:
        mark = own_words([run(document.note, language, style="SauattyMark")], body.next_number())
        body.elements.append(body.paragraph(mark))
    for name, value in facts(document):
        told = [run(f"{name}: ", language, bold=True), run(value, language)]
        body.elements.append(body.paragraph(own_words(told, body.next_number()), style="SauattyFact"))
    if document.has_title_page:
        body.page_break_before()


def _block(body: Body, block: Block, number: int, under: int) -> Iterator[Element]:
    match block:
        case Heading():
            style = f"Heading{block.level}"
            yield body.paragraph([run(block.text, body.language)], style=style, id=block.id)
        case Paragraph():
            yield _paragraph(body, block)
        case Bullets():
            yield from _bullets(body, block)
        case Table():
            yield from _table(body, block, block.id, _numbered(body, block, number))
        case Figure():
            yield from _figure(body, block, number, under)
        case Quote():
            yield from _quote(body, block)
        case Note():
            yield _note(body, block)
        case PageBreak():
            body.page_break_before()
        case Contents():
            yield _contents(body, block.depth)


def _paragraph(body: Body, block: Paragraph) -> Element:
    content = list(body.runs(block.runs, block.language))
    if not block.label:
        is_kept = bool(block.keep)
        return body.paragraph(content, id=block.id, keeps_next=block.keep == "next", keeps_whole=is_kept)
    label = run(label_text(block.label, body.language), body.language, style="SauattyMark")
    mark = own_words([label, el("w:r", el("w:br"))], body.next_number())
    return body.paragraph([*mark, *content], style="SauattyLabelled", id=block.id)


def _bullets(body: Body, block: Bullets) -> Iterator[Element]:
    if block.label:
        label = run(label_text(block.label, body.language), body.language, style="SauattyMark")
        yield body.paragraph(own_words([label], body.next_number()), keeps_next=True)
    number = 1
    if block.ordered:
        number = FIRST_LIST + body.n_lists
        body.n_lists += 1
    for place, item in enumerate(block.items, 1):
        layout = el("w:numPr", el("w:ilvl", w_val=0), el("w:numId", w_val=number))
        item_id = f"{block.id}:{place}"
        yield body.paragraph(body.runs(item), style="ListParagraph", id=item_id, properties=[layout])


def _numbered(body: Body, block: Table | Figure, number: int) -> Iterable[Element]:
    """Make 'Table 3. ' with a number that Word counts."""
    if not number:
        return ()
    before, after = number_words(block, number, body.language)
    code = "SEQ Table \\* ARABIC" if isinstance(block, Table) else "SEQ Figure \\* ARABIC"
    has_caption = bool(block.caption)
    content = [
        *([run(before, body.language)] if before else []),
        *word_field(code, str(number), body.language),
        run(after + (". " if has_caption else ""), body.language),
    ]
    return own_words(content, body.next_number())


def _table(body: Body, table: Table, id: str, number: Iterable[Element]) -> Iterator[Element]:
    numbered = tuple(number)
    if numbered or table.caption:
        caption = [run(table.caption, body.language)] if table.caption else []
        marked = f"{id}:caption" if table.caption else ""
        yield body.paragraph([*numbered, *caption], style="Caption", id=marked, keeps_next=True)
    yield table_element(body, table, id)
    if table.note:
        yield body.paragraph([run(table.note, body.language)], style="SauattySmall", id=f"{id}:note")
    else:
        yield body.paragraph((), style="SauattyGap")


def _figure(body: Body, figure: Figure, number: int, under: int) -> Iterator[Element]:
    png = body.add_media(f"figure{number}.png", svg_to_png(figure.svg))
    svg = body.add_media(f"figure{number}.svg", printable(figure.svg).encode("utf-8"))
    drawing = picture(png, svg, picture_size(figure.svg), figure.alt, body.next_number())
    yield body.paragraph([el("w:r", drawing)], style="SauattyPicture", keeps_next=True)
    caption = [*_numbered(body, figure, number), run(figure.caption, body.language)]
    yield body.paragraph(caption, style="Caption", id=f"{figure.id}:caption")
    if figure.table:
        numbered = _numbered(body, figure.table, under) if under else ()
        yield from _table(body, figure.table, f"{figure.id}:table", numbered)


def _quote(body: Body, block: Quote) -> Iterator[Element]:
    text = run(block.text, block.language or body.language)
    yield body.paragraph([text], style="Quote", id=block.id, keeps_next=bool(block.source))
    if block.source:
        source = run(block.source, body.language)
        yield body.paragraph([source], style="SauattySource", id=f"{block.id}:source")


def _note(body: Body, block: Note) -> Element:
    title = run(note_title(block.kind, body.language), body.language, bold=True)
    mark = own_words([title, el("w:r", el("w:br"))], body.next_number())
    return body.paragraph([*mark, *body.runs(block.runs)], style="SauattyNote", id=block.id)


def _contents(body: Body, depth: int) -> Element:
    """Make the list of headings, filled in, as the field that Word offers to update.

    It has no page numbers until then: only the word processor knows them.
    """
    words = run(word(GROUP, "contents", body.language), body.language)
    title = body.paragraph([words], style="TOCHeading")
    entries = [block for block in headings(body.document) if block.level <= depth]
    paragraphs = [
        body.paragraph([_entry(body, heading)], style=f"TOC{heading.level}") for heading in entries
    ] or [body.paragraph(())]
    opening = word_field(f'TOC \\o "1-{depth}" \\h \\z \\u', "", body.language)
    for place, element in enumerate(opening[:3]):
        paragraphs[0].insert(1 + place, element)
    closing = el("w:p", opening[4])
    gallery = el("w:docPartObj", el("w:docPartGallery", w_val="Table of Contents"), el("w:docPartUnique"))
    properties = el("w:sdtPr", el("w:id", w_val=body.next_number()), gallery)
    body.page_break_before()
    return el("w:sdt", properties, el("w:sdtContent", title, *paragraphs, closing))


def _entry(body: Body, heading: Heading) -> Element:
    text = run(heading.text, body.language)
    return el("w:hyperlink", text, w_anchor=bookmark_name(heading.id), w_history=1)
