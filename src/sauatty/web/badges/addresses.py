"""The addresses that stand in badges. They have no language and must stay for good."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse


def _public(name: str, *args: Any) -> str:
    return settings.PUBLIC_ADDRESS + reverse(name, args=args)


def issuer(programme_id: UUID) -> str:
    """Return the address that names a programme as the issuer of badges."""
    return _public("badge_issuer", programme_id)


def key(thumbprint: str) -> str:
    """Return the address at which the public half of a key lies."""
    return _public("badge_key", thumbprint)


def achievement(award_id: UUID) -> str:
    """Return the address that names a kind of certificate as an achievement."""
    return _public("badge_achievement", award_id)


def picture(award_id: UUID, language: str) -> str:
    """Return the address of the picture of an achievement."""
    return _public("badge_picture", award_id, language)


def credential(credential_id: UUID) -> str:
    """Return the address that names a badge."""
    return _public("badge_credential", credential_id)


def status_list(programme_id: UUID, number: int) -> str:
    """Return the address of a list of revoked badges."""
    return _public("badge_status_list", programme_id, number)


def competence(identifier: str) -> str:
    """Return the address of a competence in our CASE frameworks."""
    return _public("case_item", identifier)
