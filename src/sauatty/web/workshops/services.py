"""Making a workshop in one step: all of it, or nothing. Writing down what stands in the way."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import (
    ChallengeTooEarly,
    ChallengeTooMany,
    FormSentAnew,
    WorkshopAbovePlaces,
    WorkshopDatePast,
    WorkshopFollowUpTooEarly,
    WorkshopGuideUnpublished,
    WorkshopNobodyInvited,
    WorkshopPersonGone,
    WorkshopRegionEmpty,
    WorkshopSubjectUnknown,
    WorkshopTemplateUnfit,
    WorkshopTimesOverlap,
)
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import audit
from sauatty.web.base.texts import in_language
from sauatty.web.enrolments import inviting
from sauatty.web.events import selectors as event_rows
from sauatty.web.events import services as events
from sauatty.web.events.zones import at_clock, lasting
from sauatty.web.publications import selectors as publication_rows
from sauatty.web.publications import services as publications
from sauatty.web.workshops import materials, selectors
from sauatty.web.workshops.models import RegionalWorkshop

MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class Sitting:
    """When one session of the template is held, by the clocks of the template."""

    day: date
    begins: time
    minutes: int


@dataclass(frozen=True, slots=True)
class WorkshopFacts:
    """What a workshop is made of. `invited` are ids of entries of the directory; no `capacity` is the template's."""

    region: str
    language: str
    subjects: Collection[str]
    sittings: Sequence[Sitting]
    trainer: Any
    invited: Collection[UUID]
    follow_up_on: date
    place: str = ""
    link: str = ""
    capacity: int | None = None


@transaction.atomic
def make_workshop(
    *, actor: Any, key: UUID, template: Any, version: Any, facts: WorkshopFacts
) -> RegionalWorkshop:
    """Make the training from its template, announce it, record it with its guide, invite people, begin the papers.

    The form makes `key`: sent twice, even at the same moment, it is one workshop. The caller has asked whether the
    actor coordinates the programme of the template.
    """
    known = _made_before(key, template)
    if known is not None:
        return known
    people = _refuse_unfit(actor, template, version, facts)
    event = events.make_editions(actor=actor, template=template, editions=[_edition(facts)], key=key)[0]
    known = selectors.find_workshop(event.pk)
    if known is not None:  # the other window was first by a moment
        return known
    _set_times(actor, event, facts)
    event = events.announce(actor=actor, event=event)
    workshop = _keep(actor, key, event, version, facts)
    inviting.invite(
        actor=actor, event=event, invited=[inviting.Invited(person=one.person) for one in people],
        language=facts.language,
    )  # fmt: skip
    materials.ask_for_materials(actor=actor, workshop=workshop)
    audit.record("workshop.made", actor=actor, target=workshop, n_invited=len(people))
    return workshop


def _made_before(key: UUID, template: Any) -> RegionalWorkshop | None:
    known = selectors.find_workshop(key)
    if known is not None and known.event.programme_id != template.programme_id:
        raise FormSentAnew
    return known


def _edition(facts: WorkshopFacts) -> dict[str, Any]:
    own = {name: getattr(facts, name) for name in ("language", "region", "place", "link", "capacity")}
    return {"starts_on": facts.sittings[0].day, **own}


def _keep(actor: Any, key: UUID, event: Any, version: Any, facts: WorkshopFacts) -> RegionalWorkshop:
    told = {"held_on": facts.sittings[0].day, "region": facts.region, "n_participants": 0}
    record = publications.record_workshop(guide=version.guide, actor=actor, facts=told, key=key)
    return RegionalWorkshop.objects.create(
        event=event, version=version, record=record, subjects=list(facts.subjects), language=facts.language,
        follow_up_on=facts.follow_up_on, made_by=actor,
    )  # fmt: skip


# --- what is refused, by name ---


