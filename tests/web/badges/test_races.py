"""Many ask for the same badge, and somebody changes the key meanwhile: one badge each, one key, all believed."""

import pytest

from web.badges import race
from web.racing import play


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment(tmp_path):
    left = play(race, tmp_path)

    assert left["one"] == {"said": 1, "n_said": race.AT_ONCE, "rows": 1, "keys": 1}
    assert left["rows"] == left["believed"] == race.AT_ONCE
    assert left["current"] == 1
