"""Somebody joins at the same moment many times; run in a process of its own on SQLite, in the test's on PostgreSQL."""

import json
import sys
import uuid

AT_ONCE = 12


def run():
    """Join from many windows at once, then leave from many, then join while being erased; send one announcement from many windows."""
    from sauatty.web.accounts.models import Person
    from sauatty.web.accounts.services import people
    from sauatty.web.accounts.services.content import load_regions
    from sauatty.web.mails.models import Letter
    from sauatty.web.programmes.models import Programme
    from sauatty.web.specialists import announcing, services
    from sauatty.web.specialists.models import Specialist
    from web.coding.race import at_once

    load_regions()
    boss = Person.objects.create_person(name="Әйгерім", is_site_admin=True)
    person = Person.objects.create_person(name="Дана")
    facts = {"language": "kk", "region_id": "KZ-55", "languages": ["kk"]}

    joined = at_once(*[lambda: str(services.join(person=person, **facts).pk)] * AT_ONCE)
    rows = Specialist.objects.count()
    left = at_once(*[lambda: services.leave(person=person)] * AT_ONCE)
    empty = Specialist.objects.count()
    at_once(
        *[lambda: str(services.join(person=person, **facts).pk)] * 4,
        lambda: people.erase_person(actor=boss, person=person),
    )
    one = announcing.write(actor=boss, id=uuid.uuid4(), facts={
        "programme": Programme.objects.create(title_kk="Курс"), "title_kk": "Семинар", "text_kk": "Қазанда",
    })  # fmt: skip
    reader = Person.objects.create_person(name="Айгүл", email="aigul@example.kz")
    services.join(person=reader, wants_announcements=True, **facts)
    seen = announcing.stamp(one)
    sent = at_once(*[lambda: announcing.send(actor=boss, announcement=one, seen=seen)] * AT_ONCE)
    planned = at_once(
        *[lambda: announcing.plan_letters({"announcement": str(one.pk)}, lambda _n, _of: None)] * 4
    )
    return {
        "sent": sent.count(True), "n_sent": len(sent), "letters": Letter.objects.count(),
        "planned": planned,
        "joined": len(set(joined)), "n_joined": len(joined), "rows": rows, "left": left.count(True), "empty": empty,
        "after_erasure": Specialist.objects.filter(person=person).count(),
    }  # fmt: skip


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
