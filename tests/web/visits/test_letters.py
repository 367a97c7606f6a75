"""Who hears by mail of a school that asks: the school itself, and specialists who wanted to hear of it."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from sauatty.web.accounts.models import Person
from sauatty.web.mails import sending, wording
from sauatty.web.mails import services as mails
from sauatty.web.mails.models import Letter
from sauatty.web.programmes.models import Programme
from sauatty.web.specialists import services as directory
from sauatty.web.visits import codes, erasure, letters, services
from sauatty.web.visits.models import HelpRequest

pytestmark = pytest.mark.django_db
SCHOOL = "school@example.kz"


def send():
    sending.send_due({}, lambda _done, _total: None)


def went_to(address):
    return [message for message in mail.outbox if message.to == [address]]


@pytest.fixture
def near(region):
    """Three of the region: one wants to hear of requests, one does not, one wants to and cannot be asked now."""

    def enter(name, **facts):
        person = Person.objects.create_person(name=name, email=f"{name}@example.kz", language="ru")
        return directory.join(person=person, language="ru", region_id=region.code, languages=["ru"], **facts)

    return [
        enter("wants", wants_requests=True, contact="+7 701 000 00 00"), enter("does-not"),
        enter("busy", wants_requests=True, is_available=False),
    ]  # fmt: skip


def test_a_school_hears_that_it_is_taken_visited_and_where_to_look(aigerim, dana, ask):
    one = ask(contact_email=SCHOOL)
    taken = services.take(actor=dana, request=one)
    visited = services.visit(actor=dana, request=taken, visited_on=timezone.localdate())
    services.report(actor=dana, request=visited, report="Сабақ өтті, Асан қатысты", n_pupils=20)
    send()

    first, second = went_to(SCHOOL)
    assert len(mail.outbox) == 2
    for message in (first, second):
        assert f"/kk/schools/follow/?code={codes.code_of(one.pk)}" in message.body
        for private in ("Дана", "Сәуле", "+7 700", "Сабақ өтті"):
            assert private not in message.body and private not in message.subject
    assert "Фотоны тексеру" in first.subject and "schools/ask/" in second.body


def test_a_school_hears_why_its_request_is_closed(aigerim, ask):
    services.close(actor=aigerim, request=ask(contact_email=SCHOOL), why="мектеп жөндеуде")
    send()
    (message,) = went_to(SCHOOL)
    assert "Себебі: мектеп жөндеуде" in message.body


def test_a_school_that_left_no_address_for_letters_gets_none(aigerim, dana, ask):
    services.take(actor=dana, request=ask(contact="saule@example.kz"))
    services.close(actor=aigerim, request=ask("№ 6", contact="saule@example.kz"), why="керек емес")
    assert not Letter.objects.exists()


def test_what_is_given_back_at_once_is_not_told_as_taken(dana, ask):
    taken = services.take(actor=dana, request=ask(contact_email=SCHOOL))
    waiting = services.give_back(actor=dana, request=taken, why="қателестім")
    send()
    assert mail.outbox == []
    services.take(actor=dana, request=waiting)
    send()
    assert len(went_to(SCHOOL)) == 1


def test_specialists_who_want_to_hear_of_new_requests_once_and_together(near, ask):
    ask(topic="Құпия тақырып"), ask("№ 6")
    assert letters.tell_of_new() == 1
    ask("№ 7")
    assert letters.tell_of_new() == 0  # the region has heard today; the third waits for tomorrow's letter
    HelpRequest.objects.exclude(told_at=None).update(told_at=timezone.now() - letters.PAUSE * 2)
    assert (letters.tell_of_new(), letters.tell_of_new()) == (1, 0)
    send()

    first, second = went_to("wants@example.kz")
    assert len(mail.outbox) == 2 and "Новых просьб: 2" in first.body and "Новых просьб: 1" in second.body
    assert "Құпия" not in first.body and "+7 700" not in first.body
    assert "/ru/schools/?region=" in first.body and "List-Unsubscribe" in first.extra_headers


def test_what_waits_longer_than_two_weeks_is_told_once(near, ask):
    ask(), ask("№ 6")
    HelpRequest.objects.update(told_at=timezone.now())
    assert letters.tell_of_late() == 0
    HelpRequest.objects.update(created_at=timezone.now() - timedelta(days=15))
    assert letters.tell_of_late() == 1
    HelpRequest.objects.update(reminded_at=timezone.now() - timedelta(days=30))
    assert letters.tell_of_late() == 0
    send()
    (message,) = mail.outbox
    assert message.to == ["wants@example.kz"] and "больше 14 дней" in message.body


def test_who_stopped_the_letters_of_a_programme_hears_no_more(near, ask, programme):
    ask()
    token = wording.stop_link(programme, "wants@example.kz", "ru", "help-new").rstrip("/").rpartition("/")[2]
    assert mails.refuse(token=token)
    assert letters.tell_of_new() == 0 and HelpRequest.objects.get().told_at is not None


def test_invented_requests_are_told_to_nobody(near, ask, aigerim):
    invented = Programme.objects.create(title_kk="Үлгі", is_demo=True)
    one = ask(at=invented, contact_email=SCHOOL)
    services.close(actor=aigerim, request=one, why="үлгі")
    ask("№ 6", at=invented)
    assert letters.tell_of_new() == 0 and not Letter.objects.exists()


def test_a_school_leaves_an_address_on_the_page_and_it_is_forgotten(client_of, aigerim, programme, region):
    page = f"/en/schools/ask/{programme.pk}/"
    facts = {
        "id": str(uuid.uuid4()), "name": "№ 5", "region": region.code, "locality": "Ақсу", "topic": "Фото",
        "language": "kk", "contact_name": "Сәуле", "contact": "8 700", "contact_email": "no address",
    }  # fmt: skip
    assert client_of().post(page, facts).status_code == 422
    assert client_of().post(page, facts | {"contact_email": SCHOOL}).status_code == 302
    services.close(actor=aigerim, request=HelpRequest.objects.get(), why="керек емес")
    HelpRequest.objects.update(ended_at=timezone.now() - timedelta(days=366))
    assert services.forget_contacts() == 1 and HelpRequest.objects.get().contact_email == ""


def test_what_is_given_back_is_told_anew(near, ask, dana):
    taken = services.take(actor=dana, request=ask())
    assert letters.tell_of_new() == 0  # nobody hears of what is taken
    services.give_back(actor=dana, request=taken, why="ауырып қалды")
    assert (letters.tell_of_new(), letters.tell_of_new()) == (1, 0)


def test_what_is_given_back_after_the_region_heard_of_it_waits_for_the_next_letter(near, ask, dana):
    asked = ask()
    assert letters.tell_of_new() == 1
    for _ in range(2):  # whoever takes and gives back again and again makes no letters
        services.give_back(actor=dana, request=services.take(actor=dana, request=asked), why="ауырып қалды")
        asked.refresh_from_db()
        assert letters.tell_of_new() == 0
    HelpRequest.objects.update(told_at=timezone.now() - letters.PAUSE * 2)
    assert (letters.tell_of_new(), letters.tell_of_new()) == (1, 0)
    send()
    assert len(went_to("wants@example.kz")) == 2


def test_a_school_is_not_told_that_somebody_takes_it_who_is_erased_meanwhile(dana, ask):
    services.take(actor=dana, request=ask(contact_email=SCHOOL))
    erasure.requests(dana)
    send()
    assert not mail.outbox and Letter.objects.get().state == "withdrawn"


def test_what_somebody_wrote_to_a_school_goes_with_them(aigerim, dana, ask):
    closed = services.close(actor=aigerim, request=ask(), why="Айгерімнің сөзі")
    visited = services.visit(
        actor=dana, request=services.take(actor=dana, request=ask("№ 6")), visited_on=timezone.localdate()
    )
    told = services.report(actor=aigerim, request=visited, report="Айгерімнің сөзі", n_pupils=7)
    erasure.requests(aigerim), erasure.steps(aigerim)
    closed.refresh_from_db(), told.refresh_from_db()
    assert (closed.closed_why, told.report, told.n_pupils) == ("", "", 7)


def test_the_numbers_of_a_visit_are_shown_after_its_words_have_gone(client_of, aigerim, dana, ask):
    visited = services.visit(
        actor=dana, request=services.take(actor=dana, request=ask()), visited_on=timezone.localdate()
    )
    services.report(actor=dana, request=visited, report="Сөз", n_pupils=347)
    erasure.requests(dana)
    page = client_of(aigerim).get(f"/en/schools/requests/{visited.pk}/").content.decode()
    assert "347" in page and "What was done" not in page


def test_a_school_that_was_told_hears_that_it_waits_again_and_nothing_twice(dana, aigerim, ask):
    taken = services.take(actor=dana, request=ask(contact_email=SCHOOL))
    send()
    waiting = services.give_back(actor=dana, request=taken, why="құпия себеп")
    taken = services.take(actor=aigerim, request=waiting)
    send()
    assert len(went_to(SCHOOL)) == 1  # given back and taken before a letter went out: it knows what holds
    services.give_back(actor=aigerim, request=taken, why="құпия себеп")
    send()
    send()
    _first, again = went_to(SCHOOL)
    assert "қайта күтіп тұр" in again.subject and "құпия" not in again.body


def test_a_school_hears_that_it_waits_again_when_who_took_it_is_forgotten(dana, ask):
    services.take(actor=dana, request=ask(contact_email=SCHOOL))
    send()
    erasure.requests(dana)
    send()
    assert "қайта күтіп тұр" in went_to(SCHOOL)[-1].subject


def test_the_form_says_who_reads_a_reason(client_of, aigerim, ask):
    one = ask()
    services.take(actor=aigerim, request=one)
    page = client_of(aigerim).get(f"/en/schools/requests/{one.pk}/").content.decode()
    assert "The school reads this sentence" in page and "told only that it waits again" in page
