"""Letters: to whom they go, once each, in whose words; and campaigns that follow by themselves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from sauatty.core.errors import LettersImpossible, LettersTooEarly
from sauatty.web.accounts.services import preparation
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.fieldwork import services as fieldwork
from sauatty.web.fieldwork.models import Wave
from sauatty.web.fieldwork.services import mailing
from sauatty.web.instruments import services as instruments
from sauatty.web.surveys import selectors, services, tokens
from sauatty.web.surveys.models import Campaign, Link
from web.conftest import make_person
from web.surveys.conftest import body

pytestmark = pytest.mark.django_db


def report(done, total):
    """Progress is nobody's business here."""


def work():
    """Do every job that waits."""
    for job in Job.objects.filter(state="queued"):
        jobs.run_job.func(str(job.pk))


@pytest.fixture
def three(aigerim, campaign):
    """Links for Айгүл (kk), Олег (ru) and one without an address."""
    invitees = [
        services.Invitee("Айгүл", email="aigul@example.kz", language="kk"),
        services.Invitee("Олег", person=make_person("Олег", "oleg@example.kz"), language="ru"),
        services.Invitee("Мекенжайсыз"),
    ]
    return services.make_links(actor=aigerim, campaign=campaign, invitees=invitees)


def test_each_with_an_address_gets_one_letter_in_their_language_with_their_link(aigerim, campaign, three):
    fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation")
    work()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {"aigul@example.kz", "oleg@example.kz"}
    assert "Опрос о чтении" in letters["oleg@example.kz"].subject
    assert services.address_of(campaign, three[0]) in letters["aigul@example.kz"].body
    assert f"/ru/s/{campaign.slug}/t/{tokens.token_of(three[1].pk)}/" in letters["oleg@example.kz"].body
    assert "{" not in letters["aigul@example.kz"].body + letters["oleg@example.kz"].body
    wave = Wave.objects.get()
    assert (wave.n_sent, wave.n_failed) == (2, 0) and wave.finished_at


def test_a_job_done_again_writes_to_nobody_twice(aigerim, campaign, three):
    wave = fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation")
    for _ in range(3):
        Wave.objects.update(finished_at=None)
        mailing.send_wave({"wave": str(wave.pk)}, report)
    assert len(mail.outbox) == 2


def test_who_has_answered_gets_no_reminder(aigerim, campaign, three, send):
    fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation")
    work()
    send(campaign, token=tokens.token_of(three[0].pk))
    fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="reminder")
    work()
    assert [letter.to for letter in mail.outbox[2:]] == [["oleg@example.kz"]]
    links = {one.label: one for one in Link.objects.all()}
    assert links["Айгүл"].reminded_on is None and links["Олег"].reminded_on == timezone.localdate()


def test_letters_that_the_mail_server_refuses_are_counted_and_the_others_go(
    aigerim, campaign, three, monkeypatch
):
    def post(wave, link):
        if link.email:
            raise ConnectionRefusedError

    monkeypatch.setattr(mailing, "_post", post)
    fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation")
    work()
    assert (Wave.objects.get().n_sent, Wave.objects.get().n_failed) == (1, 1)


def test_without_addresses_or_before_the_opening_nothing_is_sent(aigerim, campaign, make_campaign):
    with pytest.raises(LettersImpossible):
        fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation")
    draft = make_campaign(is_open=False)
    services.make_links(actor=aigerim, campaign=draft, invitees=[services.Invitee("А", email="a@example.kz")])
    with pytest.raises(LettersTooEarly):
        fieldwork.plan_wave(actor=aigerim, campaign=draft, kind="invitation")


def test_planned_letters_go_when_their_time_has_come_and_can_be_taken_back_before(aigerim, campaign, three):
    tomorrow = timezone.now() + timedelta(days=1)
    waves = [
        fieldwork.plan_wave(
            actor=aigerim, campaign=campaign, kind="reminder", send_at=tomorrow + timedelta(hours=n)
        )
        for n in range(2)
    ]
    assert mailing.send_due_waves() == 0
    assert fieldwork.cancel_wave(actor=aigerim, wave=waves[0])
    Wave.objects.update(send_at=timezone.now() - timedelta(minutes=1))
    preparation.keep_house()
    work()
    assert len(mail.outbox) == 2
    assert mailing.send_due_waves() == 0
    assert not fieldwork.cancel_wave(actor=aigerim, wave=waves[1])


@pytest.fixture
def evaluation(aigerim, programme):
    drawn = instruments.start_from_body(actor=aigerim, body=body("worth", "evaluation"), programme=programme)
    return instruments.publish(instrument=drawn, actor=aigerim)


