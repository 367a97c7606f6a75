"""What is done in the room: polls are opened and closed, votes are counted, a survey and a test are attached."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.web.attendances.codes import ALPHABET
from sauatty.web.base import audit
from sauatty.web.classrooms import selectors
from sauatty.web.classrooms.models import Poll, PollVote, SessionLink

CODE_LENGTH = 6
# A poll that nobody has closed is closed with the day, so that no vote is kept longer with the key of its voter.
OPEN_FOR = timedelta(hours=24)


@transaction.atomic
def open_poll(*, actor: Any, session: Any, question: str, options: Sequence[str]) -> Poll:
    """Ask those who are at a session."""
    poll = Poll.objects.create(
        session=session, code=_new_code(), question=question, options=list(options), made_by=actor
    )
    audit.record("poll.opened", actor=actor, target=poll, session=str(session.pk))
    return poll


def _new_code() -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return _new_code() if Poll.objects.filter(code=code).exists() else code


@transaction.atomic
def close_poll(*, actor: Any, poll: Poll) -> Poll:
    """Count the votes and delete them: from then on nobody can find out who chose what. A second call does nothing."""
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    if not held.is_open:
        return held
    votes = Counter(PollVote.objects.filter(poll=held).values_list("option", flat=True))
    held.counts = [votes[place] for place in range(len(held.options))]
    held.is_open, held.closed_at = False, timezone.now()
    held.save(update_fields=["counts", "is_open", "closed_at"])
    PollVote.objects.filter(poll=held).delete()
    audit.record("poll.closed", actor=actor, target=held, votes=sum(held.counts))
    return held


@transaction.atomic
def remove_poll(*, actor: Any, poll: Poll) -> None:
    """Delete a poll with its votes."""
    audit.record("poll.removed", actor=actor, target=poll)
    poll.delete()


@transaction.atomic
def vote(*, poll: Poll, voter_key: str, option: int) -> bool:
    """Count a vote; a second one of the same voter takes the place of the first. False where the poll is closed."""
    held = Poll.objects.select_for_update().filter(pk=poll.pk, is_open=True).first()
    if held is None or not 0 <= option < len(held.options):
        return False
    PollVote.objects.update_or_create(poll=held, voter_key=voter_key, defaults={"option": option})
    return True


@transaction.atomic
def attach(*, actor: Any, session: Any, feedback: str, test: str) -> None:
    """Say which survey asks for feedback at the end of a session and which test is written in it; '' for none."""
    for kind, target in ((SessionLink.Kind.FEEDBACK, feedback), (SessionLink.Kind.TEST, test)):
        if target:
            SessionLink.objects.update_or_create(session=session, kind=kind, defaults={"target": target})
        else:
            SessionLink.objects.filter(session=session, kind=kind).delete()
    audit.record(
        "session.attached",
        actor=actor,
        target=("events.Session", str(session.pk)),
        feedback=feedback,
        test=test,
    )


def close_forgotten() -> int:
    """Close the polls that were left open."""
    found = selectors.forgotten_polls(timezone.now() - OPEN_FOR)
    for poll in found:
        close_poll(actor=None, poll=poll)
    return len(found)
