import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import ttest_rel

from core.evaluation.small_pack import COMPETENCES, FACTS, FINAL, PRE, a_test, small_pack
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.limits import LIMIT_TEXTS
from sauatty.core.evaluation.pack import Pack, People
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.evaluation.thread import COLUMNS, urgencies
from sauatty.core.statistics import wilson_interval


@pytest.fixture(scope="module")
def invented():
    return simulate(programme_model(), seed=7, size=120)


@pytest.fixture(scope="module")
def found(invented):
    return evaluate(invented, n_resamples=200)


def codes(evaluation):
    return [one.code for one in evaluation.limits]


# --- flow ---


def test_the_flow_counts_each_step_and_who_was_lost_before_it():
    flow = evaluate(small_pack()).flow

    assert [(one.stage, one.n, one.n_lost) for one in flow.steps] == [
        ("invited", 6, 0),
        ("answered", 0, 0),
        ("tested_before", 5, 1),
        ("attended", 5, 1),
        ("tested_after", 5, 0),
        ("both_tests", 4, 1),
        ("active", 1, 3),
        ("certified", 3, 2),
    ]
    assert flow.step("answered").source == "" and flow.step("answered").share.value is None


def test_who_attended_is_read_off_by_the_share_that_is_stated():
    strict = evaluate(small_pack(), attended_from=0.8).flow

    assert strict.step("attended").n == 3
    assert strict.attended_from == 0.8


def test_what_the_pack_says_of_a_step_wins_over_what_its_data_show():
    pack = small_pack()
    people = replace(pack.people, stages={**pack.people.stages, "attended": (True, *(False,) * 6)})

    step = evaluate(replace(pack, people=people)).flow.step("attended")

    assert (step.n, step.source) == (1, "pack")


def test_people_of_whom_nobody_can_say_are_counted_apart():
    pack = small_pack()
    people = replace(pack.people, stages={**pack.people.stages, "attended": (True, False, *(None,) * 5)})

    step = evaluate(replace(pack, people=people)).flow.step("attended")

    assert (step.n, step.n_unknown, step.share.n) == (1, 4, 2)


def test_an_anonymous_survey_gives_a_number_and_nobody_who_is_lost(invented, found):
    step = found.flow.step("answered")

    assert step.source == "survey"
    assert step.share.value == len(invented.surveys[0].table) / 120
    assert step.kept.why_missing == "anonymous"


def test_steps_stand_by_form_of_training_where_there_are_enough_people(invented, found):
    groups = {one.key: one for one in found.flow.step("attended").groups if one.trait == "form"}
    online = [one for one in invented.trainings if one.form == "online"]
    shares = [share for one in online for share in one.attended.values()]

    assert groups["online"].n == sum(share >= 0.5 for share in shares)
    assert groups["online"].share.n == len(shares)


# --- gain ---


def test_the_gain_is_that_of_the_paired_t_test():
    found = evaluate(small_pack()).gain
    both = [one for one in PRE if one in FINAL]
    pre, final = ([sum(test[one]) for one in both] for test in (PRE, FINAL))
    expected = ttest_rel(final, pre).confidence_interval()

    assert found.gain.n == 4
    assert found.gain.ci95 == pytest.approx((expected.low, expected.high))


def test_the_gain_of_a_competence_is_a_share_of_its_points():
    gains = dict(evaluate(small_pack()).gain.by_competence)

    # p1 to p4: 1, 0, 0, 1 of the two points of gmilaf.1.1, and 1, 2, 1, 0 of those of gmilaf.2.3.
    assert gains["gmilaf.1.1"].value == pytest.approx(0.25)
    assert gains["gmilaf.2.3"].value == pytest.approx(0.5)


def test_differences_between_groups_are_adjusted_for_their_number(found):
    rows = found.gain.differences
    ordered = sorted(rows, key=lambda one: one.p)

    assert found.gain.n_comparisons == len(rows) > 5
    assert ordered[0].p_holm == pytest.approx(min(1, len(rows) * ordered[0].p))
    assert [one.p_holm for one in ordered] == sorted(one.p_holm for one in rows)
    assert all(one.p <= one.p_holm <= 1 for one in rows)


