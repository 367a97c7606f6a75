"""The invented trainings are marked, have something on every page, and go in one step."""

import pytest

from sauatty.web.events import demonstration, selectors
from sauatty.web.events.models import Event, Series, TrainingRequest
from sauatty.web.programmes import demonstration as programmes

pytestmark = pytest.mark.django_db


def test_it_works_to_make_and_remove_the_invented_trainings(aigerim, programme):
    programmes.make(aigerim)
    demonstration.make(aigerim)
    demonstration.make(aigerim)
    events = list(Event.objects.all())
    assert len(events) == 7 and all(one.is_demo and one.programme.is_demo for one in events)
    known = [selectors.find_event(one.pk) for one in events if not one.is_template]
    assert {selectors.phase(one) for one in known} >= {"held", "coming"}
    assert sum(one.sessions.count() for one in known) == 14 and Series.objects.count() == 1
    board = selectors.summarise_board(aigerim)
    assert (board.n_waiting, board.n_late) == (2, 1)
    assert not selectors.overlaps_of(one for event in known for one in event.sessions.all())
    demonstration.remove()
    assert not (Event.objects.exists() or Series.objects.exists() or TrainingRequest.objects.exists())
