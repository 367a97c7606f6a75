import csv
import json
import random
import time
from math import isnan, nan
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.agreement import (
    agreement,
    agreement_by,
    agreement_by_competence,
    cohen_kappa,
    in_words,
    krippendorff_alpha,
    reading,
)
from sauatty.core.errors import DecisionsConflict, ValueNotMeasurable
from sauatty.core.languages import LANGUAGES

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "agreement"
PEERS = json.loads((REFERENCE / "peers.json").read_text("utf-8"))
PSYCH = json.loads((REFERENCE / "psych.json").read_text("utf-8"))
CLOSE = {"rel": 0, "abs": 1e-12}
MISSING_TABLE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
    [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
]
TABLES = {
    "cohen_1960": [[88, 10, 2], [14, 40, 6], [18, 10, 12]],
    "chance": [[20, 10], [5, 15]],
    "opposed": [[1, 25], [30, 2]],
    "skewed": [[118, 2], [5, 0]],
}


def sample(name, read=str):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return [(row["unit"], row["coder"], read(row["value"])) for row in csv.DictReader(file)]


def from_table(table):
    cells = [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]
    return [
        (f"u{at}", coder, value)
        for at, cell in enumerate(cells)
        for coder, value in zip("ab", cell, strict=True)
    ]


def as_set(cell):
    return frozenset(cell.split(";"))


def test_it_works():
    found = agreement(
        [("u1", "a", 1), ("u1", "b", 1), ("u2", "a", 0), ("u2", "b", 0), ("u3", "a", 0), ("u3", "b", 1)]
    )

    assert found.alpha.estimate == pytest.approx(1 - 5 * 2 / 18)
    assert found.kappa.estimate == pytest.approx(0.4)
    assert found.percent == pytest.approx(2 / 3)
    assert (found.n_units, found.n_pairable, found.n_values, found.coders) == (3, 3, 6, ("a", "b"))
    assert found.alpha.low <= found.alpha.estimate <= found.alpha.high


# --- against other programmes ---


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("name", ["two_coders", "five_coders", "numbers"])
def test_alpha_equals_the_krippendorff_package(name, level):
    found = agreement(sample(name, float), level=level, n_resamples=0)

    assert found.alpha.estimate == pytest.approx(PEERS[name][level], **CLOSE)


