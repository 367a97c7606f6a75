"""What participants answered about research, the packs that were made, and reports that never change."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ResearchText(models.Model):
    """One version of what participants of a programme agree to; triggers refuse changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    who = models.CharField(max_length=250)
    recipients = models.CharField(max_length=250)
    years = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    text_en = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="research_text_number")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"


class ResearchChoice(models.Model):
    """What a person answered to one version, by themselves or on paper. Answers follow one another; one is the last."""

    class How(models.TextChoices):
        SELF = "self", _("on this site")
        PAPER = "paper", _("on paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="research_choices")
    text = models.ForeignKey(ResearchText, models.CASCADE, related_name="choices")
    agrees = models.BooleanField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    how = models.CharField(max_length=5, choices=How.choices)
    # Of an answer on paper: what lies where, and its day.
    basis = models.CharField(max_length=250, blank=True)
    given_on = models.DateField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    is_last = models.BooleanField(default=True)

    class Meta:
        ordering = ["-said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person"], condition=Q(is_last=True), name="research_choice_one_last"
            ),
            models.CheckConstraint(
                name="research_choice_paper_has_basis", condition=~Q(how="paper") | ~Q(basis="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.agrees}"


class MadePack(models.Model):
    """A pack that was made: its hash and its counts. The file lives for a day; the key of its pseudonyms never lived."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    text = models.ForeignKey(ResearchText, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    n_people = models.PositiveIntegerField()
    k = models.PositiveIntegerField()
    minimum = models.PositiveSmallIntegerField()
    suppressed = models.JSONField(default=list)
    surveys = models.JSONField(default=list)
    licence = models.CharField(max_length=120, blank=True)
    file_id = models.UUIDField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="made_pack_number")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"


class ReportVersion(models.Model):
    """A report as it was on its day, in one language: its files, its figures, and what it stood on. Never changed."""

    class Source(models.TextChoices):
        EVERYBODY = "everybody", _("all participants, for inside")
        PACK = "pack", _("those who agreed to research")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    source = models.CharField(max_length=9, choices=Source.choices)
    pack = models.ForeignKey(MadePack, models.CASCADE, null=True, related_name="reports")
    n_people = models.PositiveIntegerField()
    fragment = models.TextField()
    figures = models.JSONField()
    # What the report stood on, part by part: how many rows and a hash of them.
    stood_on = models.JSONField()
    sha256 = models.CharField(max_length=64)
    software = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="report_version_number"),
            models.CheckConstraint(
                name="report_of_a_pack_names_it", condition=Q(source="everybody") | Q(pack__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"


class ReportFile(models.Model):
    """One file of a report, byte by byte as it was made."""

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        HTML = "html", "HTML"
        PAPER = "zip", _("tables and figures for a paper (ZIP)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="files")
    form = models.CharField(max_length=4, choices=Form.choices)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "form"], name="report_file_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.form}"
