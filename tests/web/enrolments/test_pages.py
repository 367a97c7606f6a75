"""The pages of registration: signed in, as a newcomer, by a letter, for the coordinator."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sauatty.web.accounts.models import Consent, Organisation, Person, SignInCode
from sauatty.web.accounts.services import consents
from sauatty.web.enrolments import addresses, inviting, newcomers, services, showing
from sauatty.web.enrolments.models import Enrolment, EntryQuestion, Invitation, Newcomer
from sauatty.web.events import services as events
from sauatty.web.events.models import Event, Session
from sauatty.web.mails.models import Letter

pytestmark = pytest.mark.django_db


def page(name, *args, language="en"):
    return f"/{language}" + reverse(f"enrolments:{name}", args=args)[3:]


@pytest.fixture
def dana(stranger):
    return stranger


@pytest.fixture
def bus(event):
    return EntryQuestion.objects.create(
        event=event, code="q1", kind="choice", label_en="How do you come?", is_required=True, place=1,
        options=[{"code": "c1", "en": "by train", "kk": "пойызбен"}, {"code": "c2", "en": "on foot"}],
    )  # fmt: skip


def form_of(**more):
    return {"key": str(uuid.uuid4()), "name": "Жаңа Қатысушы", "agree": "on", "kind": "school"} | more


# --- signed in ---


def test_who_is_signed_in_registers_in_one_step_and_sees_where_they_stand(event, dana, client_of, bus):
    client = client_of(dana)
    shown = client.get(page("register", event.slug))
    assert shown.status_code == 200 and "How do you come?" in shown.text and "Дана Бөтен" in shown.text
    refused = client.post(page("register", event.slug), {"q_q1": "c9"})
    assert refused.status_code == 422 and Enrolment.objects.count() == 0
    done = client.post(page("register", event.slug), {"q_q1": "c1"}, follow=True)
    row = Enrolment.objects.get()
    assert (row.person, row.state, row.answers) == (dana, "placed", {"q1": "c1"})
    assert "You are registered and have a place." in done.text and "by train" in done.text
    assert client.get(page("register", event.slug)).status_code == 302, (
        "who is registered is led to their registration"
    )


def test_who_comes_too_late_sees_their_number_and_can_cancel(event, dana, people, enrol, client_of):
    [enrol(one) for one in people(3)]
    client = client_of(dana)
    done = client.post(page("register", event.slug), follow=True)
    assert "number 2" in done.text
    row = Enrolment.objects.get(person=dana)
    assert "number 2" in client.get(page("my_trainings")).text
    left = client.post(page("registration_cancel", row.pk), follow=True)
    assert (
        "This registration is cancelled." in left.text
        and Enrolment.objects.get(pk=row.pk).state == "cancelled"
    )


def test_region_and_place_of_work_are_asked_once(event, dana, client_of, abai):
    client = client_of(dana)
    data = {"region": "KZ-10", "organisation": "№ 5 мектеп", "kind": "school"}
    client.post(page("register", event.slug), data)
    dana.refresh_from_db()
    assert (
        dana.region_id == "KZ-10"
        and dana.organisation.name_kk == "№ 5 мектеп"
        and dana.organisation.kind == "school"
    )
    Enrolment.objects.all().delete()
    assert 'name="region"' not in client.get(page("register", event.slug)).text


@pytest.mark.parametrize("changes", [{"state": "draft"}, {"entry": "invited"}])
def test_an_event_that_is_not_public_is_not_there_for_strangers(event, dana, client_of, changes):
    Event.objects.update(**changes)
    assert client_of(dana).get(page("register", event.slug)).status_code == 404
    assert client_of().get(page("register", event.slug)).status_code == 404


def test_a_closed_registration_says_so_and_takes_nobody(event, dana, client_of):
    Event.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    shown = client_of(dana).get(page("register", event.slug))
    assert (
        "Registration for this training is closed." in shown.text and '<form method="post"' not in shown.text
    )
    assert client_of(dana).post(page("register", event.slug)).status_code == 422
    assert Enrolment.objects.count() == 0


def test_registrations_of_others_are_not_there(event, people, enrol, dana, client_of):
    [one] = people(1)
    row = enrol(one)
    for name in ("registration", "registration_cancel"):
        answer = (
            client_of(dana).post(page(name, row.pk))
            if "cancel" in name
            else client_of(dana).get(page(name, row.pk))
        )
        assert answer.status_code == 404
    assert client_of().get(page("registration", row.pk)).status_code == 302
    assert client_of().get(page("my_trainings")).status_code == 302


# --- newcomers ---


def test_a_newcomer_without_an_address_is_registered_signed_in_and_shown_a_code(
    event, client_of, abai, settings
):
    client = client_of()
    data = form_of(region="KZ-10", organisation="№ 7 мектеп")
    done = client.post(page("register", event.slug), data, follow=True)
    person = Person.objects.get(name="Жаңа Қатысушы")
    assert person.email is None and person.region_id == "KZ-10" and person.organisation.kind == "school"
    assert Enrolment.objects.get().person == person
    code = re.search(r'code-big">([^<]+)<', done.text)[1]
    assert SignInCode.objects.filter(person=person, kind="printed").count() == 1 and len(code) == 14
    assert "code-big" not in client.get(page("registration", Enrolment.objects.get().pk)).text, "shown once"


def test_the_form_sent_again_registers_nobody_twice(event, client_of):
    data = form_of()
    for _ in range(3):
        assert client_of().post(page("register", event.slug), data).status_code == 302
    assert Enrolment.objects.count() == 1 and Person.objects.filter(name="Жаңа Қатысушы").count() == 1


def test_an_old_form_cannot_be_used_to_come_in_as_its_person(event, client_of):
    data = form_of()
    client_of().post(page("register", event.slug), data)
    Newcomer.objects.update(made_at=timezone.now() - timedelta(hours=2))
    assert client_of().post(page("register", event.slug), data).status_code == 422


def test_a_known_and_an_unknown_address_get_the_same_answer_and_the_same_letter(
    event, dana, client_of, settings
):
    settings.IS_MAIL_REAL = True
    answers = []
    for email in (dana.email, "nobody@example.kz"):
        client = client_of()
        answer = client.post(page("register", event.slug), form_of(email=email))
        after = client.get(answer.url)
        answers.append((answer.status_code, answer.url, after.text, sorted(client.cookies)))
    assert answers[0] == answers[1]
    letters = list(Letter.objects.order_by("created_at"))
    assert [one.address for one in letters] == [dana.email, "nobody@example.kz"]
    bare = [re.sub(r"finish/\w+/", "finish/…/", one.body) for one in letters]
    assert bare[0] == bare[1] and "Қатысушы" not in bare[0], "what a stranger typed is written to nobody"
    assert Enrolment.objects.count() == 0 and not Person.objects.filter(email="nobody@example.kz").exists()


def test_a_form_sent_again_after_it_was_finished_or_with_a_corrected_address_is_no_fault(
    event, client_of, settings
):
    settings.IS_MAIL_REAL = True
    data = form_of(email="mistyped@example.kz")
    client_of().post(page("register", event.slug), data)
    client_of().post(page("register", event.slug), data | {"email": "right@example.kz"})
    wrong, right = Letter.objects.order_by("created_at")
    assert right.address == "right@example.kz"
    client_of().post(link_in(right, "finish"))
    assert Enrolment.objects.get().person.email == "right@example.kz"
    assert (
        client_of().post(page("register", event.slug), data | {"email": "right@example.kz"}).status_code
        == 302
    )
    assert (
        link_in(wrong, "finish") != link_in(right, "finish")
        and Letter.objects.filter(kind="event-finish").count() == 2
    )


def link_in(letter, name):
    """Return the path of a link in a letter, in English, whatever the language of the letter."""
    return "/en" + re.search(rf"https?://[^/]+/\w\w(/events/{name}/\S+)", letter.body)[1]


def test_the_link_of_the_letter_finishes_once_and_opening_it_does_nothing(event, client_of, settings):
    settings.IS_MAIL_REAL = True
    client_of().post(page("register", event.slug), form_of(email="New@example.kz"))
    link, client = link_in(Letter.objects.get(), "finish"), client_of()
    assert client.get(link).status_code == 200 and Enrolment.objects.count() == 0
    done = client.post(link, follow=True)
    person = Person.objects.get(email="new@example.kz")
    assert Enrolment.objects.get().person == person and "You are registered" in done.text
    assert client_of().get(link).status_code == 404
    again, twice = client_of(), client_of().post(link)
    assert twice.status_code == 200 and "You are registered" in twice.text, "the second of two clicks"
    assert again.get(page("my_trainings")).status_code == 302 and Enrolment.objects.count() == 1
    assert Newcomer.objects.get().facts == {}, "what was written is forgotten"


def test_the_link_registers_the_owner_of_a_known_address_and_changes_and_opens_nothing_else(
    event, dana, client_of, settings
):
    settings.IS_MAIL_REAL = True
    client_of().post(page("register", event.slug), form_of(email=dana.email, name="Somebody Else"))
    client = client_of()
    done = client.post(link_in(Letter.objects.get(), "finish"))
    dana.refresh_from_db()
    assert Enrolment.objects.get().person == dana and dana.name == "Дана Бөтен"
    assert "You are registered" in done.text and client.get(page("my_trainings")).status_code == 302


@pytest.mark.parametrize("token", ["x", "0" * 40, "ә" * 10])
def test_links_that_somebody_made_up_are_refused_alike(client_of, token, db):
    for name in ("finish", "invited", "leave"):
        for send in (client_of().get, client_of().post):
            assert send(page(name, token)).status_code == 404


def test_a_link_is_of_no_use_after_its_time(event, client_of, settings):
    settings.IS_MAIL_REAL = True
    client_of().post(page("register", event.slug), form_of(email="new@example.kz"))
    Newcomer.objects.update(made_at=timezone.now() - timedelta(hours=49))
    assert client_of().post(link_in(Letter.objects.get(), "finish")).status_code == 404
    assert Enrolment.objects.count() == 0


def test_a_machine_that_fills_in_everything_is_told_nothing_and_registers_nobody(event, client_of):
    answer = client_of().post(page("register", event.slug), form_of(website="http://spam.example"))
    assert answer.status_code == 302 and Person.objects.count() == 0 and Newcomer.objects.count() == 0


def test_without_agreeing_nobody_is_registered(event, client_of):
    data = form_of()
    del data["agree"]
    assert (
        client_of().post(page("register", event.slug), data).status_code == 422
        and Person.objects.count() == 0
    )


def test_a_newcomer_agrees_to_the_text_of_the_site(event, aigerim, client_of):
    texts = {f"{name}_{code}": "…" for name in ("purpose", "data_list") for code in ("kk", "ru", "en")}
    consents.add_consent_text(
        actor=aigerim, key=newcomers.CONSENT, operator="РНМЦ", operator_number="123456789012", term_days=365,
        goes_to_third_parties=False, crosses_border=False, is_published=False, **texts,
    )  # fmt: skip
    assert "РНМЦ" in client_of().get(page("register", event.slug)).text
    client_of().post(page("register", event.slug), form_of())
    assert Consent.objects.get().person.name == "Жаңа Қатысушы"


def test_a_flood_from_one_network_is_stopped_and_a_class_is_not(event, client_of, monkeypatch):
    monkeypatch.setattr(newcomers, "FROM_ONE_NETWORK", 30)
    Event.objects.update(capacity=None)
    codes = [
        client_of().post(page("register", event.slug), form_of(name=f"N {n}")).status_code for n in range(32)
    ]
    assert codes == [302] * 30 + [429] * 2
    assert Enrolment.objects.count() == 30
    behind = {"headers": {"X-Forwarded-For": "1.1.1.1, 203.0.113.7"}}
    elsewhere = client_of().post(page("register", event.slug), form_of(name="N 33"), **behind)
    assert elsewhere.status_code == 302, "behind a web server people are told apart"


def test_one_address_gets_few_letters_and_nobody_learns_it(event, client_of, settings):
    settings.IS_MAIL_REAL = True
    for _ in range(5):
        assert (
            client_of().post(page("register", event.slug), form_of(email="a@example.kz")).status_code == 302
        )
    assert Letter.objects.count() == newcomers.LETTERS_AN_HOUR


def test_an_organisation_that_is_there_is_taken_and_not_written_twice(event, client_of, abai):
    Organisation.objects.create(
        name_kk="Абай атындағы кітапхана",
        kind="public-library",
        region=abai,
        search_key="abai atyndagy kitaphana abai oblysy",
    )
    client_of().post(
        page("register", event.slug), form_of(organisation="абай атындағы  кітапхана", region="KZ-10")
    )
    assert (
        Organisation.objects.count() == 1
        and Person.objects.get(name="Жаңа Қатысушы").organisation is not None
    )


# --- giving a place back by the letter ---


def test_the_link_of_the_letter_gives_the_place_back_without_signing_in(event, people, enrol, client_of):
    rows = [enrol(one) for one in people(3)]
    link = link_in(Letter.objects.get(kind="event-confirmed", person=rows[0].person), "leave")
    client = client_of()
    shown = client.get(link)
    assert shown.status_code == 200 and Enrolment.objects.get(pk=rows[0].pk).state == "placed"
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert "cancelled" in client.post(link, follow=True).text
    assert list(Enrolment.objects.order_by("number").values_list("state", flat=True)) == [
        "cancelled",
        "placed",
        "placed",
    ]
    assert client.post(link, follow=True).status_code == 200


def test_when_the_training_is_over_nothing_can_be_given_back(event, people, enrol, client_of):
    row = enrol(people(1)[0])
    Event.objects.update(state="done")
    link = link_in(Letter.objects.get(), "leave")
    assert "nothing to cancel" in client_of().post(link, follow=True).text
    client_of(row.person).post(page("registration_cancel", row.pk))
    assert Enrolment.objects.get().state == "placed"


def test_my_trainings_are_listed_in_few_queries(
    event, programme, dana, client_of, django_assert_max_num_queries
):
    for n in range(12):
        one = Event.objects.create(
            programme=programme, slug=f"s{n}", title_kk=f"Оқу {n}", form="online", language="kk", state="open"
        )
        services.register(actor=dana, event=one, person=dana, source="self")
    client = client_of(dana)
    client.get(page("my_trainings"))
    with django_assert_max_num_queries(8):
        shown = client.get(page("my_trainings"))
    assert shown.text.count("Оқу ") == 12


def test_after_the_last_session_nobody_gives_a_place_back_or_gets_one(event, people, enrol, client_of):
    rows = [enrol(one) for one in people(3)]
    link = link_in(Letter.objects.get(kind="event-confirmed", person=rows[0].person), "leave")
    past = timezone.now() - timedelta(hours=3)
    Session.objects.create(
        event=event, number=1, form="online", language="kk", starts_at=past, ends_at=past + timedelta(hours=2), secret="s"
    )  # fmt: skip
    assert "<form" not in client_of().get(link).text.partition("<main")[2]
    client_of().post(link)
    client_of(rows[0].person).post(page("registration_cancel", rows[0].pk))
    assert Enrolment.objects.get(pk=rows[0].pk).state == "placed"
    services.cancel(actor=None, enrolment=rows[0])
    assert Enrolment.objects.get(pk=rows[2].pk).state == "waiting"
    assert not Letter.objects.filter(kind__in=["event-promoted", "event-left"]).exists()


# --- invitations ---


def test_an_invitation_registers_whom_it_is_for_once(event, aigerim, client_of):
    Event.objects.update(entry="invited")
    coordinator = client_of(aigerim)
    lines = "Айгүл Серікова; aigul@example.kz\nБолат\n"
    coordinator.post(page("invitation_list", event.pk), {"people": lines, "language": "kk"})
    first, second = Invitation.objects.order_by("name")
    assert first.email == "aigul@example.kz" and second.email == ""
    letter = Letter.objects.get()
    link = link_in(letter, "invited")
    assert letter.address == "aigul@example.kz" and "Айгүл Серікова" in letter.body
    visitor = client_of()
    assert "Айгүл Серікова" in visitor.get(link).text
    done = visitor.post(link, {"name": "Айгүл Серікова", "agree": "on"})
    assert done.status_code == 200 and Enrolment.objects.get().person.email == "aigul@example.kz"
    visitor.post(link, {"name": "Somebody Else", "agree": "on"})
    assert Enrolment.objects.count() == 1 and Enrolment.objects.get().source == "invited"


def test_a_person_with_an_invitation_who_is_signed_in_needs_no_form(event, aigerim, dana, client_of):
    Event.objects.update(entry="invited")
    event.refresh_from_db()
    inviting.invite(actor=aigerim, event=event, invited=[inviting.Invited("Дана")], language="ru")
    link = (
        addresses.invitation_address(Invitation.objects.get().pk, "en").partition("//")[2].partition("/")[2]
    )
    client_of(dana).post(f"/{link}")
    assert Enrolment.objects.get().person == dana


def test_nobody_is_invited_twice_and_a_bad_line_is_named(event, aigerim, dana, client_of):
    client = client_of(aigerim)
    for _ in range(2):
        client.post(
            page("invitation_list", event.pk),
            {"people": "Дана, dana@example.kz\nДана dana@example.kz", "language": "ru"},
        )
    assert Invitation.objects.count() == 1 and Letter.objects.count() == 1
    answer = client.post(page("invitation_list", event.pk), {"people": "Дана\nx@y z@w.kz", "language": "ru"})
    assert answer.status_code == 422 and "Line 2" in answer.text and Invitation.objects.count() == 1


def test_an_invitation_that_is_taken_back_does_not_hold(event, aigerim, client_of):
    inviting.invite(
        actor=aigerim, event=event, invited=[inviting.Invited("A", "a@example.kz")], language="ru"
    )
    row = Invitation.objects.get()
    client_of(aigerim).post(page("invitation_withdraw", event.pk, row.pk))
    token = addresses.invitation_token(row.pk)
    assert client_of().get(page("invited", token)).status_code == 404
    assert Letter.objects.get().state == "withdrawn"
    shown = client_of(aigerim).get(page("invitation_list", event.pk))
    assert "taken back" in shown.text


def test_an_invitation_holds_as_long_as_registration_does(event, aigerim, client_of):
    now = timezone.now()
    Event.objects.update(closes_at=now + timedelta(hours=1))
    event.refresh_from_db()
    inviting.invite(actor=aigerim, event=event, invited=[inviting.Invited("A")], language="ru")
    events.change_event(actor=aigerim, event=event, closes_at=now + timedelta(days=90))
    assert Invitation.objects.get().expires_at == now + timedelta(days=90)


def test_the_text_for_a_messenger_carries_the_personal_link(event, aigerim, client_of):
    inviting.invite(actor=aigerim, event=event, invited=[inviting.Invited("A")], language="ru")
    row = Invitation.objects.get()
    shown = client_of(aigerim).get(page("invitation_list", event.pk), {"text": str(row.pk)})
    assert shown.text.count(addresses.invitation_token(row.pk)) == 2


# --- the coordinator ---


def test_the_list_finds_and_narrows_in_few_queries(
    event, aigerim, people, enrol, client_of, abai, django_assert_max_num_queries
):
    Event.objects.update(capacity=30)
    [enrol(one) for one in people(38)]
    [enrol(one) for one in people(4, region=abai)]
    client = client_of(aigerim)
    client.get(page("people", event.pk))
    with django_assert_max_num_queries(24):
        shown = client.get(page("people", event.pk))
    assert "30 of 30 places are taken. On the waiting list: 12." in shown.text
    assert shown.text.count('<th scope="row">') == 42
    assert client.get(page("people", event.pk), {"state": "waiting"}).text.count('<th scope="row">') == 12
    assert client.get(page("people", event.pk), {"region": "KZ-10"}).text.count('<th scope="row">') == 4
    assert (
        client.get(page("people", event.pk), {"q": "katysushy person7@"}).text.count('<th scope="row">') == 1
    )
    assert "Nobody fits" in client.get(page("people", event.pk), {"q": "жоқ"}).text


def test_the_trainer_sees_the_people_and_changes_nothing(event, bolat, people, enrol, client_of):
    row = enrol(people(1)[0])
    client = client_of(bolat)
    assert client.get(page("people", event.pk)).status_code == 200
    detail = client.get(page("enrolment_detail", event.pk, row.pk))
    assert detail.status_code == 200 and row.person.email not in detail.text
    assert client.post(page("enrolment_cancel", event.pk, row.pk)).status_code == 404
    assert client.get(page("person_add", event.pk)).status_code == 404


def test_people_of_other_programmes_see_nothing(event, stranger, people, enrol, client_of):
    from web.conftest import give_role

    row = enrol(people(1)[0])
    from sauatty.web.programmes.models import Programme

    give_role(stranger, "coordinator", Programme.objects.create(title_ru="Другая"))
    client = client_of(stranger)
    for name in ("people", "person_add", "question_list", "invitation_list"):
        assert client.get(page(name, event.pk)).status_code == 404
    for name in ("enrolment_cancel", "enrolment_place", "enrolment_move"):
        assert client.post(page(name, event.pk, row.pk)).status_code == 404
    for name in ("people_export", "cohort_add"):
        assert client.post(page(name, event.pk)).status_code == 404


def test_the_coordinator_cancels_places_and_moves(event, aigerim, programme, people, enrol, client_of):
    rows = [enrol(one) for one in people(4)]
    client = client_of(aigerim)
    client.post(page("enrolment_cancel", event.pk, rows[0].pk))
    other = Event.objects.create(
        programme=programme,
        slug="other",
        title_en="The other one",
        form="online",
        language="ru",
        state="open",
    )
    client.post(page("enrolment_move", event.pk, rows[3].pk), {"to": str(other.pk)})
    assert Enrolment.objects.get(event=other).person == rows[3].person
    states = list(Enrolment.objects.filter(event=event).order_by("number").values_list("state", flat=True))
    assert states == ["cancelled", "placed", "placed", "cancelled"]
    Event.objects.filter(pk=event.pk).update(capacity=3)
    assert client.post(page("enrolment_move", event.pk, rows[1].pk), {"to": str(event.pk)}).status_code == 404


def test_two_clicks_move_once_and_who_has_cancelled_is_not_moved(
    event, aigerim, programme, people, enrol, client_of
):
    rows, client = [enrol(one) for one in people(2)], client_of(aigerim)
    other = Event.objects.create(
        programme=programme, slug="other", title_en="Other", form="online", language="ru", state="open"
    )
    for _ in range(2):
        assert (
            client.post(page("enrolment_move", event.pk, rows[0].pk), {"to": str(other.pk)}).status_code
            == 302
        )
    services.cancel(actor=None, enrolment=rows[1])
    assert client.post(page("enrolment_move", event.pk, rows[1].pk), {"to": str(other.pk)}).status_code == 422
    assert [one.person for one in Enrolment.objects.filter(event=other)] == [rows[0].person]


def test_answers_go_along_only_to_the_same_questions(event, aigerim, programme, people, client_of, bus):
    other = Event.objects.create(
        programme=programme, slug="other", title_en="Other", form="online", language="ru", state="open"
    )
    EntryQuestion.objects.create(event=event, code="q2", kind="text", label_en="Diet?", place=2)
    EntryQuestion.objects.create(event=other, code="q1", kind="text", label_en="Your hopes?", place=1)
    EntryQuestion.objects.create(event=other, code="q2", kind="text", label_en="Diet?", place=2)
    [one] = people(1)
    answers = {"q1": "c1", "q2": "halal"}
    row = services.register(actor=one, event=event, person=one, source="self", answers=answers)
    client_of(aigerim).post(page("enrolment_move", event.pk, row.pk), {"to": str(other.pk)})
    assert Enrolment.objects.get(event=other).answers == {"q2": "halal"}


def test_a_training_that_is_called_off_gives_nobody_a_place(event, aigerim, people, enrol, client_of):
    rows = [enrol(one) for one in people(3)]
    Event.objects.update(state="cancelled", capacity=3)
    client_of(aigerim).post(page("enrolment_place", event.pk, rows[2].pk))
    assert Enrolment.objects.get(pk=rows[2].pk).state == "waiting"
    assert not Letter.objects.filter(kind="event-promoted").exists()


def test_the_region_of_a_workplace_narrows_the_list_as_it_is_shown(
    event, aigerim, people, enrol, client_of, abai
):
    work = Organisation.objects.create(name_ru="Библиотека", kind="public-library", region=abai)
    [enrol(one) for one in (*people(1, organisation=work), *people(1))]
    shown = client_of(aigerim).get(page("people", event.pk), {"region": "KZ-10"})
    assert shown.text.count('<th scope="row">') == 1


def test_the_file_says_when_somebody_registered_by_the_clocks_of_the_training(event, people, enrol):
    row = enrol(people(1)[0])
    row.registered_at = datetime(2026, 12, 31, 21, 30, tzinfo=UTC)
    assert showing.table_of(event, [row])[1][8] == "2027-01-01 02:30"


def test_the_desk_registers_the_known_the_new_and_a_cohort(event, aigerim, programme, people, client_of):
    from sauatty.web.programmes.models import Cohort, CohortMember

    Event.objects.update(capacity=3)
    client = client_of(aigerim)
    one, two, three = people(3)
    assert "Қатысушы 1" in client.get(page("person_add", event.pk), {"q": "қатысушы 1"}).text
    client.post(page("person_add", event.pk), {"person": str(one.pk)})
    client.post(page("person_add", event.pk), {"name": "Жаңа Адам", "language": "kk", "kind": ""})
    cohort = Cohort.objects.create(programme=programme, name_kk="Топ", language="kk", form="online")
    for person in (one, two, three):
        CohortMember.objects.create(cohort=cohort, person=person)
    shown = client.post(page("cohort_add", event.pk), {"cohort": str(cohort.pk)}, follow=True)
    assert "New with a place: 1. On the waiting list: 1. Registered before: 1." in shown.text
    sources = list(Enrolment.objects.order_by("number").values_list("source", "state"))
    assert sources == [("desk", "placed"), ("desk", "placed"), ("cohort", "placed"), ("cohort", "waiting")]


def test_the_file_has_answers_and_no_formula(event, aigerim, people, client_of, bus):
    [one] = people(1)
    Person.objects.filter(pk=one.pk).update(name="=cmd()")
    services.register(actor=one, event=event, person=one, source="self", answers={"q1": "c1"})
    client = client_of(aigerim)
    made = client.post(page("people_export", event.pk), {"as": "csv"}, follow=True)
    text = b"".join(made.streaming_content).decode() if made.streaming else made.content.decode()
    assert "How do you come?" in text and "by train" in text and "'=cmd()" in text
    made = client.post(page("people_export", event.pk), {"as": "xlsx"}, follow=True)
    assert made.status_code == 200


def test_questions_are_added_changed_and_taken_out_and_their_codes_never_come_back(
    event, aigerim, people, client_of
):
    client = client_of(aigerim)
    data = {
        "label_kk": "Қалай келесіз?",
        "kind": "choice",
        "options": "пойызбен | поездом | by train\nжаяу | пешком",
    }
    client.post(page("question_list", event.pk), data)
    question = EntryQuestion.objects.get()
    assert question.code == "q1" and [one["code"] for one in question.options] == ["c1", "c2"]
    client.post(
        page("question_edit", event.pk, question.pk), data | {"options": "жаяу | пешком\nұшақпен | самолётом"}
    )
    question.refresh_from_db()
    assert [(one["code"], one["kk"]) for one in question.options] == [("c2", "жаяу"), ("c3", "ұшақпен")]
    [one] = people(1)
    services.register(actor=one, event=event, person=one, source="self", answers={"q1": "c2"})
    client.post(page("question_remove", event.pk, question.pk))
    assert Enrolment.objects.get().answers == {"q1": "c2"}
    client.post(page("question_list", event.pk), {"label_kk": "Тамақ?", "kind": "text"})
    assert EntryQuestion.objects.get().code == "q2"
    assert client.post(page("question_list", event.pk), {"kind": "choice", "options": "a"}).status_code == 422


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(event, aigerim, people, enrol, client_of, bus, language):
    rows = [enrol(one) for one in people(3)]
    client = client_of(aigerim)
    for name, args in (
        ("people", [event.pk]), ("person_add", [event.pk]), ("question_list", [event.pk]),
        ("question_edit", [event.pk, bus.pk]), ("invitation_list", [event.pk]),
        ("enrolment_detail", [event.pk, rows[2].pk]), ("my_trainings", []), ("letter_sent", [event.slug]),
    ):  # fmt: skip
        assert client.get(page(name, *args, language=language)).status_code == 200, name
    person = client_of(rows[2].person)
    assert person.get(page("registration", rows[2].pk, language=language)).status_code == 200
    assert mail.outbox == []


def test_the_public_page_leads_to_registration_and_the_home_to_my_trainings(
    event, dana, people, enrol, client_of
):
    public = f"/en/events/e/{event.slug}/"
    shown = client_of(dana).get(public)
    assert page("register", event.slug) in shown.text and "2 places are left." in shown.text
    [enrol(one) for one in people(2)]
    assert "There is a waiting list." in client_of().get(public).text
    enrol(dana)
    assert "number 1" in client_of(dana).get(public).text
    assert page("my_trainings") in client_of(dana).get("/en/").text
