"""A training with a survey, a session, a test and activities; and what people do there. Also a script for whole sites.

make: fill the site of this environment. happen WHO: people WHO come, answer, are noted, write the test, plan.
told: print the numbers.
"""

import json
import sys
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

PLACED = ("Гүлнар Ахметова", "Ерлан Қасымов", "Сауле Нұрғалиева", "Олжас Тілеубеков")

COMERS = {"01": "Айнұр Сейітова", "23": "Тимур Ли"}


def make_person(name, email=None, **fields):
    from sauatty.web.accounts.models import Person

    return Person.objects.create_person(name=name, email=email, **fields)


def make():
    """Make the training on the server."""
    from sauatty.web.accounts.models import Grant
    from sauatty.web.base.models import SiteSettings
    from sauatty.web.programmes.models import Programme

    programme = Programme.objects.create(title_kk="Кітапханашыларға арналған курс", title_en="Librarians")
    boss = make_person("Әйгерім Сәрсенова", "boss@example.kz", is_site_admin=True)
    Grant.objects.create(person=boss, role="coordinator", scope_kind="programme", scope_id=programme.pk)
    SiteSettings.objects.update_or_create(pk=1, defaults={"is_started": True})
    _make_event(programme, boss)
    _make_campaigns(programme, boss)
    _make_test(programme, boss)


def _make_event(programme, boss):
    from made_events import make_event
    from sauatty.web.accounts.services.content import load_regions
    from sauatty.web.enrolments import services as enrolments

    load_regions()
    event = make_event(
        boss, programme, days=(1,), entry="open", trainers=[boss], capacity=6, has_waiting_list=True
    )
    for number, name in enumerate(PLACED):
        person = make_person(name, f"p{number}@example.kz")
        enrolments.register(actor=boss, event=event, person=person, source="desk")


def _make_campaigns(programme, boss):
    from sauatty.web.instruments import services as instruments
    from sauatty.web.surveys import services
    from web.surveys.conftest import CONSENT, TITLES, body

    instrument = instruments.start_from_body(actor=boss, body=body(), programme=programme)
    version = instruments.publish(instrument=instrument, actor=boss)
    for slug, is_anonymous in (("open", True), ("named", False)):
        campaign = services.add_campaign(
            actor=boss, programme=programme, version=version, titles=TITLES, languages=["kk", "ru", "en"],
            contact="Айгерім", is_anonymous=is_anonymous, slug=slug,
        )  # fmt: skip
        services.set_consent(actor=boss, campaign=campaign, **CONSENT)
        services.open_campaign(actor=boss, campaign=campaign)
        services.make_links(
            actor=boss, campaign=campaign,
            invitees=[services.Invitee(one.name, person=one, email=one.email) for one in people()],
        )  # fmt: skip


def _make_test(programme, boss):
    import made_tests

    made_tests.make_test(programme, boss, minutes=60, may_be_offline=True)


def people():
    from sauatty.web.accounts.models import Person

    return list(Person.objects.filter(email__startswith="p").order_by("email"))


def person(name):
    from sauatty.web.accounts.models import Person

    return Person.objects.get(name=name)


# --- what people do ---


def answer(slug, *, of=None, envelope=None, reads="yes"):
    """Answer a survey, by the personal link of somebody."""
    from sauatty.web.base import inbox
    from sauatty.web.surveys import tokens
    from sauatty.web.surveys.models import Campaign, Link
    from web.surveys.conftest import submission

    campaign = Campaign.objects.get(slug=slug)
    link = Link.objects.get(campaign=campaign, person=of) if of else None
    more = {"token": tokens.token_of(link.pk)} if link else {}
    answers = {"region": "KZ-75", "organisation_kind": "public_library", "reads": reads}
    answers |= {"why": "уақыт жоқ"} if reads == "no" else {}
    raw = json.dumps(submission(campaign, answers, **more)).encode()
    return inbox.receive(envelope or uuid4(), raw)


def note(who, *, source="hand", is_present=True, envelope=None):
    """Note somebody at the session, at the door with the envelope of a device."""
    from sauatty.web.attendances import codes, services
    from sauatty.web.base import inbox
    from sauatty.web.enrolments import selectors
    from sauatty.web.events.models import Session

    session = Session.objects.get()
    boss = person("Әйгерім Сәрсенова")
    if envelope is None:
        return services.note(session=session, person=who, source=source, is_present=is_present, noted_by=boss)
    code = codes.person_code(selectors.enrolment_of(session.event, who).pk)
    body = {"kind": "attendance-mark", "session": str(session.pk), "code": code}
    return inbox.receive(envelope, json.dumps(body).encode(), sender=boss)


