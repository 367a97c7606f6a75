import csv
import json
from pathlib import Path

import numpy as np
import pytest

from core.surveys.need_cast import FOUR, SHOWS, cast_instrument, cast_table, draw_responses, sample
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.errors import WeightsOfPartsInvalid
from sauatty.core.records import CodedAnswer
from sauatty.core.surveys.needs import needs, responses_in_need
from sauatty.core.surveys.needs_parts import PARTS, index_competences, part_values, shipped_parts

REFERENCE = Path(__file__).parents[1] / "reference" / "surveys"
TRUE = (0.75, 0.6, 0.4, 0.25)


def cast_needs(table, codes=(), **more):
    return needs(cast_instrument(), table, codes, shows=SHOWS, **more)


def test_parts_and_index_agree_with_r():
    found = cast_needs(*sample())
    doubled = cast_needs(*sample(), weights_of_parts={"stated": 2, "claimed": 1, "shown": 1, "practice": 1})
    rows = list(csv.DictReader((REFERENCE / "c2_needs.csv").open()))
    assert [row["competence"] for row in rows] == list(FOUR)
    for row in rows:
        own = found.need(row["competence"])
        expected = [float(row[part]) if row[part] != "NA" else np.nan for part in PARTS]
        assert [own.part(part).value.estimate for part in PARTS] == pytest.approx(
            expected, abs=1e-9, nan_ok=True
        )
        assert own.index.estimate == pytest.approx(float(row["index"]), abs=1e-9)
        assert doubled.need(row["competence"]).index.estimate == pytest.approx(
            float(row["index_2111"]), abs=1e-9
        )


def test_a_known_order_of_needs_is_found_and_certain():
    found = cast_needs(*draw_responses(400, TRUE))
    assert [one.competence for one in found.needs] == list(FOUR)
    assert [(one.rank_low, one.rank_high) for one in found.needs[:3]] == [(1, 1), (2, 2), (3, 3)]
    for one, true in zip(found.needs, TRUE, strict=True):
        assert one.part("practice").value.estimate == pytest.approx(true, abs=0.04)
        assert one.part("claimed").value.low < true < one.part("claimed").value.high


def test_equal_needs_have_no_certain_order():
    found = cast_needs(
        *draw_responses(300, (0.5,) * 4), weights_of_parts={"stated": 1, "claimed": 1, "practice": 1}
    )
    assert len(found.uncertain) == 6
    assert {(one.rank_low, one.rank_high) for one in found.needs} == {(1, 4)}


@pytest.mark.slow
def test_possible_ranks_hold_the_true_rank_about_as_often_as_they_say():
    held = []
    for seed in range(60):
        found = cast_needs(
            *draw_responses(120, (0.62, 0.56, 0.5, 0.44), seed=seed),
            n_resamples=300,
            seed=seed,
            weights_of_parts={"claimed": 1, "practice": 1},
        )
        held += [one.rank_low <= FOUR.index(one.competence) + 1 <= one.rank_high for one in found.needs]
    assert np.mean(held) >= 0.95


def test_a_part_that_nobody_shows_is_missing_and_said():
    found = cast_needs(*draw_responses(60, TRUE), n_resamples=200)
    last = found.need("gmilaf.3.4")
    assert last.missing == ("shown",)
    assert not found.is_comparable
    parts = [last.part(part).value.estimate for part in ("stated", "claimed", "practice")]
    assert last.index.estimate == pytest.approx(np.mean(parts))


def test_a_part_of_weight_zero_is_shown_and_counts_nothing():
    table, codes = draw_responses(60, TRUE)
    found = cast_needs(table, codes, n_resamples=200, weights_of_parts={"stated": 1})
    assert found.is_comparable
    assert all(one.index.estimate == pytest.approx(one.part("stated").value.estimate) for one in found.needs)
    assert found.needs[0].part("practice").n == 60


def test_competences_without_any_answer_are_named_and_not_ranked():
    found = cast_needs(cast_table({"practice_gmilaf_1_2": ["s0", "s3"] * 3}))
    assert [one.competence for one in found.needs] == ["gmilaf.1.2"]
    assert "gmilaf.2.3" in found.unknown and len(found.unknown) == 11


def test_places_of_a_ranking_fall_evenly_and_leaving_one_out_is_no_need():
    stated = part_values(
        cast_instrument(),
        cast_table({"need_ranked": ["gmilaf_2_3 gmilaf_1_2", "", "gmilaf_3_2"]}),
        shows=SHOWS,
    )[0]
    ids = index_competences(cast_instrument())
    columns = {one: stated.values[:, ids.index(one)].tolist() for one in FOUR}
    assert columns["gmilaf.2.3"] == pytest.approx([1.0, np.nan, 0.0], nan_ok=True)
    assert columns["gmilaf.1.2"] == pytest.approx([2 / 3, np.nan, 0.0], nan_ok=True)


