import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from core.surveys.need_cast import cast_instrument, cast_table, sample
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.errors import AttributeUnknown, FoilsMissing
from sauatty.core.surveys.familiarity import EXPLAIN, HEARD, d_prime, familiarity

REFERENCE = Path(__file__).parents[1] / "reference" / "surveys"


def draw(n, d, criterion, spread=0.0, seed=3, n_real=9, n_foils=3):
    """Claims of respondents whose d' and mean criterion are known; `spread` is the SD of their criteria."""
    generator = np.random.default_rng(seed)
    own = criterion + spread * generator.normal(size=(n, 1))
    real = generator.random((n, n_real)) < norm.cdf(d / 2 - own)
    foil = generator.random((n, n_foils)) < norm.cdf(-d / 2 - own)
    names = ["mil", *(f"real{at}" for at in range(1, n_real)), *(f"foil{at}" for at in range(n_foils))]
    claims = np.hstack([real, foil])
    return cast_table(
        {f"familiarity_{name}": np.where(claims[:, at], "could", "never") for at, name in enumerate(names)}
    )


def test_d_prime_agrees_with_r():
    rows = list(csv.DictReader((REFERENCE / "c2_dprime.csv").open()))
    columns = [np.array([float(row[key]) for row in rows]) for key in ("hits", "n_terms", "false", "n_foils")]
    found, criterion = d_prime(*columns)
    assert found == pytest.approx([float(row["d"]) for row in rows], abs=1e-11)
    assert criterion == pytest.approx([float(row["c"]) for row in rows], abs=1e-11)
    assert len(rows) == 18


def test_a_known_d_prime_and_criterion_are_found():
    found = familiarity(cast_instrument(), draw(800, d=1.2, criterion=0.3)).all
    assert found.d_prime_pooled.estimate == pytest.approx(1.2, abs=0.1)
    assert found.d_prime_pooled.low < 1.2 < found.d_prime_pooled.high
    assert found.criterion_pooled.low < 0.3 < found.criterion_pooled.high
    assert found.hit_rate.estimate == pytest.approx(norm.cdf(0.3), abs=0.03)
    assert found.false_alarm_rate.estimate == pytest.approx(norm.cdf(-0.9), abs=0.03)


def test_the_mean_over_respondents_lies_nearer_to_zero_where_foils_are_few():
    few = familiarity(cast_instrument(), draw(800, d=2.0, criterion=0.0), n_resamples=200).all
    many = familiarity(
        cast_instrument(60, 60), draw(800, d=2.0, criterion=0.0, n_real=60, n_foils=60), n_resamples=200
    ).all
    assert few.d_prime.estimate < 1.7
    assert many.d_prime.estimate == pytest.approx(2.0, abs=0.07)


def test_respondents_who_claim_freely_and_sparingly_draw_pooled_d_prime_to_zero_and_not_the_typical_one():
    found = familiarity(cast_instrument(), draw(800, d=1.2, criterion=0.3, spread=1.0), n_resamples=200).all
    assert found.d_prime_pooled.high < 1.2
    assert found.d_prime_pooled.estimate == pytest.approx(1.2 / np.sqrt(2), abs=0.12)
    assert found.d_prime_typical.low < 1.2 < found.d_prime_typical.high
    assert found.criterion_typical.low < 0.3 < found.criterion_typical.high


@pytest.mark.slow
@pytest.mark.parametrize("spread", [0.0, 1.0])
def test_the_intervals_hold_the_truth_about_as_often_as_they_say(spread):
    tables = (draw(120, 1.0, 0.2, spread, seed=seed) for seed in range(100))
    intervals = [familiarity(cast_instrument(), one, n_resamples=300).all.d_prime_typical for one in tables]
    assert 89 <= sum(one.low <= 1.0 <= one.high for one in intervals) <= 100


def test_the_typical_respondent_agrees_with_r():
    table, _ = sample()
    found = familiarity(cast_instrument(), table, n_resamples=100)
    row = next(csv.DictReader((REFERENCE / "c2_typical.csv").open()))
    assert found.all.n == int(row["n"])
    assert found.all.d_prime_typical.estimate == pytest.approx(float(row["d"]), abs=1e-3)
    assert found.all.criterion_typical.estimate == pytest.approx(float(row["c"]), abs=1e-3)


