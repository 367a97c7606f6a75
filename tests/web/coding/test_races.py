"""Two people at the same moment: nothing is lost, nothing overwritten, on both databases."""

import pytest

from web.coding import race
from web.racing import play


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_coders_and_two_adjudicators_at_the_same_moment(tmp_path):
    left = play(race, tmp_path)

    assert left["statuses"] == ["accepted"]
    assert left["states"] == [["disagreed", 2]], "no unit waits for a coder who has decided"
    assert left["copies"] == ["accepted"] and left["n_of_the_repeated"] == 1
    assert left["standing"] == {"A": race.N_UNITS, "B": race.N_UNITS}
    assert left["pairs"] == [["AdjudicationTaken", "settled"]]
    assert left["n_adjudications"] == left["n_revisions"] == race.N_UNITS
    assert left["same_word"]
