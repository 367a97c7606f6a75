import json
from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from core.surveys.tabulation_samples import (
    MATRIX_ROWS,
    REFERENCE,
    REFERENCE_INSTRUMENT,
    choices,
    instrument_of,
    question,
    reference_table,
    table_of,
    texts,
)
from sauatty.core.catalogue.answers_check import relevant_questions
from sauatty.core.catalogue.expressions import parse
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.catalogue.instruments import Choice, Section
from sauatty.core.errors import AttributeUnknown, InstrumentInvalid, WeightsRefused
from sauatty.core.statistics.weighted import weighted_quantiles
from sauatty.core.surveys.asked import Asked
from sauatty.core.surveys.tabulation import tabulate

EXPECTED = json.loads((REFERENCE / "survey_reference.json").read_text("utf-8"))


def only(instrument, table, **more):
    (found,) = tabulate(instrument, table, **more)
    return found


def row(table, code):
    return next(one for one in table.rows if one.code == code)


def ends(interval):
    return [interval.estimate, interval.low, interval.high]


def test_it_works():
    found = only(instrument_of(question("q", "single", "a", "b")), table_of(q=["a", "b", "a", "", "a"]))
    assert [(one.code, one.n) for one in found.rows] == [("a", 3), ("b", 1)]
    assert (found.n_asked, found.n_answered, found.n_missing, found.share_missing) == (5, 4, 1, 0.2)
    assert found.rows[0].share.estimate == 0.75


def test_figures_agree_with_r():
    by_name = {one.name: one for one in tabulate(REFERENCE_INSTRUMENT, reference_table())}
    expected = EXPECTED["unweighted"]
    for code, figures in expected["wilson"].items():
        assert ends(row(by_name["answer"], code).share) == pytest.approx(figures, abs=1e-12)
    assert ends(by_name["scale"].scale.mean) == pytest.approx(expected["scale_mean"], abs=1e-12)
    assert by_name["scale"].scale.median == expected["scale_median"]
    number = by_name["age"].number
    assert [number.lower_quartile, number.median, number.upper_quartile] == expected["age_quartiles"]


def test_weighted_figures_agree_with_r():
    weights = EXPECTED["weights"]["raked"]
    found = {one.name: one for one in tabulate(REFERENCE_INSTRUMENT, reference_table(), weights=weights)}
    expected = EXPECTED["weighted"]
    shares = [one.share.estimate for one in found["answer"].rows]
    assert shares == pytest.approx(expected["shares"], abs=1e-12)
    assert found["answer"].n_effective == pytest.approx(expected["n_effective"])
    assert ends(found["scale"].scale.mean) == pytest.approx(expected["scale_mean"], abs=1e-9)
    number = found["age"].number
    assert [number.lower_quartile, number.median, number.upper_quartile] == expected["age_quartiles"]
    assert found["answer"].is_weighted


def test_equal_weights_change_nothing():
    plain = tabulate(REFERENCE_INSTRUMENT, reference_table())
    weighted = tabulate(REFERENCE_INSTRUMENT, reference_table(), weights=[3.0] * 240)
    for one, other in zip(plain, weighted, strict=True):
        assert [ends(each.share) for each in one.rows] == [
            pytest.approx(ends(each.share)) for each in other.rows
        ]
        assert not other.is_weighted


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0, 4.0], [5.0], [2.0, 2.0, 7.0], [1.0, 2.0, 3.0, 4.0, 9.0]])
def test_the_median_of_equal_weights_is_the_usual_one(values):
    assert weighted_quantiles(np.array(values), np.full(len(values), 0.1), (0.5,)) == (np.median(values),)


# --- who was asked ---


def test_only_those_to_whom_a_question_was_relevant_count_as_asked():
    subject = instrument_of(
        question("a", "single", "yes", "no"), question("b", "single", "x", when="${a} = 'yes'")
    )
    found = tabulate(subject, table_of(a=["yes", "yes", "no", ""], b=["x", "", "x", ""]))[1]
    assert (found.n_asked, found.n_answered, found.n_missing, found.n_off_path) == (2, 1, 1, 1)
    assert found.rows[0].n == 1


