"""Tables that somebody built: which variables they show, and never a number."""

import uuid

from django.conf import settings
from django.db import models


class SavedTable(models.Model):
    """A table with a name. `asked` is its specification; the numbers are worked out when it is opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    asked = models.JSONField()
    is_shared = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return self.name
