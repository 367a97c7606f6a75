"""Letters about visits: to the school that left an address for them, and to specialists who asked to hear of requests.

A school is told only what it needs: what became of its request and where it reads on. Specialists get a number and a
link; what a school wrote stays behind the sign-in. Nothing is told twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sauatty.core.languages import format_date
from sauatty.web.base.texts import translated
from sauatty.web.mails import services as mails
from sauatty.web.mails.kinds import LetterKind, register_kind
from sauatty.web.specialists import letters as wishes
from sauatty.web.visits import selectors
from sauatty.web.visits.codes import code_of
from sauatty.web.visits.models import HelpRequest, Step

TAKEN, CLOSED, REPORTED, AGAIN = "help-taken", "help-closed", "visit-reported", "help-again"
NEW, LATE = "help-new", "help-late"
# A region hears of new requests, and of late ones, at most once in this time; what comes meanwhile goes together.
PAUSE = timedelta(hours=20)
_BY_STEP = {"taken": TAKEN, "given-back": AGAIN, "closed": CLOSED, "reported": REPORTED}


def register() -> None:
    """Say which letters there are and what may stand in them."""
    name = {"name": _("name of the person")}
    request = {"topic": _("what the school asked for"), "link": _("the receipt of the request")}
    again = {"again": _("the page on which schools ask")}
    waits = {"region": _("the region"), "number": _("how many requests"), "link": _("the list of requests")}
    link = frozenset({"link"})
    for kind in (
        LetterKind(TAKEN, _("To a school: somebody takes it"), request, required=link),
        LetterKind(AGAIN, _("To a school: it waits again"), request, required=link),
        LetterKind(
            CLOSED, _("To a school: closed"), request | again | {"reason": _("the reason")}, required=link
        ),
        LetterKind(
            REPORTED,
            _("To a school: visited"),
            request | again | {"day": _("day of the visit")},
            required=link,
        ),
        LetterKind(NEW, _("To specialists: schools ask"), name | waits, is_optional=True, required=link),
        LetterKind(
            LATE, _("To specialists: schools wait"), name | waits, is_optional=True, required=link, stops=NEW
        ),
    ):
        register_kind(kind)


# --- to the school ---


def tell_school(request: HelpRequest, step: Step) -> None:
    """Plan the letter that a step asks for.

    What is taken and given back before a letter went out is not told: the school knows what holds already.
    """
    kind = _BY_STEP.get(step.what)
    unsaid = {AGAIN: TAKEN, TAKEN: AGAIN, CLOSED: AGAIN}.get(kind or "", "")
    was_unsaid = bool(unsaid) and bool(mails.withdraw_letters(key_prefix=f"{_prefix(request)}{unsaid}:"))
    if kind is None or not request.contact_email or request.school.programme.is_demo:
        return
    if was_unsaid and kind != CLOSED:
        return
    mails.plan_letter(
        key=f"{_prefix(request)}{kind}:{step.pk}", kind=kind, programme=request.school.programme,
        address=request.contact_email, language=request.language, params=_facts(request, kind),
    )  # fmt: skip


def _prefix(request: HelpRequest) -> str:
    return f"help:{request.pk}:"


def _facts(request: HelpRequest, kind: str) -> dict[str, str]:
    language = request.language
    facts = {
        "topic": request.topic,
        "link": _address(language, "visits:help_follow") + f"?code={code_of(request.pk)}",
    }
    if kind not in (TAKEN, AGAIN):
        facts["again"] = _address(language, "visits:help_ask", request.school.programme_id)
    if kind == CLOSED:
        facts["reason"] = request.closed_why
    if kind == REPORTED and request.visited_on:
        facts["day"] = format_date(request.visited_on, language)
    return facts


def _address(language: str, name: str, *args: Any) -> str:
    with override(language):
        return str(settings.PUBLIC_ADDRESS + reverse(name, args=args))


# --- to the specialists of the region ---


def tell_of_new() -> int:
    """Tell of new requests (a chore); returns how many letters were planned."""
    again = Step.objects.filter(request=OuterRef("pk"), what="given-back", at__gt=OuterRef("told_at"))
    return _tell(NEW, "told_at", _waiting().filter(Q(told_at=None) | Exists(again)))


def tell_of_late() -> int:
    """Tell once that requests wait too long (a chore); returns how many letters were planned."""
    late = _waiting().filter(reminded_at=None, created_at__lt=timezone.now() - selectors.LATE_AFTER)
    return _tell(LATE, "reminded_at", late)


def _waiting() -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(state=HelpRequest.State.WAITING, school__programme__is_demo=False)


def _tell(kind: str, mark: str, rows: QuerySet[HelpRequest]) -> int:
    now = timezone.now()
    groups = rows.order_by().values_list("school__programme", "school__region").distinct()
    return sum(_tell_group(kind, mark, rows, now, programme, region) for programme, region in groups)


@transaction.atomic
def _tell_group(
    kind: str, mark: str, rows: QuerySet[HelpRequest], now: datetime, programme: Any, region: str
) -> int:
    """Tell the specialists of one region; what two workers find at the same moment, one of them tells."""
    here = {"school__programme": programme, "school__region": region}
    if HelpRequest.objects.filter(**here, **{f"{mark}__gt": now - PAUSE}).exists():
        return 0
    found = list(
        rows.filter(**here).order_by("created_at", "pk").select_related("school__region", "school__programme")
    )
    mine = [
        one
        for one in found
        if HelpRequest.objects.filter(pk=one.pk, **{mark: getattr(one, mark)}).update(**{mark: now})
    ]
    return _plan_for_region(kind, mine, now) if mine else 0


def _plan_for_region(kind: str, found: list[HelpRequest], now: datetime) -> int:
    school, about = found[0].school, f"{found[0].pk}:{now:%Y%m%d%H%M%S%f}"
    people: Iterable[Any] = wishes.who_wants(
        wishes.REQUESTS, programme=school.programme, region=school.region_id
    )
    n = 0
    for one in people:
        language = one.person.language
        params = {
            "region": translated(school.region, "name").text(language), "number": str(len(found)),
            "link": _address(language, "visits:request_list") + f"?region={school.region_id}&state=waiting",
        }  # fmt: skip
        n += one.is_available and wishes.plan(
            one, kind, about, programme=school.programme, language=language, params=params
        )
    return n