def test_an_answer_that_should_not_have_been_asked_steers_nothing():
    subject = instrument_of(
        question("a", "single", "yes", "no"),
        question("b", "single", "yes", "no", when="${a} = 'yes'"),
        question("c", "single", "x", when="${b} = 'yes'"),
    )
    found = tabulate(subject, table_of(a=["no", "yes"], b=["yes", "yes"], c=["x", "x"]))[2]
    assert (found.n_asked, found.n_answered, found.n_off_path) == (1, 1, 1)


def test_the_condition_of_a_section_holds_for_its_questions():
    first, second = Section("one", texts("One"), (question("a", "number"),)), question("q", "single", "x")
    sections = (first, Section("two", texts("Two"), (second,), when="${a} = '1'"))
    found = tabulate(
        replace(instrument_of(), sections=sections), table_of(a=["1", "", "0"], q=["x", "x", ""])
    )[1]
    assert (found.n_asked, found.n_off_path) == (1, 1)


def test_who_was_asked_is_what_the_filled_form_shows():
    subject = instrument("mil-needs")
    generator = np.random.default_rng(9)
    names = ["ai_use", "training_received", "training_time", "practice_ai_check_answer", "hours_week"]
    columns = {}
    for name in names:
        codes = [one.code for one in subject.question(name).choices] or ["5"]
        columns[name] = generator.choice(["", *codes], 200).tolist()
    asked = Asked(subject, table_of(**columns))
    for place in range(200):
        answers = {name: column[place] for name, column in columns.items()}
        shown = {one.id for one in relevant_questions(subject, answers)}
        assert shown == {one.id for one in subject.questions if asked.is_relevant(one)[place]}


def test_conditions_agree_with_each_response_evaluated_alone():
    generator = np.random.default_rng(3)
    when = "(${a} = 'x' and count-selected(${b}) > 1) or number < 3 or ${n} >= 40".replace(
        "number < 3", "${n} < 20"
    )
    subject = instrument_of(
        question("a", "single", "x", "y"), question("b", "multiple", "p", "q", "r"), question("n", "number"),
        question("q", "single", "z", when=when),
    )  # fmt: skip
    columns = {
        "a": generator.choice(["x", "y", ""], 300).tolist(),
        "b": generator.choice(["p", "p q", "p q r", ""], 300).tolist(),
        "n": generator.choice(["", "18", "30", "41"], 300).tolist(),
    }
    table = table_of(**columns)
    found = Asked(subject, table).is_relevant(subject.question("q"))
    alone = [
        parse(when).holds(dict(zip(columns, each, strict=True)))
        for each in zip(*columns.values(), strict=True)
    ]
    assert found.tolist() == alone
    assert 0 < sum(alone) < 300


def test_conditions_that_lead_back_to_themselves_are_refused():
    subject = instrument_of(
        question("a", "single", "x", when="${b} = 'x'"), question("b", "single", "x", when="${a} = 'x'")
    )
    with pytest.raises(InstrumentInvalid, match="leads back"):
        tabulate(subject, table_of(a=["x"], b=["x"]))


def test_a_question_without_a_column_was_asked_of_nobody():
    subject = instrument_of(question("a", "single", "x"), question("b", "single", "x"))
    found = tabulate(subject, table_of(a=["x"]))[1]
    assert (found.n_asked, found.reason) == (0, "not-in-table")
    assert isnan(found.share_missing)
    assert found.as_json()["share_missing"] is None
    assert found.as_json()["rows"][0]["share"]["estimate"] is None


def test_an_unknown_code_is_counted_apart():
    found = only(instrument_of(question("q", "single", "a")), table_of(q=["a", "zz", "a b", ""]))
    assert (found.n_asked, found.n_answered, found.n_unknown, found.n_missing) == (4, 1, 2, 1)


def test_no_responses_at_all_have_reasons_instead_of_figures():
    for one in tabulate(
        REFERENCE_INSTRUMENT, table_of(answer=[], region=[], kind=[], age=[], scale=[]), by="region"
    ):
        assert one.reason == "nobody-asked"
        json.dumps(one.as_json(), allow_nan=False)


# --- kinds of questions ---


def test_the_shares_of_a_multiple_question_are_of_respondents():
    subject = instrument_of(question("q", "multiple", "a", "b", "c", allow_other=True))
    found = only(subject, table_of(q=["a b", "a", "", "a other", "c a b"]))
    assert [(one.code, one.n, one.share.estimate) for one in found.rows] == [
        ("a", 4, 1.0), ("b", 2, 0.5), ("c", 1, 0.25), ("other", 1, 0.25),
    ]  # fmt: skip
    assert found.n_answered == 4
    assert [each.name for each in tabulate(subject, table_of(q=["a"]))] == ["q"]


