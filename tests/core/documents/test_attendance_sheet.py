import io

import docx
import pypdfium2
import pytest

from sauatty.core.documents.attendance_sheet import FREE_LINES, SheetHead, SheetLine, attendance_sheet
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.pdf import render_pdf

HEAD = SheetHead(
    "Медиасауаттылық тренингі", "Дереккөзді тексеру", 2, "25 қараша, 10:00–11:30", "Павлодар, 1-мектеп",
    ("Болат Жұмабаев",), is_demo=True,
)  # fmt: skip
LINES = [
    SheetLine("Гүлнар Ахметова", "№ 12 мектеп", "кітапханашы", "ABCD-EFGH"),
    SheetLine("Ерлан Қасымов", "Облыстық кітапхана", "әдіскер", "JKMN-PQRS"),
]


def text_of(content):
    return "\n".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(content))
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_works(language):
    # A word may be parted at the end of a line: pdfium writes \x02 there.
    said = " ".join(text_of(render_pdf(attendance_sheet(HEAD, LINES, language))).replace("\x02", "").split())

    for text in ("Гүлнар Ахметова", "Облыстық кітапхана", "әдіскер", "Болат Жұмабаев", "ABCD"):
        assert text in said


def test_the_word_file_has_a_row_for_each_person_and_free_ones():
    table = docx.Document(io.BytesIO(render_docx(attendance_sheet(HEAD, LINES, "kk")))).tables[0]

    assert len(table.rows) == 1 + len(LINES) + FREE_LINES
    assert [cell.text for cell in table.rows[1].cells][:4] == [
        "1",
        "Гүлнар Ахметова",
        "№ 12 мектеп",
        "кітапханашы",
    ]
    assert table.rows[-1].cells[0].text == str(len(LINES) + FREE_LINES)


def test_the_same_sheet_gives_the_same_bytes():
    made = attendance_sheet(HEAD, LINES, "ru")

    assert render_pdf(made) == render_pdf(made)
    assert render_docx(made) == render_docx(made)


def test_a_sheet_without_people_has_free_lines_only():
    table = docx.Document(io.BytesIO(render_docx(attendance_sheet(HEAD, [], "en", n_free=30)))).tables[0]

    assert len(table.rows) == 31
