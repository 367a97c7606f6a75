"""Many register at the same moment: never one place too many, and the order of arrival holds, on both databases."""

import pytest

from web.enrolments import race
from web.racing import play


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment(tmp_path):
    left = play(race, tmp_path)

    for one in left["seats"]:
        assert one["said"] == ["placed", "waiting"] and one["n_said"] == 200
        assert one["taken"] == 25 and one["placed"] == list(range(1, 26)), (
            "the first who came have the places"
        )
        assert one["waiting"] == list(range(26, 201)) and one["people"] == 200

    alone = left["one_person"]
    assert (alone["taken"], alone["placed"], alone["waiting"]) == (1, [1], []) and alone["said"] == ["placed"]

    storm = left["cancel_and_come"]
    assert storm["taken"] == len(storm["placed"]) == 20 and len(storm["cancelled"]) == 30 and storm["numbers"]
    assert max(storm["placed"]) < min(storm["waiting"]), "nobody was passed over"
    assert len(storm["placed"]) + len(storm["waiting"]) + 30 == 100

    kept = left["quotas"]
    assert kept["taken"] == len(kept["placed"]) == 30 and len(kept["waiting"]) == 90
    assert kept["quotas"] == {"KZ-10": [10, 10], "KZ-11": [5, 5]}

    assert left["oversold"] > 25, "the race is able to see the fault of counting before inserting"
