"""Many specialists take one request at once: one has it, the others are told."""

import pytest

from web.racing import play
from web.visits import race


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_takes_it_and_the_others_are_told(tmp_path):
    left = play(race, tmp_path)

    assert (left["schools"], left["requests"]) == (1, 1)
    assert left["n"] == race.AT_ONCE and left["told"] == race.AT_ONCE - 1
    assert left["steps"] == 1 and left["is_theirs"]
