"""What holds for any form, any cohort and any panel."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauatty.core.psychometrics.assembly import swapped_halves
from sauatty.core.psychometrics.classification import livingston_lewis
from sauatty.core.psychometrics.cutscore import JudgeRatings, angoff_round, pass_share
from sauatty.core.psychometrics.equating import equate_scores
from sauatty.core.psychometrics.equating_links import link, moved
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.patterns import chance_of_at_least

totals = st.lists(st.integers(0, 12), min_size=1, max_size=40)


@given(totals, totals, st.booleans())
@settings(max_examples=60, deadline=None)
def test_equivalents_rise_and_stay_within_half_a_point_of_the_form(new, base, is_smoothed):
    found = equate_scores(new, base, (12, 12), is_smoothed=is_smoothed, n_resamples=0)
    values = np.array([row.equivalent for row in found.rows])
    assert np.all(np.diff(values) >= -1e-9)
    assert values.min() >= -0.5 - 1e-9 and values.max() <= 12.5 + 1e-9


@given(st.sets(st.text(max_size=8), max_size=60), st.integers())
def test_halves_are_even(people, seed):
    halves = swapped_halves(people, seed)
    n_first = sum(form == "A" for form in halves.values())
    assert set(halves) == people and n_first - (len(people) - n_first) in (0, 1)


@given(
    st.lists(
        st.tuples(st.floats(0.3, 2.5), st.floats(-3, 3)),
        min_size=3,
        max_size=8,
        unique_by=lambda item: item[1],
    ),
    st.floats(0.5, 2.0),
    st.floats(-1, 1),
    st.sampled_from(["mean-sigma", "mean-mean", "stocking-lord"]),
)
@settings(max_examples=60, deadline=None)
def test_a_moved_scale_is_found_again(parameters, slope, intercept, method):
    if np.ptp([difficulty for _, difficulty in parameters]) < 0.3 or len({a for a, _ in parameters}) < 2:
        return
    base = [ItemParameters(f"i{n}", a, b, (b,)) for n, (a, b) in enumerate(parameters)]
    new = [moved(item, 1 / slope, -intercept / slope) for item in base]
    found = link(new, base, method)
    assert (found.slope, found.intercept) == pytest.approx((slope, intercept), abs=2e-3)


@given(st.integers(1, 6), st.integers(1, 8), st.integers(0, 2**32 - 1), st.floats(0, 0.4))
@settings(max_examples=60, deadline=None)
def test_any_panel_has_a_cut_within_the_form(n_judges, n_items, seed, missing):
    rng = np.random.default_rng(seed)
    percents = rng.integers(0, 101, (n_judges, n_items)).astype(float)
    percents[rng.random(percents.shape) < missing] = np.nan
    percents[0] = 50
    names = tuple(f"j{n}" for n in range(n_judges)), tuple(f"i{n}" for n in range(n_items))
    found = angoff_round(JudgeRatings(percents, *names))
    assert 0 <= found.cut <= found.most == n_items
    assert 0 <= found.least_points - found.cut < 1 + 1e-9
    assert found.se is None or (found.se >= 0 and found.interval.low <= found.cut <= found.interval.high)
    assert found.se_with_items is None or found.se_with_items >= 0
    passed = pass_share(rng.integers(0, n_items + 1, 20), found)
    if passed.if_high is not None:
        assert passed.if_high <= passed.share.estimate <= passed.if_low


@given(totals, st.integers(1, 12), st.floats(0.05, 0.97))
@settings(max_examples=80, deadline=None)
def test_any_cohort_is_classified_within_bounds(points, cut, reliability):
    if len(set(points)) < 2:
        return
    found = livingston_lewis(points, cut, 12, reliability)
    assert 0.5 - 1e-9 <= found.consistency <= 1 + 1e-9 and 0 <= found.accuracy <= 1 + 1e-9
    assert found.accuracy + found.false_pass + found.false_fail == pytest.approx(1)
    assert found.kappa is None or found.kappa <= 1 + 1e-9


@given(st.lists(st.floats(0, 1), max_size=12), st.integers(0, 12))
def test_more_matches_are_never_likelier(chances, n):
    assert chance_of_at_least(np.array(chances), n + 1) <= chance_of_at_least(np.array(chances), n) + 1e-12
