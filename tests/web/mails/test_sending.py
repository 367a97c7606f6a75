import email
import email.policy
import socket
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.mails import sending, services
from sauatty.web.mails.models import Letter
from web.coding.race import at_once

FACTS = {"event": "Дереккөзді тексеру", "when": "14 қыркүйек, 10:00", "link": "https://example.kz/kk/e/1"}
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def plan(programme, person, key="one", **more):
    return services.plan_letter(
        **{"key": key, "kind": "event-confirmed", "programme": programme, "person": person, "params": FACTS} | more
    )  # fmt: skip


def send():
    sending.send_due({}, lambda done, total: None)


def states(letter):
    return list(letter.steps.order_by("at").values_list("state", flat=True))


def due_again(letter):
    Letter.objects.filter(pk=letter.pk).update(send_at=timezone.now() - timedelta(seconds=1))


def taken(postbox):
    return [email.message_from_bytes(one.content, policy=email.policy.default) for one in postbox.taken]


@pytest.mark.django_db
def test_a_letter_arrives_whole_with_its_calendar_entry(programme, bolat, postbox):
    letter = plan(programme, bolat, calendar=CALENDAR)
    send()
    [got] = taken(postbox)
    letter.refresh_from_db()

    assert got["To"] == "bolat@example.kz" and got["Subject"].strip() == "Сіз тіркелдіңіз: Дереккөзді тексеру"
    body = got.get_body(("plain",)).get_content()
    assert body.startswith("Құрметті Болат Жұмабаев,") and "Уақыты: 14 қыркүйек, 10:00" in body
    assert "Орны:" not in body and "{" not in body
    part = next(one for one in got.walk() if one.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    assert got["Message-ID"].startswith(f"<{letter.pk}@") and got["List-Unsubscribe"] is None
    assert letter.state == "sent" and letter.sent_at and states(letter) == ["planned", "sending", "sent"]


@pytest.mark.django_db
def test_the_same_key_is_the_same_letter_and_goes_out_once(programme, bolat, postbox):
    first, again = plan(programme, bolat), plan(programme, bolat)
    send()
    send()

    assert first.pk == again.pk and Letter.objects.count() == 1 and len(postbox.taken) == 1


@pytest.mark.django_db
def test_who_has_no_address_gets_no_letter(programme, bolat):
    bolat.email = None

    assert plan(programme, bolat) is None and not Letter.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need rows that are locked one by one")
@pytest.mark.django_db(transaction=True)
def test_four_workers_at_the_same_moment_send_a_letter_once(programme, bolat, postbox):
    letters = [plan(programme, bolat, key=f"k{n}") for n in range(12)]
    at_once(*[send] * 4)
    ids = [one["Message-ID"] for one in taken(postbox)]

    assert len(ids) == len(set(ids)) == len(letters)
    assert set(Letter.objects.values_list("state", "attempts")) == {("sent", 1)}


@pytest.mark.django_db
def test_a_letter_that_another_worker_has_is_left_to_it(programme, bolat, postbox):
    letter = plan(programme, bolat)
    first = sending._claim(letter.pk)

    assert first is not None and sending._claim(letter.pk) is None
    assert sending.send_one(letter.pk) == "" and postbox.taken == []


@pytest.mark.django_db
def test_a_refusal_for_now_is_tried_again_and_one_for_good_is_not(programme, bolat, postbox):
    postbox.answers = ["451 try later", "554 no"]
    passing, lasting = plan(programme, bolat, key="a"), plan(programme, bolat, key="b")
    send()
    passing.refresh_from_db()
    lasting.refresh_from_db()

    assert (passing.state, passing.error) == ("planned", "refused") and passing.send_at > timezone.now()
    assert (lasting.state, lasting.error) == ("failed", "refused")
    due_again(passing)
    send()
    passing.refresh_from_db()
    assert passing.state == "sent" and passing.error == "" and len(postbox.taken) == 1


@pytest.mark.django_db
def test_after_three_tries_a_letter_waits_for_a_person(programme, bolat, aigerim, postbox):
    postbox.answers = ["451 later"] * 3
    letter = plan(programme, bolat)
    for _ in range(4):
        due_again(letter)
        send()
    letter.refresh_from_db()

    assert (letter.state, letter.attempts, postbox.taken) == ("failed", 3, [])
    assert services.send_again(actor=aigerim, letter=letter) and not services.send_again(
        actor=aigerim, letter=letter
    )
    send()
    letter.refresh_from_db()
    assert letter.state == "sent" and len(postbox.taken) == 1
    assert not services.send_again(actor=aigerim, letter=letter)


@pytest.mark.django_db
def test_a_server_that_hangs_holds_up_three_letters_and_no_more(programme, bolat, settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = (
            "127.0.0.1",
            silent.getsockname()[1],
            0.2,
        )
        for n in range(5):
            plan(programme, bolat, key=f"k{n}")
        send()

    found = list(Letter.objects.values_list("state", "error", "attempts"))
    assert sorted(found) == [("planned", "", 0)] * 2 + [("planned", "unreachable", 1)] * 3


@pytest.mark.django_db
def test_a_line_that_breaks_while_a_letter_is_handed_over_leaves_the_choice_to_a_person(
    programme, bolat, monkeypatch
):
    def broken(self, messages):
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    letter = plan(programme, bolat)
    send()
    letter.refresh_from_db()

    assert (letter.state, letter.error) == ("failed", "unclear")


@pytest.mark.django_db
def test_a_letter_whose_worker_died_is_not_sent_a_second_time_by_itself(programme, bolat, mailoutbox):
    letter = plan(programme, bolat)
    past = timezone.now() - timedelta(minutes=1)
    Letter.objects.filter(pk=letter.pk).update(state="sending", attempts=1, leased_until=past)
    send()
    letter.refresh_from_db()

    assert (letter.state, letter.error, mailoutbox) == ("failed", "unclear", [])


@pytest.mark.django_db
def test_letters_taken_back_do_not_go_out(programme, bolat, aigerim, mailoutbox):
    for key in ("place:1:a", "place:1:b", "place:2:a"):
        plan(programme, bolat, key=key)

    assert services.withdraw_letters(key_prefix="place:1:") == 2
    assert services.withdraw(actor=aigerim, letter=Letter.objects.get(key="place:2:a"))
    send()
    assert mailoutbox == [] and set(Letter.objects.values_list("state", flat=True)) == {"withdrawn"}


@pytest.mark.django_db
def test_what_is_due_later_waits_and_the_chore_finds_it(programme, bolat, mailoutbox):
    letter = plan(programme, bolat, send_at=timezone.now() + timedelta(days=1))
    send()

    assert mailoutbox == [] and not services.wake_for_due_letters()
    due_again(letter)
    assert services.wake_for_due_letters() and Job.objects.filter(kind=services.JOB).exists()
    send()
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_a_letter_is_planned_with_what_it_tells_or_not_at_all(programme, bolat):
    with pytest.raises(RuntimeError):
        _plan_and_fail(programme, bolat)

    assert not Letter.objects.exists() and not Job.objects.filter(kind=services.JOB).exists()
    assert jobs._kinds[services.JOB] is sending.send_due


def _plan_and_fail(programme, person):
    from django.db import transaction

    with transaction.atomic():
        plan(programme, person)
        raise RuntimeError


@pytest.mark.django_db
def test_no_header_can_be_put_in_by_a_name(programme, bolat, postbox):
    facts = FACTS | {"event": "Курс\r\nBcc: everybody@example.kz"}
    plan(programme, bolat, params=facts)
    send()
    [got] = taken(postbox)

    assert got["Bcc"] is None and postbox.taken[0].rcpt_tos == ["bolat@example.kz"]
    assert got["Subject"].strip() == "Сіз тіркелдіңіз: Курс Bcc: everybody@example.kz"


@pytest.mark.django_db
def test_a_server_that_hangs_over_each_letter_costs_three_of_them_and_the_others_wait(
    programme, bolat, monkeypatch
):
    def hangs(self, messages):
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", hangs)
    for n in range(8):
        plan(programme, bolat, key=f"k{n}")
    send()
    send()

    found = sorted(Letter.objects.values_list("state", "error"))
    assert found == [("failed", "unclear")] * 3 + [("planned", "")] * 5
    assert Letter.objects.filter(state="planned", send_at__gt=timezone.now()).count() == 5


@pytest.mark.django_db
def test_a_worker_that_wakes_late_leaves_a_letter_to_whoever_sends_it_now(programme, bolat, aigerim):
    letter = plan(programme, bolat)
    late = sending._claim(letter.pk)
    past = timezone.now() - timedelta(minutes=1)
    Letter.objects.update(leased_until=past)
    assert sending.fail_the_abandoned() == 1
    services.send_again(actor=aigerim, letter=letter)
    assert sending._claim(letter.pk) is not None
    sending._wait(late, "unreachable")
    letter.refresh_from_db()

    assert letter.state == "sending", "given back, it would be sent a second time"


@pytest.mark.django_db
def test_invented_people_get_no_letter_that_leaves_the_site(programme, bolat, settings):
    bolat.is_demo = True
    settings.IS_MAIL_REAL = True

    assert plan(programme, bolat) is None
    settings.IS_MAIL_REAL = False
    assert plan(programme, bolat).state == "planned"
