"""Sessions in which experts judge questions, what they gave, and the pass marks that somebody decided on."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PERCENTS = tuple(range(0, 101, 5))


class StandardSession(models.Model):
    """One panel that judges the questions of one or several papers in up to two rounds (modified Angoff).

    `items` are the questions as they stood when the first round was opened: `[{"id", "paper", "max", "sha256"}]`.
    `discussion` is what the judges were shown before the second round: `{item: {"median", "n", "share", "n_people",
    "difficulty"}}`, each None where it was not known or would point at a single judge.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        FIRST = "first", _("first round open")
        BETWEEN = "between", _("discussion")
        SECOND = "second", _("second round open")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    description_kk = models.TextField(blank=True)
    description_ru = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    shows_difficulty = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    items = models.JSONField(default=list)
    discussion = models.JSONField(default=dict)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    refused_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="cut_refused_with_reason", condition=Q(refused_at__isnull=True) | ~Q(refused_reason="")
            )
        ]

    def __str__(self) -> str:
        return self.name


class SessionPaper(models.Model):
    """A paper that a session sets a pass mark for."""

    session = models.ForeignKey(StandardSession, models.CASCADE, related_name="papers")
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paper__code", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "paper"], name="session_paper_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.paper_id}"


class Judge(models.Model):
    """Somebody's seat in a session. Who is erased leaves the seat without a person: the ratings carry the cut."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(StandardSession, models.CASCADE, related_name="judges")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="judge_once"),
            models.CheckConstraint(
                name="judge_agrees_or_declines",
                condition=Q(agreed_at__isnull=True) | Q(declined_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class JudgeAnswer(models.Model):
    """What a judge answered before the key was shown; it never changes."""

    judge = models.ForeignKey(Judge, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=80)
    answer = models.JSONField()
    points = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["judge", "item"], name="judge_answers_once")]

    def __str__(self) -> str:
        return f"{self.judge_id} {self.item}"


class Rating(models.Model):
    """How many of a hundred people who are just about competent solve a question, by one judge in one round."""

    judge = models.ForeignKey(Judge, models.CASCADE, related_name="ratings")
    item = models.CharField(max_length=80)
    round = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["judge", "round", "item"]
        constraints = [
            models.UniqueConstraint(fields=["judge", "item", "round"], name="judge_rates_once"),
            models.CheckConstraint(name="judge_rating_round", condition=Q(round__in=(1, 2))),
            models.CheckConstraint(name="judge_rating_in_fives", condition=Q(percent__in=PERCENTS)),
        ]

    def __str__(self) -> str:
        return f"{self.judge_id} {self.item} {self.round} {self.percent}"


class PassMark(models.Model):
    """The pass mark that somebody decided on for one paper. It is never changed: another decision takes its place.

    `points` are the fewest that pass, of `most`; `figures` what the panel said: cut, error, interval, judges, theta.
    `is_provisional` says that the form was not calibrated then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(StandardSession, models.CASCADE, related_name="marks")
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    is_provisional = models.BooleanField()
    reason = models.CharField(max_length=1000)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    adopted_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-adopted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "paper"],
                condition=Q(replaced_at__isnull=True),
                name="one_pass_mark_in_force",
            ),
            models.CheckConstraint(
                name="pass_mark_within", condition=Q(points__gte=1, points__lte=models.F("most"))
            ),
            models.CheckConstraint(name="pass_mark_with_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.points}/{self.most}"


class Release(models.Model):
    """What a coordinator told one person about one attempt: whether the pass mark is reached. No machine makes one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.OneToOneField("attempts.Attempt", models.CASCADE, related_name="+")
    mark = models.ForeignKey(PassMark, models.CASCADE, related_name="releases")
    points = models.PositiveSmallIntegerField()
    is_reached = models.BooleanField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["-released_at"]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.is_reached}"