@pytest.mark.parametrize(("level", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_equals_the_published_table_with_missing_values(level, printed):
    found = krippendorff_alpha(np.array(MISSING_TABLE).T, level)

    assert round(found, 3) == printed
    assert found == pytest.approx(PEERS["published"]["missing"][level], **CLOSE)


def test_alpha_equals_the_published_tables_of_two_observers():
    binary = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    nominal = [list("aabbdcccedda"), list("babbbccceddd")]
    rows = [(str(unit), coder, nominal[at][unit]) for at, coder in enumerate("xy") for unit in range(12)]

    assert round(krippendorff_alpha(np.transpose(binary)), 3) == 0.095
    assert agreement(rows, n_resamples=0).alpha.estimate == pytest.approx(
        PEERS["published"]["nominal"]["nominal"], **CLOSE
    )
    assert round(agreement(rows, n_resamples=0).alpha.estimate, 3) == 0.692


@pytest.mark.parametrize("distance", ["masi", "jaccard"])
def test_alpha_of_sets_equals_nltk(distance):
    found = agreement(sample("sets", as_set), level="set", set_distance=distance, n_resamples=0)

    assert found.alpha.estimate == pytest.approx(PEERS["sets"][distance], **CLOSE)


def test_sets_as_plain_categories_equal_nltk_too():
    found = agreement(sample("sets", as_set), level="nominal", n_resamples=0)

    assert found.alpha.estimate == pytest.approx(PEERS["sets"]["equal"], **CLOSE)


@pytest.mark.parametrize(
    ("weights", "key"), [(None, "kappa"), ("linear", "linear"), ("quadratic", "quadratic")]
)
@pytest.mark.parametrize("name", ["two_coders", *TABLES])
def test_kappa_equals_psych(name, weights, key):
    rows = from_table(TABLES[name]) if name in TABLES else sample(name, float)
    found = cohen_kappa(rows, weights=weights, level="ordinal", n_resamples=0).interval.estimate

    assert found == pytest.approx(PSYCH[name][key], **CLOSE)


def test_kappa_beside_alpha_is_unweighted_at_every_level():
    rows = sample("two_coders", float)
    kappas = {
        level: agreement(rows, level=level, n_resamples=0).kappa.estimate
        for level in ("nominal", "ordinal", "interval")
    }

    assert kappas == pytest.approx(dict.fromkeys(kappas, PSYCH["two_coders"]["kappa"]), **CLOSE)


# --- against the definition ---


def by_definition(rows, distance):
    """Alpha by running over every pair of values, as the textbook has it."""
    units = {}
    for unit, _, value in rows:
        units.setdefault(unit, []).append(value)
    paired = [values for values in units.values() if len(values) > 1]
    every = [value for values in paired for value in values]
    observed = sum(
        sum(distance(one, other) for one in values for other in values) / (len(values) - 1)
        for values in paired
    )
    expected = sum(distance(one, other) for one in every for other in every) / (len(every) - 1)
    return 1 - observed / expected


def masi(one, other):
    shared, union = len(one & other), len(one | other)
    part = 1 if one == other else 2 / 3 if one <= other or other <= one else 1 / 3 if shared else 0
    return 1 - part * (shared / union if union else 1)


@pytest.mark.parametrize("seed", range(5))
def test_random_judgements_give_alpha_by_definition(seed):
    generator = random.Random(seed)
    rows = [
        (f"u{unit}", f"c{coder}", frozenset(generator.sample("abcd", generator.randint(0, 3))))
        for unit in range(25)
        for coder in range(6)
        if generator.random() < 0.5
    ]
    numbers = [(unit, coder, float(len(value))) for unit, coder, value in rows]

    assert agreement(rows, level="set", n_resamples=0).alpha.estimate == pytest.approx(
        by_definition(rows, masi), **CLOSE
    )
    assert agreement(numbers, n_resamples=0).alpha.estimate == pytest.approx(
        by_definition(numbers, lambda one, other: one != other), **CLOSE
    )
    assert agreement(numbers, level="interval", n_resamples=0).alpha.estimate == pytest.approx(
        by_definition(numbers, lambda one, other: (one - other) ** 2), **CLOSE
    )


def test_numbers_far_from_zero_lose_no_digits():
    rows = sample("numbers", float)
    far = [(unit, coder, value + 1e9) for unit, coder, value in rows]

    assert agreement(far, level="interval", n_resamples=0).alpha.estimate == pytest.approx(
        PEERS["numbers"]["interval"], abs=1e-6
    )


def test_one_empty_set_against_another_is_no_disagreement():
    rows = [("u1", "a", set()), ("u1", "b", set()), ("u2", "a", {"2.2"}), ("u2", "b", {"2.2"})]

    assert agreement(rows, level="set").alpha.estimate == 1.0


def test_a_set_that_holds_the_other_is_nearer_than_one_that_overlaps():
    inside = [("u1", "a", {"x"}), ("u1", "b", {"x", "y"}), ("u2", "a", {"z"}), ("u2", "b", {"z"})]
    across = [("u1", "a", {"x", "w"}), ("u1", "b", {"x", "y"}), ("u2", "a", {"z"}), ("u2", "b", {"z"})]

    assert agreement(inside, level="set").alpha.estimate > agreement(across, level="set").alpha.estimate


# --- the interval ---


def reference_bootstrap(rows, statistic, n_resamples, seed):
    """Draw units one by one and measure each sample anew."""
    units = {}
    for unit, coder, value in rows:
        units.setdefault(unit, []).append((coder, value))
    paired = [values for values in units.values() if len(values) > 1]
    generator = np.random.default_rng(seed)
    draws = []
    for _ in range(n_resamples):
        drawn = generator.integers(0, len(paired), len(paired))
        draws.append(statistic([(f"{at}", *pair) for at, one in enumerate(drawn) for pair in paired[one]]))
    return np.quantile(draws, [0.025, 0.975])


LEVELS = ("nominal", *(pytest.param(one, marks=pytest.mark.slow) for one in ("ordinal", "interval")))


@pytest.mark.parametrize("level", LEVELS)
def test_the_interval_is_that_of_units_drawn_one_by_one(level):
    rows = sample("five_coders", float)
    found = agreement(rows, level=level, n_resamples=4000).alpha
    slow = reference_bootstrap(
        rows, lambda drawn: agreement(drawn, level=level, n_resamples=0).alpha.estimate, 600, 3
    )

    assert [found.low, found.high] == pytest.approx(list(slow), abs=0.03)


@pytest.mark.slow
def test_the_interval_of_sets_and_of_kappa_is_that_of_units_drawn_one_by_one():
    rows, pairs = sample("sets", as_set), sample("two_coders", float)
    alpha = agreement(rows, level="set", n_resamples=2000).alpha
    kappa = agreement(pairs, n_resamples=4000).kappa
    slow = reference_bootstrap(
        rows, lambda drawn: agreement(drawn, level="set", n_resamples=0).alpha.estimate, 300, 3
    )
    slow_kappa = reference_bootstrap(
        pairs, lambda drawn: agreement(drawn, n_resamples=0).kappa.estimate, 500, 3
    )

    assert [alpha.low, alpha.high] == pytest.approx(list(slow), abs=0.04)
    assert [kappa.low, kappa.high] == pytest.approx(list(slow_kappa), abs=0.04)


def test_the_order_of_decisions_changes_nothing():
    rows = sample("five_coders", float)
    shuffled = random.Random(1).sample(rows, len(rows))

    assert agreement(shuffled, level="ordinal") == agreement(rows, level="ordinal")


def test_the_seed_decides_the_interval_and_nothing_else():
    rows = sample("sets", as_set)
    first, again, other = (
        agreement(rows, level="set", n_resamples=200, seed=seed).alpha for seed in (1, 1, 2)
    )

    assert first == again
    assert other.estimate == first.estimate and other.low != first.low


def test_resamples_without_a_value_are_counted_and_left_out():
    rows = [(f"u{at}", coder, int(at == 0)) for at in range(5) for coder in "ab"]
    found = agreement(rows, n_resamples=1000)

    # The one unit that differs is missed with probability 0.8^5 = 0.328, all five are it with 0.2^5.
    assert found.n_undefined == pytest.approx(328, abs=60)
    assert found.n_undefined_kappa == found.n_undefined
    assert (found.alpha.low, found.alpha.high) == (1.0, 1.0)
    assert str(found.n_undefined) in in_words(found, "en")


def test_one_unit_has_no_interval():
    found = agreement([("u1", "a", 1), ("u1", "b", 2)])

    assert found.alpha.estimate == 0.0 and isnan(found.alpha.low) and isnan(found.alpha.high)


# --- hard cases ---


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "no-pairs"),
        ([("u1", "a", 1), ("u2", "a", 2)], "one-coder"),
        ([("u1", "a", 1), ("u2", "b", 2)], "no-pairs"),
        ([("u1", "a", 1), ("u1", "b", 1), ("u2", "a", 1), ("u2", "b", 1)], "all-equal"),
        ([("u1", "a", 1), ("u1", "b", 1), ("u2", "a", 2)], "all-equal"),
        ([("u1", "a", 1), ("u1", "b", nan), ("u2", "b", None)], "one-coder"),
    ],
)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_what_is_undefined_says_why_and_is_never_0_or_1(rows, why, level):
    found = agreement(rows, level=level)
    content = found.as_json()

    assert found.undefined == why
    assert isnan(found.alpha.estimate)
    assert content["alpha"] is None and content["alpha_ci95"] is None and content["undefined"] == why
    assert content.get("kappa") is None
    json.dumps(content, allow_nan=False)
    for language in LANGUAGES:
        assert in_words(found, language)


