"""The pages about one survey: who sees them, what they say, and how few queries they take."""

import re
from uuid import uuid4

import pytest
from django.utils.html import escape

from sauatty.core.records import CodedAnswer
from sauatty.web.base.models import AuditDetail, ExportedFile
from sauatty.web.needs.models import KeptFigure
from sauatty.web.surveys import selectors as surveys
from sauatty.web.surveys.models import Campaign, Response
from web.needs.conftest import address

PAGES = ("overview", "tables", "crossed", "claimed", "ranking", "change", "weights")
ALL = (*PAGES, "report", "research")
pytestmark = pytest.mark.django_db


def text_of(client, *where, **query):
    return client.get(address(*where, **query)).content.decode()


def links_in(text, part):
    return [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', text) if part in one]


@pytest.mark.parametrize("page", ALL)
def test_a_page_opens_for_who_works_with_the_programme_and_is_not_there_for_others(
    page, demo_survey, analyst, stranger, bolat, client_of
):
    assert client_of(analyst).get(address(page, demo_survey)).status_code == 200
    assert client_of(stranger).get(address(page, demo_survey)).status_code == 404
    assert client_of(bolat).get(address(page, demo_survey)).status_code == 404
    assert client_of().get(address(page, demo_survey)).status_code == 302


@pytest.mark.parametrize("page", ALL)
def test_every_page_says_that_the_data_are_invented(page, demo_survey, analyst, client_of):
    assert "Invented data for looking around" in text_of(client_of(analyst), page, demo_survey)


@pytest.mark.parametrize(
    ("page", "most"),
    [("overview", 24), ("tables", 16), ("crossed", 16), ("claimed", 22), ("ranking", 20), ("change", 20)],
)
def test_a_page_takes_few_queries(page, most, demo_survey, analyst, client_of, django_assert_max_num_queries):
    client = client_of(analyst)
    client.get(address(page, demo_survey))
    with django_assert_max_num_queries(most):
        client.get(address(page, demo_survey))


def test_the_list_names_the_surveys_of_ones_programmes_only(demo_survey, analyst, stranger, client_of):
    assert "60 responses" in client_of(analyst).get("/en/needs/").content.decode()
    assert client_of(stranger).get("/en/needs/").status_code == 404


def test_a_count_opens_exactly_the_answers_that_it_counts(demo_survey, analyst, client_of):
    client = client_of(analyst)
    text = text_of(client, "tables", demo_survey, section="profile")
    table = surveys.response_table(demo_survey)
    for code in ("school", "public_library"):
        links = [
            one for one in links_in(text, "/rows/") if f"answer={code}" in one and "organisation_kind" in one
        ]
        page = client.get(links[0]).content.decode()
        n = table.column("organisation_kind").count(code)
        assert f'<b class="num">{n}</b>' in page
        assert page.count('<tr><th scope="row"><code>') == min(n, 50)


def test_who_was_asked_and_gave_no_answer_is_counted_and_listed(demo_survey, analyst, client_of):
    client = client_of(analyst)
    text = text_of(client, "tables", demo_survey, section="profile")
    [link] = [one for one in links_in(text, "what=missing") if "question=years" in one]
    n = surveys.response_table(demo_survey).column("years").count("")
    assert n and f'<b class="num">{n}</b>' in client.get(link).content.decode()


def test_rows_show_no_id_of_a_response_and_no_two_lists_share_a_mark(
    demo_survey, analyst, aigerim, client_of
):
    client, ids = client_of(analyst), surveys.response_table(demo_survey).ids
    one, two = (
        text_of(client, "rows", demo_survey, what="answer", question=name) for name in ("region", "locality")
    )
    assert not any(response in one + two for response in ids)
    marks = [set(re.findall(r"<code>([0-9A-F]{6})</code>", page)) for page in (one, two)]
    other = text_of(client_of(aigerim), "rows", demo_survey, what="answer", question="region")
    assert len(marks[0]) == 50 and not marks[0] & marks[1]
    assert not marks[0] & set(re.findall(r"<code>([0-9A-F]{6})</code>", other))


@pytest.mark.parametrize(
    "query",
    [
        {}, {"what": "all"}, {"what": "answer", "question": "none"}, {"what": "answer", "question": "years", "answer": "x"},
        {"what": "answer", "question": "years", "answer": "under_3", "by": "need_ranked", "group": "x"},
        {"what": "need", "competence": "gmilaf.9.9", "part": "stated"}, {"what": "claim", "claim": "x", "grade": "1"},
        {"what": "change", "pair": "x", "way": "gained"}, {"what": "missing"},
    ],
)  # fmt: skip
def test_rows_of_what_is_no_number_are_not_there(query, demo_survey, analyst, client_of):
    assert client_of(analyst).get(address("rows", demo_survey, **query)).status_code == 404


def test_a_hidden_cell_is_neither_shown_nor_listed(demo_survey, analyst, client_of):
    from sauatty.web.needs.figures import Figures

    found = Figures(demo_survey).cross("training_received", "role", "en")
    hidden = [(group.group, row.code) for group in found.table.groups for row in group.rows if row.n is None]
    assert hidden
    client = client_of(analyst)
    text = text_of(client, "crossed", demo_survey, question="training_received", by="role")
    assert text.count('<span class="muted">hidden</span>') == len(hidden)
    for group, code in hidden[:5]:
        query = {
            "what": "answer",
            "question": "training_received",
            "answer": code,
            "by": "role",
            "group": group,
        }
        assert client.get(address("rows", demo_survey, **query)).status_code == 404
    shown = [one for one in links_in(text, "/rows/") if "by=role" in one]
    assert shown and all(client.get(one).status_code == 200 for one in shown)


def test_who_keeps_the_site_reads_numbers_and_no_answers(demo_survey, keeper, client_of):
    client = client_of(keeper)
    text = text_of(client, "tables", demo_survey, section="profile")
    assert "/rows/" not in text and '<span class="muted">hidden</span>' in text
    for page in ("claimed", "ranking", "change", "weights", "report", "research"):
        assert client.get(address(page, demo_survey)).status_code == 404
    assert client.get(address("rows", demo_survey, what="answer", question="region")).status_code == 404
    assert client.post(f"/en/needs/{demo_survey.pk}/files/tables/").status_code == 404


def test_who_keeps_the_site_reads_nothing_of_fewer_than_five(demo_survey, keeper, client_of):
    keep = list(Response.objects.filter(campaign=demo_survey).values_list("pk", flat=True)[:4])
    Response.objects.filter(campaign=demo_survey).exclude(pk__in=keep).delete()
    assert "Fewer than five people have answered" in text_of(client_of(keeper), "tables", demo_survey)


def test_what_one_of_eight_answered_is_not_ranked(demo_survey, analyst, client_of):
    keep = list(Response.objects.filter(campaign=demo_survey).values_list("pk", flat=True)[:8])
    Response.objects.filter(campaign=demo_survey).exclude(pk__in=keep).delete()
    for one in Response.objects.filter(pk__in=keep[1:]):
        one.answers = {name: one.answers[name] for name in ("region", "role") if name in one.answers}
        one.save()
    said = text_of(client_of(analyst), "ranking", demo_survey)
    assert "fewer than five people have answered the questions" in said
    assert "Answered by fewer than five people:" in said
    assert '<table class="stack needs">' not in said


@pytest.mark.parametrize("n", [0, 1, 4])
@pytest.mark.parametrize("page", ALL)
def test_a_survey_of_few_or_no_responses_has_every_page(page, n, demo_survey, analyst, client_of):
    keep = list(Response.objects.filter(campaign=demo_survey).values_list("pk", flat=True)[:n])
    Response.objects.filter(campaign=demo_survey).exclude(pk__in=keep).delete()
    client = client_of(analyst)
    for query in ({}, {"weighted": "1"}, {"by": "region"}, {"section": "needs"}, {"source": "machine"}):
        assert client.get(address(page, demo_survey, **query)).status_code == 200
    for figure in ("crossed", "ranking", "claimed", "role"):
        assert client.get(f"/en/needs/{demo_survey.pk}/charts/{figure}.svg").status_code in (200, 404)


def test_charts_are_svg_in_the_language_of_the_page(demo_survey, analyst, client_of, coded):
    client = client_of(analyst)
    coded["agreed"] = all_coded(demo_survey, "agreed")
    for figure in ("role", "crossed", "ranking", "claimed"):
        found = client.get(f"/ru/needs/{demo_survey.pk}/charts/{figure}.svg?question=role&by=region")
        assert found.headers["Content-Type"].startswith("image/svg+xml") and b"<svg" in found.content
    assert client.get(f"/ru/needs/{demo_survey.pk}/charts/nothing.svg").status_code == 404


@pytest.mark.parametrize("page", ["tables", "crossed", "claimed", "ranking", "change"])
def test_the_figures_of_a_page_are_a_file_and_the_making_is_written_down(
    page, demo_survey, analyst, client_of
):
    client = client_of(analyst)
    found = client.post(f"/en/needs/{demo_survey.pk}/files/{page}/", {"format": "csv"}, follow=True)
    text = found.content.decode("utf-8-sig")
    assert text.startswith("Invented data for looking around")
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert AuditDetail.objects.filter(payload__campaign=str(demo_survey.pk)).count() == 1
    assert client.post(f"/en/needs/{demo_survey.pk}/files/weights/").status_code == 404


def test_figures_that_took_long_are_kept_until_an_answer_changes(demo_survey, analyst, client_of):
    client = client_of(analyst)
    text_of(client, "ranking", demo_survey)
    text_of(client, "ranking", demo_survey)
    assert KeptFigure.objects.filter(measure="needs").count() == 1
    Response.objects.filter(campaign=demo_survey).first().delete()
    assert "59 responses." in text_of(client, "ranking", demo_survey)
    assert KeptFigure.objects.filter(measure="needs").count() == 2


def test_the_parts_of_the_index_can_be_weighted_and_the_page_says_so(demo_survey, analyst, client_of):
    client = client_of(analyst)
    equal = text_of(client, "ranking", demo_survey)
    assert "These weights are your own" not in equal and "1 × Stated need" in equal
    own = text_of(client, "ranking", demo_survey, w_stated="3", w_claimed="0", w_shown="0", w_practice="0")
    assert "These weights are your own" in own and "3 × Stated need" in own
    for odd in ("nan", "-1", "x", "1e400"):
        assert "These weights are your own" not in text_of(client, "ranking", demo_survey, w_stated=odd)


def test_a_part_of_a_need_opens_those_in_need(demo_survey, analyst, client_of):
    client = client_of(analyst)
    links = [one for one in links_in(text_of(client, "ranking", demo_survey), "what=need")]
    assert len(links) > 20
    page = client.get(links[0])
    assert page.status_code == 200 and re.search(r'<b class="num">[1-9]', page.content.decode())


def test_weights_bring_the_margins_to_the_population_and_the_design_effect_is_said(
    demo_survey, analyst, client_of
):
    client = client_of(analyst)
    text = text_of(client, "weights", demo_survey)
    assert "(raking)" in text and "Design effect" in text
    assert "Design effect" in text_of(client, "tables", demo_survey, weighted="1")
    assert "Design effect" not in text_of(client, "tables", demo_survey)
    Campaign.objects.filter(pk=demo_survey.pk).update(population=[])
    assert client.get(address("weights", demo_survey)).status_code == 404
    assert "Design effect" not in text_of(client, "tables", demo_survey, weighted="1")


@pytest.fixture
def coded(monkeypatch):
    """Return a way to say what the answers of a survey are coded as, by source."""
    from sauatty.web.answers import selectors as answers

    given = {}
    monkeypatch.setattr(
        answers, "coded_answers", lambda campaign, source="agreed", **more: given.get(source, [])
    )
    return given


def all_coded(campaign, source, grade=1):
    table = surveys.response_table(campaign)
    texts = zip(table.ids, table.column("mil_definition"), strict=True)
    return [CodedAnswer(one, "mil_definition", grade, ("evaluate",), source) for one, text in texts if text]


def test_claimed_and_shown_counts_one_source_and_says_whose_it_is(demo_survey, analyst, client_of, coded):
    client = client_of(analyst)
    assert "No definition is coded by this source yet" in text_of(client, "claimed", demo_survey)
    coded["agreed"], coded["machine"] = (
        all_coded(demo_survey, "agreed", 3)[:20],
        all_coded(demo_survey, "machine"),
    )
    agreed = text_of(client, "claimed", demo_survey)
    assert "agreed codes of people (20)" in agreed and "machine proposal, not reviewed" not in agreed
    machine = text_of(client, "claimed", demo_survey, source="machine")
    assert "machine suggestions (49)" in machine and "machine proposal, not reviewed" in machine
    links = links_in(machine, "what=claim")
    assert links and all("source=machine" in one for one in links)
    for link in links:
        found = client.get(link)
        assert found.status_code == 200


@pytest.mark.parametrize("others", [False, True])
def test_empty_definitions_alone_are_set_against_no_claim(others, demo_survey, analyst, client_of, coded):
    """Without a code only who wrote nothing has a grade: 100 % of them 'showed nothing'."""
    if others:
        coded["agreed"] = [CodedAnswer("x", "another_question", 2, (), "agreed")]
    client = client_of(analyst)
    text = text_of(client, "claimed", demo_survey, by="language")
    assert "No definition is coded by this source yet" in text
    assert "who said they could explain it" not in text and "Shares are of each row" not in text
    assert client.get(f"/en/needs/{demo_survey.pk}/charts/claimed.svg").status_code == 404
    for query in ({"what": "over"}, {"what": "claim", "claim": "explain", "grade": "0"}):
        assert client.get(address("rows", demo_survey, **query)).status_code == 404
    found = client.post(f"/en/needs/{demo_survey.pk}/files/claimed/", {"format": "csv"}, follow=True)
    heads = {re.split("[,;\t]", one)[0] for one in found.content.decode("utf-8-sig").splitlines()}
    assert "Claimed" not in heads and "Term" in heads


def test_an_interval_below_0_is_written_in_words():
    from sauatty.web.needs.templatetags.needs import ends

    assert ends({"low": -0.53, "high": -0.03}) == "from −0.53 to −0.03"
    assert ends({"low": -0.2, "high": 0.1}, True) == "from −20.0% to 10.0%"
    assert ends({"low": 0.2, "high": 0.31}) == "0.20–0.31"


def test_overclaiming_is_told_by_groups_with_the_small_ones_hidden(demo_survey, analyst, client_of, coded):
    coded["agreed"] = all_coded(demo_survey, "agreed")
    for by in ("language", "region", "organisation_kind"):
        text = text_of(client_of(analyst), "claimed", demo_survey, by=by)
        assert "by group" in text and "d′" in text
    assert "hidden" in text_of(client_of(analyst), "claimed", demo_survey, by="region")


def test_an_instrument_without_foils_and_definition_says_what_it_lacks(
    campaign_of_reading, analyst, client_of
):
    client = client_of(analyst)
    text = text_of(client, "claimed", campaign_of_reading)
    assert escape("has 0 real and 0 invented terms") in text and "role" in text
    for page in ALL:
        if page != "weights":  # no population is stated
            assert client.get(address(page, campaign_of_reading)).status_code == 200


def test_a_blind_coder_does_not_see_what_was_agreed(demo_survey, analyst, client_of, monkeypatch):
    from sauatty.web.coding import selectors as coding

    monkeypatch.setattr(coding, "blind_sources", lambda person, kind: frozenset({demo_survey.pk}))
    client = client_of(analyst)
    for page in ("claimed", "ranking", "change"):
        assert "You are coding the open answers" in text_of(client, page, demo_survey)
        assert client.post(f"/en/needs/{demo_survey.pk}/files/{page}/").status_code == 404
    assert client.get(address("rows", demo_survey, what="claim", claim="never", grade="1")).status_code == 404
    assert (
        client.post(
            address("report", demo_survey), {"language": "kk", "format": "pdf", "source": "agreed"}
        ).status_code
        == 422
    )
    assert client.get(f"/en/needs/{demo_survey.pk}/charts/ranking.svg").status_code == 404
    assert client.get(address("tables", demo_survey)).status_code == 200


def test_a_survey_that_is_not_there_is_not_found(analyst, client_of):
    assert client_of(analyst).get(f"/en/needs/{uuid4()}/").status_code == 404
    assert not ExportedFile.objects.exists()
