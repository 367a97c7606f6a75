"""The only door to requests of schools: who may see which, and what waits in each region."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.catalogue.directory_query import matches_words
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.programmes import selectors as programmes
from sauatty.web.specialists import selectors as specialists
from sauatty.web.visits.codes import digest_of
from sauatty.web.visits.models import HelpRequest, School, Step

LATE_AFTER = timedelta(days=14)
NEAR = 12
State, Adoption = HelpRequest.State, School.Adoption


def list_requests(actor: Any) -> QuerySet[HelpRequest]:
    """List what the actor may see: their programmes, what they took, and what waits in their region."""
    seen = Q(school__programme__in=programmes.list_coordinated(actor)) | Q(taken_by=actor)
    entry = specialists.standing_entry(actor)
    if entry is not None:
        seen |= Q(
            state=State.WAITING, school__region=entry.region_id, school__programme__is_demo=actor.is_demo
        )
    return HelpRequest.objects.filter(seen).select_related("school__region", "school__programme", "taken_by")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To what a list of requests is narrowed; what is empty narrows nothing. `days`: waits at least so long."""

    state: str = ""
    region: str = ""
    language: str = ""
    competence: str = ""
    text: str = ""
    days: int = 0


def narrow(rows: QuerySet[HelpRequest], to: Narrowed) -> Sequence[HelpRequest]:
    """Return the requests that fit all of it; typed words are looked for in any form (one query)."""
    exact = {"state": to.state, "school__region": to.region, "language": to.language}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if to.competence:
        rows = rows.alias(ids=Cast("competences", TextField())).filter(ids__contains=f'"{to.competence}"')
    if to.days:
        since = timezone.now() - timedelta(days=to.days)
        rows = rows.filter(state=State.WAITING, created_at__lt=since)
    if not to.text.strip():
        return rows  # type: ignore[return-value]
    return [one for one in rows if matches_words(_words_of(one), to.text.split())]


def _words_of(one: HelpRequest) -> str:
    return f"{one.topic} {one.school.name} {one.school.locality} {one.grade}"


def access_request(actor: Any, request_id: UUID) -> HelpRequest:
    """Return a request that the actor may see; otherwise there is none (404)."""
    return get_object_or_404(list_requests(actor), pk=request_id)


def find_request(code: str) -> HelpRequest | None:
    """Return the request of a receipt's code, or None."""
    found = HelpRequest.objects.filter(code_sha256=digest_of(code))
    return found.select_related("school__programme").first()


def access_school(actor: Any, school_id: UUID) -> School:
    """Return a school of one's programmes, or where one took a request; otherwise there is none (404)."""
    mine = HelpRequest.objects.filter(taken_by=actor).values("school")
    rows = School.objects.filter(Q(programme__in=programmes.list_coordinated(actor)) | Q(pk__in=mine))
    return get_object_or_404(rows.select_related("region", "programme"), pk=school_id)


def is_at_work(actor: Any, request: HelpRequest) -> bool:
    """Tell whether somebody took the request or coordinates its programme: they see the contact and move it on."""
    return request.taken_by_id == actor.pk or programmes.coordinates(actor, request.school.programme)


def is_late(request: HelpRequest) -> bool:
    """Tell whether a request waits longer than two weeks."""
    return request.state == State.WAITING and request.created_at < timezone.now() - LATE_AFTER


def list_near(actor: Any, request: HelpRequest) -> list[Any]:
    """List who could come: of the region, in the language, with one of the competences, and free (by name).

    Invented people come to invented schools, and to no others.
    """
    found = specialists.find_specialists(
        actor, region=request.school.region_id, language=request.language,
        competence=request.competences, is_available=True,
    )  # fmt: skip
    is_demo = request.school.programme.is_demo
    return [one for one in found if one.person.is_demo == is_demo][:NEAR]


def steps_of(school: School, request: HelpRequest | None = None) -> list[Step]:
    """List what happened to a school, or to one of its requests, in the order of time."""
    rows = school.steps.select_related("by")
    return list(rows.filter(request=request) if request else rows)


def has_invented(rows: QuerySet[HelpRequest]) -> bool:
    """Tell whether requests of an invented programme are among some, on whatever page (one query)."""
    return rows.filter(school__programme__is_demo=True).exists()


