"""The only door to the rows of calibrations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from sauatty.web.accounts import selectors as accounts
from sauatty.web.attempts import selectors as attempts
from sauatty.web.base.models import Job
from sauatty.web.calibrations.models import Analysis, ParameterSet
from sauatty.web.papers import selectors as papers
from sauatty.web.programmes import selectors as programmes

READING = ("coordinator", "analyst")


# --- programmes and their tests ---


def list_programmes(actor: Any) -> QuerySet[Any]:
    """List the programmes whose results the actor may read: its coordinators and analysts."""
    found = programmes.list_programmes(actor)
    if accounts.coordinates_everything(actor):
        return found
    scopes = {row.scope_id for row in actor.grants.filter(role__in=READING)}
    return found if None in scopes else found.filter(pk__in=scopes)


def access_programme(actor: Any, programme_id: UUID) -> Any:
    """Return a programme whose results the actor may read, or 404."""
    return get_object_or_404(list_programmes(actor), pk=programme_id)


@dataclass(frozen=True, slots=True)
class TestTaken:
    """How far a test has come: people who handed it in, by language and by paper."""

    __test__ = False
    test: Any
    n: int
    by_language: Mapping[str, int]
    by_paper: Mapping[str, int]


def tests_taken(programme: Any) -> list[TestTaken]:
    """Return the tests of a programme that count for analyses, the earliest first (two queries for each test)."""
    found = papers.list_tests(programme).exclude(state="draft").order_by("created_at")
    return [_taken(test) for test in found]


def _taken(test: Any) -> TestTaken:
    rows = attempts.list_attempts(test).order_by()
    counts = rows.values("language", "paper__code").annotate(n=Count("person", distinct=True))
    by_language: dict[str, int] = {}
    by_paper: dict[str, int] = {}
    for row in counts:
        by_language[row["language"]] = by_language.get(row["language"], 0) + row["n"]
        by_paper[row["paper__code"]] = by_paper.get(row["paper__code"], 0) + row["n"]
    n = rows.aggregate(n=Count("person", distinct=True))["n"]
    return TestTaken(test, n, dict(sorted(by_language.items())), dict(sorted(by_paper.items())))


def count_cohorts(programme: Any) -> int:
    """Count the cohorts of a programme (one query)."""
    return int(programmes.list_cohorts(programme).count())


def count_both(one: Any, other: Any) -> int:
    """Count the people who handed in both tests (one query)."""
    theirs = attempts.list_attempts(other).values("person")
    found = attempts.list_attempts(one).filter(person__in=theirs).order_by()
    return int(found.aggregate(n=Count("person", distinct=True))["n"])


# --- analyses ---


def list_analyses(programme: Any) -> QuerySet[Analysis]:
    """List the analyses of a programme without their results, the newest first."""
    return Analysis.objects.filter(programme=programme).defer("result")


def access_analysis(actor: Any, analysis_id: UUID) -> Analysis:
    """Return an analysis of a programme whose results the actor may read, or 404."""
    found = Analysis.objects.filter(programme__in=list_programmes(actor)).select_related("programme")
    return get_object_or_404(found, pk=analysis_id)


def access_own_calibration(actor: Any, analysis_id: UUID) -> Analysis:
    """Return a finished calibration of a programme that the actor coordinates, or 404."""
    done = Analysis.objects.filter(kind=Analysis.Kind.CALIBRATION, state=Analysis.State.DONE)
    found = done.filter(programme__in=programmes.list_coordinated(actor)).select_related("programme")
    return get_object_or_404(found, pk=analysis_id)


def latest(programme: Any, kind: str) -> Analysis | None:
    """Return the newest analysis of a kind that is done."""
    return Analysis.objects.filter(programme=programme, kind=kind, state=Analysis.State.DONE).first()


def latest_of_each(programme: Any) -> dict[str, Analysis]:
    """Return the newest finished analysis of each kind without its result (one query)."""
    rows = Analysis.objects.filter(programme=programme, state=Analysis.State.DONE).defer("result")
    return {row.kind: row for row in rows.order_by("created_at")}


def find_waiting(
    programme: Any, kind: str, tests: Sequence[Any], choices: Mapping[str, Any]
) -> Analysis | None:
    """Return the same analysis where it waits already."""
    rows = Analysis.objects.filter(programme=programme, kind=kind, state=Analysis.State.WAITING)
    return next((row for row in rows if row.tests == list(tests) and row.choices == dict(choices)), None)


def tests_of(analysis: Analysis) -> list[Any]:
    """Return the tests of an analysis in their order; those that are gone are left out."""
    order = [one["id"] for one in analysis.tests]
    found = papers.list_tests(analysis.programme).filter(pk__in=order)
    return sorted(found, key=lambda test: order.index(str(test.pk)))


def material_of(analysis: Analysis) -> dict[str, Any]:
    """Return what an analysis needs beside answers: the parameters in use, or those that it compares."""
    if analysis.kind == Analysis.Kind.DRIFT:
        numbers = [analysis.choices.get(name) for name in ("old", "new")]
        found = {one.number: one for one in list_sets(analysis.programme).filter(number__in=numbers)}
        old, new = (found.get(number) for number in numbers)
        return {"old_set": old and set_json(old), "new_set": new and set_json(new)}
    if analysis.kind in (Analysis.Kind.GAIN, Analysis.Kind.EQUATING):
        active = active_set(analysis.programme_id)
        return {"parameters": active and set_json(active)}
    return {}


def set_json(row: ParameterSet) -> dict[str, Any]:
    """Return what one needs of a version of parameters to score with it."""
    return {
        "number": row.number,
        "model": row.model,
        "method": row.method,
        "items": row.items,
        "groups": row.groups,
    }


def job_of(analysis: Analysis) -> Job | None:
    """Return the job that works an analysis out."""
    return Job.objects.filter(idempotency_key=f"calibrations.analysis:{analysis.pk}").first()


# --- parameters ---


def list_sets(programme: Any) -> QuerySet[ParameterSet]:
    """List the versions of parameters of a programme, the newest first."""
    return ParameterSet.objects.filter(programme=programme)


def sets_of(analysis: Analysis) -> list[ParameterSet]:
    """Return the versions of parameters that came of a calibration."""
    return list(analysis.sets.order_by("number"))


def set_numbers(programme: Any) -> list[int]:
    """Return the numbers of the versions of parameters, the newest first."""
    return list(list_sets(programme).values_list("number", flat=True))


def access_set(actor: Any, set_id: UUID) -> ParameterSet:
    """Return a version of parameters of a programme that the actor coordinates, or 404."""
    found = ParameterSet.objects.filter(programme__in=programmes.list_coordinated(actor))
    return get_object_or_404(found.select_related("programme"), pk=set_id)


def active_set(programme_id: UUID | None) -> ParameterSet | None:
    """Return the parameters that a programme uses."""
    return ParameterSet.objects.filter(programme=programme_id, is_active=True).first()


def may_manage(actor: Any, programme: Any) -> bool:
    """Tell whether the actor decides on parameters and asks for analyses."""
    return programmes.coordinates(actor, programme)


KINDS = tuple(Analysis.Kind.values)
