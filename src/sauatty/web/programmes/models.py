"""A programme: people, a time, and what they do together. Everything of the people road belongs to one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


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