def test_the_evaluation_and_the_third_survey_go_out_by_themselves(aigerim, pseudonymous, evaluation, send):
    link = services.make_links(
        actor=aigerim,
        campaign=pseudonymous,
        invitees=[services.Invitee("А", email="a@example.kz", language="ru")],
    )[0]
    send(pseudonymous, token=tokens.token_of(link.pk))
    opens = timezone.now() + timedelta(days=30)
    titles = {"kk": "Баға", "ru": "Оценка", "en": "Evaluation"}
    first, third = fieldwork.follow_twice(
        actor=aigerim,
        campaign=pseudonymous,
        version=evaluation,
        later=evaluation,
        titles=titles,
        opens_at=opens,
    )
    assert (first.follows_id, third.follows_id) == (pseudonymous.pk, first.pk)
    assert third.opens_at == fieldwork.months_after(opens, 3)
    assert mailing.send_due_waves() == 0  # not yet
    _let_time_pass(first, opens)
    preparation.keep_house()
    work()
    assert len(mail.outbox) == 1
    _let_time_pass(third, third.opens_at)
    preparation.keep_house()
    work()
    assert len(mail.outbox) == 2
    new = third.links.get()
    assert new.pseudonym == link.pseudonym and new.token_hash != link.token_hash
    (need,) = selectors.carried_needs(third, tokens.token_of(new.pk))
    assert [one.en for one in need.named] == ["search", "cite"]


def _let_time_pass(campaign, opens):
    past = timezone.now() - timedelta(minutes=5)
    Campaign.objects.filter(pk=campaign.pk).update(opens_at=past, closes_at=past + timedelta(days=20))
    Wave.objects.filter(campaign=campaign).update(send_at=past)


def test_nothing_is_carried_over_in_an_anonymous_campaign(aigerim, campaign, evaluation, send):
    link = services.make_links(
        actor=aigerim, campaign=campaign, invitees=[services.Invitee("А", email="a@b.kz")]
    )[0]
    send(campaign, token=tokens.token_of(link.pk))
    after = fieldwork.follow(
        actor=aigerim, campaign=campaign, version=evaluation, titles={"kk": "Б", "ru": "О", "en": "E"},
        opens_at=timezone.now(),
    )  # fmt: skip
    assert after.is_anonymous
    assert selectors.carried_needs(after, tokens.token_of(after.links.get().pk)) == ()


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2026-11-30", "2027-02-28"), ("2026-01-31", "2026-04-30"), ("2026-12-15", "2027-03-15")],
)
def test_three_months_later_is_the_same_day_or_the_last_of_the_month(start, expected):
    from datetime import datetime

    moment = timezone.make_aware(datetime.fromisoformat(start))
    assert fieldwork.months_after(moment, 3).date().isoformat() == expected


def test_the_page_plans_the_evaluation_with_the_instruments_that_are_meant_for_it(
    client_of, aigerim, pseudonymous, evaluation
):
    client = client_of(aigerim)
    address = f"/en/surveys/{pseudonymous.pk}/follow/"
    assert client.get(address).context["form"].initial["version"] == str(evaluation.pk)
    form = {"version": str(evaluation.pk), "opens_at": "2030-05-31T09:00", "later": str(evaluation.pk)}
    refused = client.post(address, form)
    assert refused.status_code == 422 and "Write the title" in refused.content.decode()
    titles = {"title_kk": "Баға", "title_ru": "Оценка", "title_en": "Evaluation"}
    assert client.post(address, {**form, **titles}).status_code == 302
    followers = Campaign.objects.filter(opens_at__isnull=False).order_by("opens_at")
    days = [timezone.localtime(one.opens_at).date().isoformat() for one in followers]
    assert days == ["2030-05-31", "2030-08-31"]


def test_a_button_pressed_twice_sends_and_plans_once(aigerim, campaign, three, evaluation):
    waves = [fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation") for _ in range(2)]
    work()
    waves.append(fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation"))
    work()
    assert len({wave.pk for wave in waves}) == 1 and len(mail.outbox) == 2
    opens = timezone.now() + timedelta(days=1)
    made = [
        fieldwork.follow(
            actor=aigerim, campaign=campaign, version=evaluation, titles={"kk": "Б", "ru": "О", "en": "E"},
            opens_at=opens,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert made[0] == made[1] and Wave.objects.filter(campaign=made[0]).count() == 1


def test_letters_asked_for_again_later_go_again(aigerim, campaign, three):
    first = fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="reminder")
    work()
    Wave.objects.update(send_at=timezone.now() - timedelta(days=7))
    assert fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="reminder").pk != first.pk
    work()
    assert len(mail.outbox) == 4


def test_an_address_that_no_server_takes_does_not_stop_the_others(aigerim, campaign, three):
    Link.objects.filter(label="Айгүл").update(email="a@example.kz\nBcc: b@example.kz")
    fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation")
    work()
    wave = Wave.objects.get()
    assert (wave.n_sent, wave.n_failed) == (1, 1) and wave.finished_at
    assert [letter.to for letter in mail.outbox] == [["oleg@example.kz"]]


def test_lines_in_a_title_reach_no_head_of_a_letter(aigerim, campaign, three):
    titles = dict.fromkeys(("kk", "ru", "en"), "Сауалнама\r\nBcc: all@example.kz")
    services.change_campaign(actor=aigerim, campaign=campaign, titles=titles)
    fieldwork.plan_wave(actor=aigerim, campaign=campaign, kind="invitation")
    work()
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert letter.message()["Bcc"] is None and "\n" not in letter.subject
