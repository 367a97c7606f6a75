"""Cross-tables of people: exact for those who see rows, and for the others nothing of few people, however they ask."""

import random
from itertools import product

import numpy as np
import pytest

from core.evaluation.small_pack import small_pack
from sauatty.core.errors import CrossTableFieldUnknown, CrossTableTooFine
from sauatty.core.evaluation.crosstab import (
    MEASURES,
    VARIABLES,
    PeopleColumns,
    Specification,
    cross_table,
    people_columns,
    protected_table,
)
from sauatty.core.statistics.disclosure import Published, ranges, table_release

NAMES = ("region", "language", "workplace")


def drawn(seed, n=120):
    """Draw people of whom some combinations have few."""
    rng = random.Random(seed)
    labels = {
        "region": tuple(rng.choices(["KZ-10", "KZ-55", "KZ-75", "KZ-79"], [40, 30, 25, 5], k=n)),
        "language": tuple(rng.choices(["kk", "ru", "en"], [60, 35, 5], k=n)),
        "workplace": tuple(rng.choices(["school", "library", "university"], [50, 40, 10], k=n)),
    }
    every = {name: labels.get(name, ("",) * n) for name in VARIABLES}
    return PeopleColumns(every, {"mean_pre": np.linspace(0, 1, n)})


def test_a_table_counts_as_one_does_by_hand():
    people = people_columns(small_pack())
    found = cross_table(people, Specification("language", "certified"))
    assert (found.row_keys, found.column_keys) == (("kk", "ru"), ("no", "yes"))
    assert found.n == ((2, 2, 4), (2, 1, 3), (4, 3, 7))
    shares = cross_table(people, Specification("language", "certified", "row_share")).values
    assert shares[0] == (0.5, 0.5, 1.0) and shares[1][1] == pytest.approx(1 / 3)


def test_a_mean_stands_on_those_who_have_the_number_and_on_five_at_least():
    n = 12
    labels = {name: ("",) * n for name in VARIABLES} | {"language": ("kk",) * 8 + ("ru",) * 4}
    points = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, np.nan, np.nan, 1, 1, 1, 1])
    found = cross_table(
        PeopleColumns(labels, {"mean_pre": points}), Specification("language", measure="mean_pre")
    )
    assert found.n == ((6,), (4,), (10,))
    assert found.values[0][0] == pytest.approx(0.35) and found.values[1][0] is None


def test_the_gain_is_after_less_before():
    people = people_columns(small_pack())
    pre, final, gain = (people.numbers[name] for name in ("mean_pre", "mean_final", "mean_gain"))
    both = ~np.isnan(pre) & ~np.isnan(final)
    assert both.any() and np.isnan(gain[~both]).all()
    np.testing.assert_allclose(gain[both], (final - pre)[both])


@pytest.mark.parametrize(
    "asked",
    [
        Specification("name"),
        Specification("region", "phone"),
        Specification("region", measure="median"),
        Specification("region", filter_by="email", filter_value="a"),
        Specification("region", filter_by="language", filter_value="fr"),
    ],
)
def test_what_is_not_on_the_list_is_refused_by_name(asked):
    for make in (cross_table, protected_table):
        with pytest.raises(CrossTableFieldUnknown) as error:
            make(drawn(1), asked)
        assert error.value.params["field"] in {"name", "phone", "median", "email", "fr"}


@pytest.mark.parametrize(
    "asked",
    [
        Specification("region", "language", filter_by="workplace", filter_value="school"),
        Specification("region", measure="mean_pre"),
        Specification("region", "region"),
    ],
)
def test_what_is_too_fine_is_not_made_protected(asked):
    assert cross_table(drawn(1), asked).n
    with pytest.raises(CrossTableTooFine):
        protected_table(drawn(1), asked)


def test_rows_and_columns_the_other_way_round_and_filters_show_the_same_numbers_again():
    people = drawn(3)
    table = protected_table(people, Specification("region", "language"))
    turned = protected_table(people, Specification("language", "region"))
    assert tuple(zip(*turned.n, strict=True)) == table.n
    for at, language in enumerate(table.column_keys):
        cut = protected_table(people, Specification("region", filter_by="language", filter_value=language))
        assert [line[0] for line in cut.n] == [line[at] for line in table.n]


def test_a_filter_of_the_rows_themselves_leaves_nobody_in_the_others():
    people = drawn(3)
    value = people.values("language")[0]
    exact, cut = (
        make(people, Specification("language", "region", filter_by="language", filter_value=value))
        for make in (cross_table, protected_table)
    )
    others = [line for key, line in zip(cut.row_keys, cut.n, strict=False) if key != value]
    assert others and all(n == 0 for line in others for n in line)
    assert [line for key, line in zip(exact.row_keys, exact.n, strict=False) if key != value] == others
    assert cut.n[0] == cut.n[-1] and any(n is None for n in cut.n[0])


