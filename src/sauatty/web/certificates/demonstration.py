"""Invented certificates of an invented training: some that hold, one corrected, one revoked."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.core.languages import LANGUAGES
from sauatty.web.attendances import selectors as attendances
from sauatty.web.attendances import services as noting
from sauatty.web.base import demo
from sauatty.web.base.demo import DemoCount
from sauatty.web.certificates import services
from sauatty.web.certificates.models import Award, Certificate, Design
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes

ORGANISATION = {
    "organisation_kk": "Ойдан құрастырылған әдістемелік орталық",
    "organisation_ru": "Вымышленный методический центр",
    "organisation_en": "Invented methodological centre",
}
SIGNERS = [
    {
        "name": "Гүлнар Үлгі", "post_kk": "орталық басшысы", "post_ru": "руководитель центра",
        "post_en": "head of the centre", "picture": "",
    },
]  # fmt: skip
REVOKED_WHY = "Ойдан құрастырылған себеп"


def make(actor: Any) -> None:
    """Make the invented certificates in the invented programme, unless there are some or no training was held."""
    programme = programmes.demo_programme(actor)
    if programme is None or Award.objects.filter(programme=programme).exists():
        return
    event = _held_training(programme)
    if event is None:
        return
    _let_people_be_there(actor, event)
    award = _award(actor, programme, event)
    given = services.issue_many(actor=actor, award=award)
    if len(given) > 1:
        services.correct(
            actor=actor, certificate=given[0], fields={"academic_hours": event.academic_hours + 2}
        )
        services.revoke(actor=actor, certificate=given[-1], kind="mistake", why=REVOKED_WHY)


def _held_training(programme: Any) -> Any:
    found = events.list_events(programme).filter(is_demo=True, over_at__lt=timezone.now())
    return found.exclude(state__in=("draft", "cancelled")).order_by("over_at").first()


def _let_people_be_there(actor: Any, event: Any) -> None:
    """Let the invented people attend, the last one half of it, where nobody has noted any attendance."""
    known = attendances.list_attendance(event)
    if any(one.attendance.n_attended for one in known):
        return
    people = [one.person for one in known]
    sessions = attendances.counted_sessions(event)
    for person in people:
        for session in sessions[:1] if person is people[-1] else sessions:
            noting.note(session=session, person=person, source="sheet", noted_by=actor)


def _award(actor: Any, programme: Any, event: Any) -> Award:
    design = services.make_design(
        actor=actor, programme=programme,
        values={"name": "Үлгі", "layout": "classic", "languages": ["kk", "ru"], "signers": SIGNERS, **ORGANISATION},
    )  # fmt: skip
    return services.make_award(
        actor=actor, programme=programme, titles={code: getattr(event, f"title_{code}") for code in LANGUAGES},
        kind="attendance", event=event, academic_hours=event.academic_hours, design=design, number_prefix="ҮЛГІ-",
        rules=[{"rule": "attendance", "settings": {"events": 1}}], competences=["gmilaf.1.1"], is_demo=True,
    )  # fmt: skip


def count() -> Iterator[DemoCount]:
    """Say what goes: certificates, and whose of real people."""
    rows = Certificate.objects.filter(programme__is_demo=True)
    real = rows.filter(person__isnull=False, person__is_demo=False).values_list("person__name", flat=True)
    yield DemoCount(_("Certificates"), rows.count(), tuple(sorted(set(real))))


def remove() -> None:
    """Delete the certificates of invented programmes, what they ask for, and how they look."""
    Certificate.objects.filter(programme__is_demo=True).delete()
    Award.objects.filter(programme__is_demo=True).delete()
    Design.objects.filter(programme__is_demo=True).delete()


def register() -> None:
    """Offer the invented data."""
    demo.register_demo("certificates", make, remove, count)
