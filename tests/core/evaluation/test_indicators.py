"""Indicators say what the evaluation says, for whole and groups, and say why where there is no figure."""

from dataclasses import replace

import pytest

from sauatty.core.catalogue.indicators import indicators_problems, load_indicators, read_indicators
from sauatty.core.errors import ContentInvalid
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.figures import count
from sauatty.core.evaluation.indicators import (
    LOGFRAME_HEAD,
    MEASURES,
    Target,
    logframe_rows,
    measure_all,
)
from sauatty.core.evaluation.pack import Pack, PackFacts
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.languages import Translated


@pytest.fixture(scope="module")
def programme():
    pack = simulate(programme_model(), seed=3, size=391)
    return pack, evaluate(pack, n_resamples=200)


@pytest.fixture(scope="module")
def measured(programme):
    return {
        one.indicator.id: one for one in measure_all(*programme, targets={"gain": Target(0.0, 0.1, "plan")})
    }


def test_every_shipped_indicator_has_a_measure_and_words_in_three_languages():
    assert {one.measure for one in load_indicators()} == MEASURES
    assert list(indicators_problems(load_indicators())) == []


def test_figures_are_those_of_the_evaluation(programme, measured):
    pack, found = programme
    assert measured["participants"].figure.value == found.flow.step("attended").n > 300
    assert (
        measured["trainings-online"].figure.value == sum(one.form == "online" for one in pack.trainings) == 24
    )
    assert measured["trainings-onsite"].figure.value == 7
    gain = measured["gain"].figure
    assert gain.value == pytest.approx(found.gain.gain.mean_gain / found.gain.gain.most[0])
    assert gain.low < gain.value < gain.high and gain.n == found.gain.gain.n
    reach = measured["reach"].figure
    assert (reach.low, reach.high) == (found.reach.accepted.low, found.reach.accepted.high)
    assert 0 < measured["coverage-evenness"].figure.value < 1  # the invented curriculum is uneven
    assert {key for key, one in measured.items() if not one.figure.is_there} == {"methodologists-per-school"}


def test_reaction_is_the_mean_mark_of_those_who_answered(programme, measured):
    after = programme[0].survey("evaluation")
    marks = {"u1": 0, "u2": 0.25, "u3": 0.5, "u4": 0.75, "u5": 1}
    said = [marks[one] for one in after.table.column("usefulness") if one]
    found = measured["usefulness"].figure
    assert (found.n, found.value) == (len(said), pytest.approx(sum(said) / len(said)))
    assert found.low < 0.7875 < found.high  # what the model of the invented programme says


def test_without_a_survey_after_the_programme_there_is_no_reaction(programme):
    pack, found = programme
    alone = replace(pack, surveys=tuple(one for one in pack.surveys if one.purpose != "evaluation"))
    by_id = {one.indicator.id: one for one in measure_all(alone, found)}
    assert by_id["usefulness"].figure.why_missing == "no-second-survey"


def test_figures_that_no_pack_holds_come_from_elsewhere(programme, measured):
    assert measured["methodologists-per-school"].figure.why_missing == "no-network"
    known = count(1.5, 36), (("region", "KZ-55", count(2.0, 4)),)
    by_id = {one.indicator.id: one for one in measure_all(*programme, elsewhere={"network": known})}
    network = by_id["methodologists-per-school"]
    assert (network.figure.value, network.figure.n, network.by) == (1.5, 36, known[1])


def test_groups_stand_beside_the_whole(measured):
    forms = {key for trait, key, _figure in measured["completion"].by if trait == "form"}
    assert {"online", "onsite"} <= forms
    traits = {trait for trait, _key, _figure in measured["gain"].by}
    assert "language" in traits and all(one.unit == "share" for _t, _k, one in measured["gain"].by)
    assert measured["reach"].by == ()


def test_a_target_is_met_by_more_and_overclaiming_by_less(programme):
    pack, found = programme
    targets = {
        "gain": Target(target=0.001),
        "completion": Target(target=1.0),
        "overclaiming-before": Target(target=0.9),
    }
    met = {one.indicator.id: one.is_met for one in measure_all(pack, found, targets=targets)}
    assert (met["gain"], met["completion"], met["overclaiming-before"], met["reach"]) == (
        True,
        False,
        True,
        None,
    )


def test_without_data_each_indicator_says_why(programme):
    empty = Pack(
        PackFacts(Translated("а", "б", "c"), "2026-01-01", "", "gmilaf", Translated("", "", "")),
        ("gmilaf.1.1",),
    )
    for one in measure_all(empty, evaluate(empty, n_resamples=10)):
        assert not one.figure.is_there and one.figure.why_missing, one.indicator.id


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_logframe_goes_from_outputs_to_results(measured, language):
    rows = logframe_rows(list(measured.values()), language)
    levels = [row[0] for row in rows]
    assert levels[0] == "output" and levels == sorted(levels, key=lambda one: (one != "output", one))
    gain = next(row for row in rows if row[1] == "gain")
    assert len(gain) == len(LOGFRAME_HEAD) and gain[LOGFRAME_HEAD.index("target")] == 0.1
    assert all(row[2] and row[3] for row in rows)
    with pytest.raises(ValueError):
        logframe_rows([], "de")


def test_an_unknown_level_is_refused_by_name(tmp_path):
    text = "schema: indicators/1\nindicators:\n- {id: a, measure: gain, level: '9', unit: share, name: {}, definition: {}}\n"
    (tmp_path / "indicators").mkdir()
    path = tmp_path / "indicators" / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentInvalid, match="'9' is none of output"):
        read_indicators(path, tmp_path)
