"""Guests who have no account: a name and consent, noted at once, with a code to sign in again as the same person."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sauatty.core.errors import RegistrationLinkRefused
from sauatty.web.accounts import codes
from sauatty.web.accounts.services import people, sign_in
from sauatty.web.activities import services
from sauatty.web.activities.models import Guest
from sauatty.web.enrolments import newcomers

AGAIN = timedelta(
    hours=1
)  # a form sent again within this time, because its answer was lost, is answered again


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined, and the code with which they sign in here again."""

    person: Any
    code: str


@transaction.atomic
def join_as_newcomer(
    *, activity: Any, form_id: UUID, name: str, language: str, consent: int, address: str
) -> Joined:
    """Note a guest who has no account; the same form again is the same person.

    Raises
    ------
    RegistrationTooOften, RegistrationLinkRefused
    """
    newcomers.count_address(address)
    id = _person_id(form_id)
    try:
        with transaction.atomic():
            person = _known(id) or _add(id, name, language, consent)
    except IntegrityError:  # the same form, sent by a second tap at this moment
        person = _known(id)
    if person is None or person.created_at < timezone.now() - AGAIN:
        raise RegistrationLinkRefused
    services.join(person=person, activity=activity)
    code = sign_in.make_code(person=person, kind="printed", actor=None)
    return Joined(person, codes.grouped(code))


def _known(id: UUID) -> Any:
    found = Guest.objects.filter(person_id=id).select_related("person").first()
    return found.person if found else None


def _add(id: UUID, name: str, language: str, consent: int) -> Any:
    person = people.join_site(name=name, language=language, id=id)
    newcomers.agree(person, consent, language)
    return person


def _person_id(form_id: UUID) -> UUID:
    """Return the key of the person of a form: who sees the key cannot tell the form, nor sign in with it."""
    digest = salted_hmac("sauatty.activities.guest", str(form_id), algorithm="sha256").hexdigest()
    return UUID(hex=digest[:32], version=4)
