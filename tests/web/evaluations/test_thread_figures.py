"""The figures of a thread: from a survey, its plan, two tests, activities and certificates of one programme."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from sauatty.core.evaluation.evaluate import evaluate
from sauatty.web.activities.models import Activity, Guest
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.attempts.models import Attempt
from sauatty.web.evaluations import gathering, selectors, showing
from sauatty.web.surveys.models import Response
from web.assessments.conftest import known, make_test, paper, right, shipped, take  # noqa: F401 - fixtures
from web.conftest import give_role, make_person
from web.evaluations.test_thread import address
from web.needs.conftest import demo_survey  # noqa: F401 - a fixture
from web.plans.conftest import plan  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    cache.clear()


@pytest.fixture
def both_tests(aigerim, programme, paper):  # noqa: F811 - a fixture
    return [make_test(aigerim, programme, [paper], purpose=one) for one in ("pre", "final")]


@pytest.fixture
def learners(programme):
    found = [make_person(f"Оқушы {n}", f"learner{n}@example.kz") for n in range(6)]
    for one in found:
        give_role(one, "participant", programme)
    return found


def evaluated(programme, viewer):
    return evaluate(gathering.gather(programme, viewer).pack, n_resamples=50)


def test_the_gain_is_of_the_participants_who_took_both_tests(aigerim, programme, both_tests, paper, learners):  # noqa: F811
    pre, final = both_tests
    for n, one in enumerate(learners):
        take(pre, paper, one, right(paper, "gmilaf-1-2-1"))
        if n:
            take(final, paper, one, right(paper))
    stranger = make_person("Бөтен Адам", "other@example.kz")
    take(pre, paper, stranger, right(paper)), take(final, paper, stranger, right(paper))

    row = evaluated(programme, aigerim).row("gmilaf.1.2")

    assert (row.gain.n, row.gain.value) == (5, 1.0)
    assert row.items.value == 1


def test_need_plan_and_lessons_are_those_of_the_programme(aigerim, plan, demo_survey):  # noqa: F811
    gathered = gathering.gather(demo_survey.programme, aigerim)
    found = evaluate(gathered.pack, n_resamples=50)

    hours = {one["competence"]: one["hours"] for one in plan.figures["needs"]}
    assert found.needs.needs.n == Response.objects.filter(campaign=demo_survey, state="accepted").count()
    assert {one.competence: one.minutes.value for one in found.thread} == {
        one.competence: 60 * hours.get(one.competence, 0.0) for one in found.thread
    }
    planned = {f"{one['id']}.{lesson}" for one in plan.body["modules"] for lesson in one["lessons"]}
    assert {one.id for one in gathered.pack.lessons} == planned
    assert gathered.pack.facts.is_invented


def test_who_still_codes_blindly_gets_neither_codes_nor_the_plan_drafted_from_them(
    aigerim, plan, demo_survey, monkeypatch  # noqa: F811
):  # fmt: skip
    monkeypatch.setattr(
        gathering.gathering_content.needing, "blind_campaigns", lambda person: frozenset({demo_survey.pk})
    )

    gathered = gathering.gather(demo_survey.programme, aigerim)

    assert gathered.is_blind and not gathered.pack.plan and not gathered.pack.surveys[0].codes


def test_answers_are_never_joined_with_people(aigerim, demo_survey):  # noqa: F811
    demo_survey.is_anonymous = False
    demo_survey.save()

    pack = gathering.gather(demo_survey.programme, aigerim).pack

    assert pack.surveys[0].is_anonymous
    assert not set(pack.surveys[0].table.ids) & set(pack.people.ids)


def test_activities_count_once_accepted_and_their_guests_by_pseudonym(aigerim, programme, learners):
    common = {"programme": programme, "language": "kk", "competences": ["gmilaf.2.1"]}
    for n, state in enumerate(("accepted", "accepted", "more", "dropped")):
        row = Activity.objects.create(
            id=uuid.uuid4(), person=learners[0], title=f"Сабақ {n}", join_code=f"CODE{n}", state=state,
            audience=[{"kind": "pupils", "n": 20, "low": None, "high": None}], **common,
        )  # fmt: skip
        Guest.objects.create(activity=row, person=learners[1])

    pack = gathering.gather(programme, aigerim).pack

    assert [one.state for one in pack.activities].count("accepted") == 2
    assert len(pack.activities) == 3
    assert all(len(one.guests) == 1 and set(one.guests) <= set(pack.people.ids) for one in pack.activities)
    assert evaluate(pack, n_resamples=50).row("gmilaf.2.1").activities.value == 2


def test_of_few_people_only_those_who_work_with_them_see_a_gain(
    aigerim, programme, both_tests, paper, learners  # noqa: F811
):  # fmt: skip
    pre, final = both_tests
    for one in learners[:3]:
        take(pre, paper, one, right(paper, "gmilaf-1-2-1")), take(final, paper, one, right(paper))
    gathered = gathering.gather(programme, aigerim)
    found = evaluate(gathered.pack, n_resamples=50)

    def gain(hides_small):
        rows = showing.rows_of(gathered, found, aigerim, hides_small=hides_small)
        return next(one for one in rows if one.id == "gmilaf.1.2").cells[4]

    assert gain(False).n == "3" and not gain(False).why
    assert gain(True).n == "" and gain(True).value == "" and gain(True).why
    assert selectors.sees_rows(aigerim, programme)


def _score_many(tests, paper, people):  # noqa: F811
    first = take(tests[0], paper, people[0], right(paper))
    model = AttemptScore.objects.get(attempt=first)
    now, rows = timezone.now(), []
    for test in tests:
        rows += [
            Attempt(
                test=test, paper=paper, person=one, language="kk", number=1, seed=1, started_at=now - timedelta(minutes=9),
                submitted_at=now, state="graded",
            )
            for one in people if (test, one) != (tests[0], people[0])
        ]  # fmt: skip
    Attempt.objects.bulk_create(rows)
    scores = []
    for n, one in enumerate(rows):
        points = {item: int((n * 7 + place) % 3 > 0) for place, item in enumerate(model.points)}
        scores.append(
            AttemptScore(
                attempt=one, points=points, score=sum(points.values()), max_score=model.max_score, result={},
                graded_at=now,
            )
        )  # fmt: skip
    AttemptScore.objects.bulk_create(scores)


@pytest.mark.slow
def test_the_page_of_391_people_opens_at_once(
    aigerim, plan, demo_survey, paper, client_of, django_assert_max_num_queries  # noqa: F811
):  # fmt: skip
    programme = demo_survey.programme
    people = [make_person(f"Қатысушы {n}", f"p{n}@example.kz") for n in range(391)]
    for one in people:
        give_role(one, "participant", programme)
    both = [make_test(aigerim, programme, [paper], purpose=one) for one in ("pre", "final")]
    _score_many(both, paper, people)
    answered = list(Response.objects.filter(campaign=demo_survey, state="accepted"))
    copies = []
    for n in range(391 - len(answered)):
        one = answered[n % len(answered)]
        one = Response(**{f.attname: getattr(one, f.attname) for f in Response._meta.concrete_fields})
        one.id = uuid.uuid4()
        copies.append(one)
    Response.objects.bulk_create(copies)
    client = client_of(aigerim)
    client.get(address(programme))

    with django_assert_max_num_queries(60):
        page = client.get(address(programme))

    assert "n = 391" in page.content.decode()
