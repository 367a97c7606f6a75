"""Open Badges 3.0: the keys of the issuer, signed credentials, the list of those that hold no more."""

import uuid

from django.db import models
from django.db.models import Q


class IssuerKey(models.Model):
    """A key that signs badges. The private half is sealed with the secret of the site; old public halves stay for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_id = models.CharField(max_length=80, unique=True)
    public_jwk = models.JSONField()
    sealed_private = models.TextField()
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="issuer_key_current"
            )
        ]


class Credential(models.Model):
    """The signed badge of a certificate. `place` is its bit in the list of revoked ones."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certificate = models.OneToOneField("certificates.Certificate", models.CASCADE, related_name="+")
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(unique=True)
    token = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
