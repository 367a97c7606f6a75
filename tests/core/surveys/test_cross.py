import json
from dataclasses import replace
from itertools import chain, product
from math import isnan

import numpy as np
import pytest

from core.surveys.tabulation_samples import (
    REFERENCE,
    REFERENCE_INSTRUMENT,
    instrument_of,
    question,
    reference_table,
    table_of,
)
from sauatty.core.errors import AttributeUnknown, QuestionNotCrossed
from sauatty.core.statistics.association import chi_square, cramers_v, fisher_p, permutation_p
from sauatty.core.surveys.cross import cross, strength
from sauatty.core.surveys.cross_tests import CrossTest, with_holm
from sauatty.core.surveys.hiding import hidden_answers, hidden_choice, protected
from sauatty.core.surveys.small_cells import hidden_cells, small_cells, small_groups
from sauatty.core.surveys.tabulation import tabulate

EXPECTED = json.loads((REFERENCE / "survey_reference.json").read_text("utf-8"))


def crossed(counts, minimum_cell=0, kind="single", **more):
    """Return the cross table of respondents with these counts of answers (columns) by group (rows)."""
    counts = np.array(counts)
    pairs = [(r, c) for r, c in np.ndindex(counts.shape) for _ in range(counts[r, c])]
    subject = instrument_of(
        question("g", "single", *(f"g{row}" for row in range(counts.shape[0]))),
        question("q", kind, *(f"a{column}" for column in range(counts.shape[1]))),
    )
    table = table_of(g=[f"g{r}" for r, _ in pairs], q=[f"a{c}" for _, c in pairs])
    return cross(subject, table, "q", "g", minimum_cell=minimum_cell, **more)


def test_it_agrees_with_r():
    found = cross(REFERENCE_INSTRUMENT, reference_table(), "answer", "region")
    expected = EXPECTED["cross"]
    assert [[row.n for row in group.rows] for group in found.table.groups] == expected["counts"]
    (test,) = found.tests
    assert (test.kind, test.df) == ("chi-square", expected["df"])
    assert test.statistic == pytest.approx(expected["statistic"])
    assert test.p == pytest.approx(expected["p"])
    assert test.v.estimate == pytest.approx(expected["v"])
    assert [test.v.low, test.v.high] == pytest.approx(expected["v_ends"], abs=1e-8)
    np.testing.assert_allclose(found.residuals, expected["residuals"], atol=1e-12)


def test_a_weighted_test_agrees_with_r():
    table = replace(reference_table(), weights=tuple(EXPECTED["weights"]["raked"]))
    (test,) = cross(REFERENCE_INSTRUMENT, table, "answer", "region").tests
    assert test.kind == "rao-scott"
    assert [test.statistic, test.df, test.p] == pytest.approx(EXPECTED["weighted"]["rao_scott"])


def test_few_expected_are_tested_exactly_as_in_r():
    small = EXPECTED["fisher"]
    (test,) = crossed(small["counts"]).tests
    assert (test.kind, test.p) == ("fisher", pytest.approx(small["p"]))
    assert fisher_p(np.array(small["counts"], dtype=float)) == pytest.approx(small["p"])


def test_larger_tables_with_few_expected_are_dealt_anew_as_in_r():
    sparse = EXPECTED["permutation"]
    (test,) = crossed(sparse["counts"]).tests
    assert (test.kind, test.statistic) == ("permutation", pytest.approx(sparse["statistic"]))
    # 9,999 deals: the standard error of a p of 0.0014 is 0.0004.
    assert test.p == pytest.approx(sparse["p"], abs=0.0015)
    assert permutation_p(np.array(sparse["counts"], dtype=float)) == test.p


def test_holm_agrees_with_r():
    nothing = CrossTest("chi-square", 1, 1, 0.5, 9, cramers_v(0.1, (2, 2), 9))
    tests = with_holm([replace(nothing, p=p) for p in [*EXPECTED["holm"]["p"], float("nan")]])
    assert [one.p_holm for one in tests[:4]] == pytest.approx(EXPECTED["holm"]["adjusted"])
    assert isnan(tests[4].p_holm)


