"""The page of a plan: suggested, edited, restored; who sees what."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from sauatty.core.catalogue.modules import load_modules
from sauatty.core.errors import NoNeedsToPlan, PlanImpossible, PlanMovedOn
from sauatty.web.base.models import AuditEvent
from sauatty.web.coding import selectors as coding
from sauatty.web.plans import services
from sauatty.web.plans.drafting import Budget, Draft
from sauatty.web.plans.models import PlanVersion
from sauatty.web.plans.presenting import Shown
from web.plans.conftest import BUDGET, address, table_of

pytestmark = pytest.mark.django_db


def test_it_works_and_a_stranger_finds_nothing(client_of, aigerim, analyst, stranger, demo_survey, plan):
    people = (aigerim, analyst, stranger, None)
    answers = [client_of(who).get(address("plan_detail", demo_survey)).status_code for who in people]

    assert answers == [200, 200, 404, 302]


def test_the_list_names_surveys_with_their_plans_in_few_queries(
    client_of, aigerim, demo_survey, plan, django_assert_max_num_queries
):
    browser = client_of(aigerim)
    browser.get("/en/plans/")
    with django_assert_max_num_queries(12):
        text = browser.get("/en/plans/").content.decode()

    assert "Invented survey" in text and "of the need answered" in text


def test_a_plan_is_suggested_from_a_budget(client_of, aigerim, demo_survey, newest):
    sent = {"hours": "12", "sessions": "", "languages": ["kk"], "base": ""}
    answer = client_of(aigerim).post(address("plan_suggest", demo_survey), sent)
    found = newest()

    assert answer.status_code == 302
    assert found.hours <= 12
    assert found.body["languages"] == ["kk"]
    assert found.figures["gap"] == 0
    assert AuditEvent.objects.filter(action="plan.suggested").exists()


def test_more_hours_never_answer_less(plan):
    answered = [share for _hours, share in plan.figures["by_hours"]]

    assert answered == sorted(answered)
    assert [20.0, pytest.approx(plan.answered, abs=1e-9)] in plan.figures["by_hours"]


def test_the_page_gives_reasons_that_lead_to_the_answers(client_of, aigerim, demo_survey, plan):
    text = client_of(aigerim).get(address("plan_detail", demo_survey)).content.decode()

    assert f"/en/needs/{demo_survey.pk}/rows/?what=need" in text
    assert "named it as something to learn" in text
    assert "Invented data for looking around" in text


def test_who_reads_figures_only_is_led_to_no_page_that_is_not_theirs(client_of, keeper, demo_survey, plan):
    browser = client_of(keeper)
    text = browser.get(address("plan_detail", demo_survey)).content.decode()

    assert "named it as something to learn" in text
    links = set(re.findall(rf'href="(/en/(?:needs|plans)/{demo_survey.pk}/[^"#]*)"', text))
    assert links
    assert {one: browser.get(one).status_code for one in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize(
    ("n", "of", "is_told"), [(30, 60, True), (60, 60, True), (57, 60, False), (3, 60, False)]
)
def test_who_reads_figures_only_is_told_of_no_few_and_of_no_all_but_a_few(n, of, is_told, demo_survey, plan):
    for module in plan.figures["modules"]:
        for reason in module["reasons"]:
            reason["shares"] = [{**one, "n_in_need": n, "n": of} for one in reason["shares"]]
    told = {
        sees_rows: [
            reason["shares"]
            for module in Shown(demo_survey, plan, "en", sees_rows=sees_rows).modules()
            for reason in module["reasons"]
        ]
        for sees_rows in (True, False)
    }

    assert any(told[True]) and any(told[False]) == is_told


def test_a_version_never_changes_but_for_the_name_of_its_maker(plan):
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanVersion.objects.filter(pk=plan.pk).update(answered=1.0)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanVersion.objects.filter(pk=plan.pk).update(figures={})

    assert PlanVersion.objects.filter(pk=plan.pk).update(created_by=None) == 1


def test_a_plan_says_that_answers_have_changed_and_saving_it_computes_anew(
    client_of, aigerim, demo_survey, plan, newest
):
    browser = client_of(aigerim)
    assert "have changed since" not in browser.get(address("plan_detail", demo_survey)).content.decode()

    ids = demo_survey.responses.values_list("pk", flat=True)[:20]
    demo_survey.responses.filter(pk__in=list(ids)).delete()
    assert "have changed since" in browser.get(address("plan_detail", demo_survey)).content.decode()

    browser.post(address("plan_edit", demo_survey), table_of(plan))
    assert newest().number == plan.number + 1
    assert "have changed since" not in browser.get(address("plan_detail", demo_survey)).content.decode()


def test_the_page_needs_few_queries(client_of, aigerim, demo_survey, plan, django_assert_max_num_queries):
    browser = client_of(aigerim)
    browser.get(address("plan_detail", demo_survey))
    with django_assert_max_num_queries(22):
        browser.get(address("plan_detail", demo_survey))


def test_dropping_a_module_is_a_version_that_answers_less(client_of, aigerim, demo_survey, plan, newest):
    gone = plan.body["modules"][0]["id"]
    sent = table_of(plan, **{f"in_{gone}": None})
    answer = client_of(aigerim).post(address("plan_edit", demo_survey), sent, follow=True)
    found = newest()

    assert (found.number, found.kind, found.made_from) == (2, "edited", 1)
    assert gone in found.body["dropped"]
    assert found.answered < plan.answered
    assert "before it was" in answer.content.decode()
    assert plan.answered == PlanVersion.objects.get(pk=plan.pk).answered


def test_hours_of_a_module_change_what_is_answered(client_of, aigerim, demo_survey, plan, newest):
    own = plan.body["modules"][0]
    sent = table_of(plan, **{f"hours_{own['id']}": "0,5"})
    client_of(aigerim).post(address("plan_edit", demo_survey), sent)

    assert newest().body["modules"][0]["hours"] == 0.5
    assert newest().answered < plan.answered


def test_modules_and_lessons_move(client_of, aigerim, demo_survey, plan, newest):
    first, second = (one["id"] for one in plan.body["modules"][:2])
    browser = client_of(aigerim)
    browser.post(address("plan_edit", demo_survey), table_of(plan, move=f"{first}:down"))
    assert [one["id"] for one in newest().body["modules"][:2]] == [second, first]

    lessons = newest().body["modules"][0]["lessons"]
    browser.post(address("plan_edit", demo_survey), table_of(newest(), move=f"{second}/{lessons[0]}:down"))
    assert newest().body["modules"][0]["lessons"][:2] == [lessons[1], lessons[0]]
    assert newest().answered == pytest.approx(plan.answered)


def test_the_same_table_again_stores_nothing(client_of, aigerim, demo_survey, plan, newest):
    client_of(aigerim).post(address("plan_edit", demo_survey), table_of(plan))

    assert newest().number == 1


def test_a_module_added_by_hand_can_pass_the_budget_and_the_page_says_so(
    client_of, aigerim, demo_survey, plan, newest
):
    from sauatty.core.catalogue.modules import load_modules

    chosen = {one["id"] for one in plan.body["modules"]}
    added = {f"add_{one.id}": "on" for one in load_modules() if one.id not in chosen}
    browser = client_of(aigerim)
    text = browser.post(
        address("plan_edit", demo_survey), table_of(plan, **added), follow=True
    ).content.decode()

    assert newest().hours > 20
    assert "more hours than the budget has" in text


def test_a_change_on_an_old_version_is_refused_and_nothing_stored(
    client_of, aigerim, demo_survey, plan, newest
):
    gone = plan.body["modules"][0]["id"]
    browser = client_of(aigerim)
    browser.post(address("plan_edit", demo_survey), table_of(plan, **{f"in_{gone}": None}))
    answer = browser.post(address("plan_edit", demo_survey), table_of(plan, move=f"{gone}:down"))

    assert answer.status_code == 422
    assert "What you wrote stands in the fields below." in answer.content.decode()
    assert newest().number == 2


def test_what_a_second_person_typed_stays_in_the_table_beside_what_stands_now(
    client_of, aigerim, demo_survey, plan, newest
):
    first, second, third = (one["id"] for one in plan.body["modules"][:3])
    hours = {one["id"]: one["hours"] for one in plan.body["modules"]}
    browser = client_of(aigerim)
    theirs = {f"hours_{first}": "3.5", f"hours_{second}": "2.5", f"in_{third}": None}
    browser.post(address("plan_edit", demo_survey), table_of(plan, **theirs))

    mine = {f"hours_{first}": "4.5", f"hours_{third}": "5.5"}
    answer = browser.post(address("plan_edit", demo_survey), table_of(plan, **mine))

    shown = answer.content.decode()
    assert answer.status_code == 422 and newest().number == 2
    for module, value in ((first, "4.5"), (second, "2.5"), (third, "5.5")):
        assert f'name="hours_{module}" value="{value}"' in shown, module
    assert "Stands now: 3.5" in shown and "Stands now: –" in shown and shown.count("Stands now:") == 2
    assert 'name="base" value="2"' in shown

    again = {f"in_{third}": "on", **mine, f"hours_{second}": "2.5"}
    lessons = {f"lesson_{third}_{one}": "on" for one in plan.body["modules"][2]["lessons"]}
    browser.post(address("plan_edit", demo_survey), table_of(newest(), **again, **lessons))
    stored = {one["id"]: one["hours"] for one in newest().body["modules"]}
    assert newest().number == 3
    assert stored == {**hours, first: 4.5, second: 2.5, third: 5.5}


def test_an_older_version_is_shown_and_made_the_newest_again(client_of, aigerim, demo_survey, plan, newest):
    gone = plan.body["modules"][0]["id"]
    browser = client_of(aigerim)
    browser.post(address("plan_edit", demo_survey), table_of(plan, **{f"in_{gone}": None}))
    assert (
        "not the newest one" in browser.get(address("plan_detail", demo_survey, version=1)).content.decode()
    )

    browser.post(address("plan_restore", demo_survey), {"version": 1, "base": 2})
    assert (newest().number, newest().kind, newest().made_from) == (3, "restored", 1)
    assert newest().body == plan.body


@pytest.mark.parametrize("number", ["0", "99", "x", "²"])
def test_a_version_that_is_not_there_is_not_found(client_of, aigerim, demo_survey, plan, number):
    assert client_of(aigerim).get(address("plan_detail", demo_survey, version=number)).status_code == 404


def test_what_was_dropped_stays_out_of_the_next_suggestion_and_what_is_kept_stays_as_it_is(
    aigerim, demo_survey, plan
):
    modules = Draft.of(plan.body).modules
    gone, kept = modules[0], modules[-1]
    draft = Draft(BUDGET, tuple(one for one in modules if one is not gone), (gone.id,))
    edited = services.edit_plan(actor=aigerim, campaign=demo_survey, draft=draft, base=1)
    found = services.suggest_plan(
        actor=aigerim, campaign=demo_survey, budget=BUDGET, keep=[kept.id], base=edited.number
    )

    ids = [one["id"] for one in found.body["modules"]]
    assert gone.id not in ids
    assert kept.id in ids
    assert found.body["dropped"] == [gone.id]


def test_what_cannot_be_kept_within_the_budget_is_refused(aigerim, demo_survey, plan):
    keep = [one["id"] for one in plan.body["modules"]]
    with pytest.raises(PlanImpossible):
        services.suggest_plan(actor=aigerim, campaign=demo_survey, budget=Budget(2.0), keep=keep, base=1)


def test_of_two_who_suggest_at_once_one_is_told(aigerim, demo_survey, plan):
    with pytest.raises(PlanMovedOn):
        services.suggest_plan(actor=aigerim, campaign=demo_survey, budget=BUDGET, base=None)


def test_a_survey_without_answers_has_no_plan(client_of, aigerim, campaign):
    with pytest.raises(NoNeedsToPlan):
        services.suggest_plan(actor=aigerim, campaign=campaign, budget=BUDGET)
    answer = client_of(aigerim).post(address("plan_suggest", campaign), {"hours": "10", "base": ""})

    assert answer.status_code == 422
    assert "nothing to plan for" in answer.content.decode()


def test_few_responses_make_no_plan_for_who_reads_figures_only(client_of, keeper, campaign):
    assert "Too few responses" in client_of(keeper).get(address("plan_detail", campaign)).content.decode()


def test_wrong_hours_are_said_at_the_top_of_the_page(client_of, aigerim, demo_survey):
    answer = client_of(aigerim).post(address("plan_suggest", demo_survey), {"hours": "0", "base": ""})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert text.count('href="#id_hours"') == 1
    assert text.index('href="#id_hours"') < text.index('id="budget"')


def test_an_analyst_reads_and_changes_nothing(client_of, analyst, demo_survey, plan):
    browser = client_of(analyst)

    assert "Save the changes" not in browser.get(address("plan_detail", demo_survey)).content.decode()
    for name in ("plan_suggest", "plan_edit", "plan_restore", "cohorts_make"):
        assert browser.post(address(name, demo_survey), table_of(plan)).status_code == 404


def test_a_blind_coder_is_not_told(client_of, aigerim, demo_survey, plan, monkeypatch):
    monkeypatch.setattr(coding, "blind_sources", lambda person, kind: {demo_survey.pk})
    browser = client_of(aigerim)

    assert "Not for coders yet" in browser.get(address("plan_detail", demo_survey)).content.decode()
    assert browser.get(address("plan_chart", demo_survey)).status_code == 404
    taken = {"version": "1", "language": "kk", "format": "pdf"}
    assert browser.post(address("syllabus_file", demo_survey), taken).status_code == 404
    assert "of the need answered" not in browser.get(reverse("plans:survey_list")).content.decode()
    assert browser.post(address("plan_edit", demo_survey), table_of(plan)).status_code == 404


def test_the_chart_is_drawn_from_what_was_kept(client_of, aigerim, demo_survey, plan):
    answer = client_of(aigerim).get(address("plan_chart", demo_survey, version=1))

    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content


def test_the_pages_are_whole_in_kazakh_and_russian(client_of, aigerim, demo_survey, plan):
    for language in ("kk", "ru"):
        path = address("plan_detail", demo_survey).replace("/en/", f"/{language}/")
        answer = client_of(aigerim).get(path)
        assert answer.status_code == 200
        assert " style=" not in answer.content.decode()


def test_why_a_need_is_left_is_said_of_the_budget_not_of_a_wish(aigerim, demo_survey, plan):
    few = Budget(8.0, None, ("kk", "ru"), ())
    small = services.suggest_plan(actor=aigerim, campaign=demo_survey, budget=few, base=1)
    left = {one["competence"]: one["why_left"] for one in small.figures["needs"] if one["why_left"]}
    assert set(left.values()) == {"no-room"}

    draft = Draft(BUDGET, (), tuple(one.id for one in load_modules()))
    emptied = services.edit_plan(actor=aigerim, campaign=demo_survey, draft=draft, base=2)
    assert "left-out" in {one["why_left"] for one in emptied.figures["needs"]}
    assert emptied.answered == 0
