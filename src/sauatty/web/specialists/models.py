"""The directory of specialists: who stands in it because they want to, what is announced, how many schools there are."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Specialist(models.Model):
    """The entry of a person who chose to stand in the directory. Deleting it is leaving: nothing else is kept.

    What they showed (taught, coded, mentored, wrote) is worked out from what they did, never stored here.
    """

    class Audience(models.TextChoices):
        NETWORK = "network", _("specialists and coordinators")
        SCHOOLS = "schools", _("and those who ask for help")
        PUBLIC = "public", _("everybody")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    region = models.ForeignKey("accounts.Region", models.PROTECT, related_name="+")
    locality = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=250, blank=True)
    languages = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    competences = models.JSONField(default=list)
    subjects = models.JSONField(default=list)
    about = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=7, choices=Audience.choices, default=Audience.NETWORK)
    is_available = models.BooleanField(default=True)
    travels = models.BooleanField(default=False)
    # Letters are asked for, each kind by itself; nobody gets any who did not.
    wants_requests = models.BooleanField(default=False)
    wants_announcements = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)


class RegionFigure(models.Model):
    """How many schools or libraries a region has, with the source and the day for which it holds."""

    class Kind(models.TextChoices):
        SCHOOLS = "schools", _("schools")
        LIBRARIES = "libraries", _("libraries")
        TEACHERS = "teachers", _("teachers")

    region = models.ForeignKey("accounts.Region", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    n = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    stated_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "kind"], name="region_figure_once")]


class Announcement(models.Model):
    """What a coordinator tells the specialists of a region or subject who asked for such letters: once, and no replies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    # Without a region all of them are meant, without a subject all subjects.
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=60, blank=True)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    link = models.URLField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    # How many letters were planned; not known before the worker has come to it.
    n_letters = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at", "pk"]
