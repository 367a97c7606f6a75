"""The only door to the rows of activities."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language

from sauatty.core.catalogue.frameworks import competence, framework
from sauatty.core.errors import UnknownCompetence
from sauatty.core.languages import format_number
from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities.audience import ends_of
from sauatty.web.activities.kinds import AUDIENCES
from sauatty.web.activities.models import Activity, Evidence, Guest
from sauatty.web.attachments import selectors as attachments
from sauatty.web.programmes import selectors as programmes

FRAMEWORK = "gmilaf"
GUESTS_FOR = timedelta(days=60)
_MENTORS = ("coordinator", "trainer")


def _language() -> str:
    return get_language() or "kk"


# --- whose ---


def list_own(person: Any) -> QuerySet[Activity]:
    """List somebody's own activities, the newest first."""
    return Activity.objects.filter(person=person).select_related("region", "programme")


def access_own(actor: Any, activity_id: UUID) -> Activity:
    """Return an activity of the actor, or 404."""
    return get_object_or_404(list_own(actor), pk=activity_id)


def list_mentored(actor: Any) -> QuerySet[Activity]:
    """List the activities of the programmes in which the actor is a mentor: coordinates or trains."""
    if accounts.coordinates_everything(actor):
        return Activity.objects.all()
    held = actor.grants.filter(role__in=_MENTORS)
    if held.filter(scope_id__isnull=True).exists():
        return Activity.objects.all()
    return Activity.objects.filter(programme__in=held.order_by().values("scope_id"))


def is_mentor(actor: Any) -> bool:
    """Tell whether somebody is a mentor in any programme."""
    return accounts.coordinates_everything(actor) or actor.grants.filter(role__in=_MENTORS).exists()


def access_activity(actor: Any, activity_id: UUID) -> Activity:
    """Return an activity of one's own or of a programme in which one is a mentor, or 404."""
    mine = Activity.objects.filter(Q(person=actor) | Q(pk__in=list_mentored(actor).order_by().values("pk")))
    return get_object_or_404(mine.select_related("region", "programme", "person"), pk=activity_id)


def list_of_programme(programme: Any) -> QuerySet[Activity]:
    """List the activities of a programme, the newest first."""
    return Activity.objects.filter(programme=programme)


def accepted_of(programme: Any) -> QuerySet[Activity]:
    """List the accepted activities of a programme."""
    return list_of_programme(programme).filter(state=Activity.State.ACCEPTED)


def count_waiting(actor: Any) -> int:
    """Count the reports of others that wait for the actor as a mentor (one query)."""
    return int(list_mentored(actor).filter(state=Activity.State.REPORTED).exclude(person=actor).count())


def learnt_in(person: Any) -> list[Any]:
    """Return the programmes in which somebody can run activities: those in which they hold a role."""
    return list(programmes.list_programmes(person)[:50])


def by_code(code: str) -> Activity:
    """Return the activity of a code that guests type, however they type it, or 404."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    held = Activity.objects.exclude(state=Activity.State.DROPPED).filter(person__isnull=False)
    found = held.filter(join_code=plain).first()
    if not plain or found is None:
        raise Http404
    return found


def takes_guests(activity: Activity) -> bool:
    """Tell whether guests can still say that they were there: a code that hangs on a wall is not for ever."""
    day = activity.held_on or activity.planned_on
    return day is None or timezone.localdate() <= day + GUESTS_FOR


# --- what of it ---


def audience_total(activity: Activity) -> tuple[int, int]:
    """Return how many came at least and at most."""
    return ends_of(activity.audience)


def audience_rows(activity: Activity) -> list[tuple[Any, str]]:
    """Return kinds of audience with how many came, in words."""
    return [(AUDIENCES.get(row["kind"], row["kind"]), _written(row)) for row in activity.audience]


def for_whom(activity: Activity) -> list[Any]:
    """Return the kinds of audience that a plan names, until a report says how many came."""
    return [] if activity.audience else [AUDIENCES.get(one, one) for one in activity.audience_kinds]


def _written(row: dict[str, Any]) -> str:
    ends = [row["n"]] if row["n"] is not None else [row["low"], row["high"]]
    return "–".join(format_number(one, _language()) for one in ends)


def guests_of(activity: Activity) -> QuerySet[Guest]:
    """List those who said that they were there."""
    return Guest.objects.filter(activity=activity).select_related("person")


def list_evidence(activity: Activity) -> list[tuple[Evidence, str]]:
    """Return the evidence of an activity with its addresses (one query)."""
    rows = Evidence.objects.filter(activity=activity).select_related("attachment")
    return [(one, attachments.url_of(one.attachment)) for one in rows]


def open_pictures(activity: Activity) -> list[Evidence]:
    """Return the checked photos that stand under an open licence."""
    rows = Evidence.objects.filter(
        activity=activity, attachment__kind="photo", attachment__state="ready",
        licence__in=(Evidence.Licence.OPEN, Evidence.Licence.SHARE),
    )  # fmt: skip
    return list(rows.select_related("attachment"))


def may_open_file(person: Any, attachment: Any) -> bool:
    """Tell whether a mentor of the activity asks for its evidence."""
    if not getattr(person, "is_authenticated", False):
        return False
    return list_mentored(person).filter(evidence__attachment=attachment).exists()


def states_of(programme: Any) -> dict[str, int]:
    """Return how many activities of a programme are in each state (one query)."""
    rows = list_of_programme(programme).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


# --- competences ---


def competence_names(ids: Iterable[str]) -> list[str]:
    """Return codes and names of competences; what no shipped framework has stays as it is."""
    return [_name(one) for one in ids]


def _name(id: str) -> str:
    try:
        node = competence(id)
    except UnknownCompetence:
        return id
    return f"{node.code} {node.name.text(_language())}"


def competence_choices() -> list[tuple[str, str]]:
    """Return the competences that an activity can be about."""
    return [(one.id, _name(one.id)) for one in framework(FRAMEWORK).competences]
