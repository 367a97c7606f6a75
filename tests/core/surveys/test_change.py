import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauatty.core.errors import PairsUneven
from sauatty.core.surveys.change import mcnemar, pair_by_id, paired_difference

REFERENCE = Path(__file__).parents[1] / "reference" / "surveys"
COUNTS = st.integers(0, 40)


def people(both, gained, lost, neither):
    before = [True] * both + [False] * gained + [True] * lost + [False] * neither
    after = [True] * both + [True] * gained + [False] * lost + [False] * neither
    return before, after


@pytest.mark.parametrize(
    "row",
    list(csv.DictReader((REFERENCE / "c2_mcnemar.csv").open())),
    ids=lambda row: "-".join(list(row.values())[:4]),
)
def test_the_change_agrees_with_r(row):
    found = mcnemar(*people(*(int(row[key]) for key in ("both", "gained", "lost", "neither"))))
    own = (found.p_exact, found.p_mid, found.change.estimate, found.change.low, found.change.high)
    assert own == pytest.approx(
        [float(row[key]) for key in ("p_exact", "p_mid", "change", "low", "high")], abs=1e-9
    )


def test_the_change_agrees_with_statsmodels():
    pairs = json.loads((REFERENCE / "c2_peers.json").read_text())["pairs"]
    for row in pairs:
        found = mcnemar(*people(*row["table"]))
        assert found.p_exact == pytest.approx(row["p_exact"], abs=1e-12)
        assert [found.before.low, found.before.high] == pytest.approx(row["before"], abs=1e-9)
        assert [found.after.low, found.after.high] == pytest.approx(row["after"], abs=1e-9)
    assert len(pairs) == 7


def test_who_is_missing_at_one_time_stands_in_nothing():
    before, after = pair_by_id({"a": True, "b": False, "c": None}, {"b": True, "c": True, "d": True})
    found = mcnemar(before, after)
    assert (found.n, found.gained, found.n_unpaired) == (1, 1, 3)


def test_nobody_gives_no_number_and_no_failure():
    found = mcnemar([], [])
    assert found.as_json()["change"] == {"estimate": None, "low": None, "high": None, "level": 0.95}
    assert found.p_mid == 1.0


def test_where_as_many_gained_as_lost_the_table_seen_counts_half():
    found = mcnemar([True, True, False, False], [False, False, True, True])
    assert (found.p_exact, found.p_mid) == (1.0, 1 - 6 / 16 / 2)


def test_lists_of_different_length_are_refused():
    with pytest.raises(PairsUneven, match="3 answers before and 1 after"):
        mcnemar([True, False, None], [True])


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_interval_holds_the_change_and_turns_with_the_times(both, gained, lost, neither):
    found = paired_difference(both, gained, lost, neither)
    if both + gained + lost + neither == 0:
        return
    assert -1 <= found.low <= found.estimate + 1e-12 <= found.high + 2e-12 <= 1 + 2e-12
    turned = paired_difference(both, lost, gained, neither)
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), abs=1e-9)
