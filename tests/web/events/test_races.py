"""A form that arrives many times at the same moment does what it asks for once, on both databases."""

import pytest

from web.events import race
from web.racing import play


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment(tmp_path):
    left = play(race, tmp_path)

    assert left["editions"] == {"events": 5, "series": 1, "answers": 1}, (
        "everybody gets the same five trainings"
    )
    assert left["wish"] == {"answers": 1, "rows": 1, "trainings": 1}
    assert (
        left["n_events"] == 8
    )  # the template, its five editions, the one for the wish, the one that is moved
    assert left["called_off"]["state"] == "cancelled" and left["called_off"]["event"] == 1
    assert left["called_off"]["session"] <= 8 and left["moved"] == (left["called_off"]["session"] > 0)
