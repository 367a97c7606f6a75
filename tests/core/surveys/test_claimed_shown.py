import csv
from pathlib import Path

import pytest

from core.surveys.need_cast import cast_instrument, cast_table, sample
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.errors import CodesContradict, CodesMixed, CodesUnmatched, RoleMissing
from sauatty.core.records import CodedAnswer
from sauatty.core.surveys.claimed_shown import claimed_shown

REFERENCE = Path(__file__).parents[1] / "reference" / "surveys"


def code(response, grade, *parts, source="agreed"):
    return CodedAnswer(response, "mil_definition", grade, parts, source)


def answers(claims, texts=None):
    return cast_table({"familiarity_mil": claims, "mil_definition": texts or ["words"] * len(claims)})


def test_the_table_agrees_with_r():
    found = claimed_shown(cast_instrument(), *sample())
    rows = list(csv.DictReader((REFERENCE / "c2_claimed.csv").open()))
    assert {(row["claim"], int(row["grade"])): int(row["n"]) for row in rows} == {
        (one.claim, one.grade): one.n for one in found.cells
    }
    expected = next(csv.DictReader((REFERENCE / "c2_overclaiming.csv").open()))
    over = found.overclaiming
    assert [over.n_overclaimed, over.n] == [int(expected["overclaimed"]), int(expected["of"])]
    assert [over.share.low, over.share.high] == pytest.approx(
        [float(expected["low"]), float(expected["high"])], abs=1e-9
    )
    assert found.trend.spearman.estimate == pytest.approx(float(expected["spearman"]), abs=1e-9)


def test_every_respondent_is_counted_once():
    table, codes = sample()
    found = claimed_shown(cast_instrument(), table, codes)
    assert sum(one.n for one in found.cells) == found.n
    without_either = sum(
        not claim and bool(text) and f"r{at}" not in {one.response for one in codes}
        for at, (claim, text) in enumerate(
            zip(table.column("familiarity_mil"), table.column("mil_definition"), strict=True)
        )
    )
    assert found.n + found.n_without_claim + found.n_uncoded - without_either == len(table)


def test_an_empty_definition_shows_nothing_and_is_counted_apart():
    found = claimed_shown(
        cast_instrument(),
        answers(["could"] * 4, ["", "a", "b", "c"]),
        [code("r1", 1), code("r2", 3), code("r3", 2)],
    )
    assert (found.overclaiming.n, found.overclaiming.n_overclaimed, found.overclaiming.n_not_written) == (
        4,
        2,
        1,
    )
    assert found.overclaiming.share.estimate == 0.5
    assert found.overclaiming.share_of_written.estimate == pytest.approx(1 / 3)
    assert found.n_not_written == 1


def test_an_answer_that_says_i_do_not_know_was_written():
    found = claimed_shown(cast_instrument(), answers(["could"], ["I do not know"]), [code("r0", 0)])
    assert found.overclaiming.share_of_written.estimate == 1.0
    assert found.n_not_written == 0


def test_a_definition_nobody_coded_is_no_wrong_one():
    found = claimed_shown(cast_instrument(), answers(["could", "could"]), [code("r0", 3)])
    assert (found.n, found.n_uncoded, found.overclaiming.n) == (1, 1, 1)


def test_each_cell_leads_to_its_responses():
    found = claimed_shown(
        cast_instrument(), answers(["could", "heard", "could"]), [code("r0", 1), code("r1", 1), code("r2", 1)]
    )
    assert found.cell("could", 1).responses == ("r0", "r2")
    assert "responses" not in str(found.as_json())


def test_machine_codes_are_never_counted_as_those_of_people():
    with pytest.raises(CodesMixed, match="agreed, machine"):
        claimed_shown(
            cast_instrument(), answers(["could", "could"]), [code("r0", 1), code("r1", 1, source="machine")]
        )
    alone = claimed_shown(cast_instrument(), answers(["could"]), [code("r0", 1, source="machine")])
    assert alone.sources == {"machine": 1}


def test_one_answer_coded_in_two_ways_is_refused():
    with pytest.raises(CodesContradict, match="'r0'"):
        claimed_shown(cast_instrument(), answers(["could"]), [code("r0", 1), code("r0", 2, source="coder")])


def test_codes_of_other_responses_are_refused():
    with pytest.raises(CodesUnmatched, match="'x9'"):
        claimed_shown(cast_instrument(), answers(["could"]), [code("x9", 1)])


def test_small_counts_of_groups_are_hidden_together_with_what_would_give_them_away():
    claims = ["could"] * 60
    kinds = ["library"] * 30 + ["school"] * 30
    table = cast_table({**answers(claims).columns, "kind": kinds})
    codes = [code(f"r{at}", 1 if at in (0, 1) or at >= 45 else 3) for at in range(60)]
    found = claimed_shown(cast_instrument(), table, codes, by="kind")
    assert [one.found for one in found.groups] == [None, None]
    codes = [code(f"r{at}", 1 if at < 12 or at >= 45 else 3) for at in range(60)]
    found = claimed_shown(cast_instrument(), table, codes, by="kind")
    assert [one.found.n_overclaimed for one in found.groups] == [12, 15]


def test_the_claim_is_the_row_that_the_definition_is_about():
    assert (
        claimed_shown(instrument("mil-needs"), cast_table({"familiarity_mil": ["heard"]}), []).claim
        == "familiarity_mil"
    )
    other = cast_instrument(claim="media")
    assert (
        claimed_shown(
            other, cast_table({"familiarity_real1": ["could"]}), [], claim="familiarity_real1"
        ).claim
        == "familiarity_real1"
    )


def test_a_claim_that_does_not_exist_is_refused():
    with pytest.raises(RoleMissing, match="familiarity_nobody"):
        claimed_shown(cast_instrument(), answers(["could"]), [], claim="familiarity_nobody")


def test_roughly_is_a_claim_to_explain_in_the_shipped_instrument():
    table = cast_table({"familiarity_mil": ["roughly", "heard"], "mil_definition": ["a", "b"]})
    found = claimed_shown(instrument("mil-needs"), table, [code("r0", 1), code("r1", 1)])
    assert found.overclaiming.n == 1
