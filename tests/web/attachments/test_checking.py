"""Looking through a file: refused by name with nothing left, set aside when its reader breaks twice, swept later."""

import os
import time
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty import sandbox
from sauatty.core.exchange.handouts import XLSX
from sauatty.core.exchange.packing import pack
from sauatty.web.attachments import checking, files, selectors, services
from sauatty.web.attachments.models import Attachment, Part
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from web.attachments.sending import do_jobs, lies, part_of, photo, send, told_of

pytestmark = pytest.mark.django_db
PDF_BYTES = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"
SCRIPTED = b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>\n%%EOF"


def left():
    return sorted(path.name for path in lies().iterdir())


def test_it_works_in_a_process_of_its_own(bolat):
    row = send(bolat, photo(side=3000), check=False)
    assert row.state == "checking"
    do_jobs()
    row.refresh_from_db()

    assert (row.state, row.media_type, row.width, row.height) == ("ready", "image/jpeg", 2048, 1024)
    assert row.stored_size == lies(row.stored).stat().st_size
    assert left() == sorted([row.stored, f"small-{row.stored}"])
    assert str(row.pk) not in row.stored and not Part.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "attachment-kind"),
        (b"<html><script>alert(1)</script></html>", "attachment-kind"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "photo-heic"),
        (photo()[:-300], "file-truncated"),
        (PDF_BYTES, "attachment-kind"),
    ],
)
def test_what_is_no_photo_is_refused_by_name_and_nothing_is_left(bolat, content, code):
    row = send(bolat, content, name="сурет.jpg")

    assert (row.state, row.problem["code"]) == ("refused", code)
    assert "сурет.jpg" in selectors.sentence_of(row)
    assert not Part.objects.exists() and left() == []


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF_BYTES, ".pdf"),
        (pack({"word/document.xml": b"<a/>"}), ".docx"),
        (pack({"ppt/presentation.xml": b"<a/>"}), ".pptx"),
        (pack({"xl/workbook.xml": b"<a/>"}), ".xlsx"),
    ],
)
def test_documents_are_kept_as_they_came(bolat, content, ending):
    row = send(bolat, content, name="есеп.bin", kind="file")

    assert row.state == "ready" and row.stored.endswith(ending)
    assert lies(row.stored).read_bytes() == content
    assert (row.media_type == XLSX) == (ending == ".xlsx")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SCRIPTED, "handout-refused"),
        (PDF_BYTES + pack({"word/document.xml": b"<a/>"}), "handout-refused"),
        (b"%PDF-1.7\n<html><script>alert(1)</script>", "handout-refused"),
        (pack({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "macros-forbidden"),
        (pack({"xl/workbook.xml": b"<a/>", "xl/connections.xml": b"<a/>"}), "handout-refused"),
        (
            pack({"xl/workbook.xml": b"<a/>", "xl/externalLinks/externalLink1.xml": b"<a/>"}),
            "handout-refused",
        ),
        (pack({"a.txt": b"x"}), "attachment-kind"),
        (photo(), "attachment-kind"),
        (b"MZ" + bytes(100), "attachment-kind"),
        (pack({"word/document.xml": b" " * 30_000_000}), "archive-suspicious"),
    ],
)
def test_documents_that_could_act_are_refused_and_nothing_is_left(bolat, content, code):
    row = send(bolat, content, name="есеп.pdf", kind="file")

    assert (row.state, row.problem["code"]) == ("refused", code)
    assert not Part.objects.exists() and left() == []


def test_a_file_that_changed_while_it_was_sent_is_refused(bolat):
    id, content, other = uuid.uuid4(), photo(), photo(colour="red")
    told = told_of(content) | {"size": len(other)}
    services.begin(actor=bolat, id=id, **told)
    services.take_part(actor=bolat, id=id, number=0, raw=other)
    do_jobs()

    assert Attachment.objects.get().problem["code"] == "attachment-damaged"
    assert not Part.objects.exists() and left() == []


