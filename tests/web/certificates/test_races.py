"""Many ask for the same certificate at the same moment: each person gets one, on both databases."""

import pytest

from web.certificates import race
from web.racing import play


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment(tmp_path):
    left = play(race, tmp_path)

    one = left["one"]
    assert (one["rows"], one["issued"], one["numbers"]) == (1, 1, ["Т-0001"])
    assert (one["said"], one["n_said"]) == (1, race.AT_ONCE), "everybody is told of the same certificate"

    many = left["many"]
    assert many["rows"] == many["people"] == many["issued"] == race.AT_ONCE
    assert many["numbers"] == [f"Т-{n:04d}" for n in range(1, race.AT_ONCE + 1)], (
        "no number is lost or given twice"
    )

    ended = left["ended"]
    assert ended["valid"] == ended["rows"] - 1 <= 1, "of those who end it one does"

    assert left["twice"] > 1, "the race is able to see the fault of looking before writing"
