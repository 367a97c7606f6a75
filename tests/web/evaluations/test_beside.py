"""Before and after beyond the test: each number of the evaluation stands on the page, and few people are not told."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from core.evaluation.small_pack import small_pack
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.web.evaluations import beside


@pytest.fixture(scope="module")
def found():
    return evaluate(simulate(programme_model(), seed=7, size=120), n_resamples=100)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_what_was_said_shown_and_done_stand_side_by_side(found):
    rows = {
        one.id: dict(zip(beside.HEADS, one.cells, strict=True))
        for one in beside.rows_of(found, hides_small=False)
    }
    assert set(rows) == {one.competence for one in found.gain.retrospective}
    for one in found.gain.retrospective:
        cells = rows[one.competence]
        assert cells["before"].value == f"{100 * one.before.value:.1f}%" and cells["before"].n == str(
            one.before.n
        )
        assert cells["shift"].interval and cells["shift"].n == str(one.shift.n)
        assert cells["gain"].value == f"{100 * found.row(one.competence).gain.value:.1f}%".replace("-", "−")


def test_claimed_and_shown_stand_before_and_after(found):
    overclaimed, correct, trend = beside.claimed_of(found, hides_small=False)
    assert overclaimed[1].value == f"{100 * found.needs.claimed_before.overclaiming.value:.1f}%"
    assert correct[2].n == str(found.needs.claimed_after.correct.n)
    assert re.fullmatch(r"[−-]?0\.\d\d", trend[1].value)


def test_what_nobody_was_asked_is_said_and_practice_is_written_with_its_digits():
    found = evaluate(small_pack(), n_resamples=100)
    rows = beside.rows_of(found, hides_small=False)
    assert rows and {one.cells[0].why for one in rows} == {"not asked"}
    assert beside.claimed_of(found, hides_small=False) == []
    assert [one.value for one in beside.practice_of(found, hides_small=False)] == ["20.0%", "0.40"]


def test_figures_of_few_people_are_not_told_to_who_sees_no_rows():
    found = evaluate(small_pack(), n_resamples=100)
    assert beside.practice_of(found, hides_small=True)[0].why == "too few people to be told"
    gains = [one.cells[4] for one in beside.rows_of(found, hides_small=True)]
    assert gains and all(one.why for one in gains)
    assert any(not one.cells[4].why for one in beside.rows_of(found, hides_small=False))


@pytest.mark.django_db
def test_a_programme_without_any_of_it_says_what_it_takes(aigerim, programme, client_of):
    cache.clear()
    address = "/en" + reverse("evaluations:programme_thread", args=[programme.pk])[3:]
    page = client_of(aigerim).get(address).content.decode()
    assert "once there are two surveys with ratings" in page
