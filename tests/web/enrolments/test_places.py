"""Places, quotas and the waiting list."""

import itertools
import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import EventFull, RegistrationClosed, RegistrationInvited, RegistrationNotOpen
from sauatty.web.accounts.models import Grant, Organisation, Region
from sauatty.web.base import audit
from sauatty.web.enrolments import selectors, services
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.enrolments.placing import Room, traits_of
from sauatty.web.events import seats
from sauatty.web.events.models import Event, Quota, Session

pytestmark = pytest.mark.django_db


def states(event):
    return list(Enrolment.objects.filter(event=event).order_by("number").values_list("state", flat=True))


def counts_agree(event):
    event.refresh_from_db()
    placed = Enrolment.objects.filter(event=event, state="placed")
    by_quota = {one.pk: one.taken for one in Quota.objects.filter(event=event)}
    counted = {pk: placed.filter(quota=pk).count() for pk in by_quota}
    return event.taken == placed.count() and by_quota == counted


def test_people_take_the_places_and_then_wait_in_the_order_of_arrival(event, people, enrol):
    rows = [enrol(one) for one in people(4)]
    assert [row.state for row in rows] == ["placed", "placed", "waiting", "waiting"]
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [selectors.waiting_place(row) for row in rows] == [0, 0, 1, 2]
    assert counts_agree(event) and audit.verify().broken_at is None


def test_who_registers_twice_is_registered_once(event, people, enrol):
    [one] = people(1)
    assert enrol(one).pk == enrol(one).pk
    assert states(event) == ["placed"] and counts_agree(event)


def test_a_cancelled_place_goes_to_the_first_who_waits(event, people, enrol):
    rows = [enrol(one) for one in people(4)]
    services.cancel(actor=rows[0].person, enrolment=rows[0])
    assert states(event) == ["cancelled", "placed", "placed", "waiting"]
    services.cancel(actor=rows[0].person, enrolment=rows[0])
    assert states(event) == ["cancelled", "placed", "placed", "waiting"], "cancelling twice frees one place"
    assert counts_agree(event)


def test_who_cancelled_comes_back_at_the_end_of_the_list(event, people, enrol):
    rows = [enrol(one) for one in people(3)]
    services.cancel(actor=rows[0].person, enrolment=rows[0])
    again = enrol(rows[0].person)
    assert (again.state, again.number) == ("waiting", 4)


def test_who_waits_and_cancels_frees_no_place(event, people, enrol):
    rows = [enrol(one) for one in people(4)]
    services.cancel(actor=rows[2].person, enrolment=rows[2])
    assert states(event) == ["placed", "placed", "cancelled", "waiting"] and counts_agree(event)


def test_a_place_makes_a_participant_of_the_programme_and_the_waiting_list_does_not(event, people, enrol):
    rows = [enrol(one) for one in people(3)]
    held = [Grant.objects.filter(person=row.person, role="participant").count() for row in rows]
    assert held == [1, 1, 0]


def test_without_a_waiting_list_a_full_event_refuses_by_name(event, people, enrol):
    Event.objects.update(has_waiting_list=False)
    rows = people(3)
    enrol(rows[0]), enrol(rows[1])
    with pytest.raises(EventFull, match="All 2 places"):
        enrol(rows[2])
    assert states(event) == ["placed", "placed"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"state": "draft"}, RegistrationClosed), ({"state": "cancelled"}, RegistrationClosed),
        ({"state": "done"}, RegistrationClosed), ({"is_template": True}, RegistrationClosed),
        ({"entry": "invited"}, RegistrationInvited), ({"entry": "closed"}, RegistrationInvited),
        ({"entry": "cohort"}, RegistrationInvited),
    ],
)  # fmt: skip
def test_an_event_that_takes_nobody_says_why(event, people, enrol, changes, error):
    Event.objects.update(**changes)
    with pytest.raises(error):
        enrol(people(1)[0])


def test_registration_ends_with_the_last_session(event, people, enrol):
    now = timezone.now()
    Session.objects.create(
        event=event, number=1, form="online", language="kk", starts_at=now - timedelta(hours=3),
        ends_at=now - timedelta(hours=1), secret="s",
    )  # fmt: skip
    with pytest.raises(RegistrationClosed):
        enrol(people(1)[0])
    assert enrol(people(1)[0], source="desk").state == "placed"


