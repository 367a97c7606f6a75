"""The last parts of a file at the same moment: it is checked once; and the quota holds against many at once."""

import pytest

from web.attachments import race
from web.racing import play


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment(tmp_path):
    left = play(race, tmp_path)

    assert left["begun"] == ["coming"]
    assert left["states"] == ["checking"] * race.N_FILES
    assert left["n_parts"] == 3 * race.N_FILES and left["n_jobs"] == race.N_FILES
    assert left["many"] == ["AttachmentQuota", "coming"]
    assert left["n_big"] == 9  # 200 MB less 3.4 MB of the small ones
