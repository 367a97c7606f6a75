"""The invented tests: sixty people, two tests, six judges; what people made of them goes with them."""

import pytest
from django.urls import reverse

from sauatty.web.assessments.models import AttemptScore
from sauatty.web.attempts.models import Attempt
from sauatty.web.base import demo
from sauatty.web.calibrations import services
from sauatty.web.calibrations.models import Analysis, ParameterSet
from sauatty.web.papers.models import Paper
from sauatty.web.papers.models import Test as Row
from sauatty.web.programmes.models import Programme
from sauatty.web.standards import services as standards
from sauatty.web.standards.figures import session_figures
from sauatty.web.standards.models import PassMark, StandardSession

# Making the invented tests takes seconds, each time anew.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def make(actor):
    for name in ("programmes", "tests"):
        demo._demos[name][0](actor)
    return Programme.objects.get(is_demo=True)


def work_out(analysis):
    services.do_analysis({"analysis": str(analysis.pk)}, lambda _done, _total: None)
    analysis.refresh_from_db()
    return analysis


def test_a_cohort_that_learned_something_and_judges_who_came_to_a_pass_mark(aigerim, client_of):
    programme = make(aigerim)
    demo._demos["tests"][0](aigerim)  # made twice there is one of each
    session, client = StandardSession.objects.get(), client_of(aigerim)
    gain = work_out(Analysis.objects.get(programme=programme, kind="gain")).result
    found = session_figures(session)

    for purpose in ("pre", "final"):
        taken = Attempt.objects.filter(test=Row.objects.get(purpose=purpose, is_demo=True))
        assert set(taken.values_list("paper__code", flat=True)) == {"A", "B"}
    assert AttemptScore.objects.filter(is_released=True).count() == Attempt.objects.count() == 113
    assert gain["raw"]["n"] == 53 and gain["raw"]["ci95"][0] > 0
    assert 0.2 < gain["theta"]["mean_gain"] < 1.1
    assert [len(one.found.final.judges) for one in found] == [6, 6]
    assert all(10 < one.found.final.cut < 22 and one.found.final.se > 0 for one in found)
    assert session.state == "closed" and not PassMark.objects.exists()
    addresses = [
        reverse("calibrations:overview", args=[programme.pk]),
        reverse("standards:session_results", args=[session.pk]),
        *(reverse("papers:test_detail", args=[one.pk]) for one in Row.objects.all()),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'class="invented"' in answer.content.decode(), address


def test_all_goes_also_what_people_made_of_it(aigerim):
    programme = make(aigerim)
    tests = list(Row.objects.filter(programme=programme))
    asked, _job = services.ask_for_analysis(
        actor=aigerim, programme=programme, kind="calibration", tests=tests, choices={"model": "auto"}
    )
    services.take_into_use(actor=aigerim, analysis=work_out(asked))
    session = StandardSession.objects.get()
    points = {one.paper.pk: one.found.final.least_points for one in session_figures(session)}
    standards.adopt_marks(actor=aigerim, session=session, points=points, reason="Көру үшін", knows=True)
    told = {row.label: row.n for row in demo.count_demo()}
    demo.remove_demo()

    assert 113 in told.values()
    assert not Programme.objects.filter(is_demo=True).exists()
    for model in (Row, Paper, Attempt, AttemptScore, Analysis, ParameterSet, StandardSession, PassMark):
        assert not model.objects.exists(), model
