"""The pages of surveys: who sees them, what they say, how many queries they take."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sauatty.core.surveys import letters
from sauatty.web.surveys import services
from sauatty.web.surveys.models import Campaign, ConsentPage
from web.conftest import give_role, make_person
from web.surveys.conftest import TITLES

pytestmark = pytest.mark.django_db
OF_FIELDWORK = ("share", "link_list", "letter_list", "follow_add", "paper_entry", "file_list")
OF_ONE = (
    "campaign_detail", "campaign_edit", "population_edit", "rates", "consent_edit", "share", "link_list", "letter_list",
    "follow_add", "waiting_list", "paper_entry", "file_list",
)  # fmt: skip


def page(name, campaign, language="en"):
    from django.utils import translation

    with translation.override(language):
        app = "fieldwork" if name in OF_FIELDWORK else "surveys"
        return reverse(f"{app}:{name}", args=[campaign.pk])


@pytest.fixture
def analyst(programme):
    person = make_person("Сәуле Талдаушы", "saule@example.kz")
    give_role(person, "analyst", programme)
    return person


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", OF_ONE)
def test_each_page_opens_for_the_coordinator(client_of, aigerim, campaign, name, language):
    response = client_of(aigerim).get(page(name, campaign, language))
    assert response.status_code == 200
    assert TITLES[language] in response.content.decode()


@pytest.mark.parametrize("name", OF_ONE)
def test_strangers_find_nothing_and_visitors_are_asked_to_sign_in(client_of, stranger, campaign, name):
    assert client_of(stranger).get(page(name, campaign)).status_code == 404
    assert client_of().get(page(name, campaign)).status_code == 302


@pytest.mark.parametrize("name", OF_ONE)
def test_a_coordinator_of_another_programme_finds_nothing(client_of, campaign, name):
    from sauatty.web.programmes.models import Programme

    other = make_person("Басқа", "other@example.kz")
    give_role(other, "coordinator", Programme.objects.create(title_kk="Басқа бағдарлама"))
    assert client_of(other).get(page(name, campaign)).status_code == 404


@pytest.mark.parametrize("name", OF_ONE)
def test_an_analyst_reads_figures_and_nothing_else(client_of, analyst, campaign, name):
    expected = 200 if name in {"campaign_detail", "rates"} else 404
    assert client_of(analyst).get(page(name, campaign)).status_code == expected


def test_a_trainer_sees_no_surveys(client_of, bolat, campaign):
    assert client_of(bolat).get(page("campaign_detail", campaign)).status_code == 404


def test_the_list_takes_the_same_queries_for_many_surveys(
    client_of, aigerim, make_campaign, django_assert_max_num_queries
):
    for _ in range(12):
        make_campaign()
    client = client_of(aigerim)
    with django_assert_max_num_queries(9):
        assert client.get(reverse("surveys:campaign_list")).status_code == 200


def test_the_page_of_one_survey_takes_bounded_queries(
    client_of, aigerim, campaign, send, django_assert_max_num_queries
):
    for _ in range(20):
        send(campaign)
    client = client_of(aigerim)
    with django_assert_max_num_queries(16):
        client.get(page("campaign_detail", campaign))


def test_links_take_bounded_queries(client_of, aigerim, campaign, django_assert_max_num_queries):
    invitees = [services.Invitee(f"А{n}", person=make_person(f"П{n}")) for n in range(40)]
    services.make_links(actor=aigerim, campaign=campaign, invitees=invitees)
    client = client_of(aigerim)
    with django_assert_max_num_queries(12):
        client.get(page("link_list", campaign))


def _form(a_version, a_programme, **changes):
    fields = {
        "version": str(a_version.pk), "programme": str(a_programme.pk), "title_kk": "Жаңа", "title_ru": "Новый",
        "languages": ["kk", "ru"], "is_anonymous": "yes", "has_open_link": "on", "opens_at": "", "closes_at": "",
    }  # fmt: skip
    return {**fields, **changes}


def test_a_survey_is_prepared_opened_closed_and_opened_again(client_of, aigerim, version, programme):
    client = client_of(aigerim)
    response = client.post(reverse("surveys:campaign_add"), _form(version, programme))
    made = Campaign.objects.get()
    assert response.status_code == 302 and response["Location"].endswith("/consent/")
    assert (made.state, made.languages, made.is_anonymous, made.created_by) == (
        "draft",
        ["kk", "ru"],
        True,
        aigerim,
    )
    client.post(page("campaign_open", made))
    made.refresh_from_db()
    assert made.state == "draft"  # no consent text yet
    facts = {
        "operator": "Кітапхана", "operator_number": "123456789012", "term_days": "400", "purpose_kk": "Мақсат",
        "purpose_ru": "Цель", "data_list_kk": "Жауаптар", "data_list_ru": "Ответы",
    }  # fmt: skip
    assert client.post(page("consent_edit", made), facts).status_code == 302
    consent = ConsentPage.objects.get()
    assert "Цель" in consent.text_ru and "123456789012" in consent.text_kk and consent.text_en == ""
    for step, expected in (("open", "open"), ("close", "closed"), ("open", "open")):
        client.post(page(f"campaign_{step}", made))
        made.refresh_from_db()
        assert made.state == expected
    assert made.closes_at is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_ru": ""}, "Write the title in each language"),
        ({"languages": []}, "This field is required"),
        ({"opens_at": "2027-01-02T10:00", "closes_at": "2027-01-01T10:00"}, "The end must lie after"),
        ({"version": "7"}, "Select a valid choice"),
        ({"closes_at": "tomorrow"}, "Enter a valid date"),
    ],
)
def test_a_bad_form_comes_back_with_what_is_wrong(client_of, aigerim, version, programme, changes, said):
    response = client_of(aigerim).post("/en/surveys/new/", _form(version, programme, **changes))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Campaign.objects.exists()


def test_anonymity_is_fixed_once_the_survey_was_open(client_of, aigerim, campaign, version, programme):
    form = _form(version, programme, languages=["kk", "ru", "en"], title_en="New", is_anonymous="no")
    response = client_of(aigerim).post(page("campaign_edit", campaign), form)
    assert response.status_code == 422
    campaign.refresh_from_db()
    assert campaign.is_anonymous


def test_consent_needs_names_of_whom_data_go_to(client_of, aigerim, campaign):
    facts = {"operator": "К", "operator_number": "12", "term_days": "5", "crosses_border": "on"}
    response = client_of(aigerim).post(page("consent_edit", campaign), facts)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Name it, or take the tick away." in text and 'href="#id_operator_number"' in text
    assert "A BIN or IIN has 12 digits." in text


def test_what_was_agreed_to_never_changes(campaign):
    from django.db import DatabaseError, transaction

    consent = campaign.consent_pages.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentPage.objects.filter(pk=consent.pk).update(operator="Басқа")
    assert ConsentPage.objects.get().operator == consent.operator


def test_the_share_page_has_link_qr_and_texts_in_each_language(client_of, aigerim, campaign):
    client = client_of(aigerim)
    text = client.get(page("share", campaign)).content.decode()
    for code in ("kk", "ru", "en"):
        assert f"http://127.0.0.1:8000/{code}/s/{campaign.slug}/" in text
    svg = client.get(reverse("fieldwork:share_qr", args=[campaign.pk, "kk", "svg"]))
    png = client.get(reverse("fieldwork:share_qr", args=[campaign.pk, "kk", "png"]))
    assert svg["Content-Type"] == "image/svg+xml" and b"<svg" in svg.content
    assert png.content.startswith(b"\x89PNG")
    assert client.get(reverse("fieldwork:share_qr", args=[campaign.pk, "kk", "gif"])).status_code == 404


def test_the_list_of_links_is_handed_over_once(client_of, aigerim, campaign):
    import csv
    import io

    from sauatty.web.surveys import tokens
    from sauatty.web.surveys.models import Link

    client = client_of(aigerim)
    table = "name;e-mail;language\nАйгүл;aigul@example.kz;kk\nОлег;;ru\n"
    made = client.post(page("link_list", campaign), {"table": table, "language": "kk"})
    assert made.status_code == 200
    address = made.context["file"].pk
    content = client.get(reverse("base:file_fetch", args=[address])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    hashes = {tokens.hash_of(row[3].rstrip("/").rsplit("/", 1)[1]) for row in rows[1:]}
    assert hashes == set(Link.objects.values_list("token_hash", flat=True)) and len(hashes) == 2
    text = client.get(page("link_list", campaign)).content.decode()
    assert "Айгүл" in text and rows[1][3] not in text


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("Айгүл;no address", "this is no e-mail address"),
        ("Айгүл;a@b.kz;de", "the languages are kk, ru and en"),
        ("Айгүл;a@b.kz;kk;Atlantis", "there is no such region"),
        (";;ru", "a name or an address is missing"),
        ("", "Nobody new stands in the list."),
    ],
)
def test_a_bad_list_makes_no_link(client_of, aigerim, campaign, table, said):
    response = client_of(aigerim).post(page("link_list", campaign), {"table": table, "language": "kk"})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not campaign.links.exists()


def test_the_population_is_typed_with_names_or_codes_and_the_rate_stands_beside(
    client_of, aigerim, campaign, send, regions
):
    client = client_of(aigerim)
    table = "region;kind;n\nАлматы;public_library;4\nKZ-10;school;1 000\n"
    assert client.post(page("population_edit", campaign), {"table": table}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.population == [
        {"region": "KZ-75", "kind": "public-library", "n": 4}, {"region": "KZ-10", "kind": "school", "n": 1000},
    ]  # fmt: skip
    send(campaign)
    text = client.get(page("rates", campaign)).content.decode()
    assert "25.0%" in text and "1,004" in text


@pytest.mark.parametrize(
    "table", ["Атлантида;school;5", "KZ-75;ship;5", "KZ-75;school;many", "KZ-75;school;1\nKZ-75;school;2"]
)
def test_a_bad_population_changes_nothing(client_of, aigerim, campaign, regions, table):
    response = client_of(aigerim).post(page("population_edit", campaign), {"table": table})
    assert response.status_code == 422
    campaign.refresh_from_db()
    assert campaign.population == []


@pytest.mark.parametrize("name", ["population_edit", "link_list"])
def test_a_quotation_mark_that_is_not_closed_is_named(client_of, aigerim, campaign, name):
    table = '"' + "KZ-10;school;7\n" * 20_000
    response = client_of(aigerim).post(page(name, campaign), {"table": table, "language": "kk"})
    assert response.status_code == 422
    assert "perhaps a quotation mark is not closed" in response.content.decode()


def test_a_table_of_an_old_mac_is_read(client_of, aigerim, campaign, regions):
    table = "region;kind;n\rKZ-75;school;5\rKZ-10;school;7\r"
    assert client_of(aigerim).post(page("population_edit", campaign), {"table": table}).status_code == 302
    campaign.refresh_from_db()
    assert [row["n"] for row in campaign.population] == [5, 7]


def test_small_numbers_are_hidden_from_analysts(client_of, aigerim, analyst, campaign, send, regions):
    for n in range(9):
        send(campaign, {"region": "KZ-75" if n < 8 else "KZ-10", "reads": "yes"})
    rates = client_of(analyst).get(page("rates", campaign)).context["rates"]
    assert [row.n for row in rates.regions] == [None, None]
    assert rates.whole.n == 9
    seen = client_of(aigerim).get(page("rates", campaign)).context["rates"]
    assert [row.n for row in seen.regions] == [1, 8]


def test_a_response_that_waits_is_looked_at_and_taken_in(client_of, aigerim, campaign, send):
    client = client_of(aigerim)
    _, row = send(campaign, {"reads": "perhaps"})
    address = reverse("surveys:waiting_detail", args=[campaign.pk, row.pk])
    text = client.get(f"/en{address[3:]}").content.decode()
    assert "An answer does not fit its question." in text and "choice-unknown" not in text
    assert "<code>reads</code>: Please choose one of the answers." in text
    decide = reverse("surveys:response_decide", args=[campaign.pk, row.pk])
    client.post(decide, {"decision": "aside"})
    row.refresh_from_db()
    assert row.state == "set-aside"
    client.post(decide, {"decision": "take"})
    row.refresh_from_db()
    assert row.state == "accepted"
    assert client.get(address).status_code == 404  # taken in, it is read by nobody one by one


def test_late_ones_are_taken_in_together(client_of, aigerim, campaign, send):
    services.close_campaign(actor=aigerim, campaign=campaign)
    rows = [send(campaign)[1] for _ in range(3)]
    assert {row.state for row in rows} == {"late"}
    client_of(aigerim).post(page("late_take", campaign))
    assert campaign.responses.filter(state="accepted").count() == 3


def test_a_survey_without_responses_is_deleted_and_one_with_responses_is_not(
    client_of, aigerim, make_campaign, send
):
    empty, used = make_campaign(), make_campaign()
    send(used)
    for one in (empty, used):
        client_of(aigerim).post(page("campaign_delete", one))
    assert list(Campaign.objects.all()) == [used]


def test_a_new_version_is_offered_and_taken(client_of, aigerim, campaign, instrument):
    from sauatty.web.instruments import services as instruments
    from web.surveys.conftest import body

    extra = [{"id": "more", "kind": "short", "text": {"kk": "К", "ru": "Е", "en": "M"}}]
    instruments.save_draft(instrument=instrument, body=body(extra=extra), actor=aigerim)
    newer = instruments.publish(instrument=instrument, actor=aigerim)
    client = client_of(aigerim)
    assert "Ask version 2 from now on" in client.get(page("campaign_detail", campaign)).content.decode()
    client.post(page("campaign_move", campaign))
    campaign.refresh_from_db()
    assert campaign.version == newer
    assert client.post(page("campaign_move", campaign)).status_code == 404


def test_which_links_were_used_is_not_shown_while_they_are_few(client_of, aigerim, campaign, send):
    from sauatty.web.surveys import tokens

    links = services.make_links(
        actor=aigerim, campaign=campaign, invitees=[services.Invitee(f"А{n}") for n in range(8)]
    )
    client = client_of(aigerim)
    for n, link in enumerate(links[:5], start=1):
        send(campaign, token=tokens.token_of(link.pk))
        counts = client.get(page("link_list", campaign)).context["counts"]
        assert (counts.used, counts.shows_used) == (n, n == 5)


def test_the_clock_of_the_server_decides(client_of, aigerim, make_campaign):
    later = make_campaign(opens_at=timezone.now() + timedelta(days=2))
    text = client_of(aigerim).get(page("campaign_detail", later)).content.decode()
    assert "opens by itself" in text


def test_the_board_of_the_programme_says_that_people_were_asked(
    client_of, aigerim, bolat, campaign, programme, send
):
    send(campaign)
    address = "/en" + reverse("programmes:programme_detail", args=[programme.pk])[3:]
    asked = [
        bead for bead in client_of(aigerim).get(address).context["thread"] if bead.href == "/en/surveys/"
    ]
    assert [(bead.note, bead.is_done) for bead in asked] == [("1 response", False)]
    seen = {bead.href for bead in client_of(bolat).get(address).context["thread"]}
    assert "/en/surveys/" not in seen


def test_few_answers_in_a_language_are_hidden_from_analysts(client_of, aigerim, analyst, campaign, send):
    for n in range(13):
        send(campaign, language="kk" if n < 7 else "ru" if n < 12 else "en")
    shown = client_of(analyst).get(page("campaign_detail", campaign)).context["languages"]
    assert shown == [("kk", 7), ("ru", None), ("en", None)]
    seen = client_of(aigerim).get(page("campaign_detail", campaign)).context["languages"]
    assert seen == [("kk", 7), ("ru", 5), ("en", 1)]


@pytest.mark.parametrize("address", ["a@b.kz,c@d.kz", "<a@b.kz>", "a@b", "a@b.kz" + "x" * 250])
def test_what_could_be_several_addresses_is_none(client_of, aigerim, campaign, address):
    posted = {"table": f"label\temail\nАйгүл\t{address}", "language": "kk"}
    response = client_of(aigerim).post(page("link_list", campaign), posted)
    assert response.status_code == 422 and "this is no e-mail address" in response.content.decode()
    assert not campaign.links.exists()


def test_nobody_gets_two_links(client_of, aigerim, campaign):
    person = make_person("Олег", "oleg@example.kz")
    lists = [
        [services.Invitee("Айгүл", email="a@b.kz"), services.Invitee("Айгүл тағы", email="a@b.kz")],
        [services.Invitee("Олег", person=person), services.Invitee("Олег", email="oleg@example.kz")],
        [services.Invitee("Без адреса"), services.Invitee("Без адреса")],
    ]
    made = [services.make_links(actor=aigerim, campaign=campaign, invitees=one) for one in lists]
    assert [len(one) for one in made] == [1, 1, 2]
    assert services.make_links(actor=aigerim, campaign=campaign, invitees=lists[0] + lists[1]) == []


def test_a_survey_that_is_no_longer_anonymous_promises_it_no_longer(client_of, aigerim, make_campaign):
    campaign = make_campaign(is_open=False)
    before = campaign.consent_pages.get().text_en
    form = {
        **{f"title_{code}": title for code, title in TITLES.items()},
        "languages": ["kk", "ru", "en"], "is_anonymous": "no", "has_open_link": "on",
    }  # fmt: skip
    assert client_of(aigerim).post(page("campaign_edit", campaign), form).status_code == 302
    pages = list(campaign.consent_pages.order_by("version"))
    assert [one.version for one in pages] == [1, 2] and pages[0].text_en == before
    promises = {kind: letters.letter(f"consent_{kind}", "en") for kind in ("anonymous", "pseudonymous")}
    assert promises["anonymous"] in before and promises["pseudonymous"] not in before
    assert promises["pseudonymous"] in pages[1].text_en and promises["anonymous"] not in pages[1].text_en
    assert pages[1].operator == pages[0].operator and pages[1].purpose_kk == pages[0].purpose_kk


def test_a_survey_under_a_pseudonym_opens_once_respondents_know_whom_to_write_to(
    client_of, aigerim, make_campaign
):
    campaign = make_campaign(is_open=False, is_anonymous=False, contact="")
    client = client_of(aigerim)
    refused = client.post(page("campaign_open", campaign), follow=True).content.decode()
    campaign.refresh_from_db()
    assert campaign.state == "draft" and "and nobody is named" in refused
    form = {
        **{f"title_{code}": title for code, title in TITLES.items()},
        "languages": ["kk", "ru", "en"], "is_anonymous": "no", "has_open_link": "on", "contact": "asker@example.kz",
    }  # fmt: skip
    assert client.post(page("campaign_edit", campaign), form).status_code == 302
    assert "asker@example.kz" in campaign.consent_pages.order_by("-version").first().text_en
    client.post(page("campaign_open", campaign))
    campaign.refresh_from_db()
    assert campaign.state == "open"


def test_words_that_somebody_wrote_into_the_consent_text_stay_when_the_contact_changes(
    aigerim, make_campaign
):
    campaign = make_campaign(is_open=False)
    facts = {name: getattr(campaign.consent_pages.get(), name) for name in services.CONSENT_FIELDS}
    services.set_consent(actor=aigerim, campaign=campaign, **{**facts, "text_kk": "Өз сөзіміз"})
    services.change_campaign(actor=aigerim, campaign=campaign, titles=TITLES, contact="asker@example.kz")
    assert [one.version for one in campaign.consent_pages.order_by("version")] == [1, 2]


def test_a_rate_counts_only_those_whose_number_is_stated(
    client_of, aigerim, analyst, campaign, send, regions
):
    table = "KZ-75;public_library;40\nKZ-10;;2"
    client_of(aigerim).post(page("population_edit", campaign), {"table": table})
    for region, kind in (
        ("KZ-75", "public_library"),
        ("KZ-75", "school"),
        ("KZ-10", "school"),
        ("KZ-75", "school"),
    ):
        send(campaign, {"region": region, "organisation_kind": kind, "reads": "yes"})
    response = client_of(aigerim).get(page("rates", campaign))
    rates = response.context["rates"]
    assert (rates.whole.n, rates.whole.inside, rates.whole.elsewhere) == (4, 2, 2)
    assert rates.whole.rate.estimate == 2 / 42
    assert [(one.region, one.inside, one.population) for one in rates.regions] == [
        ("KZ-10", 1, 2),
        ("KZ-75", 1, 40),
    ]
    text = response.content.decode()
    assert "2 more responses are from outside the stated population" in text and "of 42 for whom" in text
    # To others two of four would be told by the rate
    seen = client_of(analyst).get(page("rates", campaign))
    assert seen.context["rates"].whole.rate is None and "outside the stated" not in seen.content.decode()


def test_every_wrong_line_of_a_population_is_named_at_once(client_of, aigerim, campaign, regions):
    table = "Атлантида;school;5\nKZ-75;ship;5\nKZ-75;school;1\nKZ-75;school;many"
    response = client_of(aigerim).post(page("population_edit", campaign), {"table": table})
    text = response.content.decode()
    assert response.status_code == 422
    assert [f"Line {line}," in text for line in (1, 2, 3, 4)] == [True, True, False, True]


@pytest.mark.parametrize("kind", ["public_library", "public-library", "prefer_not", "prefer-not"])
def test_a_kind_is_known_with_either_dash(client_of, aigerim, campaign, regions, kind):
    posted = {"table": f"KZ-75;{kind};4"}
    assert client_of(aigerim).post(page("population_edit", campaign), posted).status_code == 302
