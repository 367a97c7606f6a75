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
    jobs.DBTaskResult.objects.update(status="RUNNING")
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


def running_elsewhere(job):
    """Let the lease run out and another worker take the job."""
    lease = timezone.now() + timedelta(minutes=9)
    Job.objects.filter(pk=job.pk).update(state="running", leased_until=lease, attempts=2)


@pytest.mark.parametrize("end", ["report", "return", "refuse", "crash"])
def test_a_worker_that_lost_its_lease_changes_nothing(kinds, end):
    def work(payload, report):
        running_elsewhere(job)
        if end == "report":
            report(2, 2)
        if end == "refuse":
            raise FileEmpty(name="x")
        if end == "crash":
            raise ZeroDivisionError

    jobs.register_job("slow", work)
    job = jobs.enqueue("slow", key="a", payload={})

    assert run(job).state == "running" and job.attempts == 2
    assert job.done == 0 and job.error_code == ""


def test_a_cancelled_job_that_fails_stays_cancelled(kinds):
    def work(payload, report):
        jobs.cancel(job)
        raise FileEmpty(name="x")

    jobs.register_job("slow", work)
    job = jobs.enqueue("slow", key="a", payload={})

    assert run(job).state == "cancelled"


def test_a_job_that_kills_its_workers_is_given_up(kinds):
    jobs.register_job("deadly", lambda payload, report: pytest.fail("it was begun once more"))
    job = jobs.enqueue("deadly", key="a", payload={})
    past = timezone.now() - timedelta(minutes=1)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=jobs.MAX_ATTEMPTS, leased_until=past)

    assert run(job).state == "failed" and job.error_code


def test_a_job_whose_call_was_lost_is_called_again_and_only_once(kinds):
    jobs.register_job("once", lambda payload, report: None)
    jobs.enqueue("once", key="a", payload={})
    waiting = jobs.rescue_abandoned()
    jobs.DBTaskResult.objects.update(status="RUNNING")  # the worker was killed before it took the lease

    assert [waiting, jobs.rescue_abandoned(), jobs.rescue_abandoned()] == [0, 1, 0]


def test_a_done_job_is_done_again_only_where_that_is_asked_for(kinds):
    seen = []
    jobs.register_job("once", lambda payload, report: seen.append(1))
    job = run(jobs.enqueue("once", key="a", payload={}))

    assert jobs.enqueue("once", key="a", payload={}).state == "done"
    assert jobs.enqueue("once", key="a", payload={}, again=True).state == "queued"
    assert run(job).state == "done" and len(seen) == 2


def test_starting_anew_does_not_take_a_job_from_its_worker(kinds):
    jobs.register_job("once", lambda payload, report: None)
    job = jobs.enqueue("once", key="a", payload={})
    Job.objects.filter(pk=job.pk).update(state="failed")
    stale = Job.objects.get(pk=job.pk)
    Job.objects.filter(pk=job.pk).update(state="running")

    assert not jobs._start_anew(stale, None, again=True)
    assert stale.state == "running"


def test_what_the_queue_keeps_of_old_calls_goes(kinds):
    jobs.register_job("once", lambda payload, report: None)
    for key in "ab":
        jobs.enqueue(key=key, kind="once", payload={})
    rows = jobs.DBTaskResult.objects
    rows.update(status="SUCCESSFUL", finished_at=timezone.now())
    rows.filter(pk=rows.first().pk).update(finished_at=timezone.now() - timedelta(days=8))

    assert jobs.forget_old_traces() == 1 and rows.count() == 1


def test_erasing_a_person_takes_the_names_of_their_files_off_their_jobs(kinds, stranger):
    from sauatty.web.base import erasure

    def fail(payload, report):
        raise FileEmpty(name="Дана Бөтен.docx")

    jobs.register_job("fail", fail)
    job = run(jobs.enqueue("fail", key="a", payload={}, actor=stranger))
    erasure.jobs(stranger)
    job.refresh_from_db()

    assert (job.created_by, job.error_params, job.error_code) == (None, {}, "file-empty")