def test_practice_counts_accepted_activities_of_those_who_attended():
    practice = evaluate(small_pack()).gain.practice

    assert (practice.n_accepted, practice.n_reported) == (2, 3)
    assert (practice.active.value, practice.active.n) == (0.2, 5)
    assert practice.per_participant.value == pytest.approx(0.4)
    assert practice.by_competence == {"gmilaf.2.3": 2}


def test_unpaired_ratings_of_then_and_now_are_compared_as_two_groups(found):
    row = found.gain.retrospective[0]

    assert not row.is_paired
    assert row.shift.value == pytest.approx(row.retrospective.value - row.before.value)


def test_surveys_of_known_people_are_paired():
    model = programme_model()
    answers = {
        **model.parts["answers"], "need_is_anonymous": False, "evaluation_is_anonymous": False,
    }  # fmt: skip
    pack = simulate(replace(model, parts={**model.parts, "answers": answers}), seed=3, size=200)

    found = evaluate(pack, n_resamples=100)

    assert found.needs.is_paired and found.gain.retrospective[0].is_paired
    before, after = (set(one.table.ids) for one in pack.surveys)
    assert found.gain.retrospective[0].shift.n == len(before & after)
    assert "survey-anonymous" not in codes(found)


# --- content and thread ---


def test_shares_of_need_and_of_time_each_sum_to_one_and_the_gap_is_their_difference(found):
    rows = found.content.rows

    assert sum(one.need_share.value for one in rows) == pytest.approx(1)
    assert sum(one.time_share.value for one in rows) == pytest.approx(1)
    assert rows[3].gap.value == pytest.approx(rows[3].need_share.value - rows[3].time_share.value)


def test_time_that_follows_need_exactly_overlaps_whole(invented, found):
    plan = tuple(
        replace(one, minutes=1000 * row.need_share.value)
        for one, row in zip(invented.plan, found.content.rows, strict=True)
    )
    content = evaluate(replace(invented, plan=plan), n_resamples=200).content

    assert content.overlap.value == pytest.approx(1)
    assert content.correlation.value == pytest.approx(1)


def test_a_row_of_the_thread_leads_from_the_plan_to_the_guide():
    row = evaluate(small_pack()).row("gmilaf.2.3")

    assert {name: row.figure(name).value for name in COLUMNS} == {
        "need": None, "minutes": 90, "lessons": 2, "items": 2, "gain": 0.5, "activities": 2, "certificates": 0.6,
        "coverage": None, "recommendations": 3,
    }  # fmt: skip
    assert (row.need.why_missing, row.coverage.why_missing) == ("no-need-survey", "no-curriculum-audit")


def test_the_coverage_of_the_curriculum_is_of_all_areas_with_wilsons_interval():
    figure = evaluate(small_pack()).row("gmilaf.1.1").coverage
    expected = wilson_interval(10, 200)

    assert (figure.n, figure.value, figure.low, figure.high) == (200, 0.05, expected.low, expected.high)


def test_what_was_needed_most_and_moved_least_is_on_top():
    assert urgencies([0.2, 0.8, 0.5], [0.3, 0.1, 0.2]) == pytest.approx([-2.449, 2.449, 0], abs=0.001)


def test_a_gain_that_nobody_measured_counts_as_none():
    assert urgencies([0.5, 0.5], [None, 0.4]) == urgencies([0.5, 0.5], [0.0, 0.4]) == [1.0, -1.0]


def test_where_no_need_is_known_the_gain_alone_orders_the_rows():
    assert evaluate(small_pack()).order == ("gmilaf.1.1", "gmilaf.2.3")


def test_a_competence_without_a_need_stands_below_the_others():
    assert urgencies([None, 0.5, 0.4], [0.0, 0.4, 0.4])[0] is None


