"""One form from many windows at once, and two workers that remind; in a process of its own on SQLite."""

import datetime as dt
import json
import sys
import uuid

AT_ONCE = 6


def _published(maker):
    """A published version of a guide with one subject, made without a review or files."""
    from django.utils import timezone

    from sauatty.core.documents.guide_facts import Fact
    from sauatty.web.curricula.models import Document, Edition
    from sauatty.web.guides.models import Figures, Guide
    from sauatty.web.publications.models import Version

    now = timezone.now()
    document = Document.objects.create(key="race", kind="table", title_kk="Кесте")
    edition = Edition.objects.create(
        document=document, language="kk", format="html", source_name="race", source_sha256="0" * 64,
        content_sha256="0" * 64, n_objectives=1, n_programmes=1, n_oddities=0,
    )  # fmt: skip
    guide = Guide.objects.create(
        slug="race",
        title_kk="Нұсқаулық",
        edition=edition,
        source="agreed",
        languages=["kk"],
        audience="teachers",
    )
    Figures.objects.create(
        guide=guide, measured_at=now, facts={"n_judged:informatics": Fact("number", 1).as_json()},
        tables={"map:informatics": {"subject": {"kk": "Информатика"}}, "workshop:informatics": {"slug": "informatics"}},
    )  # fmt: skip
    return Version.objects.create(
        guide=guide, number=1, identifier="SG-race-1", languages=["kk"], sha256="0" * 64, content_sha256="0" * 64,
        published_by=maker, published_at=now,
    )  # fmt: skip


def _template(maker, programme):
    from sauatty.web.events import services as events

    row = events.create_event(
        actor=maker,
        programme=programme,
        titles={"kk": "Семинар"},
        form="onsite",
        language="kk",
        is_template=True,
    )
    events.add_session(actor=maker, event=row, begins=dt.time(10), minutes=60)
    return row


def run():
    """Press one button from many windows; let many workers remind."""
    from django.utils import timezone

    from sauatty.web.accounts.models import Grant, Person
    from sauatty.web.accounts.services.content import load_regions
    from sauatty.web.base.models import Job
    from sauatty.web.enrolments import services as enrolments
    from sauatty.web.enrolments.models import Invitation
    from sauatty.web.events.models import Event, Session
    from sauatty.web.mails.models import Letter
    from sauatty.web.programmes.models import Programme
    from sauatty.web.publications.models import Workshop
    from sauatty.web.specialists import services as specialists
    from sauatty.web.workshops import letters, services
    from sauatty.web.workshops.models import RegionalWorkshop
    from web.coding.race import at_once

    load_regions()
    programme = Programme.objects.create(title_kk="Курс")
    maker = Person.objects.create_person(name="Әйгерім", email="maker@example.kz", is_site_admin=True)
    Grant.objects.create(person=maker, role="coordinator", scope_kind="programme", scope_id=programme.pk)
    person = Person.objects.create_person(name="Маман", email="specialist@example.kz")
    entry = specialists.join(
        person=person, language="kk", region_id="KZ-55", languages=["kk"], competences=[], audience="network"
    )
    version, template, key = _published(maker), _template(maker, programme), uuid.uuid4()
    today = timezone.localdate()
    facts = services.WorkshopFacts(
        region="KZ-55", language="kk", subjects=["informatics"], trainer=maker, invited=[entry.pk],
        sittings=[services.Sitting(today + dt.timedelta(days=5), dt.time(10), 60)],
        follow_up_on=today + dt.timedelta(days=20),
    )  # fmt: skip

    def make():
        made = services.make_workshop(actor=maker, key=key, template=template, version=version, facts=facts)
        return str(made.pk)

    made = at_once(*[make] * AT_ONCE)
    event = Event.objects.get(is_template=False)
    enrolments.register(actor=maker, event=event, person=person, source="desk")
    past = timezone.now() - dt.timedelta(days=9)
    Session.objects.filter(event=event).update(starts_at=past, ends_at=past + dt.timedelta(hours=1))
    RegionalWorkshop.objects.update(follow_up_on=today - dt.timedelta(days=1))
    reminded = at_once(*[letters.remind] * AT_ONCE)
    return {
        "made": made, "key": str(key), "workshops": RegionalWorkshop.objects.count(),
        "events": Event.objects.filter(is_template=False).count(), "records": Workshop.objects.count(),
        "invitations": Invitation.objects.count(), "jobs": Job.objects.filter(kind="workshops.materials").count(),
        "invited": Letter.objects.filter(kind="event-invited").count(), "reminded": reminded,
        "reminders": Letter.objects.filter(kind=letters.KIND).count(),
    }  # fmt: skip


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
