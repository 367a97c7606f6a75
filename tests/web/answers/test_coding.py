"""From a survey to coded answers: units, rules of a codebook, what coders see, what stands."""

import json

import pytest
from django.urls import reverse
from django.utils import translation

from sauatty.core.errors import ReviewWithoutUnits
from sauatty.web.answers import selectors, services
from sauatty.web.answers.models import Answer, CodedQuestion
from sauatty.web.coding import services as coding_services
from sauatty.web.coding.models import Decision, Unit
from web.answers.conftest import N_WRITTEN, decide, draft, make_person, respond, seat

pytestmark = pytest.mark.django_db


def page(name, *args):
    with translation.override("en"):
        return reverse(name, args=args)


def test_it_works(campaign, aigerim, first, second, project, units, client_of):
    for unit in units:
        assert decide(first, unit, 2, ["evaluate"]).status == "accepted"
        assert decide(second, unit, 2, ["evaluate"]).status == "accepted"

    codes = selectors.coded_answers(campaign)

    assert len(codes) == N_WRITTEN
    assert {(one.grade, one.parts, one.source) for one in codes} == {(2, ("evaluate",), "agreed")}
    shown = client_of(aigerim).get(page("answers:grid", project.pk))
    assert shown.status_code == 200
    assert "Критическое мышление" in shown.content.decode()


def test_blank_answers_have_no_unit_and_are_counted(project):
    assert project.n_units == N_WRITTEN
    assert CodedQuestion.objects.get(project=project).n_blank == 2
    assert not Unit.objects.filter(project=project, text__regex=r"^\s*$").exists()


def test_equal_answers_are_coded_once_where_it_is_asked(campaign, aigerim, first, second):
    project = services.start_coding(campaign=campaign, draft=draft(is_grouped=True), actor=aigerim)
    a, b = (seat(project, aigerim, name) for name in ("А", "Б"))
    unit = Unit.objects.get(project=project, text="Умение проверять информацию")

    decide(a, unit, 2, ["evaluate"])
    decide(b, unit, 2, ["evaluate"])

    assert project.n_units == N_WRITTEN - 1
    assert Answer.objects.filter(unit=unit).count() == 2
    told = selectors.human_codes(project)
    assert set(told) == {unit.pk}


def test_the_same_draft_again_begins_nothing(campaign, aigerim):
    wanted = draft()

    one = services.start_coding(campaign=campaign, draft=wanted, actor=aigerim)
    two = services.start_coding(campaign=campaign, draft=wanted, actor=aigerim)

    assert one.pk == two.pk
    assert Answer.objects.count() == N_WRITTEN


def test_a_question_without_answers_is_refused(campaign, aigerim):
    with pytest.raises(ReviewWithoutUnits):
        services.start_coding(campaign=campaign, draft=draft(question="why"), actor=aigerim)


def test_a_unit_is_named_by_its_response_and_question(units):
    answer = Answer.objects.get(unit=units[0])

    assert units[0].ref == f"{answer.response_id}:definition"


@pytest.mark.parametrize(
    ("grade", "parts"),
    [
        (4, []),
        (-1, []),
        (0, ["evaluate"]),
        (3, ["gmilaf.2.3"]),
        (2, ["evaluate", "evaluate"]),
        (2, "evaluate"),
        (2, [["x"]]),
    ],
)
def test_what_the_codebook_does_not_know_is_kept_but_not_taken_in(first, units, grade, parts):
    body_parts = parts if isinstance(parts, list) else parts

    receipt = decide(first, units[0], grade, body_parts)

    assert receipt.status == "quarantined"
    assert not Decision.objects.filter(unit=units[0]).exists()


def test_the_highest_grade_stands_and_parts_keep_the_order_of_the_codebook(first, units):
    decide(first, units[0], 3, ["create-use", "access", "evaluate"])

    stored = Decision.objects.get(unit=units[0])
    assert stored.relevance == 3
    assert stored.competences == ["access", "evaluate", "create-use"]


def test_a_wrong_answer_may_name_parts_and_a_right_one_none(first, second, units):
    assert decide(first, units[0], 1, ["evaluate"]).status == "accepted"
    assert decide(second, units[0], 2, []).status == "accepted"


