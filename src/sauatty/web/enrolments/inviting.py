"""Invitations to an event: personal links, sent by letter or handed over another way, each good for one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import InvitationRefused, RegistrationClosed
from sauatty.core.languages import clean_text
from sauatty.web.accounts.services import people as accounts
from sauatty.web.base import audit
from sauatty.web.enrolments import addresses, letters, newcomers, selectors, services
from sauatty.web.enrolments.models import Enrolment, Invitation
from sauatty.web.events import selectors as events
from sauatty.web.mails import services as mails

LIFETIME = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to invite: a person who is known here, or a name with or without an e-mail address."""

    name: str = ""
    email: str = ""
    person: Any = None


@transaction.atomic
def invite(*, actor: Any, event: Any, invited: Iterable[Invited], language: str) -> int:
    """Invite people and plan their letters; who holds an invitation already, or a place, is left out.

    Returns how many are new. Letters go in the language of the person, or in `language`.
    """
    if event.is_template or event.state != event.State.OPEN:
        raise RegistrationClosed
    new = [one for one in map(_plain, invited) if not _is_known(event, one)]
    made = [row for one in new if (row := _make(actor, event, one, language))]
    if made:
        audit.record("enrolment.invited", actor=actor, target=event, n=len(made))
    held = events.find_event(event.pk)
    for row in made:
        _write(row, held)
    return len(made)


def _plain(one: Invited) -> Invited:
    name = clean_text(one.name) or (one.person.name if one.person else "")
    email = one.email.strip().lower() or (one.person.email or "" if one.person else "")
    return Invited(name, email, one.person)


def _is_known(event: Any, one: Invited) -> bool:
    if one.person is not None and selectors.enrolment_of(event, one.person) is not None:
        return True
    return selectors.has_invitation(event, email=one.email, person=one.person)


def _make(actor: Any, event: Any, one: Invited, language: str) -> Invitation | None:
    row = Invitation(
        event=event, person=one.person, name=one.name[:200], email=one.email, made_by=actor,
        language=one.person.language if one.person else language, expires_at=_ends(event),
    )  # fmt: skip
    row.token_hash = addresses.token_hash(addresses.invitation_token(row.pk))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same address twice, at the same moment
        return None
    return row


def _ends(event: Any) -> Any:
    return event.closes_at or timezone.now() + LIFETIME


def follow(event: Any) -> None:
    """Let invitations hold as long as registration does, when its end was moved."""
    Invitation.objects.filter(event=event, withdrawn_at__isnull=True).update(expires_at=_ends(event))


def _write(row: Invitation, event: Any) -> None:
    facts = letters.facts_of(event, row.language, with_links=False)
    facts |= {"link": addresses.invitation_address(row.pk, row.language), "name": row.name}
    if row.email:
        mails.plan_letter(
            key=f"invitation:{row.pk}", kind="event-invited", programme=event.programme, person=row.person,
            address=row.email, language=row.language, params=facts,
        )  # fmt: skip


def messenger_facts(row: Invitation, event: Any) -> dict[str, str]:
    """Return what a text for a messenger says of an invitation."""
    facts = letters.facts_of(event, row.language, with_links=False)
    return facts | {"link": addresses.invitation_address(row.pk, row.language), "name": row.name}


@transaction.atomic
def withdraw(*, actor: Any, invitation: Invitation) -> bool:
    """Take an invitation back that nobody has used; False where it was used or taken back before."""
    open_ones = Invitation.objects.filter(pk=invitation.pk, enrolment__isnull=True, withdrawn_at__isnull=True)
    if not open_ones.update(withdrawn_at=timezone.now()):
        return False
    mails.withdraw_letters(key_prefix=f"invitation:{invitation.pk}")
    audit.record("enrolment.invitation-withdrawn", actor=actor, target=invitation)
    return True


def read(token: str) -> Invitation:
    """Return the invitation of a link that holds; the same refusal for every one that does not."""
    row = selectors.find_invitation(addresses.token_hash(token))
    if row is None or row.withdrawn_at or row.expires_at <= timezone.now():
        raise InvitationRefused
    return row


@transaction.atomic
def accept(
    *, invitation: Invitation, visitor: Any, facts: dict[str, Any], answers: dict[str, Any]
) -> Enrolment:
    """Register whom the invitation is for; `visitor` is who is signed in, if anybody.

    An invitation that names nobody known here is for the owner of its address, else for whoever is signed in, else
    for a new person with the facts of the form. Used again it is for the same person only.
    """
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("event", "person")
        .get(pk=invitation.pk)
    )
    if row.withdrawn_at or row.expires_at <= timezone.now():
        raise InvitationRefused
    person = person_for(row, visitor) or _new_person(row, facts)
    enrolment = services.register(
        actor=person, event=row.event, person=person, source=Enrolment.Source.INVITED, answers=answers
    )
    row.person, row.enrolment = person, enrolment
    row.save(update_fields=["person", "enrolment"])
    return enrolment


def person_for(row: Invitation, visitor: Any) -> Any:
    """Return who is registered by an invitation, as far as they are known here; else None."""
    owner = selectors.person_of_address(row.email) if row.email else None
    return row.person or owner or visitor


def _new_person(row: Invitation, facts: dict[str, Any]) -> Any:
    name = facts.get("name") or row.name
    person = accounts.join_site(name=name, email=row.email or None, language=row.language)
    newcomers.complete(person, **{key: facts[key] for key in ("region", "organisation", "kind")})
    newcomers.agree(person, facts.get("consent", 0), row.language)
    return person
