import pytest

from made_files import (
    CURRICULUM_DOCX_BODY,
    HTML,
    KAZAKH,
    make_docx,
    make_pdf,
    make_xlsx,
    make_zip,
    sheet_rows,
)
from sauatty.core.errors import FileEmpty, FileTypeMismatch, FileTypeUnknown
from sauatty.core.exchange.sniff import find_delimiter, sniff

KNOWN = {
    "html": HTML.encode(),
    "docx": make_docx(CURRICULUM_DOCX_BODY),
    "xlsx": make_xlsx(sheet_rows(("text", "code"))),
    "pdf": make_pdf(b"BT ET"),
    "csv": b"text,code\nread a map,5.1.1.1\n",
    "json": b'{\n "CFDocument": {},\n "CFItems": []\n}',
    "jsonl": b'{"text": "read a map"}\n{"text": "draw a map"}\n',
}


@pytest.mark.parametrize("kind", KNOWN)
def test_it_works(kind: str) -> None:
    assert sniff(KNOWN[kind], name="upload") == kind
    assert sniff(KNOWN[kind], name=f"file.{kind}") == kind


@pytest.mark.parametrize("kind", KNOWN)
def test_an_ending_that_says_another_thing_is_refused(kind: str) -> None:
    ending = ".docx" if kind != "docx" else ".pdf"
    with pytest.raises(FileTypeMismatch) as refusal:
        sniff(KNOWN[kind], name=f"file{ending}")
    assert refusal.value.params["suffix"] == ending


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
            "an old Word or Excel file (.doc, .xls), or one with a password",
        ),
        (rb"{\rtf1 x}", "an RTF document"),
        (b"GIF89a", "a GIF picture"),
        (b"\x7fELF\x02", "a Linux program"),
        (make_zip({"a.txt": "x"}), "a ZIP archive"),
        (make_zip({"content.xml": "x"}), "an OpenDocument file (.odt, .ods)"),
        (b'<?xml version="1.0"?><note>x</note>', "an XML file"),
        (KAZAKH.encode(), "plain text"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related",
            "a web archive (.mht); save the page as HTML",
        ),
    ],
)
def test_other_kinds_are_refused_by_name(content: bytes, found: str) -> None:
    with pytest.raises(FileTypeUnknown) as refusal:
        sniff(content, name="upload")
    assert refusal.value.params["found"] == found


def test_nothing_but_white_space_is_empty() -> None:
    with pytest.raises(FileEmpty):
        sniff(b" \r\n", name="a.csv")


def test_a_saved_page_with_a_comment_before_its_head_is_html() -> None:
    page = "<!-- saved from url=(0042)https://adilet.zan.kz/rus/docs/V2200029767 -->\n" + HTML
    assert sniff(page.encode(), name="act.html") == "html"


def test_a_text_that_begins_with_the_letters_of_a_program_is_not_one() -> None:
    assert sniff(b"MZ,text\n1,read a map\n2,draw a map\n", name="a.csv") == "csv"


def test_one_row_and_one_package_on_a_single_line_are_told_apart() -> None:
    assert sniff(b'{"text": "read a map"}', name="a.json") == "jsonl"
    assert sniff(b'{"CFDocument": {}, "CFItems": []}', name="a.json") == "json"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign: str) -> None:
    rows = [["text", "code"], ['"a, b; c"', "1.1.1.1"], ["d", "1.1.1.2"]]
    assert find_delimiter("\n".join(sign.join(row) for row in rows)) == sign


def test_prose_has_no_delimiter() -> None:
    assert find_delimiter("Read the map, then the legend.\nDraw it\nand explain, why, it is, so.") == ""
