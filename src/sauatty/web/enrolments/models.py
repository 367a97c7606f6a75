"""Who takes part in an event: registration, places, the waiting list, invitations."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EntryQuestion(models.Model):
    """A question that an event asks those who register."""

    class Kind(models.TextChoices):
        TEXT = "text", _("words")
        CHOICE = "choice", _("one of a list")
        YES = "yes", _("yes or no")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="entry_questions")
    code = models.SlugField(max_length=30)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    label_kk = models.CharField(max_length=250, blank=True)
    label_ru = models.CharField(max_length=250, blank=True)
    label_en = models.CharField(max_length=250, blank=True)
    # [{"code": …, "kk": …, "ru": …, "en": …}] of a list
    options = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "code"]
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="entry_question_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.code}"


class Enrolment(models.Model):
    """One person in one event. `number` is the order of arrival by the server; the waiting list follows it."""

    class State(models.TextChoices):
        PLACED = "placed", _("has a place")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    class Source(models.TextChoices):
        SELF = "self", _("registered")
        INVITED = "invited", _("invited")
        COHORT = "cohort", _("from the cohort")
        UPLOAD = "upload", _("from a list")
        DESK = "desk", _("put in by the coordinator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices)
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=7, choices=Source.choices)
    quota = models.ForeignKey("events.Quota", models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.JSONField(default=dict)
    registered_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=~Q(state="cancelled"),
                name="enrolment_once_while_active",
            ),
            models.UniqueConstraint(fields=["event", "number"], name="enrolment_number_once"),
        ]
        indexes = [models.Index(fields=["event", "state", "number"], name="enrolment_queue")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.number}"

    @property
    def has_place(self) -> bool:
        """Tell whether a place is taken for this person."""
        return self.state == self.State.PLACED


class Invitation(models.Model):
    """A personal invitation to an event. Its token follows from the id and the site's key; a hash of it is kept.

    Whoever was invited without an e-mail address gets the link another way; `person` is empty until they register.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    enrolment = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(email="") & Q(withdrawn_at__isnull=True),
                name="invitation_once_while_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.pk}"


class Newcomer(models.Model):
    """What somebody wrote who is not signed in, until it is finished. The id is made by the form, so it is sent once.

    With an e-mail address it waits for the link in the letter; nothing else is done with the address before.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="newcomers")
    facts = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.event_id} {self.pk}"


class EventNotice(models.Model):
    """What the people of an event are still to be told; several changes in a row become one letter."""

    event = models.OneToOneField(
        "events.Event", models.CASCADE, related_name="enrolment_notice", primary_key=True
    )
    fields = models.JSONField(default=list)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.event_id)