def test_the_interval_of_v_covers_the_truth_as_often_as_it_says():
    generator = np.random.default_rng(5)
    shares = np.array([[0.2, 0.1, 0.05], [0.05, 0.1, 0.15], [0.1, 0.1, 0.15]])
    expected = np.outer(shares.sum(1), shares.sum(0))
    truth = np.sqrt(((shares - expected) ** 2 / expected).sum() / 2)
    found = []
    for _ in range(400):
        counts = generator.multinomial(150, shares.ravel()).reshape(3, 3).astype(float)
        found.append(cramers_v(chi_square(counts).statistic / 150, (3, 3), 150))
    # It is rather too wide than too narrow.
    assert 0.94 <= np.mean([one.low <= truth <= one.high for one in found]) < 1
    assert np.mean([one.estimate for one in found]) == pytest.approx(truth, abs=0.015)


def test_no_association_is_none_and_a_perfect_one_is_strong():
    even, perfect = crossed([[50, 50], [50, 50]]).tests[0], crossed([[50, 0], [0, 50]]).tests[0]
    assert (even.v.estimate, even.v.low, even.p) == (0, 0, 1)
    assert perfect.v.estimate == pytest.approx(1)
    assert [strength(one.v) for one in (even, perfect)] == ["none", "strong"]


def test_one_group_has_no_test_but_a_reason():
    (test,) = crossed([[10, 20]]).tests
    assert (test.kind, test.reason) == ("", "one-value")
    assert strength(test.v) == ""
    assert json.loads(json.dumps(crossed([[10, 20]]).as_json(), allow_nan=False))["tests"][0]["p"] is None


def test_each_choice_of_a_multiple_question_is_tested():
    region, answer = ["n"] * 40 + ["s"] * 40, ["a b"] * 30 + ["a"] * 10 + ["a c"] * 28 + ["b"] * 12
    subject = instrument_of(question("g", "single", "n", "s"), question("q", "multiple", "a", "b", "c"))
    found = cross(subject, table_of(g=region, q=answer), "q", "g")
    assert [one.code for one in found.tests] == ["a", "b", "c"]
    alone = chi_square(np.array([[30.0, 10.0], [12.0, 28.0]]))
    assert found.tests[1].p == pytest.approx(alone.p)
    assert found.tests[1].p_holm >= found.tests[1].p
    assert found.residuals[0][1] == pytest.approx(np.sqrt(alone.statistic))


def test_respondents_without_a_group_are_counted():
    subject = instrument_of(question("g", "single", "x", "y"), question("q", "single", "a", "b"))
    found = cross(subject, table_of(g=["x", "y", "", ""], q=["a", "b", "a", ""]), "q", "g", minimum_cell=0)
    assert (found.n_without_group, found.table.n_answered, found.tests[0].n) == (1, 3, 2)


def test_a_few_without_a_group_are_a_group_of_the_test_where_counts_of_theirs_are_hidden():
    subject = instrument_of(question("g", "single", "x", "y", "z"), question("q", "single", "a", "b"))
    group, answer = ["x"] * 20 + ["y"] * 20 + ["z"] * 20 + [""] * 3, ["a", "b"] * 30 + ["a", "a", "b"]
    (test,) = cross(subject, table_of(g=group, q=answer), "q", "g").tests
    assert (test.n, "" in test.pooled_groups) == (63, True)


@pytest.mark.parametrize("name", ["age", "nothing"])
def test_what_cannot_be_crossed_is_refused_by_name(name):
    with pytest.raises(QuestionNotCrossed, match=name):
        cross(REFERENCE_INSTRUMENT, reference_table(), name, "region")
    with pytest.raises(AttributeUnknown, match=name):
        cross(REFERENCE_INSTRUMENT, reference_table(), "answer", name)


