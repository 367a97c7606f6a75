"""Lists of people that are uploaded: read, checked, compared with those who are known, and taken over."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Roster(models.Model):
    """One uploaded list. The same bytes for the same event are the same roster, so that it can be sent again."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READ = "read", _("waits for you")
        TAKING = "taking", _("being taken over")
        TAKEN = "taken", _("taken over")
        REFUSED = "refused", _("not readable")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    event = models.ForeignKey("events.Event", models.CASCADE, null=True, blank=True, related_name="+")
    cohort = models.ForeignKey("programmes.Cohort", models.CASCADE, null=True, blank=True, related_name="+")
    # "event:<id>", "cohort:<id>" or "programme": what the list is for, for the constraint below
    scope = models.CharField(max_length=50)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.READING)
    n_rows = models.PositiveIntegerField(default=0)
    n_wrong = models.PositiveIntegerField(default=0)
    n_new = models.PositiveIntegerField(default=0)
    # Up to this line it is taken over: one number written with each part, instead of a mark at each of 100,000 lines
    taken_to = models.PositiveIntegerField(default=0)
    problem = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "scope", "sha256"], name="roster_once")]


class RosterRow(models.Model):
    """One line of a roster as it was read, what is wrong with it, and whom it may mean.

    `person` is who was known before. A new person has the id of the line; that is how the two are found again.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("to be decided")
        NEW = "new", _("a new person")
        KNOWN = "known", _("somebody who is known")
        LEFT = "left", _("left out")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The constraint below finds the lines of a roster too; a second index would cost each line a second time
    roster = models.ForeignKey(Roster, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    # [{"person": id, "score": 0.93, "why": code}]: suggestions, never taken without somebody
    candidates = models.JSONField(default=list)
    decision = models.CharField(max_length=5, choices=Decision.choices, default=Decision.OPEN)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "number"], name="roster_row_once")]
