import io
import os
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from python_calamine import CalamineWorkbook

from sauatty.web.attendances import codes, printing, scans, services, warnings
from sauatty.web.attendances.models import Attendance, SheetScan
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.mails.models import Letter

pytestmark = pytest.mark.django_db
_GPS = 0x8825


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def at(name, *args):
    return reverse(f"attendances:{name}", args=args)


def code_of(person):
    return codes.person_code(Enrolment.objects.get(person=person).pk)


def photograph(name="sheet.jpg", size=(3000, 2000), place=True):
    out = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    exif = picture.getexif()
    if place:
        exif.get_ifd(_GPS)[2] = (52.0, 17.0, 0.0)
        exif[0x010F] = "Xiaomi"
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue())


def test_it_works(client_of, bolat, second, gulnar, erlan):
    answer = client_of(bolat).post(
        at("sheet", second.pk), {"codes": f"{code_of(gulnar)}\n{code_of(erlan).lower()}"}
    )

    assert answer.status_code == 200
    assert set(Attendance.objects.values_list("person", "source")) == {
        (gulnar.pk, "sheet"),
        (erlan.pk, "sheet"),
    }


def test_codes_that_are_wrong_stay_in_the_field_and_the_others_are_taken(client_of, bolat, second, gulnar):
    answer = client_of(bolat).post(at("sheet", second.pk), {"codes": f"{code_of(gulnar)} ABCD XXXXXXXX"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ABCD\nXXXXXXXX</textarea>" in page and gulnar.name in page
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_sheet_is_made_by_a_job_with_everybody_who_has_a_place(
    client_of, bolat, second, gulnar, enrol, format, language
):
    enrol("Мария Ким", state="waiting")

    client_of(bolat).post(at("sheet_print", second.pk), {"language": language, "format": format})
    job = Job.objects.get(kind=printing.SHEET_JOB)
    printing.do_sheet(job.payload, lambda done, total: None)

    content = bytes(ExportedFile.objects.get().content)
    if format == "docx":
        rows = [
            [cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(content)).tables[0].rows
        ]
        assert rows[1][1] == gulnar.name
        assert rows[1][4].replace("\u2011", "") == code_of(gulnar)
        assert not any("Мария" in row[1] for row in rows)
    assert printing.sheet_address(job).startswith("/")


def test_an_unknown_format_is_refused(client_of, bolat, second):
    assert client_of(bolat).post(at("sheet_print", second.pk), {"format": "exe"}).status_code == 404


def test_a_photograph_is_kept_without_its_place_and_its_camera(client_of, bolat, second):
    client = client_of(bolat)

    client.post(at("scan_add", second.pk), {"scan": photograph()})

    scan = SheetScan.objects.get()
    answer = client.get(at("scan_show", second.pk, scan.pk))
    kept = Image.open(io.BytesIO(answer.content))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert max(kept.size) == 2400
    assert not kept.getexif() and b"Xiaomi" not in answer.content


def test_the_same_photograph_twice_is_said_to_be_there(client_of, bolat, second):
    client = client_of(bolat)
    for _ in range(2):
        answer = client.post(at("scan_add", second.pk), {"scan": photograph(place=False)})

    assert answer.status_code == 422
    assert SheetScan.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [b"MZ not a picture", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4 /JavaScript (x)"],
)
def test_what_is_no_picture_and_no_harmless_pdf_is_refused(client_of, bolat, second, content):
    answer = client_of(bolat).post(
        at("scan_add", second.pk), {"scan": SimpleUploadedFile("sheet.jpg", content)}
    )

    assert answer.status_code == 422
    assert not SheetScan.objects.exists()


def test_a_scan_is_shown_to_who_runs_the_session_only(client_of, bolat, second, gulnar, stranger):
    client_of(bolat).post(at("scan_add", second.pk), {"scan": photograph()})
    scan = SheetScan.objects.get()

    assert [
        client_of(one).get(at("scan_show", second.pk, scan.pk)).status_code for one in (gulnar, stranger)
    ] == [404, 404]


def test_a_removed_picture_goes_from_the_disk_too(
    client_of, bolat, second, django_capture_on_commit_callbacks
):
    client = client_of(bolat)
    client.post(at("scan_add", second.pk), {"scan": photograph()})
    scan = SheetScan.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("scan_remove", second.pk, scan.pk))

    assert not SheetScan.objects.exists()
    assert not scans.SHELF.has(scan.path)


def test_files_that_no_row_names_are_swept_when_they_are_old(second):
    folder = Path(settings.MEDIA_ROOT, "sheets")
    folder.mkdir()
    old, young = folder / "old.jpg", folder / "young.jpg"
    for path in (old, young):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))

    assert scans.sweep() == 1
    assert young.exists() and not old.exists()


