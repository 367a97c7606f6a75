"""A room votes while the poll is closed (PostgreSQL only: threads need rows that are locked one by one)."""

import pytest
from django.db import connection

from sauatty.web.classrooms import services
from sauatty.web.classrooms.models import PollVote
from web.coding.race import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need rows that are locked one by one"),
]  # fmt: skip


def test_every_vote_that_was_said_to_count_is_in_the_numbers_of_the_closed_poll(poll, bolat):
    accepted = []

    def vote(number):
        accepted.append(services.vote(poll=poll, voter_key=f"k{number}", option=number % 3))

    votes = [lambda number=number: vote(number) for number in range(12)]
    at_once(*votes[:6], lambda: services.close_poll(actor=bolat, poll=poll), *votes[6:])

    poll.refresh_from_db()
    assert sum(poll.counts) == sum(accepted)
    assert len(accepted) == 12
    assert PollVote.objects.count() == 0


def test_one_who_presses_many_times_at_once_has_one_vote(poll):
    at_once(*[lambda n=n: services.vote(poll=poll, voter_key="same", option=n % 3) for n in range(8)])

    assert PollVote.objects.count() == 1
