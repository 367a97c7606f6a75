"""The invented network: 36 specialists and five workshops, in a programme of its own."""

import pytest
from django.db.models import Count

from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.attendances.models import Attendance
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event
from sauatty.web.programmes.models import Programme
from sauatty.web.specialists.models import Specialist
from sauatty.web.workshops.models import RegionalWorkshop
from sauatty.web.worlds import network

pytestmark = pytest.mark.django_db


def test_without_a_guide_there_are_people_and_trainings(aigerim):
    load_regions()

    network.make(aigerim)
    network.make(aigerim)

    programme = Programme.objects.get(title_en=network.TITLES["en"])
    assert programme.is_demo and not RegionalWorkshop.objects.exists()
    assert Specialist.objects.filter(person__is_demo=True).count() == network.N_SPECIALISTS
    held = Event.objects.filter(programme=programme, region__isnull=False)
    came = sorted(held.annotate(n=Count("enrolments")).values_list("region", "n"))
    assert came == sorted((region, n) for region, n, *_ in network.HELD)
    assert all(25 <= n <= 30 for _region, n in came) and all(
        event.taken == dict(came)[event.region_id] for event in held
    )
    template = Event.objects.get(programme=programme, is_template=True)
    assert (template.capacity, template.sessions.count()) == (30, 2)
    n_days = network.N_SPECIALISTS * network.N_DAYS + sum(n for _region, n, *_ in network.HELD)
    assert Attendance.objects.filter(session__event__programme=programme, is_present=True).count() == n_days
    assert (
        not Person.objects.filter(is_demo=False)
        .exclude(pk=aigerim.pk)
        .filter(pk__in=Enrolment.objects.values("person"))
    )


def test_where_there_are_no_regions_nothing_is_made(aigerim):
    network.make(aigerim)

    assert not Programme.objects.filter(is_demo=True).exists()
