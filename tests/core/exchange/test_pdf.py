import io
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from made_files import make_pdf, pdf_line, pdf_text
from sauatty.core.errors import FileTruncated, PdfEncrypted, PdfWithoutText, TooManyPages
from sauatty.core.exchange import pdf
from sauatty.core.exchange.blocks import Paragraph, Table
from sauatty.core.exchange.pdf import noise_flags, read_pdf_blocks
from sauatty.core.exchange.reading import read_document

COLUMNS = (40.0, 160.0, 400.0, 640.0)
ROWS = (500.0, 470.0, 400.0)


def grid(rows: tuple[float, ...] = ROWS, columns: tuple[float, ...] = COLUMNS) -> bytes:
    lines = [pdf_line(columns[0], y, columns[-1], y) for y in rows]
    return b"".join(lines + [pdf_line(x, rows[0], x, rows[-1]) for x in columns])


def head() -> bytes:
    return grid() + pdf_text(45, 480, "Topic") + pdf_text(165, 480, "Grade 7") + pdf_text(405, 480, "Grade 8")


def body() -> bytes:
    return (
        pdf_text(45, 455, "1. Sources")
        + pdf_text(165, 455, "7.2.1.1 compare the sources of a")
        + pdf_text(165, 440, "message")
        + pdf_text(405, 455, "8.2.1.1 check the news by two")
        + pdf_text(405, 440, "independent sources")
    )


def tables(content: bytes) -> list[Table]:
    return [b for b in read_pdf_blocks(content, name="a.pdf").blocks if isinstance(b, Table)]


def test_it_works() -> None:
    document = read_document(make_pdf(head() + body()), name="programme.pdf")
    assert [(row.code, row.grade, row.text) for row in document.objectives] == [
        ("7.2.1.1", 7, "compare the sources of a message"),
        ("8.2.1.1", 8, "check the news by two independent sources"),
    ]
    assert {row.quality for row in document.objectives} == {"pdf-text"}
    assert {row.anchor for row in document.objectives} == {"page 1"}


def test_a_table_becomes_rows_and_cells() -> None:
    (found,) = tables(make_pdf(head() + body()))
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["Topic", "Grade 7", "Grade 8"],
        [
            "1. Sources",
            "7.2.1.1 compare the sources of a\nmessage",
            "8.2.1.1 check the news by two\nindependent sources",
        ],
    ]


def test_a_cell_without_a_line_to_its_neighbour_spans_both() -> None:
    lines = [pdf_line(40, y, 640, y) for y in ROWS]
    lines += [pdf_line(x, 500, x, 400) for x in (40, 640)] + [pdf_line(300, 470, 300, 400)]
    content = (
        b"".join(lines) + pdf_text(45, 480, "Section") + pdf_text(45, 440, "a") + pdf_text(310, 440, "b")
    )
    (found,) = tables(make_pdf(content))
    assert [(c.text, c.row, c.column, c.colspan) for row in found.rows for c in row] == [
        ("Section", 0, 0, 2),
        ("a", 1, 0, 1),
        ("b", 1, 1, 1),
    ]


def test_text_that_crosses_a_column_line_is_cut_there() -> None:
    glued = grid() + pdf_text(100, 440, "understand the rules of the net and more of the same words again")
    (found,) = tables(make_pdf(glued))
    first, second = found.rows[1][0].text, found.rows[1][1].text
    assert "understand" in first and "understand" not in second
    assert "again" not in first


def test_a_table_goes_on_over_the_page_and_a_cut_row_is_joined() -> None:
    second_page = (
        grid((560.0, 520.0, 480.0)) + pdf_text(165, 535, "goes on here") + pdf_text(45, 500, "2. News")
    )
    second_page += pdf_text(165, 500, "7.2.2.1 tell news from views")
    (found,) = tables(make_pdf(head() + body(), second_page))
    assert [len(found.rows), found.rows[1][1].text.split("\n")[-1]] == [3, "goes on here"]
    assert [cell.row for cell in found.rows[2]] == [2, 2, 2]


