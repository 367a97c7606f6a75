"""Files to hand out: what could act by itself is found where it hides; plain files pass."""

import os
import time
import zlib
from pathlib import Path

import pytest

from sauatty.core.errors import FileTypeUnknown, HandoutRefused, MacrosForbidden
from sauatty.core.exchange.handouts import DOCX, PDF, PPTX, check_handout
from sauatty.core.exchange.packing import pack
from sauatty.sandbox import check_handout_in_sandbox

SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
OUTSIDE = '<Relationships><Relationship Id="r" Type="http://x/%s" Target="https://x.kz/a" TargetMode="External"/></Relationships>'


def pdf(*parts: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\n%%EOF"


def stream(packed: bytes, head: bytes = b"<</Filter/FlateDecode>>") -> bytes:
    return b"1 0 obj" + head + b"stream\r\n" + packed + b"\nendstream endobj"


REFUSED = {
    "a script": pdf(b"1 0 obj", SCRIPT),
    "a script with signs of its name escaped": pdf(b"1 0 obj<</S/J#61vaScript/JS(x)>>"),
    "a program": pdf(b"1 0 obj<</S/Launch/F(cmd.exe)>>"),
    "a file inside": pdf(b"1 0 obj<</Type/EmbeddedFile>>"),
    "a form with a language of its own": pdf(b"1 0 obj<</XFA 5 0 R>>"),
    "a locked file": pdf(b"trailer<</Encrypt 5 0 R>>"),
    "a packed script": pdf(stream(zlib.compress(SCRIPT))),
    "a packed script behind much else": pdf(stream(zlib.compress(b" " * 9_000_000 + SCRIPT))),
    "a packed script with a wrong check sum": pdf(stream(zlib.compress(SCRIPT)[:-4] + b"xxxx")),
    "a packed script without an end": pdf(b"1 0 obj<<>>stream\n" + zlib.compress(SCRIPT)),
    "objects packed twice": pdf(stream(b"x", b"<</Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]>>")),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_a_pdf_that_could_act_is_refused(content):
    with pytest.raises(HandoutRefused) as caught:
        check_handout(content, "a.pdf")
    assert caught.value.params["name"] == "a.pdf"


def test_a_plain_pdf_passes_with_packed_pages_and_pictures():
    noise = os.urandom(300_000) + b"/JS " + b"stream\nx" * 50
    assert check_handout(pdf(stream(zlib.compress(b"BT (Hello) Tj ET")), stream(noise)), "a.pdf") == PDF


def test_a_pdf_with_many_beginnings_and_no_end_costs_no_time():
    started = time.monotonic()
    assert check_handout(pdf(b"stream\n" * 400_000), "a.pdf") == PDF
    assert time.monotonic() - started < 5


def test_office_files_pass_with_links_and_charts():
    link = OUTSIDE % "hyperlink"
    word = {"word/document.xml": b"<a/>", "word/_rels/document.xml.rels": link.encode()}
    slides = {"ppt/presentation.xml": b"<a/>", "ppt/embeddings/Microsoft_Sheet1.xlsx": b"x"}
    assert check_handout(pack(word), "a.docx") == DOCX
    assert check_handout(pack(slides), "a.pptx") == PPTX


@pytest.mark.parametrize(
    "part", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml", "word/embeddings/a.docm"]
)
def test_an_office_file_with_objects_in_it_is_refused(part):
    with pytest.raises(HandoutRefused):
        check_handout(pack({"word/document.xml": b"<a/>", part: b"<a/>"}), "a.docx")


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject"])
def test_an_office_file_that_fetches_something_is_refused(kind):
    parts = {"word/document.xml": b"<a/>", "word/_rels/settings.xml.rels": (OUTSIDE % kind).encode()}
    with pytest.raises(HandoutRefused):
        check_handout(pack(parts), "a.docx")


def test_macros_and_other_kinds_keep_their_own_refusals():
    with pytest.raises(MacrosForbidden):
        check_handout(pack({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "a.docx")
    with pytest.raises(FileTypeUnknown):
        check_handout(pack({"other.xml": b"<a/>"}), "a.zip")


def test_the_refusal_comes_out_of_the_sandbox(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(REFUSED["a script"])
    with pytest.raises(HandoutRefused):
        check_handout_in_sandbox(path)
