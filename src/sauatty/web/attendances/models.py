"""Who was there: marks from four sources, and the one record that follows from them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.Model):
    """One statement that somebody was at a session; its id is made by the device that noted it. Never changed.

    `minutes` is empty where the source knows none. A mark that was wrong is struck out, with who and why.
    """

    class Source(models.TextChoices):
        HAND = "hand", _("set by the trainer")
        SHEET = "sheet", _("signed sheet")
        DOOR = "door", _("code of the person, at the door")
        SLIDE = "slide", _("code from the slide")
        MINUTES = "minutes", _("minutes of the video service")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    source = models.CharField(max_length=7, choices=Source.choices)
    is_present = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    client_at = models.DateTimeField(null=True, blank=True)
    # When the session was to begin as this was noted: it may be moved afterwards, and the mark stays.
    session_start = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    struck_why = models.CharField(max_length=250, blank=True)

    class Meta:
        indexes = [models.Index(fields=["session", "person"], name="mark_session_person")]


class Attendance(models.Model):
    """What holds: one row for a person and a session, worked out anew from the marks whenever one comes or goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_present = models.BooleanField()
    minutes = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=7, choices=Mark.Source.choices)
    has_conflict = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="attendance_once")]


class MinutesFile(models.Model):
    """A report of a video service about one session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="minutes_files")
    service = models.CharField(max_length=12)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "sha256"], name="minutes_file_once")]


class MinutesRow(models.Model):
    """A name in such a report. `stays` is [[joined, left], …] in UTC, empty where the report tells only minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(MinutesFile, models.CASCADE, related_name="rows")
    shown_name = models.CharField(max_length=250)
    email = models.CharField(max_length=254, blank=True)
    stays = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField()
    # How many stays of the name ran at the same moment: two devices, or two people of one name.
    n_at_once = models.PositiveSmallIntegerField(default=1)
    is_nobody = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place", "shown_name"]


class MinutesMatch(models.Model):
    """Whom somebody took a name of a report for; several people may have sat before one device."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    row = models.ForeignKey(MinutesRow, models.CASCADE, related_name="matches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "person"], name="minutes_match_once")]


class SheetScan(models.Model):
    """A photograph or scan of the signed sheet of a session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="scans")
    path = models.CharField(max_length=250)
    file_name = models.CharField(max_length=250, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64)
    n_bytes = models.PositiveIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["session", "sha256"], name="sheet_scan_once")]