def test_a_demand_is_not_part_of_an_answer(first, units):
    assert decide(first, units[0], 1, [], demand=3).status == "quarantined"


def test_new_answers_come_to_the_end(campaign, project, aigerim):
    respond(campaign, "Жаңа жауап", number=200)
    respond(campaign, " ", number=201)

    n = services.take_in_new(project=project, actor=aigerim)

    last = Unit.objects.filter(project=project).order_by("-position").first()
    project.refresh_from_db()
    assert n == 1
    assert (last.text, project.n_units) == ("Жаңа жауап", N_WRITTEN + 1)
    assert services.take_in_new(project=project, actor=aigerim) == 0


# --- what is shown ------------------------------------------------------------------------------------------------


def test_the_queue_speaks_of_answers_and_shows_declared_attributes_alone(first, units, client_of):
    html = client_of(first.person).get(page("coding:queue", first.project_id)).content.decode()

    assert "Parts that the answer names" in html
    assert "objective" not in html.lower().replace("csp", "")
    assert "Almaty" in html
    assert 'data-top="3"' in html
    assert "Cognitive demand" not in html
    assert str(Answer.objects.first().response_id) not in html


def test_no_byte_of_the_other_coder_reaches_a_coder_before_both_decided(first, second, units, client_of):
    decide(second, units[0], 3, ["evaluate", "access"], note="ҚҰПИЯ")
    browser = client_of(first.person)

    before = browser.get(page("answers:grid", first.project_id)).content.decode()
    told = json.loads(browser.get(page("coding:queue_units", first.project_id)).content)
    decide(first, units[0], 3, ["evaluate", "access"])
    after = browser.get(page("answers:grid", first.project_id)).content.decode()

    assert "ҚҰПИЯ" not in before
    assert "waits for another coder" not in before
    assert "ҚҰПИЯ" not in json.dumps(told, ensure_ascii=False)
    assert "ҚҰПИЯ" in after


def test_filters_of_a_coder_do_not_tell_the_other_ones_codes(first, second, units, client_of):
    decide(second, units[0], 3, ["evaluate"], unsure=True)
    browser = client_of(first.person)

    for query in ("grade=3", "only=unsure", "only=differing"):
        shown = browser.get(page("answers:grid", first.project_id) + "?" + query).content.decode()
        assert units[0].text not in shown, query


def test_small_groups_of_respondents_stay_unsaid(campaign, project):
    respond(campaign, "Жалғыз өзім", kind="prefer_not", number=300)

    services.take_in_new(project=project, actor=None)

    shown = Answer.objects.get(project=project, response__answers__organisation_kind="prefer_not")
    assert "organisation_kind" not in shown.attributes


@pytest.mark.parametrize("typed", ["ақпарат", "акпарат", "aqparat"])
def test_search_finds_kazakh_however_it_is_typed(project, aigerim, client_of, typed):
    shown = client_of(aigerim).get(page("answers:grid", project.pk), {"q": typed}).content.decode()

    assert "Ақпаратты іздеу" in shown
    assert "Акпаратты тексеру" in shown
    assert "aqparatty tekseru" in shown
    assert "Критическое" not in shown


def test_filters_narrow_the_grid(project, aigerim, first, second, units, client_of):
    decide(first, units[0], 3, ["evaluate"])
    decide(second, units[0], 2, ["evaluate"], unsure=True)
    address, browser = page("answers:grid", project.pk), client_of(aigerim)

    for query, n in [
        ({"only": "differing"}, 1),
        ({"only": "unsure"}, 1),
        ({"grade": "3"}, 1),
        ({"grade": "0"}, 0),
        ({"only": "open"}, N_WRITTEN - 1),
        ({"form": "ru"}, None),
    ]:
        rows = browser.get(address, query).context["rows"]
        assert n is None or len(rows) == n, query
    assert (
        browser.get(address, {"grade": "x", "only": "nonsense", "page": "z", "form": "??"}).status_code == 200
    )