def sees(actor: Any, request: HelpRequest) -> bool:
    """Tell whether the actor (still) sees a request."""
    return list_requests(actor).filter(pk=request.pk).exists()


def requests_of(actor: Any, school: School) -> list[HelpRequest]:
    """List what a school asked for, as far as the actor sees it."""
    return list(list_requests(actor).filter(school=school))


def taker_known_to(actor: Any, request: HelpRequest) -> str:
    """Return the name of who has a request, if the actor may know it: as a coordinator, or from the directory."""
    row = HelpRequest.objects.select_related("taken_by", "school__programme").get(pk=request.pk)
    if row.taken_by is None:
        return ""
    is_known = row.taken_by_id in known_people(actor, row.school, [row.taken_by_id])
    return str(row.taken_by.name) if is_known else ""


def known_people(actor: Any, school: School, people: Iterable[Any]) -> set[Any]:
    """Return which of some people the actor may know by name: coordinators all, others whom the directory shows."""
    ids = set(people) - {None}
    if not ids or programmes.coordinates(actor, school.programme):
        return ids
    shown = specialists.list_visible(actor).filter(person__in=ids).values_list("person", flat=True)
    return set(shown) | (ids & {actor.pk})


@dataclass(frozen=True, slots=True)
class RegionWaits:
    """What waits in one region."""

    code: str
    name: str
    n_waiting: int
    n_late: int
    oldest: datetime


def what_waits(rows: QuerySet[HelpRequest]) -> list[RegionWaits]:
    """Count what waits by region (two queries); where most wait too long comes first."""
    is_late = Q(created_at__lt=timezone.now() - LATE_AFTER)
    counted = rows.filter(state=State.WAITING).order_by().values("school__region")
    counted = counted.annotate(n=Count("pk"), late=Count("pk", filter=is_late), oldest=Min("created_at"))
    names = region_names()
    found = [
        RegionWaits(row["school__region"], names[row["school__region"]], row["n"], row["late"], row["oldest"])
        for row in counted
    ]
    return sorted(found, key=lambda one: (-one.n_late, -one.n_waiting, one.name))


def region_names() -> dict[str, str]:
    """Return the names of the regions in the language of the page."""
    return {one.code: in_language(one, "name") for one in accounts.list_regions()}


# --- how far schools are ---


def list_schools(actor: Any, *, region: str = "", adoption: str = "") -> QuerySet[School]:
    """List the schools of the programmes that the actor coordinates, with how many requests each has."""
    rows = School.objects.filter(programme__in=programmes.list_coordinated(actor))
    rows = rows.filter(region=region) if region else rows
    rows = rows.filter(adoption=adoption) if adoption else rows
    waiting = Q(requests__state=State.WAITING)
    counted = rows.annotate(n_requests=Count("requests"), n_waiting=Count("requests", filter=waiting))
    return counted.select_related("region", "programme").order_by("region", "name", "pk")


def has_invented_schools(actor: Any) -> bool:
    """Tell whether schools of an invented programme are counted (one query)."""
    return list_schools(actor).filter(programme__is_demo=True).exists()


@dataclass(frozen=True, slots=True)
class RegionAdoption:
    """How far the schools of one region are, and what waits there."""

    code: str
    name: str
    adopted: dict[str, int]
    waits: RegionWaits | None

    @property
    def counts(self) -> list[int]:
        """Return how many schools stand at each step, in the order of the steps."""
        return [self.adopted.get(step, 0) for step in Adoption.values]

    @property
    def n(self) -> int:
        """Return how many schools there are."""
        return sum(self.counts)


def adoption_by_region(actor: Any) -> list[RegionAdoption]:
    """Count the schools of each region by step, with what waits there (a query each)."""
    mine = programmes.list_coordinated(actor)
    rows = School.objects.filter(programme__in=mine).order_by().values_list("region", "adoption")
    waits = {one.code: one for one in what_waits(HelpRequest.objects.filter(school__programme__in=mine))}
    found: dict[str, dict[str, int]] = {}
    for region, step, n in rows.annotate(n=Count("pk")):
        found.setdefault(region, {})[step] = n
    names = region_names()
    regions = [RegionAdoption(code, names[code], steps, waits.get(code)) for code, steps in found.items()]
    return sorted(regions, key=lambda one: one.code)
