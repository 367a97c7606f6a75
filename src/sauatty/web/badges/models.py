"""Open Badges 3.0: the keys of the issuer, signed credentials, the list of those that hold no more."""

import uuid

from django.db import models
from django.db.models import Q


class IssuerKey(models.Model):
    """A key that signs badges, named by the address of its public half.

    The private half is sealed with the secret of the site; old public halves stay for good, so that what they signed
    can be checked. After `retired_at` a key signs nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_id = models.CharField(max_length=300, unique=True)
    public_jwk = models.JSONField()
    sealed_private = models.TextField()
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="issuer_key_current"
            )
        ]

    def __str__(self) -> str:
        return self.key_id


class Credential(models.Model):
    """The signed badge of a certificate. `place` is its bit in the lists of revoked ones, 131,072 to a list.

    `issuer` is the address that the token names. Of a holder who was forgotten the token goes, and with it the name;
    its hash still tells that a copy is genuine.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certificate = models.OneToOneField("certificates.Certificate", models.CASCADE, related_name="+")
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(unique=True)
    issuer = models.CharField(max_length=300)
    token = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
