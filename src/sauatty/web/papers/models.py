"""What participants may see of tests: the test, its papers without keys, and who takes which paper.

Keys, rationales and difficulties are in no table of this app: they live with the assessments, which neither this app
nor the attempts import.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Test(models.Model):
    """One test that people take: before, after, or for practice. `programme` is empty for a public practice test.

    `pair` joins the pre-test and the final test of one programme. `swap` gives the halves of a cohort the papers in
    opposite order: who takes paper A first takes B last. `minutes` is the limit by the server's clock, empty for none.
    `release` says when a person sees the result; `shows_rationales` lets keys and rationales out with it.
    """

    class Purpose(models.TextChoices):
        PRE = "pre", _("pre-test")
        FINAL = "final", _("final test")
        PRACTICE = "practice", _("practice")
        ONSITE = "onsite", _("test in the room")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Release(models.TextChoices):
        AT_ONCE = "at-once", _("at once")
        AFTER_CLOSE = "after-close", _("after the test is closed")
        NEVER = "never", _("to the programme only")

    class Navigation(models.TextChoices):
        ALL = "all", _("all questions on one page")
        ONE = "one", _("one question on a page")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    slug = models.SlugField(max_length=60, unique=True)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    pair = models.UUIDField(null=True, blank=True, db_index=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    navigation = models.CharField(max_length=3, choices=Navigation.choices, default=Navigation.ALL)
    shuffles = models.BooleanField(default=True)
    may_be_offline = models.BooleanField(default=False)
    attempts_allowed = models.PositiveSmallIntegerField(default=1)
    days_between = models.PositiveSmallIntegerField(default=0)
    release = models.CharField(max_length=11, choices=Release.choices, default=Release.AT_ONCE)
    shows_rationales = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="test_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            ),
            models.CheckConstraint(
                name="test_opens_before_it_closes",
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
            ),
            models.CheckConstraint(name="test_attempts", condition=Q(attempts_allowed__gt=0)),
        ]

    def __str__(self) -> str:
        return self.slug


class Paper(models.Model):
    """One published form of a test, never changed: triggers of the database refuse it. Attempts name it by its hash.

    `body` is `{"schema": "paper/1", "items": [as_shown(item), …]}`: no key, no credit, no rationale. `code` is the
    letter of the form (A, B …). `is_provisional` says that its difficulties are judgements, not calibrated.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=8)
    number = models.PositiveIntegerField(default=1)
    family = models.UUIDField(db_index=True)
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    languages = models.JSONField(default=list)
    n_items = models.PositiveSmallIntegerField()
    is_provisional = models.BooleanField(default=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["family", "code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["family", "code", "number"], name="paper_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class TestPaper(models.Model):
    """A paper that a test uses. `place` 0 is the first half's paper, 1 the second half's (swapped pairs)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    test = models.ForeignKey(Test, models.CASCADE, related_name="papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="tests")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["test", "place"], name="test_paper_once")]

    def __str__(self) -> str:
        return f"{self.test_id} {self.place}"


class TestCohort(models.Model):
    """A cohort that is asked to take a test. A test without cohorts is for everybody with a role in its programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    test = models.ForeignKey(Test, models.CASCADE, related_name="cohorts")
    cohort = models.ForeignKey("programmes.Cohort", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["test", "cohort"], name="test_cohort_once")]

    def __str__(self) -> str:
        return f"{self.test_id} {self.cohort_id}"
