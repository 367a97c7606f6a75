"""Who is let in where: languages, personal links, surveys that are not open."""

import pytest

from sauatty.web.surveys import services
from sauatty.web.surveys.models import Campaign, Response
from sauatty.web.surveys.tokens import token_of

pytestmark = pytest.mark.django_db


def test_an_address_without_a_language_leads_to_the_one_the_device_asks_for(client, campaign):
    found = client.get("/s/reading/", headers={"accept-language": "ru-RU,ru;q=0.9"})

    assert found.status_code == 302 and found["Location"] == "/ru/s/reading/"
    assert "Accept-Language" in found["Vary"]


def test_a_language_that_is_not_asked_leads_to_one_that_is(client, make_campaign):
    make_campaign(languages=["kk", "ru"])

    assert client.get("/en/s/reading/?k=abc")["Location"] == "/kk/s/reading/?k=abc"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_holds_the_whole_form_in_its_language(client, campaign, language):
    text = client.get(f"/{language}/s/reading/").content.decode()

    marks = {"kk": "(қаз)", "ru": "(рус)", "en": "In your words<"}
    assert text.count('class="step"') == 6 and marks[language] in text
    assert 'data-when="[&quot;=&quot;,[&quot;name&quot;,&quot;reads&quot;]' in text


def test_nobody_who_is_signed_in_is_named(client_of, campaign, aigerim):
    assert aigerim.name.split()[0] not in client_of(aigerim).get("/kk/s/reading/").content.decode()


def test_an_unknown_survey_is_not_found(client, db):
    assert client.get("/kk/s/absent/").status_code == 404


@pytest.fixture
def link(make_campaign, aigerim):
    campaign = make_campaign(has_open_link=False)
    return services.make_links(actor=aigerim, campaign=campaign, invitees=[services.Invitee("Дана")])[0]


def test_a_personal_link_opens_once(client, link):
    token = token_of(link.pk)
    assert "personal links" in client.get("/en/s/reading/").content.decode()
    assert "not known" in client.get("/en/s/reading/?k=wrong").content.decode()
    assert client.get(f"/en/s/reading/t/{token}/")["Location"] == f"/en/s/reading/?k={token}"
    assert "I agree" in client.get(f"/en/s/reading/?k={token}").content.decode()
    client.post("/en/s/reading/start/", {"agree": "yes", "k": token})
    client.post("/en/s/reading/at/reading/", {"shown": ["reads"], "reads": "no", "go": "next"})
    client.post("/en/s/reading/check/")

    link.refresh_from_db()
    assert link.used_on is not None and Response.objects.get().state == "accepted"
    assert "already sent" in client.get(f"/en/s/reading/?k={token}").content.decode()


def test_the_empty_form_is_given_to_the_worker_without_a_token(client, link):
    page = client.get("/en/s/reading/?kept=1")

    assert page["X-Sauatty-Survey"].split()[0] == "reading" and token_of(link.pk) not in page.content.decode()


def test_a_survey_that_is_not_open_shows_no_form(client, campaign):
    Campaign.objects.update(state="draft")
    page = client.get("/en/s/reading/")

    assert "not been opened" in page.content.decode()
    assert page["X-Sauatty-Survey"].endswith(" closed") and "survey-form" not in page.content.decode()


def test_the_worker_is_a_script_that_keeps_this_survey(client, campaign):
    found = client.get("/kk/s/reading/worker.js")

    assert found["Content-Type"].startswith("text/javascript")
    assert '"page": "/kk/s/reading/"' in found.content.decode()


def test_the_need_that_a_person_named_before_stands_in_the_question_about_it(
    client, make_campaign, aigerim, monkeypatch
):
    from sauatty.core.languages import Translated
    from sauatty.web.surveys.selectors import CarriedNeed

    named = CarriedNeed("learn", (Translated("Дерек <тексеру>", "Проверка", "Checking <data>"),))
    monkeypatch.setattr(
        "sauatty.web.surveys.selectors.carried_needs", lambda campaign, token: (named,) if token else ()
    )
    campaign = make_campaign(is_anonymous=False)
    link = services.make_links(actor=aigerim, campaign=campaign, invitees=[services.Invitee("Дана")])[0]
    asking = {**campaign.version.body["sections"][0]["questions"][0]}
    monkeypatch.setattr("sauatty.web.filling.views.drafts.NEED", b"Do you read")
    client.post("/en/s/reading/start/", {"agree": "yes", "k": token_of(link.pk)})
    page = client.get("/en/s/reading/at/reading/").content.decode()

    assert asking["text"]["en"] == "Do you read?" and "Checking &lt;data&gt;?" in page
    assert (
        'data-need="Checking &lt;data&gt;"'
        in client.get(f"/en/s/reading/?k={token_of(link.pk)}").content.decode()
    )


def test_what_is_agreed_to_stands_under_its_headings_and_code_in_it_stays_text(client, campaign, aigerim):
    facts = {name: getattr(campaign.consent_pages.get(), name) for name in services.CONSENT_FIELDS}
    facts = {name: value for name, value in facts.items() if not name.startswith("text_")}
    services.set_consent(
        actor=aigerim, campaign=campaign, **facts | {"purpose_ru": "<script>alert(1)</script>"}
    )
    text = client.get("/ru/s/reading/").content.decode()

    assert "## " not in text and text.count("<h3>") >= 5
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in text and "<script>alert" not in text


def test_an_open_page_leaves_no_session_behind(client, campaign):
    names = set(client.get("/ru/s/reading/").cookies)

    assert names == {"sauatty_csrf"}
