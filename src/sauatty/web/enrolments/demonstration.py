"""Invented registrations for the invented trainings: held ones, a full one with a waiting list, one that fills."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from django.utils.translation import gettext as _

from sauatty.web.accounts.services import people
from sauatty.web.base.demo import DemoCount
from sauatty.web.enrolments import selectors, services
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes

FAMILIES = ("Үлгібаева", "Үлгібаев", "Образцова", "Үлгіқызы")
NAMES = ("Айгүл", "Бақыт", "Гүлмира", "Динара", "Ерболат", "Жанар", "Нұргүл", "Сәуле")
CROWD = 34
# Of each training, by its beginning: how many come, and from which of the invented people on.
COME = ((14, 0), (12, 10), (16, 2), (9, 16), (28, 3), (6, 20))


def make(actor: Any) -> None:
    """Register invented people for the invented trainings, unless somebody is registered there."""
    programme = programmes.demo_programme(actor)
    if programme is None:
        return
    found = [one for one in events.list_events(programme) if one.is_demo and one.state != one.State.DRAFT]
    if not found or selectors.count_enrolments([one.pk for one in found]):
        return
    crowd = _people(actor, programme)
    for event, (n, first) in zip(found, COME, strict=False):
        _register(actor, event, [crowd[(first + one) % len(crowd)] for one in range(n)])


def _people(actor: Any, programme: Any) -> list[Any]:
    """Return the participants of the invented programme, and more of them where they are few."""
    there = [one for one in programmes.list_participants(programme) if one.is_demo]
    names = (f"{name} {family}" for family, name in product(FAMILIES, NAMES))
    wanted = max(0, CROWD - len(there))
    return there + [people.add_person(actor=actor, name=name, is_demo=True) for name in islice(names, wanted)]


def _register(actor: Any, event: Any, crowd: list[Any]) -> None:
    services.register_many(actor=actor, event=event, people=crowd, source=Enrolment.Source.DESK)
    rows = list(selectors.list_enrolments(event)[:4])
    if len(rows) == 4:
        services.cancel(actor=actor, enrolment=rows[3])


def count() -> Iterator[DemoCount]:
    """Say what goes."""
    yield DemoCount(_("Registrations for trainings"), selectors.list_invented().count())


def remove() -> None:
    """Give back the places of invented people in trainings that stay; those of invented trainings go with them."""
    for row in selectors.list_invented().exclude(event__is_demo=True).order_by("event"):
        services.cancel(actor=None, enrolment=row)
    selectors.list_invented().delete()