def test_a_code_taken_twice_counts_once():
    assert only(instrument_of(question("q", "multiple", "a")), table_of(q=["a a"])).rows[0].n == 1


def test_each_row_of_a_matrix_has_its_table():
    subject = instrument_of(question("m", "matrix", "1", "2", "3", rows=MATRIX_ROWS))
    found = tabulate(subject, table_of(m_a=["1", "2", "3"], m_b=["3", "", ""]), language="kk")
    assert [(one.name, one.row_label, one.n_answered) for one in found] == [
        ("m_a", "row a (kk)", 3), ("m_b", "row b (kk)", 1),
    ]  # fmt: skip
    assert found[0].scale.median == 2


def test_answers_beside_a_scale_stay_out_of_its_middle():
    steps = (
        Choice("low", texts("low"), 0.0),
        Choice("high", texts("high"), 1.0),
        Choice("none", texts("none")),
    )
    found = only(
        instrument_of(question("q", "scale", choices=steps)), table_of(q=["low", "high", "none", "none"])
    )
    assert (found.scale.n, found.scale.mean.estimate, found.scale.values) == (
        2,
        1.5,
        {"low": 1.0, "high": 2.0},
    )
    assert row(found, "none").n == 2


def test_a_ranking_has_first_places_mean_ranks_and_borda_scores():
    found = only(
        instrument_of(question("q", "ranking", "a", "b", "c")), table_of(q=["a b c", "b a c", "a", ""])
    )
    assert [(one.n, found.n_answered) for one in found.rows] == [(2, 3), (1, 3), (0, 3)]
    by_code = {one.code: one for one in found.ranking}
    assert (by_code["a"].mean_rank, by_code["b"].mean_rank, by_code["c"].mean_rank) == (
        pytest.approx(4 / 3),
        1.5,
        3,
    )
    # Of three places the last two give 1/2 and 0; who left b and c out gives each the mean of them.
    assert [by_code[code].borda.estimate for code in "abc"] == pytest.approx([2.5 / 3, 1.75 / 3, 0.25 / 3])
    assert sum(one.borda.estimate for one in found.ranking) == pytest.approx(1.5)


def test_numbers_are_read_with_point_or_comma_and_show_no_extremes():
    found = only(instrument_of(question("q", "number")), table_of(q=["1", "2,5", "3.5", "x", "1e999"]))
    assert (found.number.n, found.number.median, found.n_unknown) == (3, 2.5, 2)
    assert set(found.as_json()["number"]) == {"n", "lower_quartile", "median", "upper_quartile", "mean"}


def test_regions_without_a_list_are_those_that_were_named():
    found = only(
        instrument_of(question("q", "region")), table_of(q=["KZ-75", "KZ-71", "KZ-75"]), language="ru"
    )
    assert [(one.code, one.label, one.n) for one in found.rows] == [
        ("KZ-71", "Город Астана", 1),
        ("KZ-75", "Город Алматы", 2),
    ]


def test_open_texts_are_only_counted():
    found = only(instrument_of(question("q", "long")), table_of(q=["a", " ", "b"]))
    assert (found.n_answered, found.n_missing, found.rows) == (2, 1, ())


# --- groups ---


def test_groups_add_up_and_their_small_cells_are_hidden():
    region = ["n"] * 20 + ["s"] * 24 + ["w"] * 20
    answer = ["a"] * 18 + ["b"] * 2 + ["a"] * 12 + ["b"] * 12 + ["a"] * 11 + ["b"] * 9
    subject = instrument_of(
        question("region", "single", "n", "s", "w", "empty"), question("q", "single", "a", "b")
    )
    found = tabulate(subject, table_of(region=region, q=answer), by="region")[1]
    assert [one.group for one in found.groups] == ["n", "s", "w"]
    assert found.n_answered == 64
    assert [row(one, "b").n for one in found.groups] == [None, 12, None]
    assert all(each.reason == "small-cells" for each in found.groups[0].rows)
    assert all(isnan(each.share.estimate) for each in found.groups[0].rows)


