"""The evaluation that the thread page shows, worked out once for each state of what it stands on."""

import functools
import hashlib
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.filebased import FileBasedCache
from django.utils import timezone

from sauatty.core.evaluation.evaluate import Evaluation, evaluate
from sauatty.core.evaluation.pack import Pack
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.evaluations import selectors
from sauatty.web.evaluations.copies import from_copy
from sauatty.web.evaluations.gathering import Gathered, gather

# Raised when the core computes something otherwise than before, so that old figures are not taken for new ones.
VERSION = 1
KEPT_SECONDS = 24 * 3600
N_RESAMPLES = 1000
# Of more people a job works it out, and the page shows what was known last; after ten minutes it is asked for anew.
MANY_PEOPLE, MANY_SECONDS = 5000, 600
THREAD_JOB = "evaluations.thread"


def evaluated(programme: Any, viewer: Any) -> tuple[Gathered, Evaluation]:
    """Return what was gathered of a programme and its evaluation.

    The evaluation is kept under a hash of all that it stands on; the programme is read anew each time, but where it is
    very large: then it is kept without the pack, where all processes of the site find it.
    """
    known = _known(programme, viewer)
    if known is not None:
        return known
    gathered, found = _worked_out(programme, viewer)
    if gathered.n_people > MANY_PEOPLE:
        return _keep(programme, viewer, gathered, found)
    return gathered, found


def job_before(programme: Any, viewer: Any) -> Job | None:
    """Return the job to wait for before the thread of a programme of many people can be shown, or None.

    What is known already is shown; where it is old, it is worked out anew beside.
    """
    known = _known(programme, viewer)
    if known is None and selectors.n_participants(programme) <= MANY_PEOPLE:
        return None
    if known is not None and (timezone.now() - known[0].at).total_seconds() < MANY_SECONDS:
        return None
    payload = {"programme": str(programme.pk), "viewer": str(viewer.pk)}
    job = jobs.enqueue(
        THREAD_JOB, key=f"{programme.pk}:{viewer.pk}", payload=payload, actor=viewer, total=2, again=True
    )
    return job if known is None else None


@from_copy
def do_thread(payload: dict[str, Any], report: jobs.Report) -> None:
    """Work out the thread of a programme of many people (job)."""
    viewer = accounts.find_person(payload["viewer"])
    programme = selectors.list_threads(viewer).filter(pk=payload["programme"]).first() if viewer else None
    if programme is None:
        return
    report(0, 2)
    _keep(programme, viewer, *_worked_out(programme, viewer))
    report(2, 2)


def _worked_out(programme: Any, viewer: Any) -> tuple[Gathered, Evaluation]:
    gathered = gather(programme, viewer)
    key = f"evaluations.thread:{VERSION}:{stamp_of(gathered)}"
    found: Evaluation | None = cache.get(key)
    if found is None:
        found = evaluate(gathered.pack, n_resamples=N_RESAMPLES)
        cache.set(key, found, KEPT_SECONDS)
    return gathered, found


def _keep(programme: Any, viewer: Any, gathered: Gathered, found: Evaluation) -> tuple[Gathered, Evaluation]:
    """Keep an evaluation without the rows of people."""
    pack = gathered.pack
    kept = replace(gathered, pack=Pack(pack.facts, pack.competences, lessons=pack.lessons)), found
    _figures().set(_place(programme, viewer), kept, KEPT_SECONDS)
    return kept


def _known(programme: Any, viewer: Any) -> tuple[Gathered, Evaluation] | None:
    found: tuple[Gathered, Evaluation] | None = _figures().get(_place(programme, viewer))
    return found


@functools.cache
def _figures() -> FileBasedCache:
    """Return what web processes and workers share; figures lie there, and no rows of people."""
    return FileBasedCache(str(settings.DATA_DIR / "figures"), {"OPTIONS": {"MAX_ENTRIES": 500}})


def _place(programme: Any, viewer: Any) -> str:
    return f"evaluations.recent:{VERSION}:{programme.pk}:{viewer.pk}"


def stamp_of(gathered: Gathered) -> str:
    """Return what changes with everything that an evaluation stands on."""
    pack = gathered.pack
    digest = hashlib.sha256(repr(replace(pack, tests=())).encode())
    for one in pack.tests:  # what numpy prints of a large matrix leaves out its middle
        digest.update(repr((one.purpose, one.scores.persons, one.scores.items, one.competences)).encode())
        digest.update(one.scores.scores.tobytes())
    return digest.hexdigest()
