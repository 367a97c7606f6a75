"""The indices of content validity, against the published tables and against independent ways to the same figure."""

from math import isnan, nan

import numpy as np
import pytest
from scipy.stats import binom, binomtest, norm

from sauatty.core.agreement.content_validity import (
    aiken_v,
    content_validity,
    i_cvi,
    item_target,
    modified_kappa,
    net_change,
    s_cvi_ave,
    s_cvi_ua,
)
from sauatty.core.errors import RatingOutOfScale

# Experts, agreeing, I-CVI, chance, kappa*: worked values of Polit, Beck & Owen (2007) as other software quotes
# them (the article itself was not at hand), exact figures rounded to three places.
WORKED = [
    (3, 3, 1.000, 0.125, 1.000),
    (3, 2, 0.667, 0.375, 0.467),
    (4, 3, 0.750, 0.250, 0.667),
    (5, 5, 1.000, 0.031, 1.000),
    (5, 4, 0.800, 0.156, 0.763),
    (5, 2, 0.400, 0.312, 0.127),
    (6, 5, 0.833, 0.094, 0.816),
    (8, 6, 0.750, 0.109, 0.719),
    (8, 2, 0.250, 0.109, 0.158),
    (9, 7, 0.778, 0.070, 0.761),
]


@pytest.mark.parametrize(("n", "agreeing", "index", "chance", "kappa"), WORKED)
def test_the_worked_values_of_polit_beck_and_owen_come_out(n, agreeing, index, chance, kappa):
    ratings = [[4] * agreeing + [2] * (n - agreeing)]

    assert i_cvi(ratings)[0] == pytest.approx(index, abs=0.0006)
    assert binom.pmf(agreeing, n, 0.5) == pytest.approx(chance, abs=0.0006)
    assert modified_kappa(agreeing, n) == pytest.approx(kappa, abs=0.0006)


@pytest.mark.parametrize("n", range(1, 16))
def test_kappa_takes_away_the_chance_of_the_binomial_distribution(n):
    for agreeing in range(n + 1):
        chance = binom.pmf(agreeing, n, 0.5)

        assert modified_kappa(agreeing, n) == pytest.approx((agreeing / n - chance) / (1 - chance), abs=1e-12)


def test_the_example_of_the_r_package_contentvalidity_comes_out():
    # Its manual: five experts, four items, 5, 5, 4 and 2 of them agreeing
    found = content_validity([[4] * 5, [3] * 5, [4, 4, 3, 3, 2], [4, 3, 1, 2, 2]])

    assert [round(item.i_cvi, 2) for item in found.items] == [1.0, 1.0, 0.8, 0.4]
    assert [round(item.kappa, 3) for item in found.items] == [1.0, 1.0, 0.763, 0.127]
    assert (found.s_cvi_ave, found.s_cvi_ua) == (pytest.approx(0.8), pytest.approx(0.5))


def test_a_scale_is_the_mean_of_its_items_and_the_share_of_the_unanimous_ones():
    # Two experts, ten items: both say relevant of 8, one alone of 2: S-CVI/Ave .90, S-CVI/UA .80
    ratings = [[4, 3]] * 8 + [[4, 2], [1, 3]]

    assert s_cvi_ave(ratings) == pytest.approx(0.9)
    assert s_cvi_ua(ratings) == pytest.approx(0.8)


@pytest.mark.parametrize(("n_ones", "n"), [(0, 4), (3, 7), (9, 10), (10, 10)])
def test_on_a_scale_of_two_steps_the_interval_of_v_is_that_of_wilson(n_ones, n):
    found = aiken_v(n_ones / n, n, low=0, high=1)
    wilson = binomtest(n_ones, n).proportion_ci(method="wilson")

    assert (found.low, found.high) == pytest.approx((wilson.low, wilson.high), abs=1e-12)


@pytest.mark.parametrize("mean", [1.0, 1.4, 2.5, 3.6, 4.0])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_the_ends_of_the_interval_of_v_solve_the_score_equation(mean, level):
    n, k, z = 9, 3, norm.ppf(0.5 + level / 2)

    found = aiken_v(mean, n, level=level)

    for end in (found.low, found.high):
        assert (found.estimate - end) ** 2 == pytest.approx(z * z * end * (1 - end) / (n * k), abs=1e-12)
    assert found.low <= found.estimate + 1e-12 <= found.high + 2e-12


def test_v_stands_between_the_ends_of_the_scale():
    assert aiken_v(1, 6).estimate == 0
    assert aiken_v(4, 6).estimate == 1
    assert aiken_v(2.5, 6).estimate == pytest.approx(0.5)
    assert aiken_v(4, 6).high == 1.0


def test_each_item_is_judged_by_those_who_rated_it():
    found = content_validity([[4, 4, nan, 2], [nan, nan, nan, nan], [3, 3, 4, nan]])

    assert [item.n for item in found.items] == [3, 0, 3]
    assert found.items[0].i_cvi == pytest.approx(2 / 3)
    assert isnan(found.items[1].i_cvi) and isnan(found.items[1].kappa) and isnan(found.items[1].v.low)
    assert (found.n_items, found.n_experts) == (2, 4)
    assert found.s_cvi_ave == pytest.approx((2 / 3 + 1) / 2)


def test_nothing_rated_gives_no_index():
    found = content_validity(np.full((3, 2), nan))

    assert isnan(found.s_cvi_ave) and isnan(found.s_cvi_ua)
    assert (found.n_items, found.n_experts) == (0, 0)


def test_median_and_quartiles_are_those_of_numpy_and_r():
    item = content_validity([[1, 2, 3, 4]]).items[0]

    assert (item.lower_quartile, item.median, item.upper_quartile) == (1.75, 2.5, 3.25)
    assert item.iqr == 1.5


@pytest.mark.parametrize("wrong", [0, 5, 2.5, -1])
def test_a_rating_off_the_scale_is_named(wrong):
    with pytest.raises(RatingOutOfScale) as caught:
        content_validity([[4, wrong]])

    assert caught.value.params["rating"] == f"{wrong:g}"


def test_few_experts_must_all_agree_and_many_must_mostly():
    assert [item_target(n) for n in (3, 5, 6, 10)] == [1.0, 1.0, 0.78, 0.78]
    assert content_validity([[4] * 7 + [1] * 2]).items[0].is_accepted is False
    assert content_validity([[4] * 8 + [1] * 2]).items[0].is_accepted is True
    assert content_validity([[4, 4, 4, 4, 2]]).items[0].is_accepted is False
    assert content_validity([[4, 4]]).items[0].is_accepted is False  # two experts accept nothing


def test_two_who_swap_places_do_not_move_the_group():
    assert net_change([[1, 4, 3, 3]], [[4, 1, 3, 3]])[0] == 0
    assert net_change([[1, 1, 3, 3]], [[3, 3, 3, 3]])[0] == pytest.approx(0.5)


def test_only_those_who_rated_twice_count_for_the_change():
    found = net_change([[1, nan, 3], [nan, 2, nan]], [[2, 4, 3], [3, nan, nan]])

    assert found[0] == pytest.approx(0.5)
    assert isnan(found[1])