def write_test(who, *, is_ended=True):
    """Write the test in the browser, without an envelope."""
    from sauatty.web.attempts import services
    from sauatty.web.attempts.reading import Given
    from sauatty.web.papers.models import Test

    attempt = services.start(person=who, test=Test.objects.get(), language="kk")
    services.save_answers(attempt=attempt, given=[Given("q1", "b", 900)], language="kk")
    return services.submit(attempt=attempt) if is_ended else attempt


def send_test(who, envelope):
    """Write it without a connection and send the whole."""
    from sauatty.web.base import inbox
    from sauatty.web.papers.models import Paper, Test

    paper = Paper.objects.get()
    body = {
        "kind": "test-attempt", "test": Test.objects.get().slug, "paper": paper.sha256, "language": "kk",
        "seed": "7", "answers": {"q1": {"answer": "b", "ms": 700}}, "switches": [],
    }  # fmt: skip
    return inbox.receive(envelope, json.dumps(body).encode(), sender=who)


def plan(who, *, id=None, title="Дереккөзді тексеру"):
    """Plan an activity."""
    from sauatty.web.activities import services
    from sauatty.web.programmes.models import Programme

    facts = {"language": "kk", "title": title, "competences": ["gmilaf.2.3"], "audience_kinds": ["teachers"]}
    return services.plan(actor=who, id=id or uuid4(), programme=Programme.objects.get(), facts=facts)


def report(activity):
    """Report what was held."""
    from sauatty.web.activities import services

    facts = {"held_on": timezone.localdate() - timedelta(days=1), "done": "Тексердік", "audience": []}
    return services.report(actor=activity.person, activity=activity, sequence=activity.sequence, facts=facts)


def walk_in(name, email=None):
    """Register somebody who comes to the door."""
    from sauatty.web.accounts.services import people as accounts
    from sauatty.web.enrolments import services
    from sauatty.web.events.models import Event

    new = accounts.join_site(name=name, email=email)
    services.register(actor=new, event=Event.objects.get(), person=new, source="self")
    return new


def read_lesson(who, text):
    """Write into the notebook of a lesson."""
    from sauatty.web.lessons import services
    from sauatty.web.lessons.catalogue import shelf
    from sauatty.web.lessons.submission import LessonWork, Written

    key = next(iter(shelf().lessons))
    work = LessonWork(lesson=key, language="kk", progress="opened", notebook=(Written("p1", text),))
    services.record_work(person=who, work=work)


def numbers():
    """Return how much of everything there is."""
    from sauatty.web.accounts.models import Person
    from sauatty.web.activities.models import Activity
    from sauatty.web.attempts.models import Attempt
    from sauatty.web.attendances.models import Attendance, Mark
    from sauatty.web.base.models import Envelope
    from sauatty.web.enrolments.models import Enrolment
    from sauatty.web.events.models import Event
    from sauatty.web.surveys.models import Link, Response

    return {
        "people": Person.objects.count(), "placed": Enrolment.objects.filter(state="placed").count(),
        "taken_seats": Event.objects.get().taken, "envelopes": Envelope.objects.count(),
        "responses": Response.objects.filter(state="accepted").count(),
        "waiting": Response.objects.filter(state="quarantined").count(),
        "links": Link.objects.exclude(used_on=None).count(), "marks": Mark.objects.count(),
        "present": Attendance.objects.filter(is_present=True).count(), "attempts": Attempt.objects.count(),
        "activities": Activity.objects.count(),
        "reported": Activity.objects.filter(state="reported").count(),
    }  # fmt: skip


def happen(who):
    """Let two of the four come, and everything that a day brings."""
    first, second = [people()[int(one)] for one in who]
    receipts = [
        answer("open"),
        answer("open", reads="no"),
        answer("named", of=first),
        answer("named", of=second),
    ]
    receipts += [note(first, envelope=uuid4()), send_test(second, uuid4())]
    assert {one.status for one in receipts} == {"accepted"}
    note(second)
    write_test(first)
    report(plan(first))
    walk_in(COMERS[who])


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "make":
        make()
    elif sys.argv[1] == "happen":
        happen(sys.argv[2])
    print(json.dumps(numbers()))
