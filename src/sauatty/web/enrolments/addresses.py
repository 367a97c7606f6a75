"""Addresses that go out in letters: each in the language of the letter, with a proof where nobody signs in."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from sauatty.web.base.context import absolute

LEAVE_SALT = "sauatty.enrolments.leave"


def _in(language: str, name: str, *arguments: Any) -> str:
    with override(language):
        return absolute(reverse(f"enrolments:{name}", args=arguments))


def leave_address(enrolment: Any, language: str) -> str:
    """Return the link that gives a place back without signing in; only who has the letter has it."""
    return _in(language, "leave", signing.dumps(str(enrolment.pk), salt=LEAVE_SALT))


def read_leave(token: str) -> UUID | None:
    """Return the registration that such a link is of; None where somebody made it up."""
    try:
        return UUID(signing.loads(token, salt=LEAVE_SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def invitation_token(invitation_id: UUID) -> str:
    """Return the token of an invitation; it follows from the id, so the link can be shown again."""
    return salted_hmac("sauatty.enrolments.invitation", str(invitation_id), algorithm="sha256").hexdigest()[
        :40
    ]


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return salted_hmac("sauatty.enrolments.token", token, algorithm="sha256").hexdigest()


def invitation_address(invitation_id: UUID, language: str) -> str:
    """Return the personal link of an invitation."""
    return _in(language, "invited", invitation_token(invitation_id))


def finish_address(token: str, language: str) -> str:
    """Return the link by which a newcomer shows that the address is theirs."""
    return _in(language, "finish", token)
