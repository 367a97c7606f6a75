"""Certificates at the same moment; run in a process of its own on SQLite, in the test's on PostgreSQL.

One person 20 times at once, many people at once, correcting while another revokes; and the way that does not hold: look
whether there is one, then write.
"""

import json
import sys
import time
from datetime import timedelta

AT_ONCE = 20


def make_training(n_people):
    """Return a coordinator, an award of an event that was held, and people who were there."""
    from django.utils import timezone

    from sauatty.web.accounts.models import Person
    from sauatty.web.attendances import services as attendances
    from sauatty.web.certificates import services
    from sauatty.web.certificates.models import Design
    from sauatty.web.events.models import Event, Session
    from sauatty.web.programmes.models import Programme

    actor = Person.objects.create_person(name="Әйгерім", is_site_admin=True)
    programme = Programme.objects.create(title_kk="Курс")
    event = Event.objects.create(
        programme=programme, slug=f"race-{programme.pk.hex[:8]}", title_kk="Тренинг", form="onsite", language="kk",
        state="open",
    )  # fmt: skip
    ends = timezone.now() - timedelta(days=1)
    session = Session.objects.create(
        event=event, number=1, form="onsite", language="kk", starts_at=ends - timedelta(hours=1), ends_at=ends,
        minutes=60, secret="s",
    )  # fmt: skip
    award = services.make_award(
        actor=actor, programme=programme, titles={"kk": "Курс"}, kind="attendance", event=event, number_prefix="Т-",
        design=Design.objects.create(programme=programme, name="A", languages=["kk"]),
        rules=[{"rule": "attendance", "settings": {}}],
    )  # fmt: skip
    people = [Person.objects.create_person(name=f"Қатысушы {n}") for n in range(n_people)]
    for one in people:
        attendances.note(session=session, person=one, source="door")
    return actor, award, people


def kept(award):
    """Return what is there of an award, and whether numbers and letters fit."""
    from sauatty.web.base.models import AuditEvent
    from sauatty.web.certificates.models import Certificate

    rows = list(Certificate.objects.filter(award=award))
    issued = AuditEvent.objects.filter(
        action="certificate.issued", target_id__in=[str(row.pk) for row in rows]
    )
    return {
        "rows": len(rows), "valid": sum(row.state == "valid" for row in rows), "people": len({row.person_id for row in rows}),
        "numbers": sorted(row.register_number for row in rows), "issued": issued.count(),
    }  # fmt: skip


def run():
    """Play the races and return what they left behind."""
    from sauatty.web.certificates import services
    from web.coding.race import at_once

    actor, award, (alone,) = make_training(1)
    said = at_once(*[lambda: str(services.issue(actor=actor, award=award, person=alone).pk)] * AT_ONCE)
    one = kept(award) | {"said": len(set(said)), "n_said": len(said)}

    actor, award, people = make_training(AT_ONCE)
    at_once(*[lambda: len(services.issue_many(actor=actor, award=award))] * 4)
    many = kept(award)

    actor, award, people = make_training(1)
    row = services.issue(actor=actor, award=award, person=people[0])
    at_once(*_ends(services, actor, row))
    ended = kept(award)
    return {"one": one, "many": many, "ended": ended, "twice": _counted_then_written()}


def _ends(services, actor, row):
    from sauatty.web.certificates.models import Certificate

    def fresh():
        return Certificate.objects.select_related("award", "programme", "person", "event").get(pk=row.pk)

    correct = [lambda: str(services.correct(actor=actor, certificate=fresh(), fields={}).pk)] * 4
    return [*correct, *[lambda: services.revoke(actor=actor, certificate=fresh(), kind="mistake").state] * 4]


def _counted_then_written():
    """Return how many rows the way leaves that looks first and writes then, where nothing in the database forbids it."""
    from sauatty.web.base.models import RateCount
    from web.coding.race import at_once

    def look_and_write(n):
        if not RateCount.objects.filter(key__startswith="negative-control:").exists():
            time.sleep(0.05)
            RateCount.objects.create(key=f"negative-control:{n}", window=1)

    at_once(*[lambda n=n: look_and_write(n) for n in range(AT_ONCE)])
    return RateCount.objects.filter(key__startswith="negative-control:").count()


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