def test_pages_need_few_queries(
    project, aigerim, first, second, units, client_of, django_assert_max_num_queries
):
    for unit in units:
        decide(first, unit, 2, ["evaluate"])
    manager, coder = client_of(aigerim), client_of(second.person)

    with django_assert_max_num_queries(20):
        manager.get(page("answers:grid", project.pk))
    with django_assert_max_num_queries(15):
        coder.get(page("coding:queue", project.pk))
    with django_assert_max_num_queries(14):
        coder.get(page("coding:queue_units", project.pk))


# --- rights -------------------------------------------------------------------------------------------------------


def test_only_those_of_the_programme_and_its_coders_get_in(
    project, campaign, first, analyst, stranger, client_of
):
    elsewhere = make_person("Басқа бағдарлама", "coordinator")
    elsewhere.grants.all().delete()
    other_programme = make_person("Өзге үйлестіруші")
    from sauatty.web.accounts.models import Grant
    from sauatty.web.programmes.models import Programme

    foreign = Programme.objects.create(title_kk="Басқа")
    Grant.objects.create(
        person=other_programme, role="coordinator", scope_kind="programme", scope_id=foreign.pk
    )
    coder = make_person("Орны жоқ кодтаушы", "coder")

    for name in ("coding:project_detail", "answers:grid", "answers:project_book"):
        assert client_of(analyst).get(page(name, project.pk)).status_code == 200, name
        assert client_of(first.person).get(page(name, project.pk)).status_code == 200, name
        for person in (stranger, other_programme, coder):
            assert client_of(person).get(page(name, project.pk)).status_code == 404, (name, person)
        assert client_of().get(page(name, project.pk)).status_code == 302
    start = page("answers:start_coding", campaign.pk, "definition")
    assert client_of(analyst).get(start).status_code == 200
    assert client_of(other_programme).get(start).status_code == 404
    assert client_of(first.person).get(start).status_code == 404


def test_who_has_left_reads_no_answers(project, first, aigerim, client_of):
    pages = [page(f"answers:{name}", project.pk) for name in ("grid", "project_book")]
    assert [client_of(first.person).get(one).status_code for one in pages] == [200, 200]

    coding_services.unseat_person(actor=aigerim, seat=first)

    assert [client_of(first.person).get(one).status_code for one in pages] == [404, 404]
    assert client_of(first.person).get(page("coding:project_detail", project.pk)).status_code == 404
    assert client_of(aigerim).get(pages[0]).status_code == 200


def test_a_person_of_another_programme_does_not_manage(project, client_of):
    from sauatty.web.accounts.models import Grant
    from sauatty.web.programmes.models import Programme

    foreign = Programme.objects.create(title_kk="Басқа")
    person = make_person("Өзге әдіскер")
    Grant.objects.create(person=person, role="methodologist", scope_kind="programme", scope_id=foreign.pk)

    assert client_of(person).get(page("coding:seats", project.pk)).status_code == 404
    assert project not in selectors.list_codings(person)


def test_beginning_from_the_page(campaign, analyst, client_of):
    address = page("answers:start_coding", campaign.pk, "definition")
    client = client_of(analyst)
    form = client.get(address).context["form"]
    sent = {
        "request_id": form.initial["request_id"], "title_kk": "Анықтамалар", "codebook": "mil-definition 1",
        "attributes": ["region"], "n_coders_wanted": 2,
    }  # fmt: skip

    bad = client.post(address, {**sent, "codebook": "no-such 1", "title_kk": ""})
    good = client.post(address, sent)

    assert bad.status_code == 422
    assert good.status_code == 302
    asked = CodedQuestion.objects.get()
    assert (asked.attributes, asked.project.kind) == (["region"], "answers")
    assert client.get(good["Location"]).status_code == 200


def test_words_go_when_the_response_goes(campaign, project, first, units):
    from sauatty.web.answers.services import erasure

    decide(first, units[0], 2, ["evaluate"], note="«Ақпаратты іздеу» дейді")
    assert erasure.forget_lost_answers() == 0
    Answer.objects.get(unit=units[0]).response.delete()

    n = erasure.forget_lost_answers()

    units[0].refresh_from_db()
    assert n == 1
    assert (units[0].text, units[0].ref, units[0].state) == ("", "", "withdrawn")
    assert Decision.objects.get(unit=units[0]).note == ""
