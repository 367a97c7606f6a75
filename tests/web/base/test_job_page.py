"""The page of a job: it leads on to a page, and stays where the result is a file."""

import uuid

import pytest
from django.urls import reverse

from sauatty.web.base import homes, jobs
from sauatty.web.base.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(monkeypatch, aigerim):
    """Return a maker of finished jobs whose result has an address."""

    def make(address):
        monkeypatch.setitem(jobs._kinds, "made", lambda payload, report: None)
        monkeypatch.setitem(homes._targets, "made", lambda job: address())
        job = jobs.enqueue("made", key=uuid.uuid4().hex, payload={}, actor=aigerim)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
        return f"/en/jobs/{job.pk}/"

    return make


def test_a_finished_job_leads_on_to_its_page(finished, aigerim, client_of):
    page = finished(lambda: reverse("base:about"))

    assert client_of(aigerim).get(page).headers["Location"] == "/en/about/"
    assert client_of(aigerim).get(page, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/en/about/"


def test_a_file_is_offered_once_and_the_page_asks_no_more(finished, aigerim, client_of):
    page = finished(lambda: reverse("base:file_fetch", args=[uuid.uuid4()]))

    polled = client_of(aigerim).get(page, headers={"HX-Request": "true"})
    whole = client_of(aigerim).get(page)

    assert "HX-Redirect" not in polled.headers and polled.headers["HX-Refresh"] == "true"
    text = whole.content.decode()
    assert whole.status_code == 200 and "Fetch the file" in text
    assert "hx-get" not in text and 'http-equiv="refresh"' not in text


def test_the_title_says_when_the_work_is_over(finished, aigerim, client_of):
    page = finished(lambda: "")

    polled = client_of(aigerim).get(page, headers={"HX-Request": "true"})
    text = client_of(aigerim).get(page).content.decode()

    assert polled.headers["HX-Refresh"] == "true"
    assert "<title>Finished" in text and "<h1>Finished</h1>" in text and "Work in progress" not in text


def test_the_title_of_a_made_file_says_that_it_is_ready(finished, aigerim, client_of):
    page = finished(lambda: reverse("base:file_fetch", args=[uuid.uuid4()]))

    assert "<title>The file is ready" in client_of(aigerim).get(page).content.decode()
