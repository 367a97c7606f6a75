from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import FileEmpty
from sauatty.web.base import jobs
from sauatty.web.base.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(monkeypatch):
    monkeypatch.setattr(jobs, "_kinds", {})
    return jobs._kinds


def run(job):
    jobs.run_job.call(str(job.pk))
    job.refresh_from_db()
    return job


def test_it_works(kinds):
    jobs.register_job(
        "count", lambda payload, report: [report(n, payload["n"]) for n in range(payload["n"] + 1)]
    )
    job = jobs.enqueue("count", key="a", payload={"n": 3}, total=3)

    run(job)

    assert (job.state, job.done, job.total, job.share) == ("done", 3, 3, 1.0)


def test_the_same_key_gives_the_same_job(kinds):
    jobs.register_job("once", lambda payload, report: None)

    assert jobs.enqueue("once", key="a", payload={}) == jobs.enqueue("once", key="a", payload={})


def test_a_job_falls_with_the_transaction_that_asked_for_it(kinds):
    jobs.register_job("once", lambda payload, report: None)

    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.enqueue("once", key="a", payload={})
        raise RuntimeError

    assert Job.objects.count() == 0


def test_an_error_that_people_can_act_on_is_kept_with_its_facts(kinds):
    def fail(payload, report):
        raise FileEmpty(name="бағдарлама.html")

    jobs.register_job("fail", fail)
    job = run(jobs.enqueue("fail", key="a", payload={}))

    assert (job.state, job.error_code, job.error_params) == (
        "failed",
        "file-empty",
        {"name": "бағдарлама.html"},
    )


def test_a_crash_is_tried_three_times_and_then_said(kinds):
    def crash(payload, report):
        raise ZeroDivisionError

    jobs.register_job("crash", crash)
    job = jobs.enqueue("crash", key="a", payload={})

    states = [run(job).state for _ in range(3)]

    assert states == ["queued", "queued", "failed"]


def test_a_job_whose_worker_died_is_taken_over_and_a_running_one_is_not(kinds):
    done = []
    jobs.register_job("once", lambda payload, report: done.append(1))
    job = jobs.enqueue("once", key="a", payload={})
    Job.objects.filter(pk=job.pk).update(state="running", leased_until=timezone.now() + timedelta(minutes=1))

    assert run(job).state == "running" and done == []

    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(minutes=1))
    assert jobs.rescue_abandoned() == 1
    assert run(job).state == "done" and done == [1]


def test_a_cancelled_job_stops_at_its_next_report(kinds):
    seen = []

    def work(payload, report):
        jobs.cancel(job)
        report(1, 2)
        seen.append("went on")

    jobs.register_job("slow", work)
    job = jobs.enqueue("slow", key="a", payload={})

    assert run(job).state == "cancelled" and seen == []
