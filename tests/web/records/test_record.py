"""One's own record: everything that one did, in few questions, on a small page and as a PDF soon enough."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sauatty.web.attendances import services as attendances
from sauatty.web.certificates import services
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events.models import Event, Session
from web.certificates.conftest import (  # noqa: F401 - fixtures
    award,
    certificate,
    design,
    erlan,
    event,
    gulnar,
    make_award,
    sessions,
    take_part,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def attend(programme):
    """Let somebody attend so many trainings of two sessions."""

    def make(person, n):
        ends = timezone.now() - timedelta(days=2)
        for number in range(n):
            held = Event.objects.create(
                programme=programme, slug=f"more-{number}", title_kk=f"Тренинг {number}", form="online", language="kk",
                state="done", academic_hours=8,
            )  # fmt: skip
            Enrolment.objects.create(
                event=held, person=person, state="placed", number=1, source="self", registered_at=ends
            )
            for place in (1, 2):
                session = Session.objects.create(
                    event=held, number=place, form="online", language="kk", starts_at=ends - timedelta(hours=2),
                    ends_at=ends, minutes=120, secret=f"r{number}-{place}",
                )  # fmt: skip
                attendances.note(session=session, person=person, source="door")

    return make


def test_it_works(client_of, gulnar, certificate):  # noqa: F811
    page = client_of(gulnar).get(reverse("records:record"))
    pdf = client_of(gulnar).get(reverse("records:record_pdf"))

    assert "2026-0001" in page.content.decode()
    assert pdf.content.startswith(b"%PDF-") and "attachment" in pdf.headers["Content-Disposition"]


def test_another_ones_record_cannot_be_asked_for(client_of, erlan, certificate, client):  # noqa: F811
    page = client_of(erlan).get(reverse("records:record"), {"person": str(certificate.person_id)})

    assert "2026-0001" not in page.content.decode()
    assert client.get(reverse("records:record")).status_code == 302


@pytest.mark.parametrize("name", ["record", "record_pdf"])
def test_many_trainings_ask_no_more_questions_than_one(
    client_of, aigerim, programme, design, gulnar, attend, name, django_assert_max_num_queries  # noqa: F811
):  # fmt: skip
    """A certificate of the whole programme looks at every training, too."""
    make_award(aigerim, programme, design)
    client, address = client_of(gulnar), reverse(f"records:{name}")
    client.get(address)
    attend(gulnar, 30)

    started = time.perf_counter()
    with django_assert_max_num_queries(25):
        response = client.get(address)

    assert response.status_code == 200 and time.perf_counter() - started < 2
    assert name == "record_pdf" or len(response.content) <= 60_000


def test_a_forgotten_person_leaves_no_record(aigerim, award, gulnar, certificate, client_of):  # noqa: F811
    from sauatty.web.accounts.services.people import erase_person
    from sauatty.web.certificates import selectors

    services.revoke(actor=aigerim, certificate=certificate, kind="other", why="Гүлнар Ахметова сұрады")
    erase_person(actor=aigerim, person=gulnar)

    assert not selectors.holds_some(gulnar)
    certificate.refresh_from_db()
    assert "Гүлнар" not in f"{certificate.printed}{certificate.ended_why}{certificate.holder_key}"