def test_one_person_without_a_group_is_not_what_the_groups_leave_of_the_whole():
    subject = instrument_of(question("g", "single", "x", "y"), question("q", "single", "a", "b"))
    table = table_of(g=["x"] * 20 + ["y"] * 20 + [""], q=["a", "b"] * 20 + ["b"])
    found = tabulate(subject, table, by="g")[1]
    assert [one.n for one in found.rows] == [20, 21]
    assert any(one.n is None for group in found.groups for one in group.rows)


def test_means_of_small_groups_are_hidden_and_cannot_be_subtracted():
    subject = instrument_of(question("g", "single", "x", "y", "z"), question("q", "number"))
    ages = [str(20 + place % 40) for place in range(57)]
    found = tabulate(subject, table_of(g=["x"] + ["y"] * 26 + ["z"] * 30, q=ages), by="g")[1]
    assert [group.number is None for group in found.groups] == [True, True, False]
    alone = tabulate(subject, table_of(g=["y"] * 26 + ["z"] * 30 + [""], q=ages), by="g")[1]
    assert [group.number is None for group in alone.groups] == [True, False]


def test_ranks_that_few_gave_are_hidden_in_more_than_one_group():
    subject = instrument_of(question("g", "single", "x", "y"), question("q", "ranking", "a", "b", "c"))
    ranked = ["a b"] * 18 + ["a b c"] * 2 + ["b a c"] * 20
    found = tabulate(subject, table_of(g=["x"] * 20 + ["y"] * 20, q=ranked), by="g")[1]
    assert [[one.n_ranked for one in group.ranking] for group in found.groups] == [[20, 20, None]] * 2
    assert all(isnan(group.ranking[2].borda.estimate) for group in found.groups)


def test_a_group_of_four_shows_nothing():
    subject = instrument_of(question("g", "single", "x", "y"), question("q", "scale", "1", "2", "3"))
    found = tabulate(subject, table_of(g=["x"] * 4 + ["y"] * 30, q=["1"] * 4 + ["1", "2", "3"] * 10), by="g")[
        1
    ]
    few, many = found.groups
    assert (few.reason, few.scale, [one.n for one in few.rows]) == ("too-few", None, [None] * 3)
    assert [one.n for one in many.rows].count(None) >= 2
    assert many.scale is None


def test_hidden_groups_take_the_weighted_total_with_them():
    subject = instrument_of(question("g", "single", "x", "y"), question("q", "single", "a", "b"))
    table = table_of(g=["x"] * 20 + ["y"] * 20, q=["a"] * 18 + ["b"] * 2 + ["a", "b"] * 10)
    found = tabulate(subject, table, by="g", weights=[2.0] * 20 + [1.0] * 20)[1]
    assert [one.n for one in found.rows] == [28, 12]
    assert all(isnan(one.share.estimate) and one.reason == "small-cells" for one in found.rows)
    shown = tabulate(subject, table, by="g", weights=[2.0] * 20 + [1.0] * 20, minimum_cell=0)[1]
    assert shown.rows[0].share.estimate == pytest.approx((2 * 18 + 10) / 60)


def test_groups_can_be_the_languages_of_the_answers():
    table = replace(table_of(q=["a", "b", "a"]), languages=("kk", "ru", "kk"))
    found = only(instrument_of(question("q", "single", "a", "b")), table, by="language", minimum_cell=0)
    assert [(one.group, one.n_answered) for one in found.groups] == [("kk", 2), ("ru", 1)]


@pytest.mark.parametrize("by", ["nothing", "age", "q_other"])
def test_what_cannot_group_is_refused_by_name(by):
    subject = instrument_of(question("q", "single", "a", allow_other=True), question("age", "number"))
    with pytest.raises(AttributeUnknown, match=by):
        tabulate(subject, table_of(q=["a"], age=["3"]), by=by)


@pytest.mark.parametrize("weights", [[1.0], [1.0, -1.0], [1.0, float("nan")]])
def test_weights_that_do_not_fit_are_refused(weights):
    with pytest.raises(WeightsRefused):
        only(instrument_of(question("q", "single", *"ab")), table_of(q=["a", "b"]), weights=weights)


def test_choices_are_labelled_in_the_language_asked_for():
    subject = instrument_of(question("q", "single", choices=choices("a"), allow_other=True))
    labels = {
        language: only(subject, table_of(q=["a"]), language=language).rows for language in ("kk", "ru", "en")
    }
    assert [[one.label for one in rows] for rows in labels.values()] == [
        ["a (kk)", "Басқа"], ["a (ru)", "Другое"], ["a", "Other"],
    ]  # fmt: skip
