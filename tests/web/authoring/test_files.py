"""Pictures and files: drawn anew, never without author, source and licence, shown to readers once published."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from sauatty.core.errors import ImportRefused
from sauatty.core.exchange.handouts import check_handout
from sauatty.core.exchange.lesson_uploads import redraw_picture
from sauatty.web.authoring import selectors, services
from sauatty.web.authoring.models import AuthoredLesson, LessonFile
from sauatty.web.base.models import AuditEvent
from web.authoring.cast import three

pytestmark = pytest.mark.django_db
FACTS = {"author": "Дана Бөтен", "source": "own picture, Taraz 2026", "licence": "CC-BY-4.0"} | {
    f"alt_{one}": text for one, text in three("Көл").items()
}  # fmt: skip


def url(name, lesson, *args):
    return reverse(f"authoring:{name}", args=[lesson.pk, *args])


def picture(kind="JPEG", size=(1600, 900), mode="RGB", **saved):
    out = BytesIO()
    Image.new(mode, size, (20, 90, 120, 90)[: len(mode)]).save(out, kind, **saved)
    return out.getvalue()


def telling_picture():
    exif = Image.Exif()
    exif[Base.Artist] = "SECRET NAME"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif[Base.Orientation] = 6
    return picture(exif=exif, comment=b"SECRET PLACE")


def test_it_works(client_of, aigerim, own_lesson):
    client = client_of(aigerim)
    upload = SimpleUploadedFile("көл.jpg", telling_picture())
    assert client.post(url("file_list", own_lesson), FACTS | {"file": upload}).status_code == 302

    file = LessonFile.objects.get()
    assert (file.kind, file.media_type, file.width, file.height) == ("picture", "image/jpeg", 675, 1200)
    assert b"SECRET" not in bytes(file.content) and b"Exif" not in bytes(file.content)
    shown = client.get(url("file_detail", own_lesson, file.pk))
    assert shown["Content-Type"] == "image/jpeg" and shown["X-Content-Type-Options"] == "nosniff"
    page = client.get(url("preview", own_lesson), {"language": "kk"}).content.decode()
    assert "CC-BY-4.0" in page and "Көл қазақша" in page


def test_readers_see_a_file_only_while_a_version_with_it_is_published(client_of, aigerim, own_lesson):
    upload = SimpleUploadedFile("a.png", picture("PNG", (40, 30), "RGBA"))
    file = services.add_file(lesson=own_lesson, upload=upload, facts=FACTS, actor=aigerim)
    address, visitor = reverse("authoring:published_file", args=[file.pk]), client_of()
    assert visitor.get(address).status_code == 404

    services.publish(lesson=own_lesson, actor=aigerim)
    answer = visitor.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    published = selectors.published_lessons()[0].files[0]
    assert (published.id, published.licence, published.alt.kk) == (str(file.pk), "CC-BY-4.0", "Көл қазақша")
    client_of(aigerim).post(url("file_remove", own_lesson, file.pk))
    assert visitor.get(address).status_code == 200  # the version keeps what it has
    services.publish(lesson=own_lesson, actor=aigerim)
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("missing", ["author", "source", "licence", "alt_kk", "alt_en"])
def test_nothing_goes_in_without_whose_it_is_and_what_it_shows(client_of, aigerim, own_lesson, missing):
    upload = SimpleUploadedFile("a.jpg", picture())
    answer = client_of(aigerim).post(url("file_list", own_lesson), FACTS | {missing: "", "file": upload})
    assert answer.status_code == 422 and missing in answer.context["form"].errors
    assert LessonFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"GIF89a" + b"\x00" * 50), ("a.png", picture("PNG")[:200]), ("a.webp", b"<svg onload=alert(1)>"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), ("a.docx", b"PK\x03\x04broken"),
        ("a.html", b"<script>alert(1)</script>"), ("a.exe", b"MZ"),
    ],
)  # fmt: skip
def test_what_is_neither_picture_nor_plain_file_is_refused(client_of, aigerim, own_lesson, name, content):
    upload = SimpleUploadedFile(name, content)
    answer = client_of(aigerim).post(url("file_list", own_lesson), FACTS | {"file": upload})
    assert answer.status_code == 422
    assert name in str(answer.context["form"].errors["file"])


@pytest.mark.parametrize(
    ("name", "content"), [("a.jpg", b"\xff\xd8" + bytes(13_000_000)), ("drawing.svg", b"<svg></svg>")]
)
def test_what_no_lesson_takes_is_refused_with_the_kinds_and_the_size(
    client_of, aigerim, own_lesson, name, content
):
    address = url("file_list", own_lesson).replace("/kk/", "/en/", 1)
    answer = client_of(aigerim).post(address, FACTS | {"file": SimpleUploadedFile(name, content)})
    told = str(answer.context["form"].errors["file"])
    assert answer.status_code == 422 and "PNG, JPEG or WebP" in told and "at most 12 MB" in told
    assert "CASE JSON" not in told and "Split" not in told


def test_a_picture_with_too_many_points_is_refused_before_it_is_unpacked():
    with pytest.raises(ImportRefused):
        redraw_picture(picture("PNG", (7000, 6000), "RGB"), "large.png")


def test_the_same_picture_gives_the_same_bytes():
    assert redraw_picture(telling_picture(), "a.jpg") == redraw_picture(telling_picture(), "b.jpg")


def test_a_plain_pdf_is_a_file_to_hand_out():
    assert check_handout(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF", "a.pdf") == "application/pdf"


def test_a_script_packed_inside_a_pdf_is_found():
    import zlib

    packed = zlib.compress(b"<</S/JavaScript/JS(app.alert(1))>>")
    with pytest.raises(ImportRefused):
        check_handout(b"%PDF-1.7\n1 0 obj<<>>stream\n" + packed + b"\nendstream endobj", "a.pdf")


def test_a_file_of_a_published_lesson_never_changes_and_is_never_deleted(aigerim, own_lesson):
    upload = SimpleUploadedFile("a.jpg", picture())
    file = services.add_file(lesson=own_lesson, upload=upload, facts=FACTS, actor=aigerim)
    services.publish(lesson=own_lesson, actor=aigerim)
    with pytest.raises(DatabaseError), transaction.atomic():
        LessonFile.objects.filter(pk=file.pk).update(licence="CC0-1.0")
    with pytest.raises(DatabaseError), transaction.atomic():
        LessonFile.objects.filter(pk=file.pk).delete()


def test_a_draft_that_nobody_has_seen_goes_with_its_files(client_of, aigerim, stranger, own_lesson):
    services.add_file(
        lesson=own_lesson, upload=SimpleUploadedFile("a.jpg", picture()), facts=FACTS, actor=aigerim
    )
    client, address = client_of(aigerim), url("lesson_delete", own_lesson)
    assert address in client.get(url("lesson_detail", own_lesson)).content.decode()
    assert client_of(stranger).post(address, {"sure": "1"}).status_code == 404
    client.post(address)
    assert AuthoredLesson.objects.filter(pk=own_lesson.pk).exists()

    assert client.post(address, {"sure": "1"}).status_code == 302
    assert not AuthoredLesson.objects.exists() and not LessonFile.objects.exists()
    assert AuditEvent.objects.filter(action="lesson.draft_deleted").count() == 1


def test_a_lesson_that_was_published_is_not_deleted(client_of, aigerim, own_lesson):
    services.publish(lesson=own_lesson, actor=aigerim)
    services.withdraw(lesson=own_lesson, number=1, reason="Қате", actor=aigerim)
    client, address = client_of(aigerim), url("lesson_delete", own_lesson)

    assert address not in client.get(url("lesson_detail", own_lesson)).content.decode()
    client.post(address, {"sure": "1"})
    assert AuthoredLesson.objects.filter(pk=own_lesson.pk).exists()


def test_a_large_picture_has_its_size_in_plain_digits(client_of, aigerim, own_lesson):
    upload = SimpleUploadedFile("a.jpg", picture())
    services.add_file(lesson=own_lesson, upload=upload, facts=FACTS, actor=aigerim)
    services.publish(lesson=own_lesson, actor=aigerim)
    english = url("preview", own_lesson).replace("/kk/", "/en/", 1)
    assert 'width="1200" height="675"' in client_of(aigerim).get(english).content.decode()
    page = client_of().get("/en/lessons/copyright/own-lesson/")
    assert page.status_code == 200
    assert 'width="1200" height="675"' in page.content.decode()
