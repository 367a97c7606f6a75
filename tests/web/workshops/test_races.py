"""One form from many windows is one workshop; many workers remind once."""

import pytest

from web.racing import play
from web.workshops import race


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_windows_make_one_workshop_and_many_workers_remind_once(tmp_path):
    left = play(race, tmp_path)

    assert left["made"] == [left["key"]] * race.AT_ONCE
    once = ("workshops", "events", "records", "invitations", "jobs", "invited", "reminders")
    assert {name: left[name] for name in once} == dict.fromkeys(once, 1)
    assert sorted(left["reminded"]) == [0] * (race.AT_ONCE - 1) + [1]
