"""Schools ask for help, a specialist comes, and the school goes on: requests, visits, adoption."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class School(models.Model):
    """A school or library that asked, and how far it is with MIL."""

    class Adoption(models.TextChoices):
        ASKED = "asked", _("asked")
        STARTED = "started", _("started")
        TAUGHT = "taught", _("taught")
        SUSTAINED = "sustained", _("goes on by itself")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=250)
    region = models.ForeignKey("accounts.Region", models.PROTECT, related_name="+")
    locality = models.CharField(max_length=120, blank=True)
    # Name and place without case and spaces: the same school asks twice and stays one.
    name_key = models.CharField(max_length=400, editable=False)
    adoption = models.CharField(max_length=9, choices=Adoption.choices, default=Adoption.ASKED)
    adoption_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "region", "name_key"], name="school_once_in_programme"
            )
        ]

    def __str__(self) -> str:
        return self.name


class HelpRequest(models.Model):
    """What a school asks for. The contact is for whoever takes it, and goes a year after it ended."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        TAKEN = "taken", _("taken")
        VISITED = "visited", _("visited")
        REPORTED = "reported", _("reported")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="requests")
    code_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    topic = models.CharField(max_length=250)
    competences = models.JSONField(default=list)
    grade = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    wanted_on = models.DateField(null=True, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    # Only for letters about this request; the other contact is for people.
    contact_email = models.EmailField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    visited_on = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True)
    n_pupils = models.PositiveIntegerField(null=True, blank=True)
    n_teachers = models.PositiveIntegerField(null=True, blank=True)
    closed_why = models.CharField(max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # When specialists of the region who asked for letters heard of it, and that it waits too long: each once.
    told_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]


class Step(models.Model):
    """What happened to a request or to the adoption of a school, and who said so."""

    school = models.ForeignKey(School, models.CASCADE, related_name="steps")
    request = models.ForeignKey(HelpRequest, models.CASCADE, null=True, blank=True, related_name="steps")
    what = models.CharField(max_length=20)
    why = models.CharField(max_length=250, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
