"""A guide, the people who make it, and the figures that its texts show."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Guide(models.Model):
    """A methodological guide for some subjects of one edition, drafted from one source of judgements."""

    class Source(models.TextChoices):
        AGREED = "agreed", _("agreed decisions of a review")
        MACHINE = "machine", _("machine proposals, not reviewed")

    class Audience(models.TextChoices):
        TEACHERS = "teachers", _("teachers")
        METHODOLOGISTS = "methodologists", _("methodologists")
        LIBRARIANS = "librarians", _("librarians")

    class StalePolicy(models.TextChoices):
        BLOCK = "block", _("must be brought up to date before publication")
        WARN = "warn", _("may be published, marked as out of date or missing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    edition = models.ForeignKey("curricula.Edition", models.PROTECT, related_name="guides")
    programmes = models.ManyToManyField("curricula.SubjectProgramme", related_name="+")
    grades = models.JSONField(default=list)
    source = models.CharField(max_length=8, choices=Source.choices)
    # The review whose decisions are counted; None where a machine judged
    review = models.ForeignKey("coding.Project", models.SET_NULL, null=True, related_name="+")
    standard = models.ForeignKey("curricula.Edition", models.SET_NULL, null=True, related_name="+")
    framework = models.CharField(max_length=120)
    languages = models.JSONField(default=list)
    audience = models.CharField(max_length=16, choices=Audience.choices)
    chapters = models.JSONField(default=list)
    stale_policy = models.CharField(max_length=8, choices=StalePolicy.choices, default=StalePolicy.BLOCK)
    signatures_needed = models.PositiveSmallIntegerField(default=1)
    is_public = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    drafted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="guide_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            )
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_machine(self) -> bool:
        """Tell whether nobody has reviewed the judgements behind the guide."""
        return self.source == self.Source.MACHINE

    @property
    def leading_language(self) -> str:
        """Return the language that the others follow where nothing else is said."""
        return str(self.languages[0]) if self.languages else "kk"


class Membership(models.Model):
    """A person's part in a guide: authors write, reviewers comment and sign."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        REVIEWER = "reviewer", _("reviewer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["role", "added_at"]
        constraints = [models.UniqueConstraint(fields=["guide", "person"], name="guide_member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Figures(models.Model):
    """The figures and tables of a guide as they were last counted, and what that changed."""

    guide = models.OneToOneField(Guide, models.CASCADE, primary_key=True, related_name="figures")
    facts = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    measured_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.guide_id} {self.measured_at}"
