"""Jobs: enqueued inside the domain transaction, leased, retried, with progress that a page can show.

The queue library (django-tasks) stores its row in the same database, so a job exists exactly if the write that asked
for it was committed. Only this module imports the library.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from sauatty.core.errors import BoxSendsNothing, SauattyError
from sauatty.web.base import box
from sauatty.web.base.models import Job

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 3
TRACES_KEPT = timedelta(days=7)
Report = Callable[[int, int], None]
JobFunction = Callable[[dict[str, Any], Report], None]
_kinds: dict[str, JobFunction] = {}
_chores: dict[str, Callable[[], object]] = {}
_outward: set[str] = set()  # jobs and chores that write to the outside: a box does none of them


class JobCancelled(Exception):
    """Raised inside a job when somebody has cancelled it, or another worker has taken it over."""


def register_job(kind: str, function: JobFunction, *, is_outward: bool = False) -> None:
    """Say which function does the jobs of a kind; called by each app when it is ready."""
    _kinds[kind] = function
    if is_outward:
        _outward.add(kind)


def register_chore(name: str, chore: Callable[[], object], *, is_outward: bool = False) -> None:
    """Say what an app looks after every minute: letters whose day has come, rows that are to be written anew.

    A chore must be short and harmless when it is done twice; what takes longer it enqueues, under a key of its own.
    """
    _chores[name] = chore
    if is_outward:
        _outward.add(name)


def do_chores() -> None:
    """Do the chores of all apps; one that fails does not keep the others from being done."""
    kept_in = _outward if box.this_box() else frozenset()
    for name, chore in _chores.items():
        if name in kept_in:
            continue
        try:
            chore()
        except Exception:
            log.exception("the chore %s failed; the next try is in a minute", name)


@transaction.atomic
def enqueue(
    kind: str, *, key: str, payload: dict[str, Any], actor: Any = None, total: int = 0, again: bool = False
) -> Job:
    """Ask for a job; the same key again returns the first job. A failed one is started anew.

    With `again` one that is done is started anew too: its work is known to be missing.
    """
    job, is_new = Job.objects.get_or_create(
        idempotency_key=f"{kind}:{key}",
        defaults={"kind": kind, "payload": payload, "created_by": actor, "total": total},
    )
    if is_new or _start_anew(job, actor, again=again):
        run_job.enqueue(str(job.pk))
    return job


def _start_anew(job: Job, actor: Any, *, again: bool) -> bool:
    """Put a job that is over back into the queue; of two who ask at the same moment, one does it."""
    over = [Job.State.FAILED, Job.State.CANCELLED, *([Job.State.DONE] if again else [])]
    changes: dict[str, Any] = {"state": Job.State.QUEUED, "attempts": 0, "error_code": "", "done": 0}
    if actor is not None:
        changes["created_by"] = actor
    waits = Job.objects.filter(pk=job.pk, state__in=over).update(
        **changes, run_after=None, leased_until=None, finished_at=None
    )
    job.refresh_from_db()
    return bool(waits)


def is_over(kind: str, *, key: str) -> bool:
    """Tell whether nobody works, or is going to work, on what was asked for under a key."""
    at_work = [Job.State.QUEUED, Job.State.RUNNING]
    return not Job.objects.filter(idempotency_key=f"{kind}:{key}", state__in=at_work).exists()


def oldest_waiting() -> datetime | None:
    """Return since when the oldest work waits that could be done now, or None."""
    due = Q(run_after=None) | Q(run_after__lte=timezone.now())
    waiting = Job.objects.filter(due, state=Job.State.QUEUED).order_by("created_at")
    return waiting.values_list("created_at", flat=True).first()


def cancel(job: Job) -> None:
    """Ask a job to stop; it does so at its next report of progress."""
    Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]).update(
        state=Job.State.CANCELLED, finished_at=timezone.now()
    )


def _claim(job_id: str) -> Job | None:
    """Take the lease of a job that waits, or whose worker has died; None where another worker has it."""
    now = timezone.now()
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    taken = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, leased_until=now + LEASE, attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if taken else None


def _held(job: Job) -> QuerySet[Job]:
    """Return the job's row while the lease is this worker's: not cancelled, not taken over by another one."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, leased_until=job.leased_until)


def _reporter(job: Job) -> Report:
    last = {"at": timezone.now() - LEASE}

    def report(done: int, total: int) -> None:
        now = timezone.now()
        if done < total and now - last["at"] < timedelta(seconds=0.5):
            return
        last["at"] = now
        if not _held(job).update(done=done, total=total, leased_until=now + LEASE):
            raise JobCancelled
        job.leased_until = now + LEASE

    return report


@task()
def run_job(job_id: str) -> None:
    """Do one job (called by the queue's worker)."""
    job = _claim(job_id)
    if job is None:
        return
    if job.attempts > MAX_ATTEMPTS:  # each worker that took it died: a fourth would die too
        _fail(job, SauattyError.code, SauattyError.message, {})
        return
    try:
        if job.kind in _outward and box.this_box():
            raise BoxSendsNothing
        _kinds[job.kind](job.payload, _reporter(job))
    except JobCancelled:
        return
    except SauattyError as error:
        _fail(job, error.code, error.message, error.params)
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        _retry_or_fail(job)
    else:
        _held(job).update(
            state=Job.State.DONE, done=F("total"), finished_at=timezone.now(), leased_until=None
        )


def _fail(job: Job, code: str, message: str, params: dict[str, Any]) -> None:
    plain = {name: value if isinstance(value, int | float) else str(value) for name, value in params.items()}
    _held(job).update(
        state=Job.State.FAILED,
        error_code=code,
        error_message=message,
        error_params=plain,
        finished_at=timezone.now(),
    )


def _retry_or_fail(job: Job) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        _fail(job, SauattyError.code, SauattyError.message, {})
        return
    after = timezone.now() + timedelta(seconds=5 * 2**job.attempts)
    with transaction.atomic():
        if _held(job).update(state=Job.State.QUEUED, run_after=after):
            run_job.using(run_after=after).enqueue(str(job.pk))


def rescue_abandoned() -> int:
    """Queue again the jobs that nobody will do: their worker died, before it took the lease or since."""
    dead = Q(state=Job.State.RUNNING, leased_until__lt=timezone.now())
    left = {
        str(pk) for pk in Job.objects.filter(Q(state=Job.State.QUEUED) | dead).values_list("pk", flat=True)
    }
    if not left:
        return 0
    waiting = DBTaskResult.objects.filter(status="READY").values_list("args_kwargs", flat=True)
    abandoned = left - {argument for call in waiting for argument in call["args"]}
    for job_id in sorted(abandoned):
        run_job.enqueue(job_id)
    return len(abandoned)


def forget_old_traces() -> int:
    """Delete what the queue library keeps of calls that are over; the jobs themselves stay."""
    past = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - TRACES_KEPT)
    return int(past.delete()[0])
