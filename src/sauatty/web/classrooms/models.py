"""The trainer's view of a session on a phone: who is here, materials, a quick poll, feedback."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Poll(models.Model):
    """A quick question to those who are at a session, under a short code. Votes are counted, never shown by name.

    Once it is closed `counts` holds how many chose each option, and the single votes are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="polls")
    code = models.CharField(max_length=8, unique=True)
    question = models.CharField(max_length=250)
    options = models.JSONField(default=list)
    is_open = models.BooleanField(default=True)
    counts = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return self.code


class PollVote(models.Model):
    """One vote; the voter is kept only as a keyed hash, so that nobody votes twice and nobody is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    option = models.PositiveSmallIntegerField()
    voter_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "voter_key"], name="poll_vote_once")]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.option}"


class SessionLink(models.Model):
    """What a session offers beside its lesson: the survey that asks for feedback, the test written in the room."""

    class Kind(models.TextChoices):
        FEEDBACK = "feedback", _("feedback")
        TEST = "test", _("test in the room")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    target = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "kind"], name="session_offer_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind}"
