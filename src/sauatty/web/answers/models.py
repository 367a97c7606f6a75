"""What coding of open answers adds to a review: whose question, which answers, codebooks of one's own, the machine."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Codebook(models.Model):
    """A codebook of one's own; `body` is the draft, a mapping of `answer-codebook/1`. Shipped ones are content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    body = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.slug


class CodebookVersion(models.Model):
    """A published version; triggers refuse every change. Projects name slug, number and hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "number"], name="answers_codebook_version_once"),
            models.UniqueConstraint(fields=["codebook", "sha256"], name="answers_codebook_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.codebook_id} {self.number}"


class CodedQuestion(models.Model):
    """The open question that a project codes. `attributes` are the questions whose answers coders may see.

    `n_blank` asked respondents wrote nothing: they have no unit and count as 'no answer' by rule.
    """

    project = models.OneToOneField(
        "coding.Project", models.CASCADE, primary_key=True, related_name="coded_question"
    )
    campaign = models.ForeignKey("surveys.Campaign", models.CASCADE, related_name="+")
    question = models.CharField(max_length=120)
    attributes = models.JSONField(default=list)
    is_grouped = models.BooleanField(default=False)
    n_blank = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.question


class Answer(models.Model):
    """One respondent's answer and the unit in which it is coded; equal answers may share one.

    `form` is 'kk', 'kk-typed' (without Kazakh letters), 'ru', 'en', 'mixed' or ''. `attributes` are what may be shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey("coding.Project", models.CASCADE, related_name="answers", db_index=False)
    unit = models.ForeignKey("coding.Unit", models.CASCADE, related_name="answers")
    response = models.ForeignKey("surveys.Response", models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    form = models.CharField(max_length=8, blank=True)
    attributes = models.JSONField(default=dict)
    search = models.TextField(blank=True)

    class Meta:
        ordering = ["project", "position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "response"], name="answers_answer_once"),
        ]
        indexes = [models.Index(fields=["project", "position"], name="answers_answer_place")]

    def __str__(self) -> str:
        return str(self.pk)


class Recoding(models.Model):
    """A project's move to another version of a codebook: what became of each part, and how many decisions it touched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey("coding.Project", models.CASCADE, related_name="recodings")
    from_codebook = models.CharField(max_length=80)
    from_version = models.CharField(max_length=20)
    to_codebook = models.CharField(max_length=80)
    to_version = models.CharField(max_length=20)
    mapping = models.JSONField()
    n_kept = models.PositiveIntegerField()
    n_touched = models.PositiveIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.from_version} → {self.to_version}"


class MachineRun(models.Model):
    """What a machine learned from the codes of people, for one state of them. Its codes are never counted as theirs.

    `figures` hold its agreement with people on answers that it had not learned from, beside that of people.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey("coding.Project", models.CASCADE, related_name="machine_runs")
    codebook_version = models.CharField(max_length=20)
    encoder = models.CharField(max_length=80)
    n_human = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    is_on = models.BooleanField(default=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(is_on=True), name="answers_machine_run_one_on"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.n_human}"


class MachineCode(models.Model):
    """What the machine suggests for one unit; `probability` is that of the grade."""

    run = models.ForeignKey(MachineRun, models.CASCADE, related_name="codes")
    unit = models.ForeignKey("coding.Unit", models.CASCADE, related_name="+")
    grade = models.PositiveSmallIntegerField()
    parts = models.JSONField(default=list)
    probability = models.FloatField()

    class Meta:
        ordering = ["run", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["run", "unit"], name="answers_machine_code_once"),
            models.CheckConstraint(name="answers_machine_code_grade", condition=Q(grade__lte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.grade}"