def test_one_invented_term_has_no_pairs_and_so_no_typical_respondent():
    found = familiarity(cast_instrument(n_foils=1), draw(50, 1.0, 0.0, n_foils=1), n_resamples=100).all
    assert np.isnan(found.d_prime_typical.estimate)
    assert found.d_prime_pooled.estimate == pytest.approx(1.0, abs=0.6)


def test_who_only_heard_of_it_counts_at_one_threshold_and_not_at_the_other():
    table = cast_table(
        {
            "familiarity_mil": ["heard", "could", ""],
            "familiarity_real1": ["never"] * 3,
            "familiarity_foil0": ["heard", "never", "never"],
        }
    )
    heard, explain = (familiarity(cast_instrument(), table, threshold=one) for one in (HEARD, EXPLAIN))
    assert [one.hits for one in heard.respondents] == [1, 1, 0]
    assert [one.hits for one in explain.respondents] == [0, 1, 0]
    assert heard.all.any_foil.estimate == pytest.approx(1 / 3)
    assert explain.all.false_alarm_rate.estimate == 0
    assert [one.n_terms for one in heard.respondents] == [2, 2, 1]


def test_who_answered_no_foil_is_left_out_and_counted():
    table = cast_table({"familiarity_mil": ["could", "could"], "familiarity_foil0": ["never", ""]})
    found = familiarity(cast_instrument(), table)
    assert (found.n_incomplete, found.all.n) == (1, 1)


def test_groups_are_compared_and_small_ones_hidden():
    table = draw(100, 1.0, 0.0)
    kinds = ["library"] * 60 + ["school"] * 37 + [""] * 3
    found = familiarity(cast_instrument(), cast_table({**table.columns, "kind": kinds}), by="kind")
    shown = {one.key: one.found and one.found.n for one in found.groups}
    assert shown == {"": None, "library": 60, "school": None}


@pytest.mark.parametrize(
    ("kinds", "silent", "shown"),
    [
        # Two groups of two are what the others leave of the total: four people are no group either.
        ({"library": 60, "school": 36, "college": 2, "centre": 2}, 0, {"library"}),
        # Who answered no invented term is in no figure, and makes no group large enough.
        ({"library": 60, "school": 35, "college": 5}, 1, {"library"}),
        ({"library": 60, "school": 35, "college": 5}, 0, {"library", "school", "college"}),
    ],
)
def test_what_the_groups_leave_of_the_total_is_no_small_group(kinds, silent, shown):
    columns = {key: list(own) for key, own in draw(100, 1.0, 0.0).columns.items()}
    for at in range(100 - silent, 100):
        for foil in range(3):
            columns[f"familiarity_foil{foil}"][at] = ""
    own = [kind for kind, n in kinds.items() for _ in range(n)]
    found = familiarity(cast_instrument(), cast_table({**columns, "kind": own}), by="kind")
    assert {one.key for one in found.groups if one.found} == shown


def test_weights_move_the_rates():
    table = cast_table(
        {"familiarity_mil": ["could", "never"], "familiarity_foil0": ["never", "never"]}, weights=(3.0, 1.0)
    )
    found = familiarity(cast_instrument(), table)
    assert found.is_weighted
    assert found.all.hit_rate.estimate == pytest.approx(0.75)


def test_nobody_gives_no_number_and_no_failure():
    content = familiarity(cast_instrument(), cast_table({"familiarity_mil": []})).as_json()
    assert content["all"]["d_prime"]["estimate"] is None
    assert json.dumps(content, allow_nan=False)


def test_terms_without_invented_ones_are_refused():
    with pytest.raises(FoilsMissing, match="9 real and 0 invented"):
        familiarity(cast_instrument(n_foils=0), cast_table({"familiarity_mil": ["could"]}))


def test_an_unknown_attribute_is_refused_by_name():
    with pytest.raises(AttributeUnknown, match="'shoe_size'"):
        familiarity(cast_instrument(), cast_table({"familiarity_mil": ["could"]}), by="shoe_size")


def test_the_shipped_instrument_has_enough_invented_terms():
    table = cast_table({"familiarity_mil": ["colleague"], "familiarity_eddingham_rule": ["heard"]})
    found = familiarity(instrument("mil-needs"), table)
    assert sum(one.is_foil for one in found.terms) >= 3
    assert found.all.false_alarm_rate.estimate == 1.0
