"""National versions of frameworks in the making: people, decisions, rounds of experts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LANGUAGE_CHOICES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


class Adaptation(models.Model):
    """The work of one group on the national version of one or several frameworks.

    `sources` are slugs, `levels` the school levels that have descriptors, `parts` what competences are grouped
    under: a list of {code, kk, ru, en}. `slug` is the framework's id once a version is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    description_kk = models.TextField(blank=True)
    description_ru = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    issuer = models.CharField(max_length=200)
    sources = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    # The language that the group writes in; the other two are translated from it and go stale with it.
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    revision = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="adaptation_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            )
        ]

    def __str__(self) -> str:
        return self.slug


class Seat(models.Model):
    """A person of the working group, or an expert who rates; both can be given back."""

    class Role(models.TextChoices):
        MEMBER = "member", _("working group")
        EXPERT = "expert", _("expert")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adaptation = models.ForeignKey(Adaptation, models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="adaptation_seats"
    )
    role = models.CharField(max_length=6, choices=Role.choices)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(fields=["adaptation", "person", "role"], name="adaptation_seat_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class NationalCompetence(models.Model):
    """One decision of the group: a competence of the national version, or a source that it leaves out.

    `sources` are the ids of the source competences that it comes from; `relation` says what it is to each.
    """

    class Action(models.TextChoices):
        KEEP = "keep", _("keep as it is")
        REWRITE = "rewrite", _("rewrite")
        MERGE = "merge", _("merge with others")
        ADD = "add", _("add a new one")
        LEAVE_OUT = "leave-out", _("leave out")

    class Relation(models.TextChoices):
        EXACT = "exact", _("the same")
        CLOSE = "close", _("close to it")
        BROADER = "broader", _("broader than it")
        NARROWER = "narrower", _("narrower than it")
        NONE = "", _("no link")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adaptation = models.ForeignKey(Adaptation, models.CASCADE, related_name="competences")
    position = models.PositiveIntegerField(default=0)
    # Null while it has none: a source that is left out never had a code.
    code = models.CharField(max_length=20, null=True, blank=True)
    part = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=9, choices=Action.choices)
    sources = models.JSONField(default=list)
    relation = models.CharField(max_length=8, choices=Relation.choices, blank=True)
    reason = models.TextField(blank=True)
    name_kk = models.CharField(max_length=300, blank=True)
    name_ru = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    description_kk = models.TextField(blank=True)
    description_ru = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    primary_kk = models.TextField(blank=True)
    primary_ru = models.TextField(blank=True)
    primary_en = models.TextField(blank=True)
    lower_kk = models.TextField(blank=True)
    lower_ru = models.TextField(blank=True)
    lower_en = models.TextField(blank=True)
    upper_kk = models.TextField(blank=True)
    upper_ru = models.TextField(blank=True)
    upper_en = models.TextField(blank=True)
    skipped_levels = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["adaptation", "code"], name="national_code_once"),
            models.CheckConstraint(
                name="left_out_or_coded", condition=Q(action="leave-out") | Q(code__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.action}"

    @property
    def is_left_out(self) -> bool:
        """Tell whether the national version does without it."""
        return self.action == self.Action.LEAVE_OUT


class ChangeNote(models.Model):
    """Who decided what about one competence, when and why; only added to."""

    adaptation = models.ForeignKey(Adaptation, models.CASCADE, related_name="changes")
    competence_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    code = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=9)
    reason = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["competence_id", "revision"], name="change_note_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.action}"


class Round(models.Model):
    """One round of ratings. `items` are the texts as they stood when it was opened; `results` come at its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adaptation = models.ForeignKey(Adaptation, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField(default=list)
    results = models.JSONField(default=dict)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["adaptation", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["adaptation"], condition=Q(closed_at__isnull=True), name="one_open_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_open(self) -> bool:
        """Tell whether experts can rate."""
        return self.closed_at is None


class Rating(models.Model):
    """What one expert holds of one competence in one round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="ratings")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="ratings")
    competence_id = models.UUIDField()
    relevance = models.PositiveSmallIntegerField(null=True, blank=True)
    clarity = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "seat", "competence_id"], name="rating_once"),
            models.CheckConstraint(
                name="rating_from_1_to_4",
                condition=(Q(relevance__isnull=True) | Q(relevance__range=(1, 4)))
                & (Q(clarity__isnull=True) | Q(clarity__range=(1, 4))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relevance} {self.clarity}"
