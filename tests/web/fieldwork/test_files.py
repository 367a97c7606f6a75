"""Responses from a file: looked at first, then taken in, never twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.fieldwork.models import ResponseFile
from sauatty.web.fieldwork.services import importing
from sauatty.web.surveys import selectors
from sauatty.web.surveys.models import Response
from web.conftest import give_role, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TABLE = (
    "id;language;day;region;organisation_kind;reads;why;learn\n"
    "a1;kk;2026-11-02;KZ-75;public_library;no;уақыт жоқ, кітап та жоқ;search cite\n"
    "a2;ru;2026-11-03;KZ-10;school;yes;;check\n"
)


def work():
    for job in Job.objects.filter(state="queued"):
        jobs.run_job.func(str(job.pk))


@pytest.fixture
def clerk(client_of, aigerim, regions):
    return client_of(aigerim)


def upload(clerk, campaign, content, name="responses.csv"):
    given = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    answer = clerk.post(reverse("fieldwork:file_list", args=[campaign.pk]), {"file": given})
    assert answer.status_code == 302
    work()
    return ResponseFile.objects.latest("created_at")


def page(name, file):
    return reverse(f"fieldwork:{name}", args=[file.campaign_id, file.pk])


def test_it_works_in_a_process_of_its_own(clerk, campaign):
    file = upload(clerk, campaign, TABLE)
    assert (file.state, file.summary["n"], file.summary["fits"]) == ("read", 2, 2)
    assert not Response.objects.exists()  # only looked at
    assert "responses.csv" in clerk.get(page("file_detail", file)).content.decode()
    clerk.post(page("file_take", file))
    work()
    table = selectors.response_table(campaign)
    assert sorted(zip(table.column("reads"), table.days, table.languages, strict=True)) == [
        ("no", "2026-11-02", "kk"), ("yes", "2026-11-03", "ru"),
    ]  # fmt: skip
    assert {row.source for row in Response.objects.all()} == {"import"}
    assert {row.region_id for row in Response.objects.all()} == {"KZ-75", "KZ-10"}
    file.refresh_from_db()
    assert (file.state, file.summary["added"], bytes(file.content)) == ("taken", 2, b"")


def test_the_same_file_again_adds_nothing(clerk, campaign):
    for _ in range(2):
        file = upload(clerk, campaign, TABLE)
        clerk.post(page("file_take", file))
        work()
    file.refresh_from_db()
    assert (file.summary["known"], file.summary["added"], Response.objects.count()) == (2, 0, 2)
    importing.take_file({"file": str(file.pk)}, lambda done, total: None)
    assert Response.objects.count() == 2


def test_two_files_without_ids_do_not_shadow_each_other(clerk, campaign):
    for text in ("reads\nyes\nno\n", "reads\nno\n"):
        file = upload(clerk, campaign, text)
        clerk.post(page("file_take", file))
        work()
    assert Response.objects.count() == 3


def test_a_kazakh_code_page_is_understood_or_refused(clerk, campaign):
    file = upload(clerk, campaign, TABLE.encode("kz1048"))
    if file.state == "failed":
        assert file.summary["code"].startswith("encoding-")
        return
    clerk.post(page("file_take", file))
    work()
    assert "уақыт жоқ, кітап та жоқ" in {row.answers.get("why") for row in Response.objects.all()}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id;reads\na1;perhaps\n", "perhaps"),
        ("id;reads\na1;yes\na1;no\n", "a1"),
        ("id;reads;nobody_asked\na1;yes;1\n", "nobody_asked"),
        ("id;reads\n", "responses.csv"),
        (b"\x00\x01\x02\x03" * 50, "responses.csv"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_nothing_is_stored(clerk, campaign, content, said):
    file = upload(clerk, campaign, content)
    text = clerk.get(page("file_detail", file)).content.decode()
    assert file.state == "failed" and said in text
    clerk.post(page("file_take", file))
    work()
    assert not Response.objects.exists()


def test_a_discarded_file_leaves_nothing(clerk, campaign):
    file = upload(clerk, campaign, TABLE)
    assert clerk.post(page("file_discard", file)).status_code == 302
    assert not ResponseFile.objects.exists()
    assert clerk.get(page("file_detail", file)).status_code == 404


def test_a_file_that_is_still_being_read_leads_another_coordinator_to_the_list(
    client_of, clerk, campaign, programme
):
    given = SimpleUploadedFile("responses.csv", TABLE.encode())
    assert (
        "/jobs/"
        in clerk.post(reverse("fieldwork:file_list", args=[campaign.pk]), {"file": given})["Location"]
    )
    other = make_person("Дана", "dana@example.kz")
    give_role(other, "coordinator", programme)
    led = client_of(other).get(page("file_detail", ResponseFile.objects.get()))
    assert led["Location"] == reverse("fieldwork:file_list", args=[campaign.pk])
    assert client_of(other).get(led["Location"]).status_code == 200


def test_a_file_says_how_many_responses_were_taken_in_and_how_many_wait(clerk, campaign):
    file = upload(clerk, campaign, "id;reads;why\na1;yes;\na2;no;" + "к" * 300 + "\na3;;\n")
    clerk.post(page("file_take", file))
    work()
    file.refresh_from_db()
    assert [file.summary[name] for name in ("added", "taken_in", "waits")] == [3, 1, 2]
    states = sorted(Response.objects.values_list("state", "problem"))
    assert states == [("accepted", ""), ("quarantined", "answers-do-not-fit"), ("set-aside", "answers-empty")]
    text = clerk.get(page("file_detail", file)).content.decode()
    assert f'<a href="{reverse("surveys:waiting_list", args=[campaign.pk])}">2</a>' in text
    assert "No question is answered." in clerk.get(f"/en/surveys/{campaign.pk}/waiting/").content.decode()
