import re

import pytest
from django.core import signing
from django.urls import reverse

from sauatty.web.accounts.services.people import erase_person
from sauatty.web.mails import kinds, selectors, sending, services
from sauatty.web.mails.kinds import LetterKind
from sauatty.web.mails.models import Letter, MailText, Refusal

FACTS = {"event": "Курс", "link": "https://example.kz/kk/e/1", "cancel": "https://example.kz/c"}


def plan(programme, person, key="one", kind="event-confirmed", **more):
    return services.plan_letter(key=key, kind=kind, programme=programme, person=person, params=FACTS, **more)


def send():
    sending.send_due({}, lambda done, total: None)


@pytest.mark.django_db
def test_it_works(programme, bolat, aigerim, client_of):
    letter = plan(programme, bolat)
    client = client_of(aigerim)
    told = client.get("/ru/letters/").content.decode()
    page = client.get(f"/ru/letters/{letter.pk}/").content.decode()

    assert "bolat@example.kz" in told and "Сіз тіркелдіңіз: Курс" in told
    assert "https://example.kz/kk/e/1" in page


@pytest.mark.django_db
def test_letters_of_others_are_not_there(programme, bolat, stranger, client_of):
    letter = plan(programme, bolat)

    for person in (stranger, bolat):
        assert client_of(person).get(f"/kk/letters/{letter.pk}/").status_code == 404
    assert client_of().get("/kk/letters/").status_code == 302


@pytest.mark.django_db
def test_a_long_list_costs_as_few_queries_as_a_short_one(
    programme, bolat, aigerim, client_of, django_assert_max_num_queries
):
    for n in range(60):
        plan(programme, bolat, key=f"k{n}")
    client = client_of(aigerim)

    with django_assert_max_num_queries(14):
        told = client.get("/kk/letters/").content.decode()
    assert told.count("bolat@example.kz") == 25
    assert "bolat@example.kz" not in client.get("/kk/letters/?state=failed").content.decode()


@pytest.mark.django_db
def test_words_of_a_programme_hold_for_it_and_go_back_to_the_shipped_ones(
    programme, bolat, aigerim, client_of, mailoutbox
):
    client, address = client_of(aigerim), f"/kk/letters/words/{programme.pk}/event-confirmed/"
    form = client.get(address).context["form"].initial
    answer = client.post(address, form | {"body_kk": "Күтеміз! {link}", "subject_kk": "Біздің оқу: {event}"})

    assert answer.status_code == 302 and MailText.objects.count() == 1
    letter = plan(programme, bolat)
    assert letter.subject == "Біздің оқу: Курс" and "Күтеміз! https://example.kz/kk/e/1" in letter.body
    client.post(address, form | {"body_ru": "", "shipped": "1"})
    assert not MailText.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "text", "named"), [("body_ru", "{parol} {link}", "{parol}"), ("body_en", "Come.", "{link}")]
)
def test_places_that_nobody_fills_and_letters_without_their_link_are_refused_by_name(
    programme, aigerim, client_of, field, text, named
):
    client, address = client_of(aigerim), f"/en/letters/words/{programme.pk}/event-confirmed/"
    form = client.get(address).context["form"].initial
    answer = client.post(address, form | {field: text})

    assert answer.status_code == 422 and named in answer.content.decode() and not MailText.objects.exists()


@pytest.mark.django_db
def test_whoever_refuses_reminders_gets_none_but_still_hears_of_their_place(
    programme, bolat, client_of, mailoutbox
):
    plan(programme, bolat, key="r1", kind="event-reminder")
    send()
    [letter] = mailoutbox
    link = re.search(r"<(.+)>", letter.extra_headers["List-Unsubscribe"])[1]
    visitor = client_of()
    path = link[link.index("/kk/") :]

    assert link.rsplit(":", 2)[0] in letter.body  # each is signed with its own second
    assert visitor.get(path).status_code == 200 and not Refusal.objects.exists()
    assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert visitor.post(path).status_code == 200 and Refusal.objects.count() == 1
    assert plan(programme, bolat, key="r2", kind="event-reminder").state == "refused"
    assert plan(programme, bolat, key="c").state == "planned"
    send()
    assert len(mailoutbox) == 2


@pytest.mark.django_db
def test_a_link_ends_letters_of_its_kind_and_the_page_all_of_the_programme(
    programme, bolat, client_of, monkeypatch
):
    other = LetterKind(
        "event-confirmed", "Other", {"name": "", "event": "", "when": "", "where": ""}, is_optional=True
    )
    monkeypatch.setitem(kinds._kinds, other.key, other)
    link = services.wording.stop_link(programme, "bolat@example.kz", "en", "event-reminder")
    path, visitor = link[link.index("/en/") :], client_of()
    page = visitor.get(path).content.decode()
    assert "Send me no such letters" in page and "Send me no reminders" in page

    visitor.post(path)
    refused = [
        services.is_refused_by(programme, "bolat@example.kz", kind) for kind in ("event-reminder", other.key)
    ]
    assert refused == [True, False]
    visitor.post(path, {"all": "1"})
    assert services.is_refused_by(programme, "bolat@example.kz", other.key)
    services.want_again(address="Bolat@example.kz", stops=["event-reminder"])
    assert not Refusal.objects.exists()


@pytest.mark.django_db
def test_links_of_letters_that_went_out_before_end_all(programme, client_of):
    token = signing.dumps(
        [str(programme.pk), services.wording.address_key("bolat@example.kz")], salt=services.wording.STOP_SALT
    )
    client_of().post(reverse("mails:stop", args=[token]))
    assert Refusal.objects.get().kind == ""


@pytest.mark.django_db
def test_a_reminder_planned_before_the_refusal_does_not_go_out(programme, bolat, mailoutbox):
    letter = plan(programme, bolat, kind="event-reminder")
    Refusal.objects.create(programme=programme, address_key=services.wording.address_key("BOLAT@example.kz "))
    send()
    letter.refresh_from_db()

    assert mailoutbox == [] and letter.state == "refused"


@pytest.mark.django_db
def test_a_link_that_somebody_made_up_is_not_there(client_of):
    address = reverse("mails:stop", args=["WyJhIiwiYiJd:1abc:nothing"])

    assert client_of().get(address).status_code == client_of().post(address).status_code == 404


@pytest.mark.django_db
def test_a_text_for_a_messenger_names_nobody(programme):
    facts = FACTS | {"name": "Болат", "when": "10:00"}
    told = selectors.text_for_messenger("event-confirmed", programme, "ru", facts)

    assert told.startswith("*Вы зарегистрированы: Курс*") and "Когда: 10:00" in told
    assert "Болат" not in told and FACTS["cancel"] not in told and "{" not in told


@pytest.mark.django_db
def test_whoever_is_forgotten_leaves_no_letter(programme, bolat, aigerim):
    plan(programme, bolat)
    plan(programme, None, key="by-address", address="Bolat@example.kz", language="ru")
    erase_person(actor=aigerim, person=bolat)

    assert not Letter.objects.exists()