def test_the_reach_counts_a_known_guest_once():
    reach = evaluate(small_pack()).reach

    # Ten to twelve and five, of whom p7 is known twice: ten at least, 1 + 11 + 4 at most.
    assert (reach.accepted.known, reach.accepted.low, reach.accepted.high) == (1, 10, 16)
    assert reach.reported.high == 24


# --- what the data cannot say ---


def test_an_empty_pack_says_that_nothing_can_be_said():
    found = evaluate(Pack(FACTS, COMPETENCES))

    assert {"nobody", "no-need-survey", "no-final-test", "no-plan", "no-curriculum-audit"} <= set(
        codes(found)
    )
    assert found.gain.gain is None
    assert json.loads(json.dumps(found.as_json()))["thread"][0]["gain"]["value"] is None


def test_without_a_pre_test_there_is_no_gain_and_the_reason_is_said():
    found = evaluate(small_pack(tests=(a_test("final", FINAL),)))

    assert "no-pre-test" in codes(found)
    assert found.row("gmilaf.2.3").gain.why_missing == "no-pre-test"


def test_tests_that_nobody_took_both_give_no_gain():
    found = evaluate(
        small_pack(tests=(a_test("pre", {"p1": PRE["p1"]}), a_test("final", {"p6": FINAL["p6"]})))
    )

    assert "nobody-took-both" in codes(found)


def test_one_participant_has_no_interval():
    found = evaluate(
        small_pack(
            people=People(("p1",), {"language": ("kk",)}),
            tests=(a_test("pre", {"p1": PRE["p1"]}), a_test("final", {"p1": FINAL["p1"]})),
        )
    )

    assert "one-participant" in codes(found)
    assert found.gain.gain.mean_gain == 2
    assert found.row("gmilaf.1.1").gain.why_missing == "too-few"


def test_a_drop_out_of_two_fifths_is_said_with_its_numbers():
    stayed = {"p1": FINAL["p1"], "p2": FINAL["p2"], "p3": FINAL["p3"]}
    found = evaluate(small_pack(tests=(a_test("pre", PRE), a_test("final", stayed))))

    limit = next(one for one in found.limits if one.code == "drop-out")
    assert limit.params == {"percent": 40, "n": 2, "of": 5}


def test_two_surveys_of_one_purpose_are_named(invented):
    found = evaluate(replace(invented, surveys=(invented.surveys[0],) * 2), n_resamples=100)

    limit = next(one for one in found.limits if one.code == "surveys-same-purpose")
    assert limit.params == {"n": 2, "purpose": "need"}
    assert "no-second-survey" in codes(found)


def test_answers_that_a_machine_coded_are_counted(invented):
    survey = invented.surveys[0]
    machine = tuple(replace(one, source="machine") for one in survey.codes)
    found = evaluate(replace(invented, surveys=(replace(survey, codes=machine),)), n_resamples=100)

    limit = next(one for one in found.limits if one.code == "machine-coded")
    assert limit.params == {"n": len(machine), "of": len(machine)}


def test_codes_of_machine_and_people_mixed_are_refused_and_the_rest_stays(invented):
    survey = invented.surveys[0]
    mixed = (replace(survey.codes[0], source="machine"), *survey.codes[1:])
    found = evaluate(replace(invented, surveys=(replace(survey, codes=mixed),)), n_resamples=100)

    limit = next(one for one in found.limits if one.code == "need-survey-refused")
    assert limit.params == {"reason": "codes-mixed"}
    assert found.gain.gain is not None


def test_every_limit_can_be_said_in_words(found):
    assert all("%(" not in one.in_words and one.code in LIMIT_TEXTS for one in found.limits)


def test_the_same_pack_and_seed_give_the_same_json(invented, found):
    again = evaluate(invented, n_resamples=200)

    assert json.dumps(again.as_json(), allow_nan=False) == json.dumps(found.as_json(), allow_nan=False)


