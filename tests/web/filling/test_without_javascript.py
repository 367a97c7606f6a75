"""The whole way of a respondent whose browser runs no script."""

import re

import pytest

from sauatty.web.base.models import AuditEvent, Envelope
from sauatty.web.filling.models import Draft
from sauatty.web.instruments import services as instruments
from sauatty.web.surveys import services
from sauatty.web.surveys.models import Response
from web.filling.conftest import body

pytestmark = pytest.mark.django_db
AGREE = {"agree": "yes"}


def begin(client, language="en", slug="reading", **data):
    return client.post(f"/{language}/s/{slug}/start/", {**AGREE, **data})


def answer(client, section, go="next", language="en", **answers):
    """Fill in the page of a section as a browser would, with the names of the questions that it shows."""
    page = client.get(f"/{language}/s/reading/at/{section}/").content.decode()
    shown = re.findall(r'name="shown" value="(\w+)"', page)
    return client.post(f"/{language}/s/reading/at/{section}/", {"shown": shown, "go": go, **answers})


def test_it_works(client, campaign):
    assert begin(client)["Location"] == "/en/s/reading/at/reading/"
    stayed = answer(client, "reading", reads="yes")
    assert stayed["Location"] == "/en/s/reading/at/reading/#q-books"
    onward = answer(client, "reading", reads="yes", books="12")
    assert onward["Location"] == "/en/s/reading/at/sources/"
    answer(client, "sources", checks_news="often", learn=["search", "cite"], order=["b", "a"])
    checking = answer(client, "end", words="сенімді дереккөз")
    assert checking["Location"] == "/en/s/reading/check/"
    sent = client.post("/en/s/reading/check/")

    assert sent["Location"] == "/en/s/reading/thanks/"
    response = Response.objects.get()
    assert response.answers == {
        "reads": "yes", "books": "12", "checks_news": "often", "learn": "search cite", "order": "b a", "words": "сенімді дереккөз",
    }  # fmt: skip
    assert (response.state, response.version, response.language) == ("accepted", campaign.version, "en")
    assert response.consent == campaign.consent_pages.get()
    assert not Draft.objects.exists()
    assert "Your answers have arrived" in client.get("/en/s/reading/thanks/").content.decode()


def test_nobody_begins_without_agreeing(client, campaign):
    refused = client.post("/en/s/reading/start/", {})

    assert refused.status_code == 422
    assert "Tick that you agree" in refused.content.decode()
    assert not Draft.objects.exists()


def test_the_page_says_all_that_the_law_asks_of_a_consent(client, campaign):
    text = client.get("/kk/s/reading/").content.decode()

    for part in (
        "Қатысу ерікті kk",
        "Үлгі кітапханасы",
        "123456789012",
        "365",
        campaign.consent_pages.get().sha256,
    ):
        assert part in text


def test_skip_logic_leaves_out_a_whole_page(client, campaign):
    begin(client)
    answer(client, "reading", reads="no")
    onward = answer(client, "reading", reads="no", why="уақыт жоқ")

    assert onward["Location"] == "/en/s/reading/at/end/"
    assert client.get("/en/s/reading/at/sources/")["Location"] == "/en/s/reading/at/end/"


def test_back_loses_nothing_and_a_changed_mind_brings_answers_back(client, campaign):
    begin(client)
    answer(client, "reading", reads="yes", books="3")
    answer(client, "reading", reads="yes", books="3")
    back = answer(client, "sources", go="back", learn=["check"])
    assert back["Location"] == "/en/s/reading/at/reading/"
    answer(client, "reading", reads="no", books="3")
    answer(client, "reading", reads="yes")

    page = client.get("/en/s/reading/at/sources/").content.decode()
    assert re.search(r'value="check" checked', page)
    assert Draft.objects.get().answers["books"] == "3"


def test_answers_that_are_no_longer_asked_are_not_sent(client, campaign):
    begin(client)
    answer(client, "reading", reads="yes")
    answer(client, "reading", reads="yes", books="3")
    answer(client, "sources", learn=["check"])
    answer(client, "reading", reads="no")
    client.post("/en/s/reading/check/")

    response = Response.objects.get()
    assert (response.answers, response.state) == ({"reads": "no"}, "accepted")


def test_a_wrong_answer_is_kept_and_named_with_a_link_to_its_field(client, campaign):
    begin(client)
    answer(client, "reading", reads="yes")
    refused = answer(client, "reading", reads="yes", books="9000")

    text = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#q-books"' in text and 'id="q-books"' in text
    assert "at most 500" in text and 'value="9000"' in text


def test_what_is_required_is_asked_for_at_the_end_with_a_link(client, campaign):
    begin(client)
    assert answer(client, "reading")["Location"].endswith("/at/end/")
    page = client.get("/en/s/reading/check/").content.decode()
    assert 'href="/en/s/reading/at/reading/#q-reads"' in page
    assert "Send my answers" not in page

    assert client.post("/en/s/reading/check/").status_code == 422
    assert not Response.objects.exists()


