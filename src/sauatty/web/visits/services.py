"""Writes of requests: a school asks, somebody takes it, comes, reports; the school goes on."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import AdoptionBackNeedsReason, HelpAskedTooOften, HelpStepNotNow
from sauatty.web.base import audit, limits
from sauatty.web.visits import letters
from sauatty.web.visits.codes import code_of, digest_of
from sauatty.web.visits.models import HelpRequest, School, Step

REQUESTS_A_DAY, LOOKS_AN_HOUR = 20, 120
CONTACT_KEPT = timedelta(days=365)
State = HelpRequest.State
FROM: Mapping[str, tuple[str, ...]] = {
    "taken": (State.WAITING,),
    "given-back": (State.TAKEN,),
    "visited": (State.TAKEN,),
    "reported": (State.VISITED,),
    "closed": (State.WAITING, State.TAKEN, State.VISITED),
}


def count_asking(address: str) -> None:
    """Count a request from one network; refuses where it sends more than a district does."""
    if not limits.is_within_limit(f"visits:ask:{address}", limit=REQUESTS_A_DAY, seconds=86_400):
        raise HelpAskedTooOften


def is_looking(address: str) -> bool:
    """Count a look at a receipt; False where one network tries more codes than people have."""
    return limits.is_within_limit(f"visits:follow:{address}", limit=LOOKS_AN_HOUR, seconds=3600)


@transaction.atomic
def ask(*, id: UUID, programme: Any, school: Mapping[str, str], facts: Mapping[str, Any]) -> HelpRequest:
    """Keep what a school asks for; sent a second time, the first stays.

    Who only knows the id of a request, as those do who may see it, asks anew and learns no receipt.
    """
    key = " ".join(f"{school['name']} | {school['locality']}".split()).casefold()
    one, _is_new = School.objects.get_or_create(
        programme=programme, region_id=school["region"], name_key=key,
        defaults={"name": school["name"], "locality": school["locality"]},
    )  # fmt: skip
    told = {"school": one, **facts}
    there = HelpRequest.objects.filter(pk=id).first()
    if there is not None and any(getattr(there, name) != value for name, value in told.items()):
        id = uuid4()
    request, is_new = HelpRequest.objects.get_or_create(
        pk=id, defaults={"code_sha256": digest_of(code_of(id)), **told}
    )
    if is_new:
        Step.objects.create(school=one, request=request, what="asked")
        audit.record("help.asked", actor=None, target=request)
    return request


@transaction.atomic
def _move(actor: Any, request: HelpRequest, what: str, why: str = "", **values: Any) -> HelpRequest:
    """Move a request on; who comes second is told, because the row is locked and looked at again."""
    row = HelpRequest.objects.select_for_update().select_related("school__programme").get(pk=request.pk)
    moved = HelpRequest.objects.filter(pk=row.pk, state__in=FROM[what], taken_by=request.taken_by_id)
    if not moved.update(**values):
        raise HelpStepNotNow
    step = Step.objects.create(school=row.school, request=row, what=what, why=why, by=actor)
    audit.record(f"help.{what}", actor=actor, target=row)
    row.refresh_from_db()
    letters.tell_school(row, step)
    return row


def take(*, actor: Any, request: HelpRequest) -> HelpRequest:
    """Take a waiting request, once only."""
    now = timezone.now()
    return _move(actor, request, "taken", state=State.TAKEN, taken_by=actor, taken_at=now)


def give_back(*, actor: Any, request: HelpRequest, why: str) -> HelpRequest:
    """Let a request wait again, with a reason; the region hears of it anew in its next letter."""
    free = {"state": State.WAITING, "taken_by": None, "taken_at": None}
    return _move(actor, request, "given-back", why, **free)


def visit(*, actor: Any, request: HelpRequest, visited_on: date) -> HelpRequest:
    """Say on which day somebody came."""
    return _move(actor, request, "visited", state=State.VISITED, visited_on=visited_on)


@transaction.atomic
def report(
    *,
    actor: Any,
    request: HelpRequest,
    report: str,
    n_pupils: int | None = None,
    n_teachers: int | None = None,
) -> HelpRequest:
    """Say what was done; a school that had only asked has started."""
    row = _move(
        actor, request, "reported", state=State.REPORTED, ended_at=timezone.now(), report=report,
        n_pupils=n_pupils, n_teachers=n_teachers,
    )  # fmt: skip
    if row.school.adoption == School.Adoption.ASKED:
        adopt(actor=actor, school=row.school, adoption=School.Adoption.STARTED)
    return row


def close(*, actor: Any, request: HelpRequest, why: str) -> HelpRequest:
    """End a request without a visit or report, with a reason."""
    return _move(actor, request, "closed", why, state=State.CLOSED, closed_why=why, ended_at=timezone.now())


STEPS: Mapping[str, Callable[..., HelpRequest]] = {
    "take": take, "give-back": give_back, "visit": visit, "report": report, "close": close
}  # fmt: skip


@transaction.atomic
def adopt(*, actor: Any, school: School, adoption: str, why: str = "") -> School:
    """Say how far a school is; a step back needs a reason."""
    row = School.objects.select_for_update().get(pk=school.pk)
    order = School.Adoption.values
    if order.index(adoption) < order.index(row.adoption) and not why.strip():
        raise AdoptionBackNeedsReason
    if adoption != row.adoption:
        row.adoption, row.adoption_at = adoption, timezone.now()
        row.save(update_fields=["adoption", "adoption_at"])
        Step.objects.create(school=row, what=f"is-{adoption}", why=why, by=actor)
        audit.record("school.adoption", actor=actor, target=row, adoption=str(adoption))
    return row


@transaction.atomic
def forget_contacts() -> int:
    """Forget contacts a year after their request ended."""
    ended = HelpRequest.objects.filter(ended_at__lt=timezone.now() - CONTACT_KEPT)
    known = ended.exclude(contact="", contact_name="", contact_email="")
    return known.update(contact="", contact_name="", contact_email="")