def test_registration_begins_when_it_was_said(event, people, enrol):
    Event.objects.update(opens_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(RegistrationNotOpen):
        enrol(people(1)[0])
    assert enrol(people(1)[0], source="invited").state == "placed"


def test_the_coordinator_puts_people_in_when_the_training_is_over_but_not_when_it_is_cancelled(
    event, people, enrol
):
    Event.objects.update(state="done")
    assert enrol(people(1)[0], source="desk").state == "placed"
    Event.objects.update(state="cancelled")
    with pytest.raises(RegistrationClosed):
        enrol(people(1)[0], source="desk")


def test_places_of_a_quota_are_kept_for_its_region(event, people, enrol, abai):
    Event.objects.update(capacity=3)
    Quota.objects.create(event=event, by="region", value="KZ-10", seats=2)
    others = people(2)
    assert [enrol(one).state for one in others] == ["placed", "waiting"]
    ours = people(3, region=abai)
    assert [enrol(one).state for one in ours] == ["placed", "placed", "waiting"]
    assert counts_agree(event)


def test_somebody_of_a_quota_takes_a_general_place_when_it_is_full(event, people, enrol, abai):
    quota = Quota.objects.create(event=event, by="region", value="KZ-10", seats=1)
    first, second = (enrol(one) for one in people(2, region=abai))
    assert (first.quota, second.quota, second.state) == (quota, None, "placed")


def test_a_freed_quota_place_frees_a_general_one_for_whoever_is_first(event, people, enrol, abai):
    Quota.objects.create(event=event, by="region", value="KZ-10", seats=1)
    ours = [enrol(one) for one in people(2, region=abai)]
    other = enrol(people(1)[0])
    assert other.state == "waiting"
    services.cancel(actor=None, enrolment=ours[0])
    assert states(event) == ["cancelled", "placed", "placed"] and counts_agree(event)


def test_a_freed_quota_place_skips_those_it_is_not_for(event, people, enrol, abai):
    Quota.objects.create(event=event, by="region", value="KZ-10", seats=1)
    ours, other = enrol(people(1, region=abai)[0]), enrol(people(1)[0])
    waiting_other, waiting_ours = enrol(people(1)[0]), enrol(people(1, region=abai)[0])
    services.cancel(actor=None, enrolment=ours)
    assert states(event) == ["cancelled", "placed", "waiting", "placed"]
    services.cancel(actor=None, enrolment=other)
    waiting_other.refresh_from_db(), waiting_ours.refresh_from_db()
    assert (waiting_other.state, waiting_ours.state) == ("placed", "placed") and counts_agree(event)


def test_more_places_are_given_out_in_order(event, people, enrol):
    [enrol(one) for one in people(5)]
    Event.objects.update(capacity=4)
    assert len(services.promote(actor=None, event=event)) == 2
    assert states(event) == ["placed"] * 4 + ["waiting"] and counts_agree(event)


def test_a_cancelled_event_promotes_nobody(event, people, enrol):
    rows = [enrol(one) for one in people(3)]
    Event.objects.update(state="cancelled")
    services.cancel(actor=None, enrolment=rows[0])
    assert states(event) == ["cancelled", "placed", "waiting"]


def test_the_coordinator_gives_a_free_place_out_of_turn_and_never_one_that_is_not_there(event, people, enrol):
    rows = [enrol(one) for one in people(4)]
    with pytest.raises(EventFull):
        services.place_now(actor=None, enrolment=rows[3])
    Event.objects.update(capacity=3)
    assert services.place_now(actor=None, enrolment=rows[3]).state == "placed"
    assert states(event) == ["placed", "placed", "waiting", "placed"] and counts_agree(event)


def test_many_are_registered_at_once_like_one_after_the_other(event, people, enrol, abai):
    Event.objects.update(capacity=4)
    Quota.objects.create(event=event, by="region", value="KZ-10", seats=1)
    known = enrol(people(1)[0])
    listed = [known.person, *people(3), *people(2, region=abai), *people(1)]
    done = services.register_many(actor=None, event=event, people=[*listed, listed[1]], source="upload")
    assert (done.n_placed, done.n_waiting, done.n_known) == (3, 3, 1)
    assert states(event) == ["placed", "placed", "placed", "waiting", "placed", "waiting", "waiting"]
    assert counts_agree(event)
    again = services.register_many(actor=None, event=event, people=listed, source="upload")
    assert (again.n_placed, again.n_waiting, again.n_known) == (0, 0, 7)


def test_the_tables_refuse_one_place_too_many(event):
    assert seats.take_seat(event.pk) and seats.take_seat(event.pk) and not seats.take_seat(event.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(taken=3)


def test_a_quota_gives_no_place_where_the_event_has_none(event):
    quota = Quota.objects.create(event=event, by="region", value="KZ-10", seats=5)
    taken = [seats.take_seat(event.pk, quota.pk) for _ in range(3)]
    quota.refresh_from_db(), event.refresh_from_db()
    assert taken == [True, True, False] and (quota.taken, event.taken) == (2, 2)


def test_selectors_name_who_has_a_place(event, people, enrol):
    rows = [enrol(one) for one in people(3)]
    assert selectors.placed_people(event) == [row.person for row in rows[:2]]
    assert [selectors.is_placed(event, row.person) for row in rows] == [True, True, False]
    assert selectors.enrolment_of(event, rows[2].person) == rows[2]
    counts = selectors.summarise_event(event)
    assert (counts.placed, counts.waiting, counts.cancelled, counts.all) == (2, 1, 0, 3)


def test_many_quotas_and_a_long_list_leave_no_place_empty_that_somebody_could_have(
    event, people, enrol, abai
):
    """Whoever of the list could have a free place has it, whatever mix of regions and kinds waits."""
    pavlodar = Region.objects.create(
        code="KZ-55", kato="550000000", kind="region", name_kk="П", name_ru="П", name_en="P"
    )
    works = [Organisation.objects.create(name_ru=kind, kind=kind) for kind in ("school", "university")]
    Event.objects.update(capacity=9)
    for by, value, n in (("region", "KZ-10", 2), ("region", "KZ-55", 2), ("kind", "school", 2)):
        Quota.objects.create(event=event, by=by, value=value, seats=n)
    mix = itertools.cycle(itertools.product((None, abai, pavlodar), (None, *works)))
    rows = [
        enrol(people(1, region=region, organisation=work)[0]) for region, work in itertools.islice(mix, 45)
    ]
    for row in random.Random(7).sample(rows, 30):
        services.cancel(actor=None, enrolment=row)
        held = Event.objects.get(pk=event.pk)
        room = Room.of(held, seats.list_quotas(event.pk))
        waiting = Enrolment.objects.filter(event=event, state="waiting").select_related(
            "person__organisation"
        )
        assert not [one.number for one in waiting if room.seat_for(traits_of(one.person))]
        assert counts_agree(event)
