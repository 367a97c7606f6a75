"""Certificates: what they ask for, every one that was given, its register number and its code."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DesignPicture(models.Model):
    """A logo or the picture of a signature, checked and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=3)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "sha256"], name="design_picture_once")]

    def __str__(self) -> str:
        return self.name


class Design(models.Model):
    """How the certificates of a programme look: its logos, signers and languages. Once printed it never changes.

    A change makes another row, which the kinds of certificates use from then on. `languages` may be empty: each in the
    language of its holder.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    layout = models.CharField(max_length=20, default="classic")
    languages = models.JSONField(default=list)
    organisation_kk = models.CharField(max_length=250, blank=True)
    organisation_ru = models.CharField(max_length=250, blank=True)
    organisation_en = models.CharField(max_length=250, blank=True)
    # [{"name": …, "post_kk": …, "post_ru": …, "post_en": …, "picture": id of a picture or ""}]
    signers = models.JSONField(default=list)
    # ids of pictures
    logos = models.JSONField(default=list)
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class Award(models.Model):
    """One kind of certificate of a programme, as one version: what it asks for and what it says. Immutable once used.

    `rules` is a list of {"rule": name in the registry, "settings": {…}}; a change makes the next version. It is given
    for one event, for the editions of a series, or, with neither, for the programme. With a draft that is deleted it
    goes: without its event it would be for everybody.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("attendance")
        COMPLETION = "completion", _("completion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="awards")
    event = models.ForeignKey("events.Event", models.CASCADE, null=True, blank=True, related_name="+")
    series = models.ForeignKey("events.Series", models.CASCADE, null=True, blank=True, related_name="+")
    family = models.UUIDField(default=uuid.uuid4, db_index=True)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    academic_hours = models.PositiveSmallIntegerField(default=0)
    rules = models.JSONField(default=list)
    competences = models.JSONField(default=list)
    design = models.ForeignKey(Design, models.PROTECT, related_name="+")
    number_prefix = models.CharField(max_length=20, blank=True)
    is_current = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="award_version_once"),
            models.UniqueConstraint(
                fields=["family"], condition=Q(is_current=True), name="award_current_once"
            ),
            models.CheckConstraint(
                name="award_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            ),
        ]

    def __str__(self) -> str:
        return self.title_kk or self.title_ru or self.title_en


class NumberRange(models.Model):
    """The numbers of a register that begin alike. Taken by a conditional UPDATE, so that none is given twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    prefix = models.CharField(max_length=20, blank=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "prefix"], name="number_range_once")]

    def __str__(self) -> str:
        return f"{self.prefix}{self.last_number}"


class Certificate(models.Model):
    """One document given to one person. `printed` holds every field that stands on it; it never changes.

    `code` is 128 bits that nobody can guess; `pdf_sha256` is of the file as it was made. Of a person who was forgotten
    the name goes out of `printed` and the person off the row; number, day and state stay.
    """

    class State(models.TextChoices):
        VALID = "valid", _("valid")
        REPLACED = "replaced", _("replaced by a corrected one")
        REVOKED = "revoked", _("revoked")

    class Ended(models.TextChoices):
        """Why one holds no more, as the public is told."""

        CORRECTED = "corrected", _("a field was corrected")
        REISSUED = "reissued", _("issued anew")
        MISTAKE = "mistake", _("given by mistake")
        UNTRUE = "untrue", _("what it stands on turned out not to be so")
        REQUEST = "request", _("at the request of the holder")
        OTHER = "other", _("another reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=32, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="certificates")
    design = models.ForeignKey(Design, models.PROTECT, related_name="+")
    family = models.UUIDField(db_index=True)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="certificates")
    event = models.ForeignKey("events.Event", models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    register_number = models.CharField(max_length=60)
    printed = models.JSONField()
    holder_key = models.CharField(max_length=300, blank=True, editable=False)
    sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # How each rule stood as it was given: [{"rule", "done", "needed"}]
    grounds = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.VALID)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    # When the holder signed for the paper, as the signature sheet says.
    received_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_kind = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-issued_at", "-register_number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "person"], condition=Q(state="valid"), name="certificate_once_while_valid"
            ),
            models.UniqueConstraint(fields=["programme", "register_number"], name="register_number_once"),
            models.CheckConstraint(
                name="certificate_ended_with_reason",
                condition=Q(state="valid", ended_at__isnull=True)
                | (~Q(state="valid") & Q(ended_at__isnull=False) & ~Q(ended_kind="")),
            ),
        ]
        indexes = [models.Index(fields=["programme", "issued_at"], name="certificate_register")]

    def __str__(self) -> str:
        return self.register_number


class CertificateFile(models.Model):
    """The PDF of a certificate as it was made, byte for byte."""

    certificate = models.OneToOneField(Certificate, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.certificate_id)


class SigningKey(models.Model):
    """What signs the PDFs of certificates. The private half is sealed with the secret of the site."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed_private = models.TextField()
    certificate = models.TextField()
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="signing_key_current"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
