import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from made_documents import HOSTILE, SVG, TEXTS, hostile_document, make_document
from sauatty.core.documents.blocks import Bullets, Document, Figure, Paragraph, Run, parts
from sauatty.core.documents.docx import render_docx
from sauatty.core.exchange.docx_ids import LONG_ID, bookmark_name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(document: Document) -> etree._Element:
    return etree.fromstring(read_parts(render_docx(document))["word/document.xml"])


def visible(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def test_it_works() -> None:
    opened = docx.Document(io.BytesIO(render_docx(make_document())))

    styles = {paragraph.style.name: paragraph.text for paragraph in opened.paragraphs}
    assert styles["Title"] == "Әдістемелік құрал"
    assert styles["Heading 1"] == "Екінші тарау"
    assert styles["Heading 2"] == "Ішкі бөлім"
    assert len(opened.inline_shapes) == 1
    assert opened.core_properties.title == "Әдістемелік құрал"
    assert opened.core_properties.language == "kk-KZ"


def test_the_same_document_gives_the_same_bytes_with_no_clock_in_them() -> None:
    content = render_docx(make_document())

    assert render_docx(make_document()) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = read_parts(content)["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-11-22T00:00:00Z"}
    assert "created" not in read_parts(render_docx(make_document(date=None)))["docProps/core.xml"].decode()


def test_every_run_and_the_defaults_name_their_language() -> None:
    body = body_of(make_document())
    runs = [run for run in body.iter(f"{W}r") if run.find(f"{W}t") is not None]

    assert all(run.find(f"{W}rPr/{W}lang") is not None for run in runs)
    languages = {visible(run): run.find(f"{W}rPr/{W}lang").get(f"{W}val") for run in runs}
    assert languages["второй"] == "ru-RU"
    assert languages[TEXTS["en"]] == "en-GB"
    assert languages["Бірінші тарау"] == "kk-KZ"
    styles = read_parts(render_docx(make_document("ru")))["word/styles.xml"].decode()
    assert 'w:lang w:val="ru-RU"' in styles


def test_the_contents_are_filled_in_before_word_updates_them() -> None:
    body = body_of(make_document())
    contents = next(
        control for control in body.iter(f"{W}sdt") if control.find(f"{W}sdtPr/{W}docPartObj") is not None
    )
    links = {link.get(f"{W}anchor"): visible(link) for link in contents.iter(f"{W}hyperlink")}
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}

    assert list(links.values()) == ["Бірінші тарау", "Ішкі бөлім", "Екінші тарау"]
    assert set(links) <= names
    assert 'TOC \\o "1-3"' in "".join(one.text for one in contents.iter(f"{W}instrText"))
    kinds = [one.get(f"{W}fldCharType") for one in contents.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert "updateFields" not in read_parts(render_docx(make_document()))["word/settings.xml"].decode()


@pytest.mark.parametrize(
    ("language", "table", "figure"),
    [
        ("kk", "1-кесте. Оқу", "1-сурет. Бағандар"),
        ("ru", "Таблица 1. Оқу", "Рисунок 1. Бағандар"),
        ("en", "Table 1. Оқу", "Figure 1. Бағандар"),
    ],
)
def test_captions_are_counted_by_word_in_the_language(language: str, table: str, figure: str) -> None:
    body = body_of(make_document(language))
    captions = [
        visible(one)
        for one in body.iter(f"{W}p")
        if one.find(f"{W}pPr/{W}pStyle") is not None
        and one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Caption"
    ]
    codes = [one.text.strip() for one in body.iter(f"{W}instrText")]

    assert captions[0].startswith(table)
    assert captions[1] == figure
    assert "SEQ Table \\* ARABIC" in codes
    assert "SEQ Figure \\* ARABIC" in codes


def test_a_picture_has_words_a_vector_and_pixels() -> None:
    content = render_docx(make_document())
    written = read_parts(content)
    text = written["word/document.xml"].decode()
    relations = written["word/_rels/document.xml.rels"].decode()

    assert len(re.findall('descr="Бір баған"', text)) == 2
    png = re.search(r'<a:blip [^>]*r:embed="(\w+)"', text)
    svg = re.search(r'svgBlip [^>]*r:embed="(\w+)"', text)
    assert png and f'Id="{png[1]}"' in relations
    assert svg and re.search(rf'Id="{svg[1]}"[^>]*Target="media/figure1.svg"', relations)
    assert written["word/media/figure1.png"].startswith(b"\x89PNG")
    assert written["word/media/figure1.svg"].decode() == SVG


def test_the_row_of_headings_is_repeated_and_cells_are_coloured() -> None:
    table = next(body_of(make_document()).iter(f"{W}tbl"))
    rows = list(table.iter(f"{W}tr"))

    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert rows[1].find(f"{W}trPr/{W}tblHeader") is None
    assert [shade.get(f"{W}fill") for shade in rows[1].iter(f"{W}shd")] == ["2C7F8C"]
    widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert widths[1] > 5 * widths[0]


def test_a_locked_value_can_be_neither_edited_nor_deleted() -> None:
    controls = {
        control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): control
        for control in body_of(make_document()).iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}tag") is not None
    }

    for tag, value in (("field:share.direct", "62 %"), ("field:n.1", "14")):
        assert controls[tag].find(f"{W}sdtPr/{W}lock").get(f"{W}val") == "sdtContentLocked"
        assert visible(controls[tag]) == value


