"""Editions of a template: the same training in several regions, all made in one step or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from sauatty.core.errors import EditionUnfit, EventIsNoTemplate, FormSentAnew, QuotasAboveCapacity
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import audit
from sauatty.web.base.texts import translated
from sauatty.web.events import zones
from sauatty.web.events.models import Event, Quota, Series, Session
from sauatty.web.events.services.events import create_event, create_series, locked, make_slug
from sauatty.web.events.services.sessions import add_session

# What an edition takes over from its template as it is.
SAME = (
    "form", "timezone", "entry", "capacity", "has_waiting_list", "academic_hours", "needs", "contact", "is_demo",
)  # fmt: skip
SESSION_SAME = ("number", "module", "form", "day_offset", "minutes", "link")


@dataclass(frozen=True, slots=True)
class Edition:
    """One row of the table: where and when the training is held, and in which language."""

    starts_on: date
    language: str
    region: str = ""
    place: str = ""
    link: str = ""
    capacity: int | None = None


def read_edition(row: Mapping[str, Any]) -> Edition:
    """Make an edition from a mapping; unknown names are refused by Python itself."""
    return Edition(**row)


@transaction.atomic
def make_editions(
    *, actor: Any, template: Event, editions: Sequence[Edition | Mapping[str, Any]], key: UUID | None = None
) -> list[Event]:
    """Make one training for each row: all of them, or none.

    `key` is made by the form: sent a second time it gives the trainings that were made the first time.
    """
    source = locked(template)
    if not source.is_template:
        raise EventIsNoTemplate
    rows = [one if isinstance(one, Edition) else read_edition(one) for one in editions]
    made = _made_before(source, key)
    if made:
        return made
    _refuse_unfit(rows, source)
    series = _series_of(actor, source, key) if len(rows) > 1 else None
    alone = {"id": key} if key and len(rows) == 1 else {}
    found = [_make_one(actor, source, series, one, **alone) for one in rows]
    audit.record("event.editions", actor=actor, target=source, events=[str(one.pk) for one in found])
    return found


def _made_before(template: Event, key: UUID | None) -> list[Event]:
    alone = list(Event.objects.filter(pk=key, template=template)) if key else []
    series = Series.objects.filter(pk=key).first() if key else None
    if series is None:
        return alone
    found = list(series.events.filter(template=template).order_by("created_at", "pk"))
    if series.programme_id != template.programme_id or not found:
        raise FormSentAnew
    return found


def _series_of(actor: Any, template: Event, key: UUID | None) -> Series:
    titles = {code: getattr(template, f"title_{code}") for code in LANGUAGES}
    return create_series(actor=actor, programme=template.programme, titles=titles, key=key)


def _refuse_unfit(rows: Sequence[Edition], template: Event) -> None:
    regions = {one.code for one in accounts.list_regions()}
    seen: set[tuple[str, date, str, str]] = set()
    for number, one in enumerate(rows, 1):
        own = (one.region, one.starts_on, one.language, one.place)
        problem = ""
        if one.region and one.region not in regions:
            problem = f"there is no region '{one.region}'"
        elif one.language not in LANGUAGES:
            problem = f"there is no language '{one.language}'"
        elif own in seen:
            problem = "region, day, place and language are the same as in a row above"
        if problem:
            raise EditionUnfit(row=number, problem=problem)
        seen.add(own)


def _make_one(actor: Any, template: Event, series: Series | None, edition: Edition, **own_id: Any) -> Event:
    titles, abouts = translated(template, "title"), translated(template, "about")
    own = {name: getattr(template, name) for name in SAME} | own_id
    if edition.capacity is not None:
        own["capacity"] = edition.capacity
    kept = list(template.quotas.all())
    if own["capacity"] is not None and (n := sum(one.seats for one in kept)) > own["capacity"]:
        raise QuotasAboveCapacity(kept=n, capacity=own["capacity"])
    event = create_event(
        actor=actor, programme=template.programme, titles={code: getattr(titles, code) for code in LANGUAGES},
        abouts={code: getattr(abouts, code) for code in LANGUAGES}, language=edition.language,
        region_id=edition.region or None, series=series, template=template,
        slug=make_slug({"en": titles.en}, edition.region), **own,
    )  # fmt: skip
    Quota.objects.bulk_create(Quota(event=event, by=one.by, value=one.value, seats=one.seats) for one in kept)
    for session in template.sessions.filter(cancelled_at__isnull=True).prefetch_related("trainers__person"):
        _copy_session(actor, event, session, edition)
    return event


def _copy_session(actor: Any, event: Event, session: Session, edition: Edition) -> None:
    fields = {name: getattr(session, name) for name in SESSION_SAME}
    if session.form != Event.Form.ONLINE:
        fields["place"] = edition.place or session.place
    if session.form != Event.Form.ONSITE and edition.link:
        fields["link"] = edition.link
    if session.begins is not None:
        day = date.fromordinal(edition.starts_on.toordinal() + session.day_offset)
        starts_at = zones.at_clock(day, session.begins, event.timezone)
        fields |= {"starts_at": starts_at, "ends_at": zones.lasting(starts_at, session.minutes)}
    titles = translated(session, "title")
    add_session(
        actor=actor, event=event, titles={code: getattr(titles, code) for code in LANGUAGES},
        trainers=[one.person for one in session.trainers.all()], language=edition.language,
        begins=session.begins, **fields,
    )  # fmt: skip


@transaction.atomic
def save_as_template(*, actor: Any, event: Event) -> Event:
    """Make a template from a training: its days are counted from the first one."""
    row = locked(event)
    titles, abouts = translated(row, "title"), translated(row, "about")
    template = create_event(
        actor=actor, programme=row.programme, titles={code: getattr(titles, code) for code in LANGUAGES},
        abouts={code: getattr(abouts, code) for code in LANGUAGES}, language=row.language, is_template=True,
        **{name: getattr(row, name) for name in SAME},
    )  # fmt: skip
    sessions = list(row.sessions.filter(cancelled_at__isnull=True).prefetch_related("trainers__person"))
    first = min(
        (zones.local(one.starts_at, row.timezone).date() for one in sessions if one.starts_at), default=None
    )
    for number, one in enumerate(sessions, 1):
        _keep_session(actor, template, one, first, number)
    return template


def _keep_session(actor: Any, template: Event, session: Session, first: date | None, number: int) -> None:
    fields: dict[str, Any] = {"module": session.module, "form": session.form, "minutes": session.minutes}
    if session.starts_at and session.ends_at and first:
        clock = zones.local(session.starts_at, template.timezone)
        length = int((session.ends_at - session.starts_at).total_seconds() // 60)
        fields |= {"day_offset": (clock.date() - first).days, "begins": clock.time(), "minutes": length}
    titles = translated(session, "title")
    add_session(
        actor=actor, event=template, titles={code: getattr(titles, code) for code in LANGUAGES},
        trainers=[one.person for one in session.trainers.all()], language=session.language, number=number, **fields,
    )  # fmt: skip