def test_paragraphs_are_put_together_from_lines() -> None:
    content = pdf_text(50, 560, "1. The first point goes over") + pdf_text(50, 548, "two lines.")
    content += pdf_text(50, 536, "2. The second point.")
    blocks = read_pdf_blocks(make_pdf(content), name="a.pdf").blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "1. The first point goes over two lines.",
        "2. The second point.",
    ]


def test_columns_without_lines_are_guessed_and_told() -> None:
    read = read_pdf_blocks(make_pdf(body()), name="a.pdf")
    (found,) = [b for b in read.blocks if isinstance(b, Table)]
    assert [cell.text.split("\n")[0] for cell in found.rows[0]] == [
        "1. Sources",
        "7.2.1.1 compare the sources of a",
        "8.2.1.1 check the news by two",
    ]
    assert [(oddity.kind, oddity.place) for oddity in read.oddities] == [("columns-guessed", "page 1")]


def test_a_scan_is_refused_with_its_number_of_pages() -> None:
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(595, 842)
    empty.new_page(595, 842)
    out = io.BytesIO()
    empty.save(out)
    with pytest.raises(PdfWithoutText) as refusal:
        read_pdf_blocks(out.getvalue(), name="scan.pdf")
    assert refusal.value.params["pages"] == 2


def test_a_password_is_refused() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(50, 700, "hidden")
    canvas.save()
    with pytest.raises(PdfEncrypted):
        read_pdf_blocks(out.getvalue(), name="closed.pdf")


def test_a_file_without_its_end_is_truncated() -> None:
    with pytest.raises(FileTruncated):
        read_pdf_blocks(make_pdf(b"BT ET")[:-10], name="half.pdf")


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(TooManyPages):
        read_pdf_blocks(make_pdf(b"BT ET", b"BT ET"), name="long.pdf")


@pytest.mark.parametrize(
    ("text", "code", "flags"),
    [
        ("читать в р а м к а х темы", "7.1.1.1", ["letter-spaced"]),
        ("вычислять площадь 4. Векторы и преобразования5.3.4.", "5.3.3.2", ["columns-glued"]),
        ("объяснять порядокОпределять вид", "5.3.3.2", ["columns-glued"]),
        ("ть компьютерные сети", "7.4.1.1", ["head-lost"]),
        ("описывать устройство", "7.2.2.58", ["code-phantom"]),
        ("описывать Python (пайтон) и IDE в 7 классе", "7.2.2.5", []),
        ("и в этом случае объяснять", "7.2.2.6", []),
    ],
)
def test_a_damaged_text_layer_is_recognised(text: str, code: str, flags: list[str]) -> None:
    assert noise_flags(text, code) == flags


def test_a_noisy_row_is_marked_and_told() -> None:
    noisy = (
        head()
        + pdf_text(165, 455, "7.2.1.1 c o m p a r e the sources")
        + pdf_text(405, 455, "8.2.1.1 check news")
    )
    document = read_document(make_pdf(noisy), name="a.pdf")
    assert [row.quality for row in document.objectives] == ["pdf-text-noisy", "pdf-text"]
    assert "letter-spaced" in {oddity.kind for oddity in document.oddities}


def test_kazakh_letters_of_a_pdf_are_kept() -> None:
    font = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if not font.exists():
        pytest.skip("no font with Kazakh letters is installed here")
    pdfmetrics.registerFont(TTFont("Kazakh", str(font)))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Kazakh", 10)
    canvas.drawString(50, 700, "Әңгіме құрау үшін өз ұғымын түсіндіреді һәм жазады")
    canvas.save()
    (block,) = read_pdf_blocks(out.getvalue(), name="a.pdf").blocks
    assert isinstance(block, Paragraph)
    assert block.text == "Әңгіме құрау үшін өз ұғымын түсіндіреді һәм жазады"
