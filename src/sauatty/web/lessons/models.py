"""What a person does with lessons: how far they are, what they wrote down, what they answered to themselves."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Progress(models.Model):
    """How far a person is in a lesson, and which text it was. 'done' is never taken back by a later 'opened'."""

    class State(models.TextChoices):
        OPENED = "opened"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    lesson = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPENED)
    text_sha256 = models.CharField(max_length=64)
    opened_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson"], name="progress_once"),
            models.CheckConstraint(
                name="progress_done_with_day", condition=~Q(state="done") | Q(done_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.state}"


class NotebookEntry(models.Model):
    """What a person wrote at a prompt: theirs alone, and gone with them. `older_text` is what stood there before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    lesson = models.CharField(max_length=120)
    prompt = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    older_text = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson", "prompt"], name="notebook_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.prompt}"


class CheckAnswer(models.Model):
    """The newest answer to a question to oneself, and how often it was tried. Nothing hangs on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    lesson = models.CharField(max_length=120)
    question = models.CharField(max_length=60)
    chosen = models.JSONField(default=list)
    is_right = models.BooleanField()
    n_tries = models.PositiveIntegerField(default=1)
    text_sha256 = models.CharField(max_length=64)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson", "question"], name="check_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.question}"