def test_equal_sets_only_are_undefined_too():
    rows = [(unit, coder, {"2.2", "2.3"}) for unit in "xyz" for coder in "ab"]

    assert agreement(rows, level="set").undefined == "all-equal"


def test_equal_decimals_only_are_undefined_whatever_rounding_leaves():
    rows = [(f"u{unit}", coder, 0.1 + 0.2) for unit in range(7) for coder in "abc"]

    assert agreement(rows, level="interval").undefined == "all-equal"


def test_always_opposed_coders_have_a_kappa():
    rows = [("u1", "a", 0), ("u1", "b", 1), ("u2", "a", 0), ("u2", "b", 1)]

    assert agreement(rows).kappa.estimate == 0.0


def test_kappa_is_for_exactly_two_coders():
    rows = sample("five_coders")

    assert agreement(rows, n_resamples=0).kappa is None
    assert "kappa" not in agreement(rows, n_resamples=0).as_json()
    assert isnan(cohen_kappa(rows).interval.estimate)


def test_coders_that_take_turns_are_all_measured():
    rows = [(f"u{at}", coder, at % 3) for at in range(30) for coder in ("abc"[at % 3], "abc"[(at + 1) % 3])]
    found = agreement(rows)

    assert found.coders == ("a", "b", "c")
    assert found.n_pairable == 30 and found.alpha.estimate == 1.0


