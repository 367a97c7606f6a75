"""Codes as tables, out and in: the same again, whole or refused by name."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from sauatty.core.exchange.coded_answers import read_coded_answers
from sauatty.web.answers.models import Answer
from sauatty.web.base.models import ExportedFile
from sauatty.web.coding.models import Decision
from web.answers.conftest import N_WRITTEN, decide

pytestmark = pytest.mark.django_db


def page(name, *args):
    with translation.override("en"):
        return reverse(name, args=args)


def fetched(client, answer):
    assert answer.status_code == 302
    return bytes(ExportedFile.objects.latest("created_at").content)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_works(project, first, second, units, aigerim, client_of, kind):
    for unit in units:
        decide(first, unit, 2, ["evaluate", "access"], note="=1+1")
    client = client_of(aigerim)
    answer = client.post(page("answers:tables", project.pk), {"what": "coder:A", "format": kind})
    content = fetched(client, answer)

    codes = read_coded_answers(content, name="codes")
    looked = client.post(
        page("answers:codes_import", project.pk),
        {"coder": "B", "file": SimpleUploadedFile(f"codes.{kind}", content)},
    )
    client.post(page("agreements:decision_store", project.pk, looked.context["table"].pk))

    assert {(one.grade, one.parts, one.source, one.question) for one in codes} == {
        (2, ("access", "evaluate"), "coder", "definition")
    }
    assert looked.context["plan"].n_new == N_WRITTEN
    assert Decision.objects.filter(seat=second, state="standing").count() == N_WRITTEN
    project.refresh_from_db()
    assert project.units.filter(state="agreed").count() == N_WRITTEN


def test_agreed_codes_go_out_without_the_rest(project, first, second, units, aigerim, client_of):
    decide(first, units[0], 3, ["evaluate"])
    decide(second, units[0], 3, ["evaluate"])
    decide(first, units[1], 3, ["evaluate"])
    client = client_of(aigerim)

    content = fetched(
        client, client.post(page("answers:tables", project.pk), {"what": "agreed", "format": "csv"})
    )

    assert [one.response for one in read_coded_answers(content, name="x")] == [
        str(Answer.objects.get(unit=units[0]).response_id)
    ]


def test_a_project_for_other_programmes_names_no_response_and_counts_code_points(
    project, first, second, units, aigerim, client_of
):
    for unit in units:
        decide(first, unit, 2, ["evaluate"])
    client = client_of(aigerim)

    content = fetched(
        client, client.post(page("answers:tables", project.pk), {"what": "coder:A", "format": "qdpx"})
    )

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = archive.read("project.qde").decode()
        texts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("Sources/")]
    assert sorted(texts) == sorted(unit.text for unit in units)
    assert told.count("<TextSource ") == N_WRITTEN
    assert 'name="A"' in told
    assert f'endPosition="{len(units[0].text)}"' in told
    for answer in Answer.objects.all():
        assert str(answer.response_id) not in told
    assert first.person.name not in told


def table(*rows):
    return SimpleUploadedFile(
        "codes.csv", "\n".join(["response,question,grade,parts,source", *rows]).encode()
    )


def first_response():
    return Answer.objects.order_by("position").first().response_id


@pytest.mark.parametrize(
    "row",
    [
        "no-such,definition,2,evaluate,coder",
        "{id},other_question,2,evaluate,coder",
        "{id},definition,7,evaluate,coder",
        "{id},definition,2,nonsense,coder",
        "{id},definition,0,evaluate,coder",
        "{id},definition,2,evaluate,machine",
        "{id},definition,2,evaluate,oracle",
        ",definition,2,evaluate,coder",
    ],
)
def test_a_row_that_fits_nowhere_is_refused_and_nothing_stored(project, first, aigerim, client_of, row):
    good = Answer.objects.order_by("-position").first().response_id
    file = table(f"{good},definition,1,,coder", row.format(id=first_response()))

    answer = client_of(aigerim).post(page("answers:codes_import", project.pk), {"coder": "A", "file": file})

    assert answer.status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a;b\n1;2", b"response,grade\n"])
def test_a_file_that_is_no_table_is_refused(project, first, aigerim, client_of, content):
    answer = client_of(aigerim).post(
        page("answers:codes_import", project.pk), {"coder": "A", "file": SimpleUploadedFile("x.csv", content)}
    )

    assert answer.status_code == 422


def test_a_manager_who_codes_blindly_gets_no_codes_of_others(project, first, aigerim, analyst, client_of):
    from sauatty.web.coding import services as coding_services

    coding_services.seat_person(actor=aigerim, project=project, person=analyst, role="coder")

    # Counts by grade would tell too: one's own decision raises them exactly if the other coder said the same.
    for name in ("answers:tables", "answers:codes_import", "answers:machine", "answers:recode"):
        assert client_of(analyst).get(page(name, project.pk)).status_code == 403
    assert client_of(analyst).post(page("answers:machine_on", project.pk)).status_code == 403
    assert client_of(first.person).get(page("answers:tables", project.pk)).status_code == 404