def test_every_paragraph_that_goes_out_carries_its_id_once() -> None:
    body = body_of(make_document())
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    numbers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]

    assert len(set(map(str.lower, names))) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert all(len(name) <= 40 and re.fullmatch(r"\w+", name, re.ASCII) for name in names)
    assert {bookmark_name(part.id) for part in parts(make_document())} <= set(names)


def test_an_id_too_long_for_word_is_told_in_the_properties() -> None:
    long = "objective.7.1.2.3-opportunity-activity-gmilaf.2.3"
    written = read_parts(render_docx(Document("t", "kk", (Paragraph((Run("x"),), long),))))

    assert f'{LONG_ID}{bookmark_name(long)}"' in written["docProps/custom.xml"].decode()
    assert f">{long}<" in written["docProps/custom.xml"].decode()


def test_the_mark_stands_in_the_head_of_every_page() -> None:
    written = read_parts(render_docx(make_document()))

    assert "Ойдан алынған деректер" in written["word/header1.xml"].decode()
    assert "Нұсқа: 1.2" in written["word/header1.xml"].decode()
    assert "sauatty:guide/1" in written["word/footer1.xml"].decode()
    assert b"titlePg" not in written["word/document.xml"]


def test_a_file_for_review_tracks_changes_from_the_first_letter_on() -> None:
    for_review = read_parts(render_docx(make_document(), is_for_review=True))["word/settings.xml"]

    assert b"<w:trackRevisions/>" in for_review
    assert b"trackRevisions" not in read_parts(render_docx(make_document()))["word/settings.xml"]


def test_what_is_code_elsewhere_is_text_here() -> None:
    content = render_docx(hostile_document())
    text = visible(body_of(hostile_document()))

    for hostile in HOSTILE:
        assert text.count(hostile) >= 8
    codes = {one.text.split()[0] for one in body_of(hostile_document()).iter(f"{W}instrText")}
    assert codes == {"TOC", "SEQ"}
    assert b"External" not in read_parts(content)["word/_rels/document.xml.rels"]
    assert docx.Document(io.BytesIO(content)).core_properties.title == HOSTILE[1]


def test_each_ordered_list_counts_from_one() -> None:
    document = make_document()
    lists = [block for block in document.blocks if isinstance(block, Bullets)]
    document = make_document(blocks=(*lists, Bullets(((Run("x"),),), True, "list-3")))

    body = body_of(document)
    numbers = [one.get(f"{W}val") for one in body.iter(f"{W}numId")]
    assert numbers == ["1", "1", "10", "10", "11"]
    written = read_parts(render_docx(document))["word/numbering.xml"].decode()
    assert written.count('<w:startOverride w:val="1"/>') == 2


def test_a_document_with_only_a_figure_opens() -> None:
    opened = docx.Document(io.BytesIO(render_docx(Document("t", "ru", (Figure(SVG, "a", "b"),)))))

    assert opened.paragraphs[-1].text.endswith("b")
