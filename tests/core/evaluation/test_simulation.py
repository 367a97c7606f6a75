from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.errors import ContentInvalid
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import Scale, programme_model, read_programme_model
from sauatty.core.evaluation.simulation_truth import truth
from sauatty.core.evaluation.stated import stated

MODEL = programme_model()


@pytest.fixture(scope="module")
def pack():
    return simulate(MODEL, seed=1)


def test_the_programme_has_the_published_size(pack):
    forms = Counter(one.form for one in pack.trainings)

    assert sum(pack.people.stages["invited"]) == 391
    assert forms == {"online": 24, "onsite": 7}
    assert len({one.area for one in pack.coverage}) == 6
    assert pack.facts.is_invented


def test_regions_are_all_twenty_of_the_country():
    assert set(MODEL.parts["people"]["regions"]) == {one.id for one in load_regions().regions}


def test_the_same_seed_draws_the_same_programme_and_another_one_another():
    first, again, other = (simulate(MODEL, seed=seed, size=40) for seed in (5, 5, 6))

    assert first.activities == again.activities != other.activities
    assert first.surveys == again.surveys
    assert np.array_equal(first.tests[0].scores.scores, again.tests[0].scores.scores)


def test_answers_stand_under_real_names_and_are_choices_that_there_are(pack):
    for survey in pack.surveys:
        for name, column in survey.table.columns.items():
            question = survey.instrument.question(name)
            assert question is not None, name
            if question.choices and question.kind != "ranking":
                assert set(column) <= {one.code for one in question.choices} | {""}, name


def test_questions_that_do_not_concern_somebody_are_empty(pack):
    columns = pack.surveys[0].table.columns
    answered = {
        bool(answer)
        for use, answer in zip(columns["ai_use"], columns["practice_ai_say_so"], strict=True)
        if use == "never"
    }

    assert answered == {False}


def test_definitions_are_written_in_three_languages_and_coded_where_there_is_a_text(pack):
    table = pack.surveys[0].table
    written = {id for id, text in zip(table.ids, table.column("mil_definition"), strict=True) if text}

    assert {one.response for one in pack.surveys[0].codes} == written
    assert set(table.languages) == {"kk", "ru", "en"}


def test_everybody_named_anywhere_is_one_of_the_people(pack):
    people = set(pack.people.ids)
    named = {person for one in pack.trainings for person in one.attended}
    named |= {person for one in pack.tests for person in one.scores.persons}
    named |= {one.person for one in pack.activities} | {
        guest for one in pack.activities for guest in one.guests
    }

    assert named <= people


def test_anonymous_answers_bear_the_id_of_nobody(pack):
    assert not set(pack.surveys[0].table.ids) & set(pack.people.ids)


def test_a_second_generation_came_as_guests_and_ran_its_own(pack):
    cohort = dict(zip(pack.people.ids, pack.people.traits["cohort"], strict=True))
    guests = {guest for one in pack.activities for guest in one.guests}
    leaders = {one.person for one in pack.activities}

    assert guests and {cohort[one] for one in guests} == {"2"}
    assert {cohort[one] for one in leaders} == {"1", "2"}


def test_the_chances_of_a_scale_sum_to_one_and_rise_with_ability():
    scale = Scale((-1.0, 0.0, 1.0), 0.5, 0.2)
    low, high = scale.chances(np.array([-2.0, 2.0]))

    assert low.sum() == high.sum() == pytest.approx(1)
    assert high[-1] > low[-1] and high[0] < low[0]


def test_a_model_without_a_part_is_refused_by_its_name(tmp_path):
    path = tmp_path / "model.yaml"
    path.write_text("schema: programme-model/1\npeople: {regions: {}}\n", "utf-8")

    with pytest.raises(ContentInvalid) as caught:
        read_programme_model(path, tmp_path)

    assert "'competences'" in str(caught.value)


# --- the truth ---


def test_the_chance_to_be_named_is_that_of_all_orders():
    wishes = {one: np.exp(MODEL.number(one, "wanted")) for one in MODEL.competences}
    first = {one: wish / sum(wishes.values()) for one, wish in wishes.items()}
    true = truth(MODEL)
    shares = [true[f"need.{one}.stated.share"] for one in MODEL.competences]

    # Five are named, and 1 + 0.8 + 0.6 + 0.4 + 0.2 places' worth given out.
    assert sum(shares) == pytest.approx(5)
    assert sum(true[f"need.{one}.stated"] for one in MODEL.competences) == pytest.approx(3)
    assert max(first, key=first.get) == MODEL.competences[int(np.argmax(shares))]


def test_two_places_of_a_ranking_agree_with_every_order_written_out(monkeypatch):
    from sauatty.core.evaluation import simulation_truth_needs as needs

    monkeypatch.setattr(needs, "PLACES", 2)
    wishes = np.exp([MODEL.number(one, "wanted") for one in MODEL.competences])
    value = np.zeros(12)
    for a, b in permutations(range(12), 2):
        chance = wishes[a] / wishes.sum() * wishes[b] / (wishes.sum() - wishes[a])
        value[[a, b]] += chance * np.array([1.0, 0.5])

    assert [one[0] for one in needs._ranked(MODEL).values()] == pytest.approx(list(value))


@pytest.mark.slow
def test_every_figure_that_is_stated_has_a_truth_and_comes_near_it_in_a_large_programme():
    """Two ways to the same number: drawn for 8,000 people, and integrated. 5 standard errors leave room for 300 figures."""
    true, found = truth(MODEL), stated(evaluate(simulate(MODEL, seed=2, size=8_000), n_resamples=300))

    assert set(found) == set(true)
    # The rank correlation jumps, see RANK_LEVEL.
    off = {
        name: (one.value - true[name]) / ((one.high - one.low) / 3.92)
        for name, one in found.items()
        if name != "content.correlation"
    }
    assert {name: z for name, z in off.items() if abs(z) > 5} == {}


def test_the_truth_of_the_model_does_not_move_by_itself():
    true = truth(MODEL)

    assert true["gain"] == pytest.approx(4.2321, abs=1e-4)
    assert true["overclaiming.before"] == pytest.approx(0.6617, abs=1e-4)
    assert true["coverage.gmilaf.3.4"] == pytest.approx(0.0155, abs=1e-4)


def test_the_instruments_of_the_model_are_shipped():
    assert {one.instrument.id for one in simulate(MODEL, seed=1, size=5).surveys} == {
        instrument(name).id for name in ("mil-needs", "training-evaluation")
    }
