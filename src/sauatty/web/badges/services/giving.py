"""Giving badges: one for each certificate, as it is given."""

import hashlib
import secrets
import uuid
from typing import Any

from django.db import IntegrityError, transaction

from sauatty.core.errors import CertificateErased
from sauatty.core.exchange.badges import sign_badge
from sauatty.core.exchange.badges_status import PLACES
from sauatty.web.badges import facts
from sauatty.web.badges.models import Credential
from sauatty.web.badges.services.keys import current_key
from sauatty.web.base import audit

_TRIES = 30


def hear(told: Any) -> None:
    """Follow what happens to certificates; their badges hold as long as they do, by the state of the certificate."""
    if told.kind == "issued":
        badge_of(told.certificate)
    elif told.kind == "erased":
        Credential.objects.filter(certificate=told.certificate).update(token="")


def forget_badges(person: Any) -> int:
    """Take the names out of the badges of a person."""
    return Credential.objects.filter(certificate__person=person).update(token="")


@transaction.atomic
def badge_of(certificate: Any) -> Credential:
    """Return the badge of a certificate; it is signed the first time.

    Raises
    ------
    CertificateErased
    """
    known = Credential.objects.filter(certificate=certificate).first()
    if known is not None:
        return known
    if certificate.erased_at is not None:
        raise CertificateErased(number=certificate.register_number)
    key, private = current_key()
    for _ in range(_TRIES):
        row = _written(certificate, key, private)
        if row is not None:
            return row
    raise IntegrityError("no free place in the list of revoked badges was found")


def _written(certificate: Any, key: Any, private: bytes) -> Credential | None:
    """Sign a badge at a place that nobody can foresee; None where somebody was quicker there."""
    own_id, place = uuid.uuid4(), _some_place()
    badge = facts.badge_facts(certificate, own_id, place)
    token = sign_badge(badge, private, key.key_id)
    marks = {"issuer": badge.issuer.address, "sha256": hashlib.sha256(token.encode()).hexdigest()}
    try:
        with transaction.atomic():
            row = Credential.objects.create(
                id=own_id, certificate=certificate, key=key, place=place, token=token, **marks
            )
            audit.record("badge.given", actor=None, target=row, certificate=str(certificate.pk), **marks)
            return row
    except IntegrityError:
        return Credential.objects.filter(certificate=certificate).first()


def _some_place() -> int:
    """Return a place at random: the order of giving does not show. The next list begins when one is half full."""
    number = Credential.objects.count() // (PLACES // 2)
    return number * PLACES + secrets.randbelow(PLACES)