# --- the page of the event ---


def test_the_page_of_an_event_says_who_has_attended_enough(
    client_of, aigerim, event, first, second, gulnar, erlan
):
    for session in (first, second):
        services.note(session=session, person=gulnar, source="door")

    page = client_of(aigerim).get(f"/en/events/{event.pk}/attendance/").content.decode()

    assert "1 of 2 have attended enough" in page
    assert "missing: 2 sessions" in page


def test_a_person_sees_on_the_page_of_the_event_how_they_stand(
    client_of, event, first, second, gulnar, erlan
):
    services.note(session=first, person=gulnar, source="door")

    page = client_of(gulnar).get(f"/en/events/{event.pk}/", follow=True).content.decode()
    other = client_of().get(f"/en/events/e/{event.slug}/").content.decode()

    assert "You have attended 1 of 2 sessions. Still missing: 1 session." in page
    assert erlan.name not in page
    assert "You have attended" not in other


def test_the_page_of_an_event_is_for_its_coordinator(client_of, aigerim, bolat, stranger, gulnar, event):
    found = [
        client_of(one).get(at("event", event.pk)).status_code for one in (aigerim, bolat, gulnar, stranger)
    ]

    assert found == [200, 404, 404, 404]
    assert client_of().get(at("event", event.pk)).status_code == 302


def test_the_page_of_an_event_asks_few_questions(
    client_of, aigerim, event, first, second, enrol, django_assert_max_num_queries
):
    for number in range(20):
        services.note(session=first, person=enrol(f"Адам {number}"), source="door")
    client = client_of(aigerim)

    with django_assert_max_num_queries(20):
        client.get(at("event", event.pk))


def test_who_is_about_to_fall_short_gets_one_letter_in_their_language(
    client_of, aigerim, event, first, second, gulnar, erlan
):
    erlan.email, erlan.language = "erlan@example.kz", "ru"
    erlan.save()
    services.note(session=first, person=gulnar, source="door")
    client = client_of(aigerim)

    for _ in range(2):
        client.post(at("event_warn", event.pk))

    letter = Letter.objects.get()
    assert (letter.person, letter.language, letter.kind) == (erlan, "ru", "attendance-short")
    assert f"/ru/events/e/{event.slug}/" in letter.body  # the page of managers is not theirs
    assert [one.person for one in warnings.in_danger(event)] == [erlan]


def test_the_table_for_excel_has_minutes_and_what_is_missing(
    client_of, aigerim, event, first, second, gulnar, erlan
):
    gulnar.name = "=HYPERLINK(1)"
    gulnar.save()
    services.note(session=first, person=gulnar, source="door")

    client_of(aigerim).post(f"/en/events/{event.pk}/attendance/export/")
    printing.do_list(Job.objects.get(kind=printing.LIST_JOB).payload, lambda done, total: None)

    book = CalamineWorkbook.from_filelike(io.BytesIO(bytes(ExportedFile.objects.get().content)))
    rows = {row[0]: tuple(row[1:]) for row in book.get_sheet_by_index(0).to_python()}
    assert rows["'=HYPERLINK(1)"][1:5] == (90, 0, 1, 90)
    assert rows[erlan.name][-1] == "2 sessions"
