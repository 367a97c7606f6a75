"""A published version as YAML, DOCX and PDF."""

import io
import zipfile

import pytest
import yaml

from sauatty.core.catalogue import framework_from
from sauatty.core.documents.blocks import Heading, Table
from sauatty.core.documents.checks import validate
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.frameworks import selectors, services
from sauatty.web.frameworks.building import language_of_reason
from sauatty.web.frameworks.documents import build_document

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def page_of(version):
    return selectors.summarise_version(selectors.access_version(version.slug, version.number))


def test_the_yaml_is_a_content_file_of_the_same_framework(client, published):
    response = client.get("/kk/frameworks/versions/kzmil/1/framework.yaml")

    read = framework_from(yaml.safe_load(response.content.decode()), "kzmil.yaml")
    assert read == selectors.get_framework("kzmil")
    assert response.content == client.get("/ru/frameworks/versions/kzmil/1/framework.yaml").content


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_document_holds_every_competence_and_every_decision(published, language):
    document = build_document(page_of(published), language)

    validate(document)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert f"V1 Мәтін name {language}" in headings
    decisions = next(
        block for block in document.blocks if isinstance(block, Table) and block.id == "decisions-table"
    )
    assert len(decisions.rows) == len(published.content["decisions"])
    assert build_document(page_of(published), language) == document


def test_a_reason_in_another_language_is_marked_as_such(published):
    decisions = {
        language: next(
            block
            for block in build_document(page_of(published), language).blocks
            if isinstance(block, Table) and block.id == "decisions-table"
        )
        for language in ("kk", "en")
    }

    reason, note = decisions["en"].rows[0][4]
    assert (reason.text, reason.language, note.text) == ("себеп", "kk", " [in Kazakh]")
    assert decisions["kk"].rows[0][4] == "себеп"


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("Мектепте бұл екеуі бір сабақта үйретіледі.", "ru", "kk"),
        ("Обе вещи изучаются на одном уроке.", "kk", "ru"),
        ("Both are taught in one lesson.", "kk", "en"),
        ("себеп", "kk", "kk"),
        ("", "kk", "kk"),
    ],
)
def test_the_language_of_a_reason_is_told_from_its_words(text, usual, language):
    assert language_of_reason(text, usual) == language


def test_a_document_says_how_many_rated_where_no_figures_are_shown(published):
    note = next(b for b in build_document(page_of(published), "en").blocks if b.id == "experts-none")

    assert note.runs[0].text == "No experts have rated this version."


def test_an_address_of_this_machine_alone_is_not_cited(published, settings):
    settings.PUBLIC_ADDRESS = "http://127.0.0.1:8000"
    assert "127.0.0.1" not in build_document(page_of(published), "en").citation

    settings.PUBLIC_ADDRESS = "https://mil.example.kz"
    cited = build_document(page_of(published), "en").citation
    assert cited.endswith("Version 1. https://mil.example.kz/en/frameworks/kzmil/")


def test_a_document_of_invented_data_says_so(published):
    type(published).objects.filter(pk=published.pk).update(is_demo=True)
    selectors.library._published.cache_clear()

    assert build_document(page_of(published), "en").note == "Invented data for looking around"


@pytest.mark.parametrize(("kind", "magic"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_file_is_made_by_a_job_for_who_asked(client_of, published, experts, kind, magic):
    client = client_of(experts[0])
    answer = client.post("/kk/frameworks/versions/kzmil/1/document/", {"language": "kk", "format": kind})
    job = Job.objects.get(kind=services.DOCUMENT_JOB)
    assert answer["Location"] == f"/kk/jobs/{job.pk}/"

    services.do_document(job.payload, lambda done, total: None)

    file = ExportedFile.objects.get(owner=experts[0])
    assert file.name == f"kzmil-1-kk.{kind}" and bytes(file.content).startswith(magic)
    assert client.get(f"/kk/files/{file.pk}/").status_code == 200
    assert client_of(experts[1]).get(f"/kk/files/{file.pk}/").status_code == 404
    if kind == "docx":
        text = zipfile.ZipFile(io.BytesIO(bytes(file.content))).read("word/document.xml").decode()
        assert "Мәтін name kk" in text


def test_a_file_of_another_kind_or_language_is_not_there(client_of, published, experts):
    for sent in ({"language": "kk", "format": "exe"}, {"language": "de", "format": "pdf"}, {}):
        assert (
            client_of(experts[0]).post("/kk/frameworks/versions/kzmil/1/document/", sent).status_code == 404
        )
    assert not Job.objects.exists()


def test_asking_again_while_the_file_lives_makes_no_second_one(published, experts):
    version = selectors.access_version("kzmil", 1)
    first = services.ask_for_document(actor=experts[0], version=version, language="kk", kind="pdf")
    services.do_document(first.payload, lambda done, total: None)
    Job.objects.update(state=Job.State.DONE)

    again = services.ask_for_document(actor=experts[0], version=version, language="kk", kind="pdf")

    assert again.state == Job.State.DONE and ExportedFile.objects.count() == 1
