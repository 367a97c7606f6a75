import re

from selectolax.lexbor import LexborHTMLParser

from made_documents import HOSTILE, hostile_document, make_document
from sauatty.core.documents.blocks import parts
from sauatty.core.documents.html import render_html


def parse(document) -> LexborHTMLParser:
    return LexborHTMLParser(render_html(document))


def test_it_works() -> None:
    page = parse(make_document())

    assert page.css_first("h1").text() == "Әдістемелік құрал"
    assert [node.text() for node in page.css("h2, h3")] == ["Бірінші тарау", "Ішкі бөлім", "Екінші тарау"]


def test_no_style_and_no_script_stand_in_the_page() -> None:
    for document in (make_document(), hostile_document()):
        page = parse(document)
        assert not page.css("style, script, link, img, iframe")
        for node in page.css("*"):
            assert not [key for key in node.attributes if key == "style" or key.startswith("on")]


def test_the_ids_are_unique_and_links_lead_to_them() -> None:
    page = parse(make_document())
    ids = [node.attributes["id"] for node in page.css("[id]")]

    assert len(ids) == len(set(ids))
    targets = [node.attributes["href"] for node in page.css("a[href^='#']")]
    assert targets
    assert {target[1:] for target in targets} <= set(ids)
    assert {
        part.id for part in parts(make_document()) if re.fullmatch(r"(p|ch|q|note)-[\w.]+", part.id)
    } <= set(ids)


def test_tables_have_captions_and_headings_for_rows_and_columns() -> None:
    table = parse(make_document()).css_first("table#tab-1")

    assert table.css_first("caption").text() == "1-кесте. Оқу мақсаттары"
    assert [node.attributes["scope"] for node in table.css("thead th")] == ["col"] * 3
    assert table.css_first("td.h4").text() == "14"
    assert table.css_first("td.h4 span.doc-field").attributes["data-field"] == "n.1"


def test_a_figure_is_a_picture_with_words_and_its_numbers_beneath() -> None:
    figure = parse(make_document()).css_first("figure#fig-1")

    svg = figure.css_first("svg[role=img]")
    assert svg.attributes["aria-label"] == "Бір баған"
    assert figure.css_first("figcaption").text() == "1-сурет. Бағандар"
    assert figure.css_first("table").css_first("th[scope=row]").text() == "x"


def test_each_language_is_named_where_it_changes() -> None:
    page = parse(make_document())

    assert page.css_first("article").attributes["lang"] == "kk"
    assert page.css_first("p#p-3").attributes["lang"] == "en"
    assert page.css_first("blockquote").attributes["lang"] == "ru"
    assert page.css_first("li span[lang=ru]").text() == "второй"
    assert "lang" not in page.css_first("p#p-1").attributes


def test_a_label_is_shown_in_words() -> None:
    assert parse(make_document()).css_first("p#p-1 .doc-label").text().startswith("Машина құрастырған")


def test_what_is_code_elsewhere_is_text_here() -> None:
    text = parse(hostile_document()).css_first("article").text()

    for hostile in HOSTILE:
        assert text.count(hostile) >= 8


def test_the_title_can_be_left_to_the_page() -> None:
    made = render_html(make_document(), with_title=False)

    assert "<h1" not in made
    assert "<h2" in made
