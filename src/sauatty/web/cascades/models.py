"""Who passed it on to whom where no event and no activity of the site says so; the tree itself is worked out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Bond(models.Model):
    """A coordinator states that one person was trained by another, with the reason why they know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    trainer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    why = models.CharField(max_length=250)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "trainer", "person"], name="bond_once"),
            models.CheckConstraint(name="bond_of_two", condition=~Q(trainer=F("person"))),
        ]