def test_a_unit_with_one_value_counts_as_judged_but_not_for_alpha():
    rows = sample("two_coders")
    found = agreement([*rows, ("alone", "a", "9")], n_resamples=0)

    assert found.n_units == agreement(rows, n_resamples=0).n_units + 1
    assert found.as_json()["n_units"] == found.n_units
    assert found.as_json()["n_units_pairable"] == found.n_pairable == 55
    assert found.alpha.estimate == pytest.approx(PEERS["two_coders"]["nominal"], **CLOSE)


def test_the_same_value_twice_counts_once_and_another_one_is_refused():
    rows = [("u1", "a", 1), ("u1", "b", 2), ("u2", "a", 1), ("u2", "b", 1)]

    assert agreement([*rows, rows[0]], n_resamples=0) == agreement(rows, n_resamples=0)
    with pytest.raises(DecisionsConflict, match="'a' judged 'u1' twice"):
        agreement([*rows, ("u1", "a", 3)])


@pytest.mark.parametrize(
    ("value", "level"),
    [("much", "interval"), ("much", "ordinal"), ("inf", "interval"), ("2.2", "set"), (3, "set")],
)
def test_a_value_that_its_level_cannot_take_is_refused(value, level):
    with pytest.raises(ValueNotMeasurable, match="u1"):
        agreement([("u1", "a", value)], level=level)


@pytest.mark.parametrize("unit", [1e-300, 1e-6, 1.0, 1e200, 1e308])
def test_alpha_of_numbers_does_not_hang_on_their_unit(unit):
    given = [(1, 1), (0.5, 1), (0.2, 0.3), (0.9, 0.7)]
    rows = [
        (f"u{at}", coder, value * unit)
        for at, pair in enumerate(given)
        for coder, value in zip("ab", pair, strict=True)
    ]
    plain = [
        (f"u{at}", coder, value)
        for at, pair in enumerate(given)
        for coder, value in zip("ab", pair, strict=True)
    ]
    found, expected = (agreement(one, level="interval", n_resamples=50) for one in (rows, plain))

    assert found.undefined == ""
    assert found.alpha.estimate == pytest.approx(expected.alpha.estimate, abs=1e-12)
    assert found.alpha.low == pytest.approx(expected.alpha.low, abs=1e-12)


