import numpy as np
import pytest

from sauatty.core.errors import ReviewDecisionInvalid, ReviewUnitRepeated, ReviewUnitUnknown
from sauatty.core.matching.review import ReviewRanker, ReviewUnit, prepare_ranker
from sauatty.core.matching.review_simulation import Simulation, simulate_review


def invented(n_units=60, n_relevant=12, seed=3):
    """Units whose relevant ones share a direction of meaning and a word."""
    generator = np.random.default_rng(seed)
    relevant = np.zeros(n_units, dtype=bool)
    relevant[generator.choice(n_units, n_relevant, replace=False)] = True
    vectors = generator.normal(size=(n_units, 16)) + 2.0 * relevant[:, None] * np.eye(16)[0]
    texts = [f"{'газет' if one else 'сан'} {number} туралы айту" for number, one in enumerate(relevant)]
    units = [ReviewUnit(f"u{number}", text, "kk") for number, text in enumerate(texts)]
    decisions = {unit.id: int(one) for unit, one in zip(units, relevant, strict=True)}
    return units, vectors.astype(np.float32), decisions


def test_it_works():
    units, vectors, decisions = invented()
    found = simulate_review(ReviewRanker(units, vectors, None, seed=1), decisions)
    assert sorted(found.order) == sorted(decisions)
    assert found.n_relevant == 12
    assert found.share_read_for(0.95) < 0.6


def test_the_prior_alone_orders_the_start():
    units, vectors, _ = invented(n_units=5, n_relevant=2)
    ranker = ReviewRanker(units, vectors, prior=[0.1, 0.9, 0.5, 0.2, 0.7])
    assert ranker.order({}) == ["u1", "u4", "u2", "u3", "u0"]


def test_decisions_turn_a_prior_that_is_wrong():
    units, vectors, decisions = invented()
    wrong = [0.1 if decisions[unit.id] else 0.4 for unit in units]
    ranker = ReviewRanker(units, vectors, wrong)
    decided = dict(list(decisions.items())[:40])
    assert sum(decided.values()) >= 3
    left = ranker.order(decided)
    n_left = sum(decisions[own] for own in left)
    assert n_left >= 2
    assert sum(decisions[own] for own in left[:n_left]) == n_left


def test_the_same_seed_gives_the_same_order_whatever_the_order_of_decisions():
    units, vectors, decisions = invented()
    decided = list(decisions.items())[:30]
    one = ReviewRanker(units, vectors, None, seed=5).order(dict(decided))
    other = ReviewRanker(units, vectors, None, seed=5).order(dict(reversed(decided)))
    assert one == other


def test_without_a_prior_the_seed_draws_the_start():
    units, vectors, _ = invented()
    starts = {tuple(ReviewRanker(units, vectors, None, seed=seed).order({})) for seed in range(3)}
    assert len(starts) == 3


def test_units_that_were_read_do_not_come_again():
    units, vectors, _ = invented()
    left = ReviewRanker(units, vectors).order({"u1": 1, "u2": 0}, read={"u7"})
    assert len(left) == 57
    assert not {"u1", "u2", "u7"} & set(left)


@pytest.mark.parametrize("value", [0, 2])
def test_equal_decisions_still_give_an_order(value):
    units, vectors, _ = invented()
    ranker = ReviewRanker(units, vectors, prior=[0.3] * 60)
    assert len(ranker.order({f"u{number}": value for number in range(10)})) == 50


def test_a_prior_that_is_missing_for_some_units_is_no_fault():
    units, vectors, _ = invented()
    prior = [np.nan if number % 2 else 0.3 for number in range(60)]
    assert np.isfinite(ReviewRanker(units, vectors, prior).scores({"u0": 1, "u1": 0})).all()


def test_what_no_review_can_take_is_named():
    units, vectors, _ = invented()
    ranker = ReviewRanker(units, vectors)
    with pytest.raises(ReviewUnitUnknown, match="'stranger'"):
        ranker.order({"stranger": 1})
    for value in (3, True):
        with pytest.raises(ReviewDecisionInvalid, match="'u1'"):
            ranker.order({"u1": value})
    with pytest.raises(ReviewUnitRepeated, match="'u0'"):
        ReviewRanker([*units, units[0]])
    with pytest.raises(ReviewDecisionInvalid, match="missing"):
        simulate_review(ranker, {"u1": 1})


def test_a_decision_is_asked_for_only_after_its_unit_was_chosen():
    units, vectors, decisions = invented()
    asked = []

    class Watched(dict):
        def __getitem__(self, own):
            asked.append(own)
            return super().__getitem__(own)

    seen_by_ranker = []

    class Spy(ReviewRanker):
        def order(self, decisions, read=()):
            seen_by_ranker.append(list(decisions))
            return super().order(decisions, read)

    found = simulate_review(Spy(units, vectors, None, seed=2), Watched(decisions))
    assert tuple(asked) == found.order
    assert all(tuple(seen) == found.order[: len(seen)] for seen in seen_by_ranker)


def test_decisions_that_nobody_has_made_change_nothing():
    units, vectors, decisions = invented()
    ranker = ReviewRanker(units, vectors, None, seed=2)
    first = simulate_review(ranker, decisions).order[:20]
    turned = {own: value if own in first else 1 - value for own, value in decisions.items()}
    assert simulate_review(ranker, turned).order[:30] == simulate_review(ranker, decisions).order[:30]


def test_shares_are_counted_on_the_whole_list():
    found = Simulation(
        tuple("abcdefghij"), (True, False, True, False, True, False, False, False, False, False)
    )
    assert found.n_read_for(0.5) == 3
    assert found.share_read_for(1.0) == 0.5
    assert found.work_saved(0.95) == pytest.approx(0.45)


def test_nothing_relevant_gives_no_share():
    assert np.isnan(Simulation(("a",), (False,)).share_read_for(0.95))


def test_the_shipped_matcher_is_the_prior_where_there_are_only_letters():
    units = [
        ReviewUnit("sum", "сложить два числа", "ru"),
        ReviewUnit("news", "сравнивать новости двух сайтов", "ru"),
    ]
    ranker = prepare_ranker(units, "ngram")
    assert ranker.name == "sauatty-mil-1/ngram"
    assert ranker.order({}) == ["news", "sum"]