def test_another_language_keeps_the_answers_and_each_remembers_its_own(client, campaign):
    begin(client)
    switched = answer(client, "reading", go="ru", reads="yes")
    assert switched["Location"] == "/ru/s/reading/at/reading/"
    page = client.get("/ru/s/reading/at/reading/").content.decode()
    assert 'value="yes" checked' in page and "How many books? (рус)" in page
    answer(client, "reading", language="ru", reads="yes", books="7")
    client.post("/ru/s/reading/check/")

    response = Response.objects.get()
    assert (response.language, response.languages_seen) == ("ru", {"reads": "en"})


def test_sending_twice_stores_one_response(client, campaign):
    begin(client)
    answer(client, "reading", reads="no")
    draft = Draft.objects.get()
    key = client.cookies["sauatty_s_reading"].value
    client.post("/en/s/reading/check/")
    client.cookies["sauatty_s_reading"] = key
    again = client.post("/en/s/reading/check/")

    assert again.status_code == 302
    assert [one.pk for one in Response.objects.all()] == [draft.pk]


def test_nothing_of_an_anonymous_person_stays(client, campaign):
    begin(client)
    answer(client, "reading", reads="no", why="құпия сөз")
    number = str(Draft.objects.get().pk)
    client.post("/en/s/reading/check/")
    pages = [
        client.get("/en/s/reading/thanks/"),
        client.post("/en/s/reading/anew/"),
        client.get("/en/s/reading/"),
    ]

    for page in pages:
        assert (
            number not in page.content.decode() + str(page.cookies) and "құпия" not in page.content.decode()
        )
    assert client.cookies["sauatty_s_reading"].value == ""
    assert Envelope.objects.get().sender is None
    assert not AuditEvent.objects.filter(action__contains="response").exists()


def test_a_pseudonymous_person_gets_the_number_of_the_response(client, make_campaign):
    make_campaign(is_anonymous=False)
    begin(client)
    answer(client, "reading", reads="no")
    client.post("/en/s/reading/check/")

    assert str(Response.objects.get().pk) in client.get("/en/s/reading/thanks/").content.decode()


def test_beginning_anew_deletes_what_was_begun(client, campaign):
    begin(client)
    answer(client, "reading", reads="yes")
    assert "not sent" in client.get("/en/s/reading/").content.decode()
    client.post("/en/s/reading/anew/")

    assert not Draft.objects.exists()


def test_a_survey_that_is_over_takes_what_was_begun_as_late(client, campaign, aigerim):
    begin(client)
    answer(client, "reading", reads="no")
    services.close_campaign(actor=aigerim, campaign=campaign)
    assert "over" in client.get("/en/s/reading/").content.decode()
    client.post("/en/s/reading/check/")

    assert Response.objects.get().state == "late"


def test_a_new_version_meanwhile_changes_nothing_for_who_has_begun(client, campaign, aigerim):
    begin(client)
    instrument, asked = campaign.version.instrument, campaign.version
    changed = body()
    changed["sections"][0]["questions"][0] |= {"id": "reading_at_all"}
    for part in (*changed["sections"][0]["questions"][1:], changed["sections"][1]):
        part["when"] = part["when"].replace("reads", "reading_at_all")
    instrument.body = changed
    instrument.save()
    newer = instruments.publish(instrument=instrument, actor=aigerim)
    services.move_to_version(actor=aigerim, campaign=campaign, version=newer)
    answer(client, "reading", reads="no")
    client.post("/en/s/reading/check/")

    response = Response.objects.get()
    assert (response.version, response.state, response.answers) == (asked, "accepted", {"reads": "no"})
    assert "reading_at_all" in client.get("/en/s/reading/").content.decode()


def test_a_cookie_of_somebody_elses_making_opens_nothing(client, campaign):
    begin(client)
    draft = Draft.objects.get()
    client.cookies["sauatty_s_reading"] = f"{draft.pk}"

    assert client.get("/en/s/reading/at/reading/")["Location"] == "/en/s/reading/"


def test_going_on_is_the_strongest_button_where_a_questionnaire_was_begun(client, campaign):
    fresh = client.get("/en/s/reading/").content.decode()
    assert '<button class="btn" type="submit">Begin' in fresh
    begin(client)
    again = client.get("/en/s/reading/").content.decode()

    assert '<a class="btn" id="continue"' in again and 'id="unfinished" hidden' not in again
    assert '<button class="btn quiet" type="submit">Begin' in again


def test_on_a_shared_computer_a_begun_response_is_not_offered_to_who_comes_later(
    client, campaign, monkeypatch
):
    from django.core import signing

    begin(client, shared="yes")
    answer(client, "reading", reads="yes", books="12")
    key = client.cookies["sauatty_s_reading"]
    assert key["max-age"] == "" and "Continue it" in client.get("/en/s/reading/").content.decode()
    assert client.get("/en/s/reading/at/reading/").status_code == 200

    ahead = signing.time.time() + 16 * 60
    monkeypatch.setattr(signing.time, "time", lambda: ahead)

    assert client.get("/en/s/reading/at/reading/")["Location"] == "/en/s/reading/"
    assert 'id="unfinished" hidden' in client.get("/en/s/reading/").content.decode()
    begin(client)  # without the tick it is kept for days
    assert int(client.cookies["sauatty_s_reading"]["max-age"]) > 86_400
