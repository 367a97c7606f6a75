"""Registering without an account: a short form, and for who has an e-mail address a letter before anything is done.

Whoever asks learns nothing about who is known here: a known and an unknown address get the same page and the same
letter, and only the link in it registers anybody. Without an address the person is added at once and gets a code.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sauatty.core.errors import AddressTaken, RegistrationLinkRefused, RegistrationTooOften
from sauatty.web.accounts import codes
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import consents, people, places, sign_in
from sauatty.web.base import audit, limits
from sauatty.web.enrolments import addresses, letters, selectors, services
from sauatty.web.enrolments.models import Enrolment, Newcomer
from sauatty.web.events import selectors as events
from sauatty.web.mails import services as mails

CONSENT = "training"
LIFETIME = timedelta(hours=48)
# A form that is sent again within this time, because its answer was lost, is answered again.
AGAIN = timedelta(hours=1)
FROM_ONE_NETWORK, WINDOW = 120, 3600
LETTERS_AN_HOUR = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What a newcomer says of themselves. `consent` is the number of the text that they agreed to, 0 without one."""

    name: str
    language: str
    email: str = ""
    region: str = ""
    organisation: str = ""
    kind: str = "other"
    consent: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a form: a letter was sent, or a person is registered and has a code to sign in with."""

    enrolment: Enrolment | None = None
    code: str = ""


def count_address(address: str) -> None:
    """Count one newcomer from a network; a room full of people shares one address."""
    key = "enrolments:from:" + codes.keyed("address", address)[:32]
    if not limits.is_within_limit(key, limit=FROM_ONE_NETWORK, seconds=WINDOW):
        raise RegistrationTooOften(minutes=WINDOW // 60)


def _token(form_id: UUID) -> str:
    return salted_hmac("sauatty.enrolments.newcomer", str(form_id), algorithm="sha256").hexdigest()[:40]


@transaction.atomic
def enter(*, event: Any, form_id: UUID, facts: Facts, answers: Mapping[str, Any]) -> Entered:
    """Take the form of a newcomer; the same form again does the same again, once."""
    services.refuse_closed(event, person=None, source=Enrolment.Source.SELF)
    # Whoever goes back and corrects a mistyped address gets a letter there, and the wrong address has nothing of it
    form_id = uuid5(form_id, facts.email) if facts.email else form_id
    row, _is_new = Newcomer.objects.get_or_create(
        id=form_id,
        defaults={
            "event": event, "facts": asdict(facts), "answers": dict(answers), "made_at": timezone.now(),
            "token_hash": addresses.token_hash(_token(form_id)),
        },
    )  # fmt: skip
    if row.event_id != event.pk:
        raise RegistrationLinkRefused
    if facts.email:
        if row.person_id is None:
            _write(row)
        return Entered()
    if row.made_at < timezone.now() - AGAIN:
        raise RegistrationLinkRefused
    return _enter_now(row)


def _write(row: Newcomer) -> None:
    """Plan the letter with the link; what the form says stands not in it, as somebody else may have written it."""
    told = Facts(**row.facts)
    key = "enrolments:mail:" + codes.keyed("account", told.email)[:32]
    event = events.find_event(row.event_id)
    facts = letters.facts_of(event, told.language, with_links=False)
    facts |= {"link": addresses.finish_address(_token(row.pk), told.language), "name": ""}
    if limits.is_within_limit(key, limit=LETTERS_AN_HOUR, seconds=3600) and event is not None:
        mails.plan_letter(
            key=f"newcomer:{row.pk}", kind="event-finish", programme=event.programme, address=told.email,
            language=told.language, params=facts,
        )  # fmt: skip


def _enter_now(row: Newcomer) -> Entered:
    if row.person is None:
        row.person = _add(Facts(**row.facts))
        row.facts, row.answers, given = {}, {}, row.answers
        row.save(update_fields=["person", "facts", "answers"])
        _register(row, given)
    enrolment = selectors.enrolment_of(row.event, row.person)
    code = sign_in.make_code(person=row.person, kind="printed", actor=None)
    return Entered(enrolment, codes.grouped(code))


def _register(row: Newcomer, answers: Mapping[str, Any]) -> Enrolment:
    return services.register(
        actor=row.person, event=row.event, person=row.person, source=Enrolment.Source.SELF, answers=answers
    )


def _add(facts: Facts) -> Any:
    person = people.join_site(name=facts.name, email=facts.email or None, language=facts.language)
    complete(person, region=facts.region, organisation=facts.organisation, kind=facts.kind)
    agree(person, facts.consent, facts.language)
    return person


@transaction.atomic
def complete(person: Any, *, region: str = "", organisation: str = "", kind: str = "other") -> None:
    """Add region and place of work to somebody of whom they are not known; what is known stays."""
    own: dict[str, Any] = {}
    where = next((one for one in accounts.list_regions() if one.code == region), None)
    if where is not None and person.region_id is None:
        own["region"] = where
    if organisation and person.organisation_id is None:
        own["organisation"] = places.organisation_named(
            actor=person, name=organisation, kind=kind, region=where or person.region
        )
    if own:
        people.change_person(actor=person, person=person, **own)


def agree(person: Any, version: int, language: str) -> None:
    """Note that a person agreed to the text of trainings, or that the site had none and asked in a sentence."""
    text = next(
        (one for one in accounts.list_consent_texts() if one.key == CONSENT and one.version == version), None
    )
    if text is not None:
        consents.give_consent(person=person, text=text, language=language, how="registration")
    else:
        audit.record("consent.sentence", actor=person, target=person, language=language, how="registration")


def read(token: str) -> Newcomer:
    """Return what waits for a link; the same refusal for every link that does not hold."""
    row = _found(token)
    if row.person_id:
        raise RegistrationLinkRefused
    return row


def _found(token: str) -> Newcomer:
    row = selectors.find_newcomer(addresses.token_hash(token))
    if row is None or row.made_at < timezone.now() - LIFETIME:
        raise RegistrationLinkRefused
    return row


@transaction.atomic
def finish(*, token: str) -> tuple[Enrolment, bool]:
    """Register the owner of the address; returns the registration and whether the person is new here.

    The second of two clicks gets what came of the first, and signs nobody in.
    """
    found = _found(token)
    row = Newcomer.objects.select_for_update(of=("self",)).select_related("event").get(pk=found.pk)
    if row.person_id:
        held = selectors.enrolment_of(row.event, row.person)
        if held is None:
            raise RegistrationLinkRefused
        return held, False
    facts, answers = Facts(**row.facts), row.answers
    known = selectors.person_of_address(facts.email)
    try:
        row.person = known or _add(facts)
    except AddressTaken:  # of somebody who may no longer sign in
        raise RegistrationLinkRefused from None
    row.facts, row.answers = {}, {}
    row.save(update_fields=["person", "facts", "answers"])
    return _register(row, answers), known is None