# --- hidden cells ---


def filled(counts, hidden, lowest):
    """Yield every table with the same margins and the same shown cells: what somebody who subtracts knows."""

    def rows(row, left):
        if row == len(counts):
            if not any(left):
                yield []
            return
        for own in fills(row, left):
            rest = [have - one for have, one in zip(left, own, strict=True)]
            yield from ([own, *more] for more in rows(row + 1, rest))

    def fills(row, left):
        free = np.flatnonzero(hidden[row])
        shown = counts[row] * ~hidden[row]
        ranges = [range(lowest[row, place], left[place] + 1) for place in free]
        for values in product(*ranges):
            if sum(values) + shown.sum() == counts[row].sum():
                own = shown.copy()
                own[free] = values
                if (own <= left).all():
                    yield own.tolist()

    return rows(0, counts.sum(axis=0).tolist())


def worked_out(counts, hidden, lowest):
    """Return the cells of which every such table has the same count."""
    seen = [set() for _ in range(counts.size)]
    open_cells = set(np.flatnonzero(hidden).tolist())
    for table in filled(counts, hidden, lowest):
        for place, value in enumerate(chain(*table)):
            seen[place].add(int(value))
        open_cells = {place for place in open_cells if len(seen[place]) < 2}
        if not open_cells:
            break
    return open_cells


def tables(n_tables, seed, shapes=((2, 2), (2, 3), (3, 2), (3, 3), (4, 2))):
    generator = np.random.default_rng(seed)
    for _ in range(n_tables):
        shape = shapes[generator.integers(len(shapes))]
        yield generator.integers(0, 9, shape) * (generator.random(shape) < 0.8)


def test_no_hidden_cell_can_be_worked_out_by_subtracting():
    n_hidden = 0
    for counts in tables(300, 1):
        hidden = hidden_cells(counts, 4)
        assert hidden[small_cells(counts, 4)].all()
        n_hidden += int(hidden.sum())
        nothing = np.zeros_like(counts)
        found = worked_out(counts, hidden, nothing)
        # What is left follows from the totals alone, whatever is hidden.
        assert found <= (worked_out(counts, hidden | True, nothing) if found else set()), counts
    assert n_hidden > 800


def test_nor_by_who_knows_that_hidden_cells_are_not_empty():
    n_told = n_hidden = 0
    for counts in tables(300, 2):
        hidden, whole = hidden_cells(counts, 4), small_groups(counts, 4)
        if (counts[hidden & ~whole] == 0).any():
            continue  # such a person is wrong here, and cannot know it
        n_hidden += int(hidden.sum())
        small = set(np.flatnonzero(small_cells(counts, 4)).tolist())
        told = worked_out(counts, hidden, np.where(whole, 0, 1)) & small
        if told:
            can_be_hidden = ~whole & np.outer(counts.sum(axis=1) > 0, counts.sum(axis=0) > 0)
            has_empty = (counts[can_be_hidden] == 0).any()
            told -= worked_out(counts, hidden | True, np.where(whole | has_empty, 0, 1))
        n_told += len(told)
    assert n_hidden > 400
    # But for tables that have no empty cell to hide, or only under a total of 0, which tells that it is empty.
    assert n_told == 0


