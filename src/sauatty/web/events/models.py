"""Trainings: series, events and their sessions, and the wishes for a training that regions bring."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """Events that belong together: the regional editions of one training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="event_series")
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title_kk or self.title_ru or self.title_en


class Event(models.Model):
    """One training: what a person registers for. `is_template` marks what editions are made from, never held.

    `taken` counts the active places, written with every registration; `sequence` grows with every change that a
    calendar must learn. `needs` is what counts as having attended, see `attendances.rules`.
    """

    class Form(models.TextChoices):
        ONLINE = "online", _("online")
        ONSITE = "onsite", _("face to face")
        MIXED = "mixed", _("mixed")

    class Entry(models.TextChoices):
        OPEN = "open", _("everybody may register")
        INVITED = "invited", _("by invitation")
        COHORT = "cohort", _("for the people of a cohort")
        CLOSED = "closed", _("by the coordinator only")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("announced")
        CANCELLED = "cancelled", _("cancelled")
        DONE = "done", _("over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="events")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="events")
    template = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="editions")
    is_template = models.BooleanField(default=False)
    slug = models.SlugField(max_length=60, unique=True)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    about_kk = models.TextField(blank=True)
    about_ru = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    form = models.CharField(max_length=6, choices=Form.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, blank=True, related_name="+")
    cohort = models.ForeignKey("programmes.Cohort", models.SET_NULL, null=True, blank=True, related_name="+")
    timezone = models.CharField(max_length=40, default="Asia/Almaty")
    entry = models.CharField(max_length=7, choices=Entry.choices, default=Entry.OPEN)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    has_waiting_list = models.BooleanField(default=True)
    academic_hours = models.PositiveSmallIntegerField(default=0)
    needs = models.JSONField(default=dict)
    contact = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    sequence = models.PositiveIntegerField(default=0)
    # What a calendar is told as LAST-MODIFIED; written by the services, so that counting a place does not move it.
    changed_at = models.DateTimeField(default=now)
    announced_at = models.DateTimeField(null=True, blank=True)
    # The titles folded, so that they are found from any keyboard on both databases.
    search_key = models.CharField(max_length=800, blank=True, editable=False)
    cancelled_why = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="event_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            ),
            models.CheckConstraint(
                name="event_within_capacity", condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity"))
            ),
        ]
        indexes = [models.Index(fields=["programme", "is_template", "state"], name="event_of_programme")]

    def __str__(self) -> str:
        return self.slug


class Quota(models.Model):
    """Places of an event that are kept for a region, a kind of organisation or a language."""

    class By(models.TextChoices):
        REGION = "region", _("region")
        KIND = "kind", _("kind of organisation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="quotas")
    by = models.CharField(max_length=6, choices=By.choices)
    value = models.CharField(max_length=30)
    seats = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "by", "value"], name="quota_once"),
            models.CheckConstraint(name="quota_within_seats", condition=Q(taken__lte=F("seats"))),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.value}"


class Session(models.Model):
    """One meeting of an event. Times are UTC; `secret` makes its codes and is shown to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    module = models.CharField(max_length=80, blank=True)
    form = models.CharField(max_length=6, choices=Event.Form.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # Of a template: on which day after the first one, and at what time, the session of an edition begins.
    day_offset = models.PositiveSmallIntegerField(default=0)
    begins = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=250, blank=True)
    link = models.URLField(blank=True)
    secret = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=now)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="session_number_once"),
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="session_starts")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.number}"


class SessionTrainer(models.Model):
    """Who holds a session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="trainers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="session_trainer_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"


class CalendarFeed(models.Model):
    """The address under which somebody's own calendar is fetched. It is made from `version`, so a new one ends the old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    renewed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.version}"


class TrainingRequest(models.Model):
    """A region or an organisation wants a training; it stays on the board until somebody has answered it.

    The form makes the id, so that a form sent twice is one request. `is_suspect`: the field that people do not see was
    filled in; such a request is kept like any other and shown apart.
    """

    class State(models.TextChoices):
        NEW = "new", _("new")
        SEEN = "seen", _("being looked at")
        PLANNED = "planned", _("a training is planned")
        HELD = "held", _("held")
        DECLINED = "declined", _("declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="training_requests")
    region = models.ForeignKey("accounts.Region", models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=250)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=500)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    n_people = models.PositiveIntegerField(null=True, blank=True)
    wished_from = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="requests")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_suspect = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["programme", "state", "asked_at"], name="request_board")]

    def __str__(self) -> str:
        return self.organisation
