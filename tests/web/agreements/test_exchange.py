"""Decisions out and in as tables: what went out comes in again, bad rows are named, nothing half stored."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauatty.web.agreements.models import ImportedTable
from sauatty.web.agreements.services import importing
from sauatty.web.base.models import ExportedFile
from sauatty.web.coding import services
from sauatty.web.coding.models import Decision, Seat, Unit
from web.coding.cast import page, send

pytestmark = pytest.mark.django_db


def exported(client, project, what="decisions", format="csv"):
    client.post(page("decision_export", project), {"what": what, "format": format})
    return bytes(ExportedFile.objects.order_by("-created_at").first().content)


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def upload(client, project, content, name="decisions.csv"):
    return client.post(page("decision_import", project), {"file": SimpleUploadedFile(name, content)})


def taken_in(client, project, content, name="decisions.csv"):
    assert upload(client, project, content, name).status_code == 200
    table = ImportedTable.objects.order_by("-created_at").first()
    return client.post(page("decision_store", project, table.pk))


def test_it_works(client_of, project, methodologist, ainur, berik, units):
    send(ainur, units[0], 2, ["gmilaf.2.3", "gmilaf.1.1"], demand=4, unsure=True, note="=күдікті")
    send(berik, units[0], 0)
    client = client_of(methodologist)

    rows = rows_of(exported(client, project))

    assert [(row["coder"], row["relevance"], row["competences"], row["unsure"]) for row in rows] == [
        ("A", "2", "gmilaf.2.3;gmilaf.1.1", "1"), ("B", "0", "", "0"),
    ]  # fmt: skip
    assert rows[0]["note"] == "'=күдікті", "no spreadsheet runs a note"
    assert rows[0]["code"] == units[0].code and rows[0]["text"] == units[0].text
    assert "Айнұр" not in exported(client, project).decode("utf-8-sig")


def test_the_results_that_stand_are_a_file_of_their_own(
    client_of, project, methodologist, ainur, berik, units
):
    send(ainur, units[0], 2, ["gmilaf.2.3"])
    send(berik, units[0], 2, ["gmilaf.2.3"])
    send(ainur, units[1], 0)

    rows = rows_of(exported(client_of(methodologist), project, "agreed"))

    assert [(row["coder"], row["unit"]) for row in rows] == [("agreed", str(units[0].ref_id))]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_went_out_comes_in_again_and_changes_nothing(
    client_of, project, methodologist, ainur, berik, units, format
):
    send(
        ainur,
        units[0],
        2,
        ["gmilaf.2.3", "gmilaf.1.1"],
        demand=4,
        unsure=True,
        note="ескертпе; үтір, «тырнақша»",
    )
    send(berik, units[0], 1, ["gmilaf.2.3"])
    client = client_of(methodologist)
    content = exported(client, project, format=format)

    response = upload(client, project, content, f"decisions.{format}")

    assert response.status_code == 200
    plan = response.context["plan"]
    assert (plan.n_new, plan.n_changed, plan.n_same) == (0, 0, 2)


@pytest.mark.usefixtures("process_of_its_own")
def test_a_table_is_looked_at_first_then_stored_whole_once(
    client_of, project, methodologist, ainur, berik, units
):
    send(ainur, units[0], 0)
    lines = [
        "unit,coder,relevance,competences",
        f"{units[0].ref_id},A,2,G-2.3",
        f"{units[1].ref_id},B,1,gmilaf.1.1",
    ]
    lines.append(f"{units[0].ref_id},B,2,gmilaf.2.3")
    client = client_of(methodologist)
    content = "\n".join(lines).encode()

    assert upload(client, project, content).context["plan"].n_new == 2
    assert Decision.objects.count() == 1, "nothing is stored before it was looked at"
    table = ImportedTable.objects.get()
    for _ in range(2):
        client.post(page("decision_store", project, table.pk))
    assert Decision.objects.filter(state="standing").count() == 3
    assert Decision.objects.filter(state="replaced").count() == 1
    states = {unit.pk: unit.state for unit in Unit.objects.filter(project=project)}
    assert (states[units[0].pk], states[units[1].pk]) == ("agreed", "one")
    assert dict(Seat.objects.values_list("label", "n_standing")) == {"A": 1, "B": 2}
    assert taken_in(client, project, content).status_code == 302
    assert Decision.objects.count() == 4, "the same table again adds nothing"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{unit},Z,0,", "the coder &#x27;Z&#x27;"),
        ("no-such-unit,A,0,", "no-such-unit"),
        ("{unit},A,2,gmilaf.9.9", "is not right (competences)"),
        ("{unit},A,2,", "is not right (competences)"),
        ("{unit},A,5,", "row 3"),
        (",A,0,", "row 3"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(
    client_of, project, methodologist, ainur, units, line, sentence
):
    content = "\n".join(
        ["unit,coder,relevance,competences", f"{units[1].ref_id},A,0,", line.format(unit=units[0].ref_id)]
    )
    response = upload(client_of(methodologist), project, content.encode())

    assert response.status_code == 422
    text = response.content.decode()
    assert sentence in text or sentence.replace("row", "line") in text
    assert Decision.objects.count() == 0 and ImportedTable.objects.count() == 0


@pytest.mark.parametrize("content", [b"\0\1\2", b"PK\x03\x04broken", b"a,b\n1,2", "бір".encode("cp1251")])
def test_a_file_that_is_no_table_is_refused_in_words(client_of, project, methodologist, content):
    response = upload(client_of(methodologist), project, content)

    assert response.status_code == 422 and 'class="problem"' in response.content.decode()


def test_a_closed_review_takes_no_table_in(client_of, project, methodologist, ainur, units):
    client = client_of(methodologist)
    upload(client, project, f"unit,coder,relevance\n{units[0].ref_id},A,0".encode())
    services.close_project(actor=methodologist, project=project)
    response = client.post(page("decision_store", project, ImportedTable.objects.get().pk))

    assert response.status_code == 422
    assert Decision.objects.count() == 0


def test_a_table_of_somebody_else_is_not_there(client_of, project, methodologist, aigerim, ainur, units):
    upload(client_of(methodologist), project, f"unit,coder,relevance\n{units[0].ref_id},A,0".encode())

    response = client_of(aigerim).post(page("decision_store", project, ImportedTable.objects.get().pk))
    assert response.status_code == 404


def test_a_long_table_is_stored_in_a_job(client_of, project, methodologist, ainur, units, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    lines = ["unit,coder,relevance", *(f"{unit.ref_id},A,0" for unit in units)]
    response = taken_in(client_of(methodologist), project, "\n".join(lines).encode())

    assert "/jobs/" in response["Location"]
    importing.do_import({"table": str(ImportedTable.objects.get().pk)}, lambda done, total: None)
    assert Decision.objects.count() == 6


def test_two_names_of_one_unit_are_no_two_decisions(client_of, project, methodologist, ainur, units):
    lines = ["unit,coder,relevance,competences", f"{units[0].ref_id},A,0,", f"{units[0].pk},A,2,gmilaf.2.3"]

    response = upload(client_of(methodologist), project, "\n".join(lines).encode())

    assert response.status_code == 422 and "two rows of the coder" in response.content.decode()
    assert not ImportedTable.objects.exists()


def test_a_blind_coder_who_also_manages_learns_nothing_from_what_a_table_would_change(
    client_of, project, methodologist, ainur, units
):
    send(ainur, units[0], 0)
    client = client_of(methodologist)
    content = f"unit,coder,relevance,competences\n{units[0].ref_id},A,2,gmilaf.2.3".encode()
    upload(client, project, content)
    table = ImportedTable.objects.get()

    services.seat_person(actor=methodologist, project=project, person=methodologist, role="coder")

    assert upload(client, project, content).status_code == 403
    assert client.post(page("decision_store", project, table.pk)).status_code == 403
    assert Decision.objects.count() == 1