def test_numbers_in_json_are_not_rounded(found):
    content = found.as_json()

    assert content["gain"]["gain"]["mean_gain"] == found.gain.gain.mean_gain
    assert content["content"]["rows"][0]["gap"]["low"] == found.content.rows[0].gap.low


def test_people_nobody_tested_do_not_break_the_matrix():
    rows = {**PRE, "p6": [np.nan] * 4}
    found = evaluate(small_pack(tests=(a_test("pre", rows), a_test("final", FINAL))))

    assert found.flow.step("tested_before").n == 5


def test_a_test_that_measures_roughly_is_named_with_its_alpha(invented, found):
    from sauatty.core.psychometrics.reliability import reliability

    items = invented.tests[0].scores.of_items(range(3))
    short = replace(invented.tests[0], scores=items)
    limit = next(
        one
        for one in evaluate(replace(invented, tests=(short, invented.tests[1]))).limits
        if one.code == "alpha-low"
    )

    assert limit.params == {"purpose": "pre", "alpha": f"{reliability(items).alpha:.2f}"}
    assert "alpha-low" not in codes(found)


def test_forms_that_meet_in_nobody_have_a_reliability_each(invented):
    scores = np.full((invented.tests[0].scores.n_persons, 2 * invented.tests[0].scores.n_items), np.nan)
    half = len(scores) // 2
    whole = invented.tests[0].scores.scores
    scores[:half, : whole.shape[1]], scores[half:, whole.shape[1] :] = whole[:half], whole[half:]
    items = [f"{form}{one}" for form in "AB" for one in invented.tests[0].scores.items]
    matrix = replace(
        invented.tests[0].scores, scores=scores, items=tuple(items), max_scores=2 * invented.tests[0].scores.max_scores
    )  # fmt: skip
    swapped = replace(invented.tests[0], scores=matrix, competences={})

    assert "alpha-unknown" not in codes(evaluate(replace(invented, tests=(swapped, invented.tests[1]))))


def under_other_names(pack):
    """Return the same people under other ids and in another order."""
    dice = np.random.default_rng(1)
    names = {one: f"x{number:05d}" for number, one in enumerate(dice.permutation(pack.people.ids))}
    order = dice.permutation(len(pack.people))
    people = People(
        tuple(names[pack.people.ids[at]] for at in order),
        {key: tuple(column[at] for at in order) for key, column in pack.people.traits.items()},
        {key: tuple(column[at] for at in order) for key, column in pack.people.stages.items()},
    )
    return replace(
        pack,
        people=people,
        surveys=tuple(shuffled(one, dice) for one in pack.surveys),
        tests=tuple(renamed(one, names, dice) for one in pack.tests),
        trainings=tuple(
            replace(one, attended={names[key]: share for key, share in reversed(one.attended.items())})
            for one in pack.trainings
        ),
        activities=tuple(
            replace(one, person=names[one.person], guests=tuple(names[guest] for guest in one.guests))
            for one in reversed(pack.activities)
        ),
    )


def shuffled(survey, dice):
    order = dice.permutation(len(survey.table))
    ids = {id: f"y{number:05d}" for number, id in enumerate(dice.permutation(survey.table.ids))}
    table = replace(
        survey.table,
        ids=tuple(ids[survey.table.ids[at]] for at in order),
        columns={key: tuple(column[at] for at in order) for key, column in survey.table.columns.items()},
        languages=tuple(survey.table.languages[at] for at in order),
    )
    codes = tuple(replace(one, response=ids[one.response]) for one in reversed(survey.codes))
    return replace(survey, table=table, codes=codes)


def renamed(test, names, dice):
    scores = test.scores.of_persons(dice.permutation(test.scores.n_persons).tolist())
    return replace(test, scores=replace(scores, persons=tuple(names[one] for one in scores.persons)))


def test_other_pseudonyms_in_another_order_give_the_same_figures_to_the_digit(invented, found):
    again = evaluate(under_other_names(invented), n_resamples=200)

    assert json.dumps(again.as_json()) == json.dumps(found.as_json())