def _refuse_unfit(actor: Any, template: Any, version: Any, facts: WorkshopFacts) -> list[Any]:
    """Refuse what cannot be made; returns the specialists to invite."""
    if version is None or version not in selectors.offered_versions(actor, template.programme):
        raise WorkshopGuideUnpublished
    known = {one.scope for one in publication_rows.subjects_of(version.guide)}
    if not facts.subjects or set(facts.subjects) - known:
        raise WorkshopSubjectUnknown
    _refuse_times(template, facts)
    people = _to_invite(actor, template, facts)
    capacity = facts.capacity or template.capacity
    if capacity is not None and len(people) > capacity:
        raise WorkshopAbovePlaces(n=len(people), capacity=capacity)
    return people


def _refuse_times(template: Any, facts: WorkshopFacts) -> None:
    if not facts.sittings or len(facts.sittings) != len(sessions_of(template)):
        raise WorkshopTemplateUnfit
    now, ends = timezone.now(), []
    for number, (starts_at, ends_at) in enumerate(_moments(template, facts), 1):
        if starts_at <= now:
            raise WorkshopDatePast(session=number)
        if ends and starts_at < ends[-1]:
            raise WorkshopTimesOverlap(session=number)
        ends.append(ends_at)
    if facts.follow_up_on <= max(one.day for one in facts.sittings):
        raise WorkshopFollowUpTooEarly


def _moments(template: Any, facts: WorkshopFacts) -> list[tuple[datetime, datetime]]:
    starts = [at_clock(one.day, one.begins, template.timezone) for one in facts.sittings]
    return [(at, lasting(at, one.minutes)) for at, one in zip(starts, facts.sittings, strict=True)]


def _to_invite(actor: Any, template: Any, facts: WorkshopFacts) -> list[Any]:
    found = selectors.list_invitable(actor, template.programme, facts.region)
    if not found:
        name = next(
            (in_language(one, "name") for one in accounts.list_regions() if one.code == facts.region), "–"
        )
        raise WorkshopRegionEmpty(region=name)
    wanted = set(facts.invited)
    people = [one for one in found if one.pk in wanted]
    if len(people) != len(wanted):
        raise WorkshopPersonGone
    people = [one for one in people if one.person_id != facts.trainer.pk]
    if not people:
        raise WorkshopNobodyInvited
    return people


def sessions_of(event: Any) -> list[Any]:
    """Return the sessions of a template or training that were not called off, in their order (one query)."""
    return list(event.sessions.filter(cancelled_at__isnull=True).order_by("number"))


def _set_times(actor: Any, event: Any, facts: WorkshopFacts) -> None:
    for session, (starts_at, ends_at), one in zip(
        sessions_of(event), _moments(event, facts), facts.sittings, strict=True
    ):
        events.change_session(
            actor=actor, session=session, trainers=[facts.trainer], starts_at=starts_at, ends_at=ends_at,
            begins=one.begins, minutes=one.minutes,
        )  # fmt: skip


# --- what stands in the way ---


@transaction.atomic
def say_challenge(
    *, actor: Any, workshop: RegionalWorkshop, key: UUID, facts: dict[str, Any], is_own: bool = False
) -> Any:
    """Write down what stands in the way, as a trainer heard it or, with `is_own`, as a participant says it.

    The form makes `key`, so that it is written once. The caller has asked whether the actor may.
    """
    event = event_rows.find_event(workshop.pk)
    if workshop.record is None or event is None or not selectors.has_begun(event):
        raise ChallengeTooEarly
    # Two windows of one person wait for each other, so that neither counts without the other
    RegionalWorkshop.objects.select_for_update().get(pk=workshop.pk)
    said = selectors.list_said_by(workshop, actor) if is_own else []
    if len(said) >= MOST_SAID and key not in {one.pk for one in said}:
        raise ChallengeTooMany(n=len(said))
    note_people(workshop, event)
    return publications.add_challenge(workshop=workshop.record, actor=actor, facts=facts, key=key)


def note_people(workshop: RegionalWorkshop, event: Any) -> None:
    """Let the guide know on which day the workshop is and how many came, as the training says it."""
    day = selectors.first_day(event)
    if workshop.record is not None and day is not None:
        n = selectors.n_people(event) if selectors.has_begun(event) else 0
        publications.correct_workshop(workshop=workshop.record, held_on=day, n_participants=n)
