"""Many at the same moment; run in a process of its own on SQLite, in the test's on PostgreSQL.

Rounds of 200 people for 25 places, cancelling while others come, one person 50 times, places kept by quotas; and the
way that does not hold: count, then insert.
"""

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

AT_ONCE = 48  # PostgreSQL takes 100 connections as it is installed


def storm(calls):
    """Do all calls, as many at the same moment as a database takes; returns what came of each."""
    from django.db import connection

    waiting = iter(calls)
    lock, outcomes = threading.Lock(), []
    barrier = threading.Barrier(min(AT_ONCE, len(calls)))

    def work(_n):
        try:
            barrier.wait(60)
            while True:
                with lock:
                    call = next(waiting, None)
                if call is None:
                    return
                try:
                    outcomes.append(call())
                except Exception as error:
                    outcomes.append(type(error).__name__)
        finally:
            connection.close()

    with ThreadPoolExecutor(barrier.parties) as pool:
        list(pool.map(work, range(barrier.parties)))
    return outcomes


def make_event(programme, capacity, **fields):
    from sauatty.web.events.models import Event

    slug = f"e{Event.objects.count()}"
    return Event.objects.create(
        programme=programme, slug=slug, title_ru="Тренинг", form="online", language="ru", capacity=capacity,
        state="open", **fields,
    )  # fmt: skip


def make_people(n, prefix, **fields):
    from sauatty.web.accounts.models import Person

    return [
        Person.objects.create_person(name=f"{prefix} {one}", email=f"person{one}@example.kz", **fields)
        for one in range(n)
    ]


def enrol(event, person):
    from sauatty.web.enrolments import services

    return services.register(actor=person, event=event, person=person, source="self").state


def look(event):
    """Return what a round left behind."""
    from sauatty.web.enrolments.models import Enrolment
    from sauatty.web.events.models import Quota

    event.refresh_from_db()
    rows = list(Enrolment.objects.filter(event=event).order_by("number"))
    by = {
        state: [one.number for one in rows if one.state == state]
        for state in ("placed", "waiting", "cancelled")
    }
    quotas = {one.value: one for one in Quota.objects.filter(event=event)}
    counted = {value: sum(r.quota_id == one.pk for r in rows) for value, one in quotas.items()}
    return {
        "taken": event.taken, "numbers": [one.number for one in rows] == list(range(1, len(rows) + 1)), **by,
        "quotas": {value: [one.taken, counted[value]] for value, one in quotas.items()},
        "people": len({one.person_id for one in rows}),
    }  # fmt: skip


def seats(programme, people, capacity=25):
    event = make_event(programme, capacity)
    said = storm([lambda one=one: enrol(event, one) for one in people])
    return look(event) | {"said": sorted({*said}), "n_said": len(said)}


def one_person(programme, person, n=50):
    event = make_event(programme, 25)
    said = storm([lambda: enrol(event, person)] * n)
    return look(event) | {"said": sorted({*said})}


def cancel_and_come(programme, people, capacity=20):
    """Sixty are there; half of those with a place leave while others come."""
    from sauatty.web.enrolments import selectors, services

    event = make_event(programme, capacity)
    here, late = people[:60], people[60:100]
    for one in here:
        enrol(event, one)
    leaving = [selectors.enrolment_of(event, one) for one in here[::2]]
    calls = [lambda row=row: services.cancel(actor=None, enrolment=row).state for row in leaving]
    calls += [lambda row=row: services.cancel(actor=None, enrolment=row).state for row in leaving[:10]]
    coming = [lambda one=one: enrol(event, one) for one in late]
    mixed = [call for pair in zip(calls, coming, strict=True) for call in pair]
    said = storm(mixed)
    return look(event) | {"said": sorted({*said})}


def quotas(programme, people):
    """Thirty places, ten kept for one region and five for another; forty of these regions and eighty others come."""
    from sauatty.web.accounts.models import Person, Region
    from sauatty.web.events.models import Quota

    for n, code in enumerate(("KZ-10", "KZ-11")):
        names = {"name_kk": code, "name_ru": code, "name_en": code}
        Region.objects.get_or_create(code=code, defaults={"kato": f"{n}00000000", "kind": "region", **names})
    event = make_event(programme, 30)
    for code, n in (("KZ-10", 10), ("KZ-11", 5)):
        Quota.objects.create(event=event, by="region", value=code, seats=n)
    for group, code in ((people[:20], "KZ-10"), (people[20:40], "KZ-11")):
        Person.objects.filter(pk__in=[one.pk for one in group]).update(region=code)
    fresh = list(Person.objects.filter(pk__in=[one.pk for one in people[:120]]))
    said = storm([lambda one=one: enrol(event, one) for one in fresh])
    return look(event) | {"said": sorted({*said})}


def count_then_insert(programme, people, capacity=25):
    """The way that peers go: it gives more places than there are."""
    from django.utils import timezone

    from sauatty.web.enrolments.models import Enrolment

    event = make_event(programme, capacity)
    numbers = iter(range(1, 10_000))

    def naive(person):
        placed = Enrolment.objects.filter(event=event, state="placed").count()
        time.sleep(0.005)
        state = "placed" if placed < capacity else "waiting"
        Enrolment.objects.create(
            event=event,
            person=person,
            state=state,
            number=next(numbers),
            source="self",
            registered_at=timezone.now(),
        )
        return state

    storm([lambda one=one: naive(one) for one in people])
    return Enrolment.objects.filter(event=event, state="placed").count()


def run(rounds=1):
    """Play the races and return what they left behind."""
    from sauatty.web.programmes.models import Programme

    programme = Programme.objects.create(title_ru="Гонки")
    people = make_people(200, "Человек")
    return {
        "seats": [seats(programme, people) for _ in range(rounds)],
        "one_person": one_person(programme, people[0]),
        "cancel_and_come": cancel_and_come(programme, people),
        "quotas": quotas(programme, people),
        "oversold": count_then_insert(programme, people[:60]),
    }


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run(int(sys.argv[2]) if len(sys.argv) > 2 else 1)))
