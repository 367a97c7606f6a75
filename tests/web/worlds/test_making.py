"""An invented programme stands in the tables of every app, and its evaluation says what the model was drawn with."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.evaluation.simulation_papers import shipped_pair
from sauatty.core.evaluation.simulation_truth import pair_truth, truth
from sauatty.core.evaluation.stated import stated
from sauatty.core.psychometrics.attempt_results import score_answers
from sauatty.web.accounts.models import Organisation, Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.activities.models import Activity
from sauatty.web.answers.selectors import coded_answers
from sauatty.web.assessments import selectors as assessments
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.attempts.models import Attempt
from sauatty.web.attendances.models import Attendance
from sauatty.web.attendances.services import recalculate
from sauatty.web.base import demo
from sauatty.web.certificates.models import Certificate
from sauatty.web.certificates.services.files import file_of
from sauatty.web.coding.models import Decision, Unit
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.evaluations import showing, threads
from sauatty.web.evaluations.gathering import gather
from sauatty.web.events.models import Event
from sauatty.web.lessons.models import Progress
from sauatty.web.lessons.selectors import count_learners
from sauatty.web.plans.drafting import Draft
from sauatty.web.plans.selectors import newest_of
from sauatty.web.programmes.models import Programme
from sauatty.web.surveys import attributes, judging
from sauatty.web.surveys.models import Campaign, Response
from sauatty.web.worlds.making import make_world
from sauatty.web.worlds.plans import HOURS
from web.conftest import give_role, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEED, SIZE = 7, 120
# Read otherwise by the site: who came to no session stands in no list, workplaces are kinds of organisations,
# and the curriculum, the guide and the plan are those of the site.
ELSEWHERE = (
    ".share.online",
    ".share.onsite",
    "flow.attendance",
    ".workplace.",
    "gap.",
    "coverage.",
    "content.",
)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Return the person who asked, and the world as it was drawn."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_regions()
        boss = make_person("Әйгерім Сәрсенова", "aigerim@example.kz", is_site_admin=True)
        give_role(boss, "coordinator")
        yield boss, make_world(boss, seed=SEED, size=SIZE)
        transaction.set_rollback(True)


@pytest.fixture
def boss(made, db):
    return made[0]


@pytest.fixture
def world(made, db):
    return made[1]


@pytest.fixture
def figures(world, boss):
    """What the site states, and what the core states of the data as they were drawn."""
    drawn = simulate(programme_model(), seed=SEED, size=SIZE, pair=shipped_pair(programme_model()))
    return (
        stated(evaluate(gather(world.programme, boss).pack, n_resamples=200)),
        stated(evaluate(drawn, n_resamples=200)),
    )


def test_numbers_of_the_thread_are_the_rows_they_lead_to(world, boss, client_of):
    gathered, found = threads.evaluated(world.programme, boss)
    client, seen = client_of(boss), []
    for row in showing.rows_of(gathered, found, boss, hides_small=False):
        cells = {one.href.split("?")[0].split("/")[2]: one for one in row.cells if one.href}
        page = client.get(cells["board"].href.replace("/kk/", "/en/")).content.decode()
        lessons = page.partition('id="lessons"')[2].partition("</section>")[0].count("<li>")
        listed = client.get(cells["activities"].href.replace("/kk/", "/en/")).content.decode()
        accepted = re.search(r'aria-current="true">accepted \((\d+)\)', listed)[1]
        seen.append((str(lessons), accepted))
        assert (cells["board"].value, cells["activities"].value) == seen[-1]
    assert len(set(seen)) > 3


def test_the_plan_answers_the_invented_needs_and_the_cohort_follows_it(world, boss):
    pack = gather(world.programme, boss).pack

    assert sum(one.minutes for one in pack.plan) == pytest.approx(60 * HOURS, rel=0.2)
    assert pack.lessons and world.programme.cohorts.get().plan is not None
    assert not any(one.code == "no-plan" for one in evaluate(pack, n_resamples=200).limits)


def test_the_site_finds_to_the_digit_what_the_core_finds(figures):
    site, core = figures
    same = [name for name in core if not any(part in name for part in ELSEWHERE)]

    assert len(same) > 200
    apart = {
        name: (core[name].value, site[name].value if name in site else "missing")
        for name in same
        if name not in site or core[name].value != pytest.approx(site[name].value, abs=1e-9)
    }
    assert apart == {}


def test_its_intervals_hold_what_the_model_says(figures):
    site, model = figures[0], programme_model()
    known = truth(model) | pair_truth(model, shipped_pair(model))
    asked = [name for name in site if name in known and site[name].low is not None]
    held = [name for name in asked if site[name].low <= known[name] <= site[name].high]

    assert len(asked) > 150 and 0.9 <= len(held) / len(asked) <= 1
    assert "gain" in held


def test_everything_is_marked_as_invented(world):
    assert world.programme.is_demo
    assert Person.objects.filter(is_demo=True, name__regex=r" \d+$").count() == len(world.pack.people)
    for model in (Campaign, Event, Certificate, Activity):
        rows = model.objects.filter(programme=world.programme)
        assert rows.exists() and not rows.filter(is_demo=False).exists()
    assert not Organisation.objects.exclude(name_kk__startswith="Ойдан құрастырылған").exists()


def test_thirty_one_trainings_have_places_and_who_came(world):
    events = Event.objects.filter(programme=world.programme)

    assert (events.filter(form="online").count(), events.filter(form="onsite").count()) == (24, 7)
    assert sum(events.values_list("taken", flat=True)) == SIZE == Enrolment.objects.count()
    row = Attendance.objects.select_related("session").first()
    before = (row.is_present, row.minutes, row.source)
    again = recalculate(row.session, row.person_id)
    assert again is not None and (again.is_present, again.minutes, again.source) == before


def test_who_came_reads_lessons_of_the_plan_in_its_order(world):
    draft = Draft.of(newest_of(world.programme).body)
    asked = [f"{module.id}.{id}" for module in draft.modules for id in module.lessons]
    came = {world.person(code) for one in world.pack.trainings for code in one.attended}
    read = {}
    for person, lesson, state in Progress.objects.values_list("person", "lesson", "state"):
        read.setdefault(person, {})[lesson] = state

    assert set(read) <= came and 0.6 < len(read) / len(came) < 0.9
    for own in read.values():
        assert set(own) == set(asked[: len(own)])
        assert {own[key] for key in asked[: len(own) - 1]} <= {"done"}
    n_learners, n_done = count_learners(Person.objects.all())
    assert n_learners == len(read) and n_done > 3 * n_learners
    assert not Progress.objects.filter(done_on__gte=world.day(0)).exists()


def test_halves_take_the_papers_in_opposite_order_and_get_the_points_of_their_answers(world):
    papers = {}
    for person, purpose, paper in Attempt.objects.values_list("person", "test__purpose", "paper"):
        papers.setdefault(person, {})[purpose] = paper
    both = [one for one in papers.values() if len(one) == 2]
    assert both and all(one["pre"] != one["final"] for one in both)
    assert len({one["pre"] for one in both}) == 2

    for row in AttemptScore.objects.select_related("attempt")[:5]:
        scored = score_answers(
            assessments.keyed_items(row.attempt.paper_id), row.attempt.answers, ran_out=False
        )
        assert (dict(scored.points), scored.score) == (row.points, row.score)
        assert row.attempt.result["score"] == row.score


def test_two_coders_read_every_definition_and_what_stands_is_what_was_drawn(world):
    campaign, survey = world.kept["campaigns"][0]
    units = Unit.objects.filter(project__source_id=campaign.pk)

    assert units.count() == len(survey.codes) == Decision.objects.filter(unit__in=units).count() / 2
    assert set(units.values_list("state", flat=True)) == {"agreed", "adjudicated"}
    found = sorted((one.grade, one.parts) for one in coded_answers(campaign))
    assert found == sorted((one.grade, one.parts) for one in survey.codes)


def test_answers_fit_their_questions_in_three_languages(world):
    rows = Response.objects.filter(campaign__programme=world.programme).select_related("version__instrument")

    assert set(rows.values_list("language", flat=True)) == {"kk", "ru", "en"}
    for row in rows[:20]:
        reading = judging.reading_of(row.version, attributes.KINDS)
        judging.refuse_what_does_not_fit(reading, row.answers, row.day.isoformat())


def test_a_certificate_is_set_when_somebody_asks_for_it(world):
    assert file_of(Certificate.objects.first()).startswith(b"%PDF")


def test_the_thread_shows_a_figure_of_every_step(client_of, boss, world):
    response = client_of(boss).get(f"/en/board/{world.programme.pk}/thread/")

    assert response.status_code == 200 and response.context["n_people"] == SIZE
    assert response.context["has_need"] and len(response.context["rows"]) == 12


def test_made_twice_it_is_one_and_removing_takes_all_of_it(boss, world):
    assert make_world(boss, seed=SEED, size=SIZE) is None

    demo.remove_demo()

    assert not Programme.objects.exists() and not Organisation.objects.exists()
    assert set(Person.objects.values_list("name", flat=True)) == {boss.name}
    assert not Progress.objects.exists()


@pytest.mark.parametrize("size", ["0", "400001"])
def test_a_size_that_cannot_be_is_refused(db, size):
    with pytest.raises(CommandError, match="from 1 to 400000"):
        call_command("demo", "create", "--size", size)


def test_the_command_counts_what_is_invented(world, capsys):
    call_command("demo", "show")

    assert f"{len(world.pack.trainings):>9}  " in capsys.readouterr().out
