"""Register, signature sheet and participants go out as Word, Excel and CSV, and come back."""

import io

import pytest
from django.urls import reverse
from django.utils.translation import override

from sauatty.core.exchange.register_lists import read_list
from sauatty.web.base import jobs
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.certificates import services
from sauatty.web.certificates.models import Certificate


def made(client, name, which, form, *args):
    with override("ru"):
        client.post(reverse(f"certificates:{name}", args=args), {"which": which, "form": form})
    job = Job.objects.get(kind=services.LIST_JOB)
    jobs._kinds[job.kind](job.payload, lambda done, total: None)
    return bytes(ExportedFile.objects.get().content)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xlsx", "docx", "csv"])
@pytest.mark.parametrize("which", ["register", "signatures", "participants"])
def test_it_works(client_of, aigerim, award, certificate, erlan, which, form):
    content = made(client_of(aigerim), "award_papers", which, form, award.pk)

    read = read_list(content, f"list.{form}", which)
    holders = {row.fields["holder"] for row in read.rows}
    everybody = {"Гүлнар Ахметова", "Ерлан Қасымов"}
    assert read.problems == () and holders == (everybody if which == "participants" else {"Гүлнар Ахметова"})
    if which != "participants":
        assert read.rows[0].fields["register_number"] == "2026-0001"


@pytest.mark.django_db
def test_a_signed_sheet_comes_back_with_the_days_of_receipt(client_of, aigerim, programme, certificate):
    sheet = "№;Фамилия, имя, отчество;Регистрационный номер;Дата получения\r\n1;ГҮЛНАР АХМЕТОВА;2026-0001;25.11.2026\r\n"
    response = send(client_of(aigerim), programme, "signatures", sheet)

    certificate.refresh_from_db()
    assert response.status_code == 200 and str(certificate.received_on) == "2026-11-25"
    assert "Days of receipt taken over" in response.content.decode()


@pytest.mark.django_db
def test_what_a_list_says_otherwise_is_shown_and_changes_nothing(client_of, aigerim, programme, certificate):
    before = Certificate.objects.values().get()
    lines = ("Гүлнар Ахметқызы;2026-0001;01.02.2026", "Бөтен Адам;9-9;01.02.2026", "Тағы;2026-0002;жексенбі")
    text = "Фамилия, имя, отчество;Регистрационный номер;Дата выдачи\r\n" + "\r\n".join(lines)

    page = send(client_of(aigerim), programme, "register", text).content.decode()

    assert "Гүлнар Ахметқызы" in page and "line 3: 9-9, Бөтен Адам" in page and "жексенбі" in page
    assert Certificate.objects.values().get() == before


@pytest.mark.django_db
def test_a_file_without_headings_is_refused_at_its_field(client_of, aigerim, programme):
    response = send(client_of(aigerim), programme, "register", "a;b\r\n1;2\r\n")

    assert response.status_code == 422 and 'href="#id_file"' in response.content.decode()


@pytest.mark.django_db
def test_lists_are_for_coordinators(client_of, bolat, award, programme):
    client = client_of(bolat)

    for path in (
        reverse("certificates:award_papers", args=[award.pk]),
        reverse("certificates:register_list", args=[programme.pk]),
        reverse("certificates:register_return", args=[programme.pk]),
    ):
        assert client.post(path, {"which": "register", "form": "csv"}).status_code == 404


def send(client, programme, which, text):
    file = io.BytesIO(("\ufeff" + text).encode())
    file.name = "list.csv"
    with override("en"):
        return client.post(
            reverse("certificates:register_return", args=[programme.pk]), {"which": which, "file": file}
        )
