"""What is taken away of a module: asked for, made by a job, fetched by who asked, and by nobody else."""

import io
import zipfile

import pytest

from sauatty.core.languages import Translated
from sauatty.web.authoring.selectors import PublishedFile
from sauatty.web.base.models import AuditEvent, ExportedFile, Job
from sauatty.web.lessons import files, selectors
from web.lessons.test_authored import offer, published

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/en/lessons/trying/"


def made(browser, kind, language="kk"):
    """Ask for a file as the page does, do its job, fetch it."""
    answer = browser.post(PAGE + "files/", {"kind": kind, "language": language})
    assert answer.status_code == 302 and "/jobs/" in answer["Location"]
    job = Job.objects.get(kind=files.JOB)
    files.do_files(job.payload, lambda done, total: None)
    return browser.get(files.file_address(job))


@pytest.mark.parametrize(
    ("kind", "name", "start"),
    [
        ("pdf", "trying-kk.pdf", b"%PDF"),
        ("docx", "trying-kk.docx", b"PK"),
        ("cards", "trying-kk-cards.pdf", b"%PDF"),
        ("pack", "trying-kk-pack.zip", b"PK"),
        ("cartridge", "trying-kk.imscc", b"PK"),
        ("html", "trying-kk-pages.zip", b"PK"),
    ],
)
def test_every_kind_of_file_is_made_in_the_language_asked_for(client_of, stranger, kind, name, start):
    file = made(client_of(stranger), kind)

    assert file.status_code == 200 and file.content.startswith(start)
    assert file["Content-Disposition"].endswith(name)
    assert AuditEvent.objects.filter(action="export.made").count() == 1


def test_the_pages_for_no_network_hold_the_lessons(client_of, stranger):
    archive = zipfile.ZipFile(io.BytesIO(made(client_of(stranger), "html", "en").content))

    assert "Lesson first" in archive.read("first.html").decode()


def test_files_say_where_an_author_s_pictures_are_and_whose(client_of, stranger, monkeypatch):
    picture = PublishedFile(
        "00000000-0000-4000-8000-000000000001", "picture", "my_lake [1].jpg", "image/jpeg", 900, 640, 480,
        "A. Author", "Own photo", "CC BY 4.0", Translated("Көл", "Озеро", "A lake"),
    )  # fmt: skip
    offer(monkeypatch, published("own", files=(picture,)))

    archive = zipfile.ZipFile(io.BytesIO(made(client_of(stranger), "html", "ru").content))
    page = archive.read("own.html").decode()
    assert picture.id in page
    assert ">my lake 1 .jpg</a>: Озеро. A. Author. Own photo. CC BY 4.0" in page
    assert picture.id not in archive.read("first.html").decode()


def test_the_page_offers_all_kinds_to_who_is_signed_in(client, client_of, stranger):
    offered = client_of(stranger).get(PAGE).content.decode()

    assert all(f'name="kind" value="{kind}"' in offered for kind in files.KINDS)
    assert 'name="kind"' not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("asked", [{"kind": "exe", "language": "kk"}, {"kind": "pdf", "language": "de"}, {}])
def test_what_is_not_offered_is_not_made(client_of, stranger, asked):
    assert client_of(stranger).post(PAGE + "files/", asked).status_code == 404
    assert not Job.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client):
    assert "/sign-in/" in client.post(PAGE + "files/", {"kind": "pdf", "language": "kk"})["Location"]


def test_nobody_else_fetches_a_file(client_of, stranger, bolat):
    made(client_of(stranger), "cards")
    job = Job.objects.get(kind=files.JOB)

    assert client_of(bolat).get(files.file_address(job)).status_code == 404


def test_who_asks_again_while_it_is_made_waits_for_the_same_file(stranger, bolat):
    wanted = {"module": "trying", "kind": "pdf", "language": "kk"}
    first = files.ask_for_file(actor=stranger, **wanted)

    assert files.ask_for_file(actor=stranger, **wanted) == first
    assert files.ask_for_file(actor=stranger, **(wanted | {"language": "ru"})) != first
    assert files.ask_for_file(actor=bolat, **wanted) != first
    Job.objects.filter(pk=first.pk).update(state=Job.State.DONE)
    assert files.ask_for_file(actor=stranger, **wanted) != first


def test_a_job_of_somebody_erased_makes_nothing(client_of, stranger):
    job = files.ask_for_file(actor=stranger, module="trying", kind="pdf", language="kk")
    Job.objects.filter(pk=job.pk).update(created_by=None)

    files.do_files(job.payload, lambda done, total: None)

    assert selectors.job_of_file(files.JOB, job.payload["file"]).created_by is None
    assert not ExportedFile.objects.exists()
