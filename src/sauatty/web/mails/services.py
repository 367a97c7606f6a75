"""Planning letters, taking them back, sending them again, and the words of a programme. Sending is in `sending`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit, jobs
from sauatty.web.mails import wording
from sauatty.web.mails.kinds import LetterKind, kind_of
from sauatty.web.mails.models import Letter, LetterStep, MailText, Refusal

JOB = "mails.send_due"
State = Letter.State


@transaction.atomic
def plan_letter(  # noqa: PLR0913 - one argument for each thing a letter is made of; all but four are left out
    *,
    key: str,
    kind: str,
    programme: Any,
    person: Any = None,
    address: str = "",
    language: str | None = None,
    params: Mapping[str, str],
    send_at: datetime | None = None,
    calendar: str = "",
) -> Letter | None:
    """Plan one letter inside the caller's transaction; the same key again returns the letter that is there.

    None where there is no address to write to, or the person is invented and letters leave the site. Without `send_at`
    it goes out as soon as the worker comes to it.
    """
    known = Letter.objects.filter(key=key).first()
    to = address or (person.email if person else "") or ""
    is_invented = settings.IS_MAIL_REAL and person is not None and person.is_demo
    if known is not None or not to or is_invented:
        return known
    spoken = language or (person.language if person else LANGUAGES[0])
    facts = {"name": person.name if person else "", **params}
    told = _letter_words(kind_of(kind), programme, spoken, to, facts)
    is_refused = kind_of(kind).is_optional and is_refused_by(programme, to, kind)
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "programme": programme, "person": person, "address": to, "language": spoken,
            "subject": told.subject, "body": told.body, "calendar": calendar, "send_at": send_at or timezone.now(),
            "state": State.REFUSED if is_refused else State.PLANNED,
        },
    )  # fmt: skip
    if is_new:
        note(letter, letter.state)
        _wake(letter)
    return letter


def _letter_words(kind: LetterKind, programme: Any, language: str, to: str, facts: Mapping[str, str]) -> Any:
    is_stoppable = kind.is_optional and programme
    stop = wording.stop_link(programme, to, language, kind.stop_key) if is_stoppable else ""
    return wording.written(wording.wording_of(kind, programme, language), language, facts, stop=stop)


def note(letter: Letter, state: str, words: str = "") -> None:
    """Write down that the state of a letter changed."""
    LetterStep.objects.create(letter=letter, state=state, note=words[:100])


def _wake(letter: Letter) -> None:
    """Let a worker look for letters that are due: one job at a time does, whoever asks."""
    if letter.state == State.PLANNED and letter.send_at <= timezone.now():
        jobs.enqueue(JOB, key="due", payload={}, again=True)


def wake_for_due_letters() -> bool:
    """Enqueue the sending where a letter is due (a chore)."""
    is_due = Letter.objects.filter(state=State.PLANNED, send_at__lte=timezone.now()).exists()
    if is_due:
        jobs.enqueue(JOB, key="due", payload={}, again=True)
    return is_due


def is_refused_by(programme: Any, address: str, kind: str) -> bool:
    """Tell whether an address wants no letters of a kind from a programme."""
    if programme is None:
        return False
    meant = ["", kind_of(kind).stop_key]
    key = wording.address_key(address)
    return Refusal.objects.filter(programme=programme, address_key=key, kind__in=meant).exists()


@transaction.atomic
def withdraw_letters(*, key_prefix: str) -> int:
    """Take back the letters that have not gone out, such as the reminders of a place that was given back."""
    waiting = Letter.objects.filter(key__startswith=key_prefix, state=State.PLANNED)
    return sum(_withdrawn(letter) for letter in waiting)


def _withdrawn(letter: Letter) -> bool:
    taken = Letter.objects.filter(pk=letter.pk, state=State.PLANNED).update(state=State.WITHDRAWN)
    if taken:
        note(letter, State.WITHDRAWN)
    return bool(taken)


@transaction.atomic
def withdraw(*, actor: Any, letter: Letter) -> bool:
    """Take back one letter; False where it is on its way or gone already."""
    is_withdrawn = _withdrawn(letter)
    if is_withdrawn:
        audit.record("letter.withdrawn", actor=actor, target=letter)
    return is_withdrawn


@transaction.atomic
def send_again(*, actor: Any, letter: Letter) -> bool:
    """Plan a letter anew that was not delivered or was taken back; False where it is on its way or delivered."""
    over = [State.FAILED, State.WITHDRAWN]
    now = timezone.now()
    taken = Letter.objects.filter(pk=letter.pk, state__in=over).update(
        state=State.PLANNED, send_at=now, attempts=0, error=""
    )
    if taken:
        letter.refresh_from_db()
        note(letter, State.PLANNED)
        audit.record("letter.planned-again", actor=actor, target=letter)
        _wake(letter)
    return bool(taken)


@transaction.atomic
def write_texts(*, actor: Any, programme: Any, kind: str, texts: Mapping[str, tuple[str, str]]) -> None:
    """Keep the words of a programme by language; what equals the shipped words is not kept."""
    for language, (subject, body) in texts.items():
        shipped = wording.shipped(kind_of(kind), language)
        rows = MailText.objects.filter(programme=programme, kind=kind, language=language)
        if (subject, body) == (shipped.subject, shipped.body):
            rows.delete()
            continue
        MailText.objects.update_or_create(
            programme=programme,
            kind=kind,
            language=language,
            defaults={"subject": subject, "body": body, "changed_by": actor},
        )
    audit.record("letter-texts.changed", actor=actor, target=programme, kind=kind)


@transaction.atomic
def refuse(*, token: str, is_all: bool = False) -> bool:
    """End the letters of the link, or all of its programme that one may do without; False where it is none of ours."""
    found = read_stop(token)
    if found is None:
        return False
    kind = "" if is_all else found.kind
    Refusal.objects.get_or_create(programme_id=found.programme, address_key=found.key, kind=kind)
    return True


@transaction.atomic
def want_again(*, address: str, stops: Collection[str]) -> int:
    """Forget that an address wanted no letters like these, or none at all, because its person asks for them anew."""
    refused = Refusal.objects.filter(address_key=wording.address_key(address), kind__in=["", *stops])
    return int(refused.delete()[0])


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link ends: letters of a programme to an address, of one kind; links of before name none, and end all."""

    programme: UUID
    key: str
    kind: str = ""


def read_stop(token: str) -> Stop | None:
    """Return what a link ends; None where somebody made it up."""
    try:
        programme, key, *kind = signing.loads(token, salt=wording.STOP_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Stop(UUID(programme), key, *kind)