def test_a_table_and_itself_on_its_side_hide_the_same_cells():
    generator = np.random.default_rng(3)
    for _ in range(40):
        n_rows, n_columns = generator.integers(3, 6, 2)
        shares = generator.dirichlet(np.full(n_rows * n_columns, 0.8))
        places = generator.choice(n_rows * n_columns, 120, p=shares)
        groups, answers = ([f"{sign}{at}" for at in own] for sign, own in
                           (("g", places // n_columns), ("a", places % n_columns)))  # fmt: skip
        instrument = instrument_of(
            question("group", "single", *sorted(set(groups))),
            question("answer", "single", *sorted(set(answers))),
        )
        table = table_of(group=groups, answer=answers)
        upright = cross(instrument, table, "answer", "group").table.groups
        turned = cross(instrument, table, "group", "answer").table.groups
        assert [[row.n for row in one.rows] for one in upright] == [
            [one.rows[at].n for one in turned] for at in range(len(upright))
        ]


def test_a_lone_small_cell_takes_a_rectangle_with_it():
    hidden = hidden_cells(np.array([[30, 2, 20], [40, 9, 30], [50, 60, 8]]), 5)
    assert hidden.sum() == 4
    assert hidden[0, 1]


def test_one_no_in_each_of_two_regions_is_not_given_away_by_the_two_in_all():
    counts = np.array([[8, 1], [6, 0], [8, 1]])
    assert hidden_cells(counts, 4)[1].all()


def test_zero_and_one_as_smallest_count_hide_nothing():
    counts = np.array([[1, 2], [3, 0]])
    assert not hidden_cells(counts, 0).any()
    assert not hidden_cells(counts, 1).any()


def test_large_counts_are_not_hidden():
    assert not hidden_cells(np.array([[50, 60], [70, 0]]), 5).any()


def test_a_choice_of_a_multiple_question_is_never_hidden_in_one_group_alone():
    for taken in product(range(9), repeat=3):
        hidden = hidden_choice(np.array(taken), np.array([12, 9, 30]), 5)
        assert hidden.sum() != 1 or sum(taken) in (0, 51) or sum(one > 0 for one in taken) == 1
        assert all(hidden[place] for place, one in enumerate(taken) if 0 < one < 5)


def test_answers_of_one_library_hide_each_other():
    for counts in product(range(8), repeat=3):
        hidden = hidden_answers(np.array(counts), 5)
        own = [one for one, is_hidden in zip(counts, hidden, strict=True) if is_hidden]
        assert len(own) != 1
        assert not own or 0 in own or sum(own) > len(own) or hidden.all()


def test_tables_of_one_library_show_no_small_count():
    subject = instrument_of(question("q", "scale", "1", "2", "3"), question("m", "multiple", "a", "b"))
    table = table_of(q=["1"] * 9 + ["2"] * 7 + ["3"], m=["a"] * 15 + ["a b"] * 2)
    scale, several = protected(tabulate(subject, table))
    assert [one.n for one in scale.rows] == [9, None, None]
    assert scale.scale is None
    assert [one.n for one in several.rows] == [17, None]
    assert [one.n for one in protected(tabulate(subject, table_of(q=["1"] * 4, m=["a"] * 4)))[0].rows] == [
        None
    ] * 3


def test_figures_of_a_table_with_hidden_cells_do_not_give_them_away():
    found = crossed([[18, 2, 30], [10, 20, 12], [9, 31, 8]], minimum_cell=5)
    (test,) = found.tests
    hidden = np.array([[row.n is None for row in group.rows] for group in found.table.groups])
    assert found.n_hidden == hidden.sum() == 4
    assert len(test.pooled_groups) == 2 or len(test.pooled_answers) == 2
    assert all(isnan(value) for value in np.array(found.residuals)[hidden])
    # The same totals and shown cells with other hidden counts give the same test.
    rows, columns = np.flatnonzero(hidden.any(axis=1)), np.flatnonzero(hidden.any(axis=0))
    other = np.array([[18, 2, 30], [10, 20, 12], [9, 31, 8]])
    other[np.ix_(rows, columns)] += np.array([[1, -1], [-1, 1]])
    from sauatty.core.surveys.cross_tests import test_of as tested

    assert other.min() >= 0

    def figures(counts):
        pairs = np.array([(r, c) for r, c in np.ndindex(3, 3) for _ in range(counts[r, c])])
        one = tested(pairs[:, 0], pairs[:, 1], hidden, (("a", "b", "c"), ("x", "y", "z")), None, 0.95)
        return one.statistic, one.p, one.v.estimate

    assert figures(other) == pytest.approx((test.statistic, test.p, test.v.estimate))
