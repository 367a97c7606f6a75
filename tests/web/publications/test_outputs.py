import io
import zipfile

import pytest

from sauatty.web.base.models import ExportedFile, Job

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def make(client_of, saule, guide, run_jobs):
    """Ask for a file and make it; returns its bytes."""

    def run(what, language="ru", **more):
        response = client_of(saule).post(
            f"/en/guides/{guide.pk}/files/", {"what": what, "language": language} | more
        )
        assert response.status_code == 302, response.content.decode()[-3000:]
        run_jobs()
        job = Job.objects.filter(kind="publications.output").order_by("-created_at").first()
        assert job.state == "done", job.error_message
        return bytes(ExportedFile.objects.get(pk=job.payload["file"]).content)

    return run


@pytest.mark.parametrize(("what", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_it_works(make, what, start, client_of, saule, guide):
    content = make(what, "kk")

    page = client_of(saule).get(f"/en/guides/{guide.pk}/files/").content.decode()
    assert content.startswith(start)
    assert f"{guide.slug}-kk.{what}" in page


def test_the_same_state_gives_the_same_bytes(make):
    assert make("pdf") == make("pdf")
    assert make("bundle") == make("bundle")


def test_the_bundle_holds_guide_slides_and_sheets(make, guide):
    names = zipfile.ZipFile(io.BytesIO(make("bundle", "kk"))).namelist()

    assert sorted(names) == sorted(
        [
            "guide-kk.pdf",
            "guide-kk.docx",
            "slides-kk.pptx",
            "task-sheet-informatics-kk.docx",
            "facilitator-informatics-kk.docx",
        ]
    )


def test_a_summary_fits_on_one_page(make, guide):
    import pypdfium2

    scope = next(name.split(":")[1] for name in guide.figures.tables if name.startswith("map:"))

    for language in ("kk", "ru", "en"):
        document = pypdfium2.PdfDocument(make("summary", language, scope=scope))
        assert len(document) == 1, language


def test_a_draft_says_so_on_its_pages_and_the_letters_can_be_read(make):
    import pypdfium2

    document = pypdfium2.PdfDocument(make("pdf", "kk"))
    texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]

    assert all("жарияланбаған" in text for text in texts)
    assert "жаңалықтың сенімділігін бағалау" in " ".join(" ".join(texts).split())


def test_the_preview_shows_the_guide_as_one_page(client_of, marat, guide):
    page = client_of(marat).get(f"/en/guides/{guide.pk}/preview/?language=ru").content.decode()

    assert "оценивать достоверность новости" in page and "<svg" in page
    assert "style=" not in page.split("<article", 1)[1].split("</article>")[0]


def test_bad_choices_are_refused(client_of, saule, guide):
    client = client_of(saule)

    for data in (
        {},
        {"what": "exe", "language": "ru"},
        {"what": "pdf", "language": "de"},
        {"what": "summary", "language": "ru", "scope": "x"},
    ):
        assert client.post(f"/en/guides/{guide.pk}/files/", data).status_code == 422
    assert not Job.objects.filter(kind="publications.output").exists()


def test_files_belong_to_whoever_asked(make, client_of, marat, guide):
    make("pdf")
    file = ExportedFile.objects.get()

    assert client_of(marat).get(f"/en/files/{file.pk}/").status_code == 404
    assert (
        guide.slug + "-ru.pdf" not in client_of(marat).get(f"/en/guides/{guide.pk}/files/").content.decode()
    )
