import io

import docx
import pytest

from made_files import CURRICULUM_DOCX_BODY, cell, make_docx, paragraph, table
from sauatty.core.errors import PartDamaged
from sauatty.core.exchange.blocks import Heading, Paragraph, Table
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.docx import DocxRead, read_docx_blocks
from sauatty.core.exchange.reading import read_document


def read(content: bytes) -> DocxRead:
    return read_docx_blocks(content, check_container(content, name="a.docx"), name="a.docx")


def only_table(content: bytes) -> Table:
    (block,) = read(content).blocks
    assert isinstance(block, Table)
    return block


def test_it_works() -> None:
    document = read_document(make_docx(CURRICULUM_DOCX_BODY), name="programme.docx")
    assert [(row.code, row.grade, row.text) for row in document.objectives] == [
        ("7.2.1.1", 7, "сравнивать источники сведений по их надёжности"),
        ("8.2.1.1", 8, "проверять новость по двум независимым источникам"),
    ]
    assert document.format == "docx"
    assert document.programmes[0].subject_id == "informatics"
    assert document.objectives[0].subsection == "1. Измерение сведений"


def test_a_document_of_the_word_processor_library_is_read() -> None:
    made = docx.Document()
    made.add_heading("Бөлім", level=2)
    made.add_paragraph("Ескерту. 4-тармақ жаңа редакцияда.")
    grid = made.add_table(rows=2, cols=3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "екі жол"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "екі баған"
    grid.cell(1, 1).text = "бірінші\nекінші"
    out = io.BytesIO()
    made.save(out)
    heading, note, found = read(out.getvalue()).blocks
    assert heading == Heading("Бөлім", 0)
    assert isinstance(note, Paragraph) and note.is_note
    assert isinstance(found, Table)
    spans = [(c.text, c.row, c.column, c.rowspan, c.colspan) for row in found.rows for c in row]
    assert spans == [
        ("екі жол", 0, 0, 2, 1),
        ("екі баған", 0, 1, 1, 2),
        ("бірінші\nекінші", 1, 1, 1, 1),
        ("", 1, 2, 1, 1),
    ]


def test_a_cell_that_spans_three_rows_keeps_later_columns_in_place() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    made = only_table(
        make_docx(
            table(
                cell("label", start) + cell("a"),
                cell("", on) + cell("b"),
                cell("", on) + cell("c"),
                cell("next") + cell("d"),
            )
        )
    )
    assert [(c.text, c.row, c.column, c.rowspan) for row in made.rows for c in row] == [
        ("label", 0, 0, 3),
        ("a", 0, 1, 1),
        ("b", 1, 1, 1),
        ("c", 2, 1, 1),
        ("next", 3, 0, 1),
        ("d", 3, 1, 1),
    ]


def test_deleted_text_is_left_out_and_told() -> None:
    changed = (
        "<w:p><w:r><w:t>compare </w:t></w:r><w:del><w:r><w:delText>one</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>two sources</w:t></w:r></w:ins></w:p>"
    )
    found = read(make_docx(changed))
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["compare two sources"]
    assert [oddity.kind for oddity in found.oddities] == ["tracked-changes"]


def test_breaks_in_a_cell_stay_line_breaks() -> None:
    broken = "<w:tc><w:p><w:r><w:t>1.1.1.1 read</w:t><w:br/><w:t>1.1.1.2 write</w:t></w:r></w:p></w:tc>"
    assert only_table(make_docx(table(broken))).rows[0][0].text == "1.1.1.1 read\n1.1.1.2 write"


def test_a_table_in_a_cell_belongs_to_the_cell() -> None:
    inner = f"<w:tc>{paragraph('before')}{table(cell('inside'))}{paragraph('after')}</w:tc>"
    assert only_table(make_docx(table(inner))).rows[0][0].text == "before\ninside\nafter"


def test_order_of_paragraphs_and_tables_is_kept() -> None:
    blocks = read(make_docx(paragraph("one") + table(cell("two")) + paragraph("three"))).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table", "Paragraph"]


def test_xml_that_is_not_well_formed_is_damaged() -> None:
    with pytest.raises(PartDamaged) as refusal:
        read(make_docx("<w:p><w:r>"))
    assert refusal.value.params["part"] == "word/document.xml"


def test_an_embedded_workbook_is_told_and_not_opened() -> None:
    found = read(make_docx(paragraph("x"), extra={"word/embeddings/book1.xlsx": b"not a workbook"}))
    assert [(oddity.kind, oddity.place) for oddity in found.oddities] == [
        ("embedded-object", "word/embeddings/book1.xlsx")
    ]
