"""A programme: people, a time, and what they do together; its cohorts. Everything of the people road belongs to one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """One run of a media and information literacy programme. `is_demo` marks invented data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="programme_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            )
        ]

    def __str__(self) -> str:
        return self.title_kk or self.title_ru or self.title_en


class Cohort(models.Model):
    """A group that goes through a programme together: in one language, one form, from one day on.

    `plan` is the id of the version of a plan that it was made from; plans stand above programmes, so it is no
    foreign key.
    """

    class Form(models.TextChoices):
        ONLINE = "online", _("online")
        ONSITE = "onsite", _("face to face")
        MIXED = "mixed", _("mixed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="cohorts")
    name_kk = models.CharField(max_length=250, blank=True)
    name_ru = models.CharField(max_length=250, blank=True)
    name_en = models.CharField(max_length=250, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, blank=True, related_name="+")
    form = models.CharField(max_length=6, choices=Form.choices)
    starts_on = models.DateField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    # Counted with every joining and leaving, so that the last seat is taken by one person only.
    n_members = models.PositiveIntegerField(default=0)
    plan = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = [models.F("starts_on").asc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(
                name="cohort_has_a_name", condition=~Q(name_kk="") | ~Q(name_ru="") | ~Q(name_en="")
            ),
            models.CheckConstraint(name="cohort_seats", condition=Q(seats__isnull=True) | Q(seats__gt=0)),
            models.CheckConstraint(
                name="cohort_within_seats",
                condition=Q(seats__isnull=True) | Q(n_members__lte=models.F("seats")),
            ),
        ]

    def __str__(self) -> str:
        return self.name_kk or self.name_ru or self.name_en


class CohortMember(models.Model):
    """Somebody who learns in a cohort. `added_by` is empty where they joined by themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["joined_at"]
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="cohort_member_once")]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.person_id}"


class ModuleDate(models.Model):
    """The day on which a cohort begins a module, as its coordinator set it; days without a row are suggested."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="module_dates")
    module = models.CharField(max_length=80)
    starts_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "module"], name="module_date_once")]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.module}"