def test_an_answer_that_does_not_apply_is_no_practice_gap():
    practice = part_values(
        cast_instrument(), cast_table({"practice_gmilaf_1_2": ["not_mine", "s3", "s0"]}), shows=SHOWS
    )[3]
    at = index_competences(cast_instrument()).index("gmilaf.1.2")
    assert practice.values[:, at].tolist() == pytest.approx([np.nan, 0.0, 1.0], nan_ok=True)


def test_an_empty_definition_shows_neither_this_nor_that():
    table = cast_table({"mil_definition": ["", "I do not know", "words"]})
    codes = [
        CodedAnswer(f"r{at}", "mil_definition", grade, parts)
        for at, (grade, parts) in enumerate([(0, ()), (0, ()), (3, ("access",))])
    ]
    shown = part_values(cast_instrument(), table, codes, shows=SHOWS)[2]
    at = index_competences(cast_instrument()).index("gmilaf.1.2")
    assert shown.values[:, at].tolist() == pytest.approx([np.nan, 1.0, 0.0], nan_ok=True)


def test_shares_count_who_is_in_need_by_one_part():
    found = (
        cast_needs(cast_table({"self_rating_gmilaf_1_2": ["s0", "s1", "s2", "s3", ""] * 2}))
        .needs[0]
        .part("claimed")
    )
    assert (found.n_in_need, found.n) == (4, 8)


def test_weights_of_responses_move_the_means():
    table = cast_table({"self_rating_gmilaf_1_2": ["s0", "s3"] * 3}, weights=(3.0, 1.0) * 3)
    found = cast_needs(table, n_resamples=200)
    assert found.is_weighted
    assert found.needs[0].index.estimate == pytest.approx(0.75)


def test_parts_that_fewer_than_five_people_give_have_neither_order_nor_interval():
    four = cast_needs(cast_table({"practice_gmilaf_1_2": ["s0", "s0", "s1", "s3", *[""] * 8]}))
    assert not four.needs and len(four.unknown) == 12 and not four.uncertain
    rated = {"practice_gmilaf_1_2": ["s0"] * 6, "self_rating_gmilaf_1_2": ["s0", *["" for _ in range(5)]]}
    found = cast_needs(cast_table(rated), n_resamples=200).need("gmilaf.1.2")
    assert found.missing == ("stated", "claimed", "shown")
    assert found.part("claimed").n == 0 and np.isnan(found.part("claimed").value.estimate)


def test_answers_to_questions_that_were_skipped_do_not_count():
    asked = instrument("mil-needs")
    columns = {"ai_use": ["never", "daily"], "practice_ai_say_so": ["never", "never"]}
    practice = part_values(asked, cast_table(columns))[3]
    at = index_competences(asked).index("gmilaf.3.2")
    assert practice.values[:, at].tolist() == pytest.approx([np.nan, 1.0], nan_ok=True)


def test_the_same_seed_gives_the_same_figures():
    table, codes = draw_responses(50, TRUE)
    one, two = (cast_needs(table, codes, n_resamples=300, seed=7).as_json() for _ in range(2))
    assert one == two
    assert json.dumps(one, allow_nan=False)
    assert "draws" not in one


@pytest.mark.parametrize("weights", [{"stated": -1}, {"stated": 0}, {"shoes": 1}, {"stated": float("nan")}])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(WeightsOfPartsInvalid):
        cast_needs(cast_table({"need_ranked": ["gmilaf_2_3"]}), weights_of_parts=weights)


def test_the_shipped_questions_reach_every_competence():
    asked = instrument("mil-needs")
    ids = index_competences(asked)
    assert len(ids) == 12
    reached = {
        "stated": {
            one.code.replace("_", ".") for question in asked.with_role("need") for one in question.choices
        },
        "claimed": {
            one
            for question in asked.with_role("self-rating")
            for row in question.rows
            for one in row.competences
        },
        "practice": {
            one
            for question in asked.with_role("practice")
            for row in question.rows
            for one in row.competences
        },
        "shown": {one for own in shipped_parts().values() for one in own},
    }
    assert {part: sorted(set(ids) - own) for part, own in reached.items()} == {
        "stated": [],
        "claimed": [],
        "practice": [],
        "shown": [],
    }


@pytest.mark.parametrize("part", PARTS)
def test_every_count_leads_to_its_responses(part):
    table, codes = sample()
    found = cast_needs(table, codes, n_resamples=100).need("gmilaf.2.3").part(part)
    ids = responses_in_need(cast_instrument(), table, codes, part, "gmilaf.2.3", shows=SHOWS)
    assert len(set(ids)) == found.n_in_need > 0
    assert set(ids) <= set(table.ids)