def asked_for_everything(people, make):
    """Return what somebody learns who asks for every table and every filter: each number under what it counts."""
    seen = {}
    for row, column, by in product(NAMES, ("", *NAMES), ("", *NAMES)):
        for value in people.values(by) if by else ("",):
            try:
                found = make(people, Specification(row, column, "count", by, value))
            except CrossTableTooFine:
                continue
            for key, line in zip((*found.row_keys, None), found.n, strict=True):
                heads = (*found.column_keys, None) if column else (None,)
                for head, n in zip(heads, line, strict=True):
                    said = [(row, key), (column, head), (by, value if by else None)]
                    who = frozenset(one for one in said if one[1] is not None)
                    if len({name for name, _value in who}) == len(who):
                        seen[who] = seen.get(who) if n is None else n
    return seen


def linked(people, seen, base):
    """Put two-way tables that share margins together, as an attacker does who knows how many people there are in all.

    Returns it with the true numbers.
    """
    truth, places, sums = [], {}, []
    for one, other in (("region", "language"), ("region", "workplace"), ("language", "workplace")):
        values = people.values(one), people.values(other)
        counts = [
            [sum(pair == (a, b) for pair in zip(people.labels[one], people.labels[other], strict=True)) for b in values[1]]
            for a in values[0]
        ]  # fmt: skip
        release, own = table_release(counts), []
        for at, number in enumerate(release.values):
            a, b = divmod(at, len(values[1]) + 1)
            said = [(one, values[0][a])] if a < len(values[0]) else []
            said += [(other, values[1][b])] if b < len(values[1]) else []
            who = frozenset(said)
            if who not in places:
                places[who] = len(truth)
                truth.append(number)
            own.append(places[who])
        sums += [type(s)(own[s.total], tuple(own[p] for p in s.parts)) for s in release.sums]
    shown = [None] * len(truth)
    for who, place in places.items():
        shown[place] = seen.get(who)
    everybody = places[frozenset()]
    return Published(tuple(shown), tuple(sums), base, known=((everybody, truth[everybody]),)), truth


def worked_out(people, make, base):
    """Return how many numbers of 1 to 4 follow exactly from all tables together."""
    published, truth = linked(people, asked_for_everything(people, make), base)
    small = [place for place, number in enumerate(truth) if 0 < number < 5]
    found = ranges(published, small)
    return len(small), sum(round(one.low) == round(one.high) for one in found)


def test_somebody_who_asks_for_every_table_and_filter_works_out_no_small_number():
    n_small = 0
    for seed in range(12):
        few, recovered = worked_out(drawn(seed), protected_table, 5)
        n_small += few
        assert recovered == 0, seed
    assert n_small > 20


def test_the_inside_of_a_table_says_no_more_of_its_totals_than_the_tables_of_each_alone():
    pairs = [*[("l0", "r0")] * 13, *[("l0", "r1")] * 18, *[("l1", "r1")] * 8, ("l2", "r1")]
    language, region = zip(*pairs, strict=True)
    labels = {"language": language, "region": region}
    people = PeopleColumns({one: labels.get(one, ("",) * len(pairs)) for one in VARIABLES})
    alone = [line[0] for line in protected_table(people, Specification("language")).n]
    together = protected_table(people, Specification("language", "region")).n

    assert alone == [line[-1] for line in together] and alone[2] is None
    # Rounded to 5 the parts 13 and 18 said that there are 31 at least, and of 40 then only one was left
    counts = [[13, 18], [0, 8], [0, 1]]
    release = table_release(counts, base=5)
    shown = tuple(one for line in together for one in line)
    (found,) = ranges(Published(shown, release.sums, 5, known=((11, 40),)), [8])
    assert (found.low, found.high) == (1, 4)


def only_small_hidden(people, asked):
    """Hide the small numbers alone and round nothing: what the protection must be better than."""
    found = cross_table(people, asked)
    hidden = tuple(tuple(None if 0 < one < 5 else one for one in line) for line in found.n)
    return type(found)(asked, found.row_keys, found.column_keys, hidden, found.values)


def test_without_the_protection_the_same_attack_finds_them():
    assert sum(worked_out(drawn(seed), only_small_hidden, 1)[1] for seed in range(12)) > 0


@pytest.mark.parametrize("measure", MEASURES)
def test_nobody_gives_an_empty_table(measure):
    empty = PeopleColumns({name: () for name in VARIABLES}, {name: np.array([]) for name in MEASURES[3:]})
    assert cross_table(empty, Specification("region", "language", measure)).n == ((0,),)
    assert protected_table(empty, Specification("region", "language")).n == ((0,),)
