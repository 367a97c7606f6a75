"""The report as a file: it says what the pages say, in three languages, the same bytes each time."""

import pytest

from sauatty.core.documents.blocks import parts
from sauatty.core.documents.docx import render_docx
from sauatty.web.base.models import ExportedFile
from sauatty.web.calibrations import services
from web.calibrations.conftest import work
from web.conftest import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def worked(aigerim, programme, taken):
    for kind, choices in (
        ("items", {}), ("calibration", {"model": "auto"}), ("dif", {"by": "language"}), ("equating", {}), ("gain", {}),
    ):  # fmt: skip
        assert work(aigerim, programme, kind, taken, **choices).state == "done"
    return programme


def text_of(document):
    return "\n".join(part.text for part in parts(document))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_report_holds_every_chapter(worked, language):
    from django.utils import translation

    with translation.override(language):
        document = services.report_of(worked, language)
    said = text_of(document)
    assert "%(" not in said and "nan" not in said.lower().split() and "21" in said
    titles = {"kk": "Топтар арасындағы айырмашылық", "ru": "Возврат", "en": "Equal points of the papers"}
    assert titles[language].lower() in said.lower() and "doi:10.1007/BF02293801" in said
    ids = [block.id for block in document.blocks if getattr(block, "id", "")]
    assert len(ids) == len(set(ids))


def test_the_same_analyses_give_the_same_file(worked):
    one, other = (render_docx(services.report_of(worked, "en")) for _ in range(2))
    assert one == other


def test_the_report_names_nobody_and_says_that_it_is_provisional(worked, people):
    document = services.report_of(worked, "en")
    assert "Provisional" in document.note
    assert not any(person.name in text_of(document) for person in people)


def test_it_works_as_a_file(client_of, aigerim, worked):
    client = client_of(aigerim)
    address = f"/en/tests/results/{worked.pk}/report/"
    assert "report on the questions" in client.get(address).content.decode()
    for format, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        job_page = client.post(address, {"language": "kk", "format": format})
        assert job_page.status_code == 302
        job = services.ask_for_report(actor=aigerim, programme=worked, language="kk", format=format)
        services.do_report(job.payload, lambda done, total: None)
        file = ExportedFile.objects.get(pk=job.payload["file"])
        assert bytes(file.content).startswith(start) and file.name.endswith(f"-kk.{format}")
    assert client.post(address, {"language": "de", "format": "pdf"}).status_code == 422


def test_rights_are_asked_again_when_the_file_is_made(aigerim, worked):
    outsider = make_person("Outsider", "out@example.kz")
    job = services.ask_for_report(actor=outsider, programme=worked, language="en", format="docx")
    services.do_report(job.payload, lambda done, total: None)
    assert not ExportedFile.objects.exists()


def test_without_analyses_the_page_says_so(client_of, aigerim, programme):
    page = client_of(aigerim).get(f"/en/tests/results/{programme.pk}/report/").content.decode()
    assert "Nothing has been worked out yet" in page
    assert "Nothing has been worked out" in text_of(services.report_of(programme, "en"))
