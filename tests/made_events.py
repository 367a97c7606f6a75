"""Invented trainings for tests: a template, an announced event, its sessions by the clocks of Almaty."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.events import services

ALMATY = ZoneInfo("Asia/Almaty")
TITLES = {"kk": "Медиасауаттылық семинары", "ru": "Семинар по медиаграмотности", "en": "Workshop on media"}


def at(day, hour=10, minute=0, zone=ALMATY):
    return datetime.combine(day, time(hour, minute), tzinfo=zone)


def in_days(n):
    return timezone.localdate() + timedelta(days=n)


def make_event(actor, programme, *, days=(10,), hour=10, minutes=90, announced=True, trainers=(), **fields):
    """Make an event with one session on each of the days from today."""
    fields = {"form": "onsite", "language": "kk", "titles": TITLES} | fields
    event = services.create_event(actor=actor, programme=programme, **fields)
    for n in days:
        starts_at = at(in_days(n), hour)
        services.add_session(
            actor=actor, event=event, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes),
            place="Павлодар, Сатпаев 71", trainers=trainers,
        )  # fmt: skip
    return services.announce(actor=actor, event=event) if announced else event


def make_template(actor, programme, *, offsets=(0, 1), **fields):
    """Make a template with sessions at ten o'clock."""
    load_regions()
    fields = {"form": "onsite", "language": "kk", "titles": TITLES, "capacity": 25} | fields
    template = services.create_event(actor=actor, programme=programme, is_template=True, **fields)
    for n in offsets:
        services.add_session(actor=actor, event=template, day_offset=n, begins=time(10), minutes=90)
    return template


def five_editions(first=date(2027, 3, 1)):
    """Return the rows of five regions, a week apart."""
    regions = ("KZ-55", "KZ-10", "KZ-63", "KZ-35", "KZ-61")
    return [
        {
            "region": code,
            "starts_on": first + timedelta(days=7 * n),
            "language": "kk" if n % 2 else "ru",
            "place": f"{n}",
        }
        for n, code in enumerate(regions)
    ]


def make_person(name, email=None, *, role="", programme=None):
    """Make somebody, with a role in a programme where one is named."""
    person = Person.objects.create_person(name=name, email=email)
    if role:
        Grant.objects.create(person=person, role=role, scope_kind="programme", scope_id=programme.pk)
    return person