@pytest.fixture
def breaking(monkeypatch):
    """The reader breaks on every file; the fixture counts how often it did."""
    calls = []

    def broken(*args):
        calls.append(args)
        return sandbox._Answer(b"", -9, False, False)

    monkeypatch.setattr(sandbox, "_run_child", broken)
    return calls


def test_what_breaks_its_reader_twice_is_set_aside_and_not_read_again(bolat, breaking):
    row = send(bolat, photo(), check=False)
    do_jobs()
    checking.do_check({"attachment": str(row.pk)}, lambda done, total: None)
    row.refresh_from_db()

    assert len(breaking) == 2
    assert (row.state, row.problem["code"]) == ("refused", "attachment-set-aside")
    assert row.parts.count() == 1 and left() == []
    assert Job.objects.get().state == Job.State.DONE

    checking.sweep()
    assert row.parts.count() == 1
    Attachment.objects.update(created_at=timezone.now() - timedelta(days=15))
    checking.sweep()
    assert row.parts.count() == 0 and Attachment.objects.get().state == "refused"


def test_a_file_that_kills_its_worker_is_not_given_to_a_third_one(bolat, breaking):
    row = send(bolat, photo(), check=False)
    Attachment.objects.update(n_tries=2)  # two workers died over it
    do_jobs()
    row.refresh_from_db()

    assert row.problem["code"] == "attachment-set-aside" and not breaking


def test_a_full_disk_is_no_fault_of_the_file(bolat, monkeypatch):
    row = send(bolat, photo(), check=False)

    def full(*args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "keep", full)
        for _try in range(3):
            do_jobs()
    assert Attachment.objects.get().state == "checking"
    assert Job.objects.get().state == Job.State.FAILED
    Attachment.objects.update(created_at=timezone.now() - timedelta(hours=2))
    checking.sweep()
    do_jobs()

    row.refresh_from_db()
    assert row.state == "ready"


def test_a_file_that_is_removed_while_it_is_checked_leaves_nothing(bolat, monkeypatch):
    row = send(bolat, photo(), check=False)
    keep = files.keep

    def removed_meanwhile(*args):
        stored = keep(*args)
        Attachment.objects.all().delete()
        return stored

    monkeypatch.setattr(files, "keep", removed_meanwhile)
    checking.do_check({"attachment": str(row.pk)}, lambda done, total: None)

    assert left() == []


def test_a_job_that_comes_twice_makes_the_file_once(bolat):
    row = send(bolat, photo())
    checking.do_check({"attachment": str(row.pk)}, lambda done, total: None)

    assert Attachment.objects.get().stored == row.stored and len(left()) == 2


def test_what_never_came_whole_goes_after_two_weeks(bolat):
    young, old = uuid.uuid4(), uuid.uuid4()
    for id in (young, old):
        content = photo() + bytes(300_000)
        services.begin(actor=bolat, id=id, **told_of(content))
        services.take_part(actor=bolat, id=id, number=0, raw=part_of(content, 0))
    ready = send(bolat, photo())
    Attachment.objects.exclude(pk=young).update(created_at=timezone.now() - timedelta(days=15))

    checking.sweep()

    assert set(Attachment.objects.values_list("pk", flat=True)) == {young, ready.pk}
    assert lies(ready.stored).is_file()


def test_files_of_no_row_go_and_young_ones_are_spared(bolat):
    row = send(bolat, photo())
    for name, age in (("stray.jpg", 7200), (".part-left", 7200), ("young.jpg", 60)):
        path = lies(name)
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age,) * 2)
    for path in (lies(row.stored), lies(f"small-{row.stored}")):
        os.utime(path, (time.time() - 7200,) * 2)

    assert checking.sweep() == 2
    assert left() == sorted([row.stored, f"small-{row.stored}", "young.jpg"])


def test_the_check_is_a_job_of_the_house():
    assert services.CHECK_JOB in jobs._kinds
