import re
from dataclasses import replace

import pytest

from made_documents import SVG, make_document
from sauatty.core.documents.blocks import (
    Bullets,
    Figure,
    Heading,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
    numbers,
    parts,
    with_ids,
)
from sauatty.core.documents.checks import validate
from sauatty.core.documents.pictures import inline_svg, svg_problem
from sauatty.core.errors import DocumentInvalid


def with_blocks(*blocks: object):
    return make_document(blocks=blocks)


def test_it_works() -> None:
    validate(make_document())


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (make_document(title=" "), "no title"),
        (replace(make_document(), language="de"), "'de'"),
        (with_blocks(Heading(2, "a")), "level 2 stands under level 0"),
        (with_blocks(Heading(1, "a"), Heading(3, "b")), "level 3 stands under level 1"),
        (with_blocks(Heading(1, "a"), Heading(5, "b")), "level 5"),
        (with_blocks(Heading(1, " ")), "empty"),
        (with_blocks(Paragraph((), "a"), Note("info", (), "a")), "'a' stands twice"),
        (with_blocks(Paragraph((), "a b")), "other signs"),
        (with_blocks(Paragraph((), 'x"onload=1')), "other signs"),
        (with_blocks(Paragraph((Run("x", link="javascript:alert(1)"),))), "javascript:"),
        (with_blocks(Paragraph((Run("x", link="#nowhere"),))), "no block has this id"),
        (with_blocks(Paragraph((Run("x", field='a"b'),))), "not a name"),
        (with_blocks(Paragraph((Run("x", language='kk"'),))), "language tag"),
        (with_blocks(Quote("x", language="<ru>")), "language tag"),
        (with_blocks(Bullets(())), "no items"),
        (with_blocks(Table("t", (), ())), "no row of headings"),
        (with_blocks(Table("t", ("a", "b"), (("1",),))), "row 1 has 1 cells"),
        (with_blocks(Table("t", ("a",), (("1",),), heat=())), "heat"),
        (with_blocks(Table("t", ("a",), (("1",),), heat=(("h9",),))), "h9"),
        (with_blocks(Figure(SVG, " ", "c")), "alt"),
        (with_blocks(Figure("<svg/>", "a", "c")), "not SVG"),
        (with_blocks(Figure(SVG, "a", "c", table=Table("t", ("a", "b"), (("1",),)))), "row 1"),
    ],
)
def test_a_document_that_does_not_hold_together_says_where(document, said: str) -> None:
    with pytest.raises(DocumentInvalid) as caught:
        validate(document)

    assert said in str(caught.value.params["problem"]) or said in str(caught.value.params["where"])


def test_blocks_without_an_id_get_one_that_nobody_has() -> None:
    document = with_blocks(Paragraph((), "b-2"), Paragraph(()), Heading(1, "x"))

    assert [block.id for block in with_ids(document).blocks] == ["b-2", "b-2-", "b-3"]


def test_every_paragraph_has_a_part_and_no_id_stands_twice() -> None:
    ids = [part.id for part in parts(make_document())]

    assert len(ids) == len(set(ids))
    assert {":title", "p-1", "list-1:2", "tab-1:caption", "tab-1:r1c2", "tab-1:note", "fig-1:caption"} <= set(
        ids
    )
    assert {"fig-1:table:r1c0", "q-1", "q-1:source", "note-1"} <= set(ids)


def test_a_part_tells_its_text_and_its_locked_values() -> None:
    part = next(part for part in parts(make_document()) if part.id == "p-1")

    assert "62 % бар. көлбеу" in part.text
    assert part.fields == {"share.direct": "62 %"}


def test_tables_and_figures_are_counted_apart() -> None:
    table, figure = Table("t", ("a",), ()), Figure(SVG, "a", "c")

    assert numbers(with_blocks(table, figure, replace(table), figure)) == {0: 1, 1: 1, 2: 2, 3: 2}


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        (f"{HEAD}<script>1</script></svg>", "script"),
        (f"{HEAD}<foreignObject/></svg>", "foreignObject"),
        (f"{HEAD}<style>a{{}}</style></svg>", "style"),
        (f'{HEAD}<rect onclick="1"/></svg>', "onclick"),
        (f'{HEAD}<rect style="fill:red"/></svg>', "style"),
        (f'{HEAD}<image href="/etc/passwd"/></svg>', "image"),
        (f'{HEAD}<use xlink:href="http://x/y.svg#a"/></svg>', "another file"),
        (f'{HEAD}<rect fill="url( http://x/y )"/></svg>', "another file"),
        (f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{HEAD}</svg>", "document type"),
        (f"{HEAD}<rect></svg>", "well-formed"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1"><rect/></svg>', "viewBox"),
        (f"{HEAD}<?xml-stylesheet href='x'?></svg>", "instruction"),
        ("", "well-formed"),
    ],
)
def test_a_drawing_that_is_more_than_shapes_is_refused(svg: str, said: str) -> None:
    assert said in svg_problem(svg)


def test_a_drawing_in_a_page_keeps_its_ids_to_itself() -> None:
    made = inline_svg(SVG, "fig-9", 'Бір "баған"')

    assert 'id="fig-9-hatch"' in made
    assert "url(#fig-9-hatch)" in made
    assert 'role="img"' in made
    assert "&quot;баған&quot;" in made
    assert not re.search(r'id="(hatch|t)"|aria-labelledby', made)


def test_the_table_under_a_figure_is_counted_among_the_tables():
    from sauatty.core.documents.blocks import Document, Figure, Table, figure_table_numbers, numbers

    named, unnamed = Table("A", ("x",), (("1",),)), Table("", ("x",), (("1",),))
    figures = (Figure("<svg/>", "a", "F", "f1", named), Figure("<svg/>", "a", "F", "f2", unnamed))
    document = Document("T", "en", (*figures, Table("B", ("x",), (("1",),), "t")))

    assert dict(numbers(document)) == {0: 1, 1: 2, 2: 2}
    assert dict(figure_table_numbers(document)) == {0: 1}
