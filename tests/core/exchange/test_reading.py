import hashlib
from pathlib import Path

import pytest

from made_files import (
    CURRICULUM_DOCX_BODY,
    HTML,
    make_docx,
    make_xlsx,
    sheet_rows,
)
from sauatty.core.errors import NothingFound
from sauatty.core.exchange.case import is_case_package
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.reading import read_document
from sauatty.core.exchange.writing import write_case, write_csv, write_jsonl

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "curricula"
EXPECTED = [
    ("7.2.1.1", 7, "сравнивать источники сведений по их надёжности"),
    ("8.2.1.1", 8, "проверять новость по двум независимым источникам"),
]
FORMS = {
    "page.html": HTML.encode(),
    "page-with-mark.html": HTML.encode("utf-8-sig"),
    "page-wide.html": HTML.encode("utf-16"),
    "programme.docx": make_docx(CURRICULUM_DOCX_BODY),
    "rows.xlsx": make_xlsx(
        sheet_rows(
            ("Код", "Цель обучения", "Класс"), *((code, text, str(grade)) for code, grade, text in EXPECTED)
        )
    ),
    "rows.csv": ("Код;Цель;Класс\n" + "".join(f"{c};{t};{g}\n" for c, g, t in EXPECTED)).encode(),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_programme_is_read_from_every_format(name: str) -> None:
    document = read_document(FORMS[name], name=name)
    assert [(row.code, row.grade, row.text) for row in document.objectives] == EXPECTED
    assert {row.language for row in document.objectives} == {"ru"}
    assert (document.source, document.sha256) == (name, hashlib.sha256(FORMS[name]).hexdigest())


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (lambda document: write_jsonl(document.objectives), "out.jsonl"),
        (lambda document: write_csv(document.objectives), "out.csv"),
        (lambda document: write_case(document, "https://x"), "out.json"),
    ],
)
def test_what_was_written_is_read_again(write, name: str) -> None:
    written = write(read_document(FORMS["page.html"], name="page.html"))
    again = read_document(written.encode("utf-8-sig"), name=name)
    assert [(row.code, row.grade, row.text) for row in again.objectives] == EXPECTED


def test_a_document_without_objectives_says_what_was_read() -> None:
    with pytest.raises(NothingFound) as refusal:
        read_document(b"<html><body><p>Minutes of a meeting.</p></body></html>", name="minutes.html")
    assert "HTML" in str(refusal.value.params["detail"])


def test_the_lost_letter_of_a_page_is_told() -> None:
    document = read_document(HTML.replace("</h3>", " \ufffd</h3>", 1).encode(), name="page.html")
    assert document.oddities[0].kind == "letters-lost"


def test_an_empty_package_is_not_taken_for_case() -> None:
    assert not is_case_package({"documents": []})
    assert not is_case_package([])


def test_sizes_of_a_container_are_what_it_really_holds() -> None:
    content = make_docx(CURRICULUM_DOCX_BODY)
    sizes = check_container(content, name="a.docx").sizes
    assert set(sizes) == {"[Content_Types].xml", "word/document.xml"}
    assert sizes["word/document.xml"] > len(CURRICULUM_DOCX_BODY)


def test_every_real_page_of_the_portal_is_text_that_can_be_read() -> None:
    if not SHARED.exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    pages = sorted((SHARED / "kz_order399_adilet_html").glob("*.html"))
    found = {}
    for page in pages:
        try:
            found[page.name] = len(read_document(page.read_bytes(), name=page.name).objectives)
        except NothingFound:
            found[page.name] = 0
    assert [name for name, count in found.items() if count == 0] == ["ru_saved_page_head.html"]
