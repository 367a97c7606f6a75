import re

import pypdfium2 as pdfium
import pytest

from made_documents import HOSTILE, TEXTS, hostile_document, make_document
from sauatty.core.documents.blocks import Document, Heading, Paragraph, Run, Table
from sauatty.core.documents.pdf import render_pdf, svg_to_png
from sauatty.core.errors import DocumentInvalid


def page_texts(content: bytes) -> list[str]:
    with pdfium.PdfDocument(content) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def squeezed(text: str) -> str:
    # A reader of PDF takes the hyphen at the end of a line for the typesetter's own.
    return re.sub(r"[\s\u2060\x02-]+", "", text)


def test_it_works() -> None:
    content = render_pdf(make_document())

    assert content.startswith(b"%PDF-1.7")
    assert squeezed(TEXTS["kk"]) in squeezed("".join(page_texts(content)))


def test_the_same_document_gives_the_same_bytes() -> None:
    first = render_pdf(make_document("ru"))
    render_pdf(make_document("en"))

    assert render_pdf(make_document("ru")) == first


def test_the_file_is_tagged_names_its_language_and_its_title() -> None:
    content = render_pdf(make_document("kk"))

    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/Marked true" in content
    assert re.search(rb"/Lang ?\(kk", content)
    with pdfium.PdfDocument(content) as opened:
        assert opened.get_metadata_value("Title") == "Әдістемелік құрал"
        assert opened.get_metadata_value("CreationDate").startswith("D:20261122")


def test_a_document_without_a_date_carries_none() -> None:
    with pdfium.PdfDocument(render_pdf(make_document(date=None))) as opened:
        assert opened.get_metadata_value("CreationDate") == ""


def test_the_mark_stands_on_every_page_with_version_and_identifier() -> None:
    pages = page_texts(render_pdf(make_document()))

    assert len(pages) >= 4
    for page in pages:
        assert "Ойдан алынған деректер" in page
        assert "Нұсқа: 1.2" in page
        assert "sauatty:guide/1" in page


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", ("Мазмұны", "1-кесте", "1-сурет", "Назар аударыңыз", "Машина құрастырған жоба")),
        ("ru", ("Содержание", "Таблица 1", "Рисунок 1", "Внимание", "Черновик машины")),
        ("en", ("Contents", "Table 1", "Figure 1", "Caution", "Drafted by a machine")),
    ],
)
def test_a_document_names_its_parts_in_its_own_language(language: str, expected: tuple[str, ...]) -> None:
    text = squeezed("".join(page_texts(render_pdf(make_document(language)))))

    assert all(squeezed(one) in text for one in expected)
    if language != "en":
        assert "Contents" not in text
        assert "Figure" not in text


def test_headings_become_bookmarks() -> None:
    with pdfium.PdfDocument(render_pdf(make_document())) as opened:
        titles = [mark.get_title() for mark in opened.get_toc()]

    assert [title for title in titles if title != "Мазмұны"] == [
        "Бірінші тарау",
        "Ішкі бөлім",
        "Екінші тарау",
    ]


def test_only_our_fonts_are_used_and_all_stand_in_the_file() -> None:
    content = render_pdf(make_document())
    names = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([\w-]+)", content))

    assert b"GolosText-Regular" in names
    assert b"GolosText-Bold" in names
    assert all(name.startswith((b"GolosText", b"LibertinusSerif")) for name in names)
    assert len(re.findall(rb"/FontFile[23]", content)) == len(
        {name.removesuffix(b"-Identity-H") for name in names}
    )


def test_what_is_code_elsewhere_is_text_here() -> None:
    text = squeezed("".join(page_texts(render_pdf(hostile_document()))))

    for hostile in HOSTILE:
        assert text.count(squeezed(hostile)) >= 8


def test_signs_that_no_font_draws_are_replaced_and_the_rest_stays() -> None:
    document = Document("Т 😀", "kk", (Heading(1, "中文 қ"), Paragraph((Run("a\x00b\ud800c 😀 ә"),))))

    text = squeezed("".join(page_texts(render_pdf(document))))

    assert "\ufffd\ufffdқ" in text
    assert "abc\ufffdә" in text


def test_a_text_in_a_foreign_script_is_not_tried_letter_by_letter() -> None:
    document = Document("Т", "kk", (Paragraph((Run("".join(map(chr, range(0x4E00, 0x5600)))),)),))

    assert "\ufffd" * 10 in squeezed("".join(page_texts(render_pdf(document))))


def test_a_short_table_stays_on_one_page_and_a_long_cell_goes_over_several() -> None:
    words = [f"сөз{number}" for number in range(900)]
    spacer = Paragraph((Run("\n".join("алдыңғы" for _ in range(40))),))
    small = Table("Шағын", ("а", "б"), tuple((f"жол{number}", "1") for number in range(10)))
    large = Table("Үлкен", ("атауы мұнда жазылады", "мазмұны"), (("бір жағдай туралы", " ".join(words)),))

    pages = page_texts(render_pdf(Document("Т", "kk", (spacer, small, large))))

    assert len([page for page in pages if "жол0" in page or "жол9" in page]) == 1
    text = "".join(pages)
    assert all(word in text for word in words)


def test_a_document_that_does_not_hold_together_is_refused() -> None:
    with pytest.raises(DocumentInvalid):
        render_pdf(make_document(blocks=(Heading(3, "x"),)))


def test_a_drawing_becomes_pixels_of_the_asked_width() -> None:
    svg = make_document().blocks[8].svg  # type: ignore[union-attr]
    content = svg_to_png(svg, 800)

    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 800
    assert int.from_bytes(content[20:24], "big") == 400


def _lines_by_page(content):
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    for page in document:
        lines = page.get_textpage().get_text_bounded().splitlines()
        yield [line for line in lines if line.strip()]


@pytest.mark.parametrize("n_before", [8, 10, 12])
def test_a_table_that_fits_on_a_page_stays_with_its_caption_and_source(n_before):
    rows = tuple((f"row {n}", "some words") for n in range(14))
    texts = tuple(Paragraph((Run("words " * 80),), f"p{n}") for n in range(n_before))
    table = Table("Caption", ("A", "B"), rows, "t", "Source of it")
    content = render_pdf(Document("T", "en", (*texts, table)))

    (page,) = [lines for lines in _lines_by_page(content) if any("row 0" in line for line in lines)]
    joined = " ".join(page)
    assert "Caption" in joined and "row 13" in joined and "Source of it" in joined


@pytest.mark.parametrize("n_rows", [54, 83, 96])
def test_a_long_table_repeats_its_headings_and_its_source_never_stands_alone(n_rows):
    rows = tuple((f"row {n}", "some words") for n in range(n_rows))
    table = Table("Caption", ("Head A", "Head B"), rows, "t", "Source of it")
    pages = list(_lines_by_page(render_pdf(Document("T", "en", (table,)))))

    assert len(pages) > 1
    assert all(any("Head A" in line for line in page) for page in pages)
    assert all(any("row " in line for line in page) for page in pages)
