"""Forms of trainings at the same moment; run in a process of its own on SQLite, in the test's on PostgreSQL."""

import json
import sys
from uuid import uuid4

AT_ONCE = 12


def run():
    """Play the races and return what they left behind."""
    from made_events import five_editions, make_event, make_template
    from sauatty.web.accounts.models import Person
    from sauatty.web.events import services
    from sauatty.web.events.models import Event, Series, TrainingRequest
    from sauatty.web.programmes.models import Programme
    from web.coding.race import at_once

    actor = Person.objects.create_person(name="Әйгерім", is_site_admin=True)
    programme = Programme.objects.create(title_kk="Курс")
    template, key = make_template(actor, programme), uuid4()

    def make():
        made = services.make_editions(actor=actor, template=template, editions=five_editions(), key=key)
        return ",".join(str(one.pk) for one in made)

    said = at_once(*[make] * AT_ONCE)
    editions = {"events": Event.objects.filter(template=template).count(), "series": Series.objects.count()}

    wish_key = uuid4()
    facts = {"region_id": "KZ-55", "organisation": "№ 3", "name": "Дана", "topic": "?", "language": "kk"}
    kept = at_once(
        *[lambda: str(services.ask_for_training(key=wish_key, programme_id=programme.pk, **facts).pk)]
        * AT_ONCE
    )
    wish, row = TrainingRequest.objects.get(), five_editions()[0]
    planned = at_once(
        *[
            lambda: str(
                services.plan_training(actor=actor, request=wish, template=template, edition=row).event_id
            )
        ]
        * AT_ONCE
    )
    event = make_event(actor, programme)
    session = event.sessions.get()
    moves = [
        lambda n=n: services.change_session(actor=actor, session=session, place=f"Зал {n}").place
        for n in range(8)
    ]
    at_once(*moves[:4], lambda: services.cancel_event(actor=actor, event=event).state, *moves[4:])
    event.refresh_from_db()
    session.refresh_from_db()
    return {
        "editions": editions | {"answers": len(set(said))},
        "wish": {"answers": len(set(kept)), "rows": TrainingRequest.objects.count(), "trainings": len(set(planned))},
        "n_events": Event.objects.count(),
        "called_off": {"state": event.state, "event": event.sequence, "session": session.sequence},
        "moved": session.place != "Павлодар, Сатпаев 71",
    }  # fmt: skip


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
