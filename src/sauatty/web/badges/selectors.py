"""The only door to the rows of badges."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.errors import BadgeRefused
from sauatty.core.exchange.badges_checking import CheckedBadge, check_badge
from sauatty.core.exchange.badges_keys import PinnedKey, unb64
from sauatty.web.badges.models import Credential, IssuerKey
from sauatty.web.base.prepared import Prepared
from sauatty.web.certificates import selectors as certificates

_OF_CERTIFICATE = Prepared(lambda pk: Credential.objects.filter(certificate=pk).order_by(), UUID)
_WITH_ALL = ("certificate__award__programme", "certificate__programme", "certificate__person", "key")


def list_keys() -> list[IssuerKey]:
    """List the keys that sign or signed, the newest first."""
    return list(IssuerKey.objects.order_by("-made_at", "key_id"))


def pinned_keys() -> list[PinnedKey]:
    """Return the public halves of all keys."""
    return [_pinned(row) for row in list_keys()]


def _pinned(row: IssuerKey) -> PinnedKey:
    return PinnedKey(row.key_id, unb64(row.public_jwk["x"]), row.retired_at)


def find_key(address: str) -> PinnedKey | None:
    """Return a public key by its address."""
    row = IssuerKey.objects.filter(key_id=address).first()
    return _pinned(row) if row else None


def access_credential(credential_id: UUID) -> Credential:
    """Return a badge, or 404."""
    return get_object_or_404(Credential.objects.select_related(*_WITH_ALL), pk=credential_id)


def access_own_credential(actor: Any, credential_id: UUID) -> Credential:
    """Return a badge whose files the actor may have: the holder, and who coordinates its programme; or 404."""
    row = get_object_or_404(Credential.objects.select_related(*_WITH_ALL).exclude(token=""), pk=credential_id)
    certificates.access_document(actor, row.certificate_id)
    return row


def may_have_files(actor: Any, credential: Credential) -> bool:
    """Tell whether somebody is the holder of a badge that still has its files."""
    return bool(actor.is_authenticated and credential.token and credential.certificate.person_id == actor.pk)


def find_of(certificate: Any) -> Credential | None:
    """Return the badge of a certificate, or None."""
    return _OF_CERTIFICATE.first(certificate.pk)


def successor_of(credential: Credential) -> Any:
    """Return the certificate that took the place of the one of a badge."""
    return certificates.successor_of(credential.certificate)


def access_given_award(award_id: UUID) -> Any:
    """Return a kind of certificate that was given at least once, or 404."""
    return certificates.access_given_award(award_id)


def access_issuer(programme_id: UUID) -> tuple[Any, Any]:
    """Return a programme that gave badges, with the design of its newest certificate, or 404."""
    newest = certificates.access_newest_of(programme_id)
    return newest.programme, newest.design


def ended_places(programme: Any, number: int, size: int) -> list[int]:
    """Return the places within a list whose badges hold no more (one query)."""
    first = number * size
    rows = Credential.objects.filter(certificate__programme=programme, place__range=(first, first + size - 1))
    ended = rows.exclude(certificate__state=certificates.VALID).order_by("place")
    return [place - first for place in ended.values_list("place", flat=True)]


def has_list(number: int, size: int) -> bool:
    """Tell whether a list has begun."""
    return number == 0 or Credential.objects.filter(place__gte=number * size).exists()


@dataclass(frozen=True, slots=True)
class Found:
    """A genuine badge: what it says, and its row, which knows whether it holds."""

    badge: CheckedBadge
    row: Credential


def check_token(token: str, *, now: dt.datetime | None = None) -> Found:
    """Check a badge with the keys of this site, and find its row.

    Raises
    ------
    BadgeRefused
        One of its subclasses; the plain one where the signature is good and the badge was never given.
    """
    moment = now or timezone.now()
    issuers = set(Credential.objects.values_list("issuer", flat=True).distinct())
    badge = check_badge(token, pinned_keys(), issuers=issuers, now=moment)
    mark = hashlib.sha256(token.encode()).hexdigest()
    row = Credential.objects.select_related(*_WITH_ALL).filter(sha256=mark).first()
    if row is None:
        raise BadgeRefused
    return Found(badge, row)
