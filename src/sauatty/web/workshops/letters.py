"""The reminder of an activity of one's own, to who planned none by its day: once, and never again."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sauatty.core.languages import format_date
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import translated
from sauatty.web.events import selectors as events
from sauatty.web.mails import services as mails
from sauatty.web.mails.kinds import LetterKind, register_kind
from sauatty.web.workshops import selectors
from sauatty.web.workshops.models import RegionalWorkshop

KIND = "workshop-follow-up"
AT_ONCE = 20


def register() -> None:
    """Say what may stand in the reminder."""
    fields = {
        "name": _("name of the person"), "event": _("title of the training"),
        "day": _("day by which an activity was due"), "link": _("page of one's own activities"),
        "contact": _("contact of the training"),
    }  # fmt: skip
    register_kind(
        LetterKind(
            KIND,
            _("After a workshop: an activity of one's own"),
            fields,
            is_optional=True,
            required=frozenset({"link"}),
        )
    )


def remind() -> int:
    """Remind the people of workshops whose day is past (a chore); returns how many letters were planned."""
    held = Q(event__sessions__cancelled_at__isnull=True)
    due = RegionalWorkshop.objects.filter(follow_up_on__lt=timezone.localdate(), reminded_at=None)
    due = due.exclude(event__state="cancelled").annotate(over_at=Max("event__sessions__ends_at", filter=held))
    over = due.filter(over_at__lt=timezone.now()).order_by(F("follow_up_on"), "pk")
    return sum(_remind(pk) for pk in over.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _remind(pk: UUID) -> int:
    """Remind once: of two workers who come to it at the same moment, one does."""
    if not RegionalWorkshop.objects.filter(pk=pk, reminded_at=None).update(reminded_at=timezone.now()):
        return 0
    workshop, event = selectors.find_workshop(pk), events.find_event(pk)
    if workshop is None or event is None or event.is_demo:
        return 0
    people = selectors.due_people(event)
    acted = selectors.follow_ups(event, people)
    return sum(_plan(workshop, event, one) for one in sorted(people - acted.keys()))


def _plan(workshop: RegionalWorkshop, event: Any, person_id: UUID) -> bool:
    person = accounts.find_person(person_id)
    if person is None or not person.is_active or not person.email:
        return False
    language = person.language
    with override(language):
        link = settings.PUBLIC_ADDRESS + reverse("activities:activity_list")
    params = {
        "event": translated(event, "title").text(language), "link": link, "contact": event.contact,
        "day": format_date(workshop.follow_up_on, language),
    }  # fmt: skip
    letter = mails.plan_letter(
        key=f"workshop:{event.pk}:follow-up:{person.pk}", kind=KIND, programme=event.programme, person=person,
        language=language, params=params,
    )  # fmt: skip
    return letter is not None
