"""Figures that were computed before, and the links under which a director reads what their own people answered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class KeptFigure(models.Model):
    """A figure under the hash of everything that it was computed from; gone when nobody asks for a month."""

    key = models.CharField(max_length=64, unique=True)
    campaign = models.ForeignKey("surveys.Campaign", models.CASCADE, related_name="+")
    measure = models.CharField(max_length=40)
    value = models.JSONField()
    computed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.measure} {self.key[:8]}"


class DirectorLink(models.Model):
    """The way of one institution's director to the answers of its people. Only the hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey("surveys.Campaign", models.CASCADE, related_name="director_links")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                condition=Q(revoked_at__isnull=True),
                name="director_link_one_open",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