def test_a_distance_or_weights_that_nobody_knows_are_refused():
    rows = [("u1", "a", {"x"}), ("u1", "b", {"y"})]

    with pytest.raises(ValueError, match="'dice'"):
        agreement(rows, level="set", set_distance="dice")
    with pytest.raises(ValueError, match="'cubic'"):
        cohen_kappa([("u1", "a", 1), ("u1", "b", 2)], weights="cubic")


def test_words_have_an_order_where_it_is_given():
    order = ["none", "opportunity", "direct"]
    rows = sample("two_coders", int)
    named = [(unit, coder, ["none", "opportunity", "direct", "all"][value]) for unit, coder, value in rows]
    found = agreement(named, level="ordinal", categories=[*order, "all"], n_resamples=0)

    assert found.alpha.estimate == pytest.approx(PEERS["two_coders"]["ordinal"], **CLOSE)
    with pytest.raises(ValueNotMeasurable):
        agreement(named, level="ordinal", categories=order)


# --- by group and by competence ---


def test_agreement_by_group_is_that_of_the_groups_own_rows():
    rows = sample("five_coders", float)
    groups = {f"u{at:02}": "even" if at % 2 == 0 else "odd" for at in range(79)}
    found = agreement_by(rows, groups, "ordinal", n_resamples=50)
    even = [row for row in rows if groups.get(row[0]) == "even"]

    assert list(found) == ["", "even", "odd"]
    assert found["even"] == agreement(even, level="ordinal", n_resamples=50)
    assert found[""].n_units == 1


def test_agreement_by_competence_looks_at_one_competence_alone():
    rows = [
        ("u1", "a", {"2.2"}), ("u1", "b", {"2.2", "1.1"}), ("u2", "a", set()), ("u2", "b", {"1.1"}),
        ("u3", "a", {"2.2"}), ("u3", "b", None),
    ]  # fmt: skip
    found = agreement_by_competence(rows, n_resamples=0)

    assert list(found) == ["1.1", "2.2"]
    assert found["2.2"].alpha.estimate == 1.0 and found["2.2"].n_pairable == 2
    assert found["1.1"].percent == 0.0
    assert agreement_by_competence(rows, ["3.4"])["3.4"].undefined == "all-equal"


# --- in words ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_hold_the_numbers_and_the_reading(language):
    found = agreement(sample("two_coders", float), level="ordinal")
    text = in_words(found, language)
    mark = "." if language == "en" else ","

    assert f"{found.alpha.estimate:.2f}".replace(".", mark) in text
    assert f"{found.alpha.high:.2f}".replace(".", mark) in text
    assert f"{found.kappa.estimate:.2f}".replace(".", mark) in text
    assert "0.667" in text or "0,667" in text
    assert "%(" not in text and "nan" not in text


@pytest.mark.parametrize(("n_wrong", "read"), [(0, "reliable"), (25, "tentative"), (60, "unreliable")])
def test_the_reading_follows_the_customary_limits(n_wrong, read):
    rows = [
        (f"u{at}", coder, (at + (coder == "b" and at < n_wrong)) % 2) for at in range(200) for coder in "ab"
    ]

    assert reading(agreement(rows, n_resamples=0)) == read


def test_few_units_and_lonely_units_are_told():
    rows = [(f"u{at}", coder, at % 2) for at in range(8) for coder in "ab"] + [("u9", "a", 1)]
    text = in_words(agreement(rows), "en")

    assert "fewer than 30" in text and "only one person judged do not enter: 1" in text


# --- speed ---


@pytest.mark.slow
def test_alpha_of_a_whole_curriculum_with_2000_resamples_takes_seconds():
    generator = np.random.default_rng(1)
    truth = generator.integers(0, 3, 11_000)
    noisy = np.where(
        generator.random((11_000, 5)) < 0.8, truth[:, None], generator.integers(0, 3, (11_000, 5))
    )
    rows = [(f"u{unit}", f"c{coder}", int(value)) for (unit, coder), value in np.ndenumerate(noisy)]
    start = time.perf_counter()
    found = agreement(rows, level="ordinal")

    assert time.perf_counter() - start < 5
    assert found.alpha.high - found.alpha.low < 0.03
