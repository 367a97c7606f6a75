"""Review projects: the units to judge, who judges them, every decision."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Project(models.Model):
    """One review of one source by one framework and one version of a coding manual."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Order(models.TextChoices):
        GIVEN = "given", _("in the order of the document")
        RELEVANT_FIRST = "relevant-first", _("probably relevant ones first")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    source_kind = models.CharField(max_length=40)
    source_id = models.UUIDField()
    framework = models.CharField(max_length=120)
    codebook = models.CharField(max_length=80)
    codebook_version = models.CharField(max_length=20)
    codebook_sha256 = models.CharField(max_length=64)
    is_blind = models.BooleanField(default=True)
    order = models.CharField(max_length=20, choices=Order.choices, default=Order.GIVEN)
    target_recall = models.FloatField(default=0.95)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    n_units = models.PositiveIntegerField(default=0)
    n_coders_wanted = models.PositiveSmallIntegerField(default=2)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["source_kind", "source_id"], name="coding_project_source")]
        constraints = [
            models.CheckConstraint(
                name="coding_project_has_a_title",
                condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en=""),
            ),
            models.CheckConstraint(
                name="coding_project_wants_coders",
                condition=Q(n_coders_wanted__gte=1) & Q(n_coders_wanted__lte=5),
            ),
            models.CheckConstraint(
                name="coding_project_recall", condition=Q(target_recall__gt=0) & Q(target_recall__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.title_kk or self.title_ru or self.title_en

    @property
    def is_open(self) -> bool:
        """Tell whether decisions are taken now."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Tell whether the review is over."""
        return self.state == self.State.CLOSED


class Seat(models.Model):
    """A person's place in a project. Who leaves keeps the seat with its decisions; `left_at` says when."""

    class Role(models.TextChoices):
        CODER = "coder", _("coder")
        ADJUDICATOR = "adjudicator", _("adjudicator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="seats")
    # None once the person is erased: the decisions stay as those of a former coder
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    label = models.CharField(max_length=12)
    sees_proposals = models.BooleanField(default=False)
    # Standing decisions of the seat, kept with each of them: progress and re-ranking read it all the time
    n_standing = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["role", "joined_at", "label"]
        constraints = [
            models.UniqueConstraint(fields=["project", "person", "role"], name="coding_seat_once"),
            models.UniqueConstraint(fields=["project", "role", "label"], name="coding_seat_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.label}"

    @property
    def is_active(self) -> bool:
        """Tell whether the person still sits here."""
        return self.left_at is None and self.person_id is not None


class Unit(models.Model):
    """One thing to judge, with the result that stands for it where there is one."""

    class State(models.TextChoices):
        OPEN = "open", _("not judged yet")
        ONE = "one", _("waits for another coder")
        DISAGREED = "disagreed", _("coders differ")
        AGREED = "agreed", _("coders agree")
        ADJUDICATED = "adjudicated", _("settled by an adjudicator")
        CARRIED = "carried", _("carried over from the edition before")
        WITHDRAWN = "withdrawn", _("no longer in the document")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="units", db_index=False)
    ref_id = models.UUIDField()
    # What files call it: the id of an objective inside its edition, as the command line reads it
    ref = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()
    rank = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    text = models.TextField()
    group = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    grade = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    n_standing = models.PositiveSmallIntegerField(default=0)
    relevance = models.PositiveSmallIntegerField(null=True)
    competences = models.JSONField(default=list)
    demand = models.PositiveSmallIntegerField(null=True)
    # Coders agree on the rest but named different demands: an adjudicator may settle it
    is_demand_open = models.BooleanField(default=False)
    # Where a result came from that nobody decided here: the unit of the project before (state 'carried')
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["project", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["project", "ref_id"], name="coding_unit_once"),
            models.CheckConstraint(
                name="coding_unit_relevance", condition=Q(relevance__isnull=True) | Q(relevance__lte=3)
            ),
        ]
        indexes = [
            models.Index(fields=["project", "rank"], name="coding_unit_rank"),
            models.Index(fields=["project", "state", "position"], name="coding_unit_state"),
            models.Index(
                fields=["project", "rank"],
                condition=Q(state__in=["open", "one"]),
                name="coding_unit_wanted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:60]}".strip()


class Decision(models.Model):
    """What one coder decided about one unit. The client makes the id; one decision per seat and unit stands."""

    class State(models.TextChoices):
        STANDING = "standing", _("stands")
        UNDONE = "undone", _("taken back")
        REPLACED = "replaced", _("replaced by a later one")

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="decisions")
    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="decisions", db_index=False)
    relevance = models.PositiveSmallIntegerField()
    competences = models.JSONField(default=list)
    demand = models.PositiveSmallIntegerField(null=True)
    unsure = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.STANDING)
    decided_at = models.DateTimeField()
    client_time = models.CharField(max_length=40, blank=True)
    is_imported = models.BooleanField(default=False)
    # An adjudicator settled the unit otherwise; the coder sees it on their list, with the reason
    is_overruled = models.BooleanField(default=False)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "seat"], condition=Q(state="standing"), name="coding_decision_one_standing"
            ),
            models.CheckConstraint(name="coding_decision_relevance", condition=Q(relevance__lte=3)),
            models.CheckConstraint(
                name="coding_decision_demand",
                condition=Q(demand__isnull=True) | (Q(demand__gte=1) & Q(demand__lte=6)),
            ),
        ]
        indexes = [models.Index(fields=["seat", "state", "decided_at"], name="coding_decision_of_seat")]

    def __str__(self) -> str:
        return f"{self.relevance} {self.state}"


class Ranking(models.Model):
    """One ordering of what is left to read, made after `n_decisions`, and what it says is still unfound."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="rankings")
    n_decisions = models.PositiveIntegerField()
    estimate = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.project_id} {self.n_decisions}"


class ProblemSubmission(models.Model):
    """A submission that was kept but not taken in, on the coordinator's list until somebody settles it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        TAKEN_IN = "taken-in", _("taken in")
        SET_ASIDE = "set-aside", _("set aside")

    envelope = models.OneToOneField(
        "base.Envelope", models.CASCADE, primary_key=True, related_name="coding_problem"
    )
    project = models.ForeignKey(Project, models.CASCADE, related_name="problems")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    code = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["project", "state"], name="coding_problem_state")]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"
