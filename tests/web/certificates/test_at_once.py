"""What happens at the same moment: many who ask for a file, somebody who is forgotten, a rule that is changed."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from sauatty.core.errors import AwardNotCurrent, CertificateErased, CertificateNotEarned, CertificateNotValid
from sauatty.web.accounts.services import people
from sauatty.web.certificates import entitlement, services
from sauatty.web.certificates.models import Award, Certificate, CertificateFile
from sauatty.web.certificates.services import files, issuing
from sauatty.web.curricula import admission
from sauatty.web.events import services as events
from sauatty.web.events.models import Event
from sauatty.web.lessons import catalogue
from sauatty.web.mails.models import Letter
from web.certificates.conftest import TITLES, make_award, standing
from web.conftest import make_person
from web.entitlements.test_shipped_rules import finish, module

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_places_taken(monkeypatch):
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(admission, "_places", places)
    monkeypatch.setattr(admission, "SECONDS_IN_LINE", 0.01)
    places.acquire()
    return places


@pytest.mark.parametrize(
    "name", ["certificates:document", "certificates:design_preview", "records:record_pdf"]
)
def test_a_crowd_is_asked_to_come_back_and_the_next_one_is_served(
    client_of, aigerim, certificate, design, all_places_taken, name
):
    ids = {"certificates:document": [certificate.pk], "certificates:design_preview": [design.pk]}
    address, client = reverse(name, args=ids.get(name, [])), client_of(aigerim)

    refused = client.get(address)
    all_places_taken.release()
    served = [client.get(address).status_code for _ in range(2)]

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "documents-awaited" in refused.content.decode()
    assert served == [200, 200]


def test_nothing_in_the_database_waits_while_a_file_is_set(certificate, monkeypatch):
    open_then = []
    before = len(connection.savepoint_ids)

    def drawn(*_args, **_kwargs):
        open_then.append(len(connection.savepoint_ids) - before)
        return b"%PDF-1.7"

    monkeypatch.setattr(files, "certificate_pdf", drawn)
    services.file_of(certificate)

    assert open_then == [0]


def test_a_file_that_was_being_made_of_somebody_who_is_forgotten_is_not_kept(
    certificate, aigerim, gulnar, monkeypatch
):
    make = files.certificate_pdf

    def slow(*args, **kwargs):
        content = make(*args, **kwargs)
        people.erase_person(actor=aigerim, person=gulnar)
        return content

    monkeypatch.setattr(files, "certificate_pdf", slow)

    with pytest.raises(CertificateErased):
        services.file_of(certificate)
    services.make_files([certificate], lambda done: None)
    assert not CertificateFile.objects.exists() and not Certificate.objects.get().pdf_sha256


def test_somebody_forgotten_while_many_are_given_theirs_gets_none_and_the_others_do(
    award, aigerim, gulnar, take_part, sessions, monkeypatch
):
    other = take_part("Сәуле Нұрғалиева", at=sessions)
    looked_at = entitlement.standings(award)
    monkeypatch.setattr(issuing.entitlement, "standings", lambda *_: looked_at)
    people.erase_person(actor=aigerim, person=gulnar)

    given = services.issue_many(actor=aigerim, award=award)

    assert [row.person for row in given] == [other]
    assert "Гүлнар" not in str(list(Certificate.objects.values_list("printed", flat=True)))


def test_a_rule_changed_since_the_standing_was_looked_at_gives_nothing(award, aigerim, gulnar):
    before = standing(award, gulnar)
    services.change_award(
        actor=aigerim, award=Award.objects.get(), titles=TITLES, rules=[{"rule": "attendance", "settings": {"events": 3}}]
    )  # fmt: skip

    with pytest.raises(AwardNotCurrent):
        services.give(actor=aigerim, award=award, standing=before)
    assert not Certificate.objects.exists()


def test_only_who_may_come_to_it_is_given_one_whatever_ids_are_sent(
    aigerim, programme, design, gulnar, erlan, stranger
):
    """A module stands open to everybody: who reads it somewhere else is not of this programme."""
    award = make_award(
        aigerim, programme, design, rules=[{"rule": "module-done", "settings": {"module": module().id}}]
    )
    keys = [one.key for one in catalogue.shelf().modules[0].lessons]
    for one in (gulnar, erlan, stranger):
        finish(one, *keys)

    given = services.issue_many(actor=aigerim, award=award, people=[gulnar, stranger])

    assert [row.person for row in given] == [gulnar]


def test_the_letter_about_a_certificate_that_is_corrected_at_once_does_not_go_out(certificate, aigerim):
    new = services.correct(actor=aigerim, certificate=certificate, fields={"academic_hours": 18})

    letters = Letter.objects.filter(kind="certificate-issued", state="planned")
    assert [one.key for one in letters] == [f"certificate-issued:{new.pk}"]


def test_a_correction_begun_before_its_holder_was_forgotten_is_refused(certificate, aigerim, gulnar):
    """It would bring the name back."""
    services.file_of(certificate)
    stale = Certificate.objects.select_related("award", "programme", "person", "event").get()
    people.erase_person(actor=aigerim, person=gulnar)

    with pytest.raises(CertificateNotValid):
        services.correct(actor=aigerim, certificate=stale, fields={})
    assert Certificate.objects.count() == 1


def test_a_kind_of_certificate_goes_with_the_draft_it_was_for(aigerim, programme, design):
    """Without its event it would be one for the whole programme, and everybody entitled."""
    draft = Event.objects.create(
        programme=programme, slug="draft", title_kk="Жоба", form="online", language="kk"
    )
    award = make_award(aigerim, programme, design, event=draft)

    events.delete_event(actor=aigerim, event=draft)

    assert not Award.objects.filter(pk=award.pk).exists()


def test_somebody_who_left_the_programme_is_not_given_one_singly_either(award, aigerim):
    with pytest.raises(CertificateNotEarned):
        services.issue(actor=aigerim, award=award, person=make_person("Бөгде Адам"))
