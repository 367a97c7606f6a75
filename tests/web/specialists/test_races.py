"""Many windows join and leave at once, and one joins while the person is erased."""

import pytest

from web.racing import play
from web.specialists import race


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment(tmp_path):
    left = play(race, tmp_path)

    assert left["joined"] == left["rows"] == 1 and left["n_joined"] == race.AT_ONCE
    assert left["left"] >= 1 and left["empty"] == 0
    assert left["after_erasure"] == 0
    assert (left["sent"], left["n_sent"], left["letters"]) == (1, race.AT_ONCE, 1), left
