"""Three ways in: a code by mail, a password, a code or link that was handed over.

Who asks learns nothing about who is known here: the same sentence, the same work, the same limits.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext

from sauatty.core.errors import PasswordRefused, SignInLimited, SignInRefused
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts import codes
from sauatty.web.accounts.models import Person, SignInCode
from sauatty.web.base import audit, jobs, limits

MAIL_JOB = "accounts.mail_code"
MAIL_LIFETIME = timedelta(minutes=15)
PRINTED_LIFETIME = timedelta(days=14)
TRIES, WINDOW = 10, 15 * 60
MAILS_AN_HOUR = 5
# A school shares one network address: 300 pupils with two mistakes each must come in. This only stops a flood.
TRIES_OF_ADDRESS = 1000


def _clean(email: str) -> str:
    return email.strip().lower()


def _count_try(key: str, *, limit: int = TRIES, seconds: int = WINDOW) -> None:
    if not limits.is_within_limit(f"sign-in:{key}", limit=limit, seconds=seconds):
        raise SignInLimited(minutes=seconds // 60)


def count_address(address: str) -> None:
    """Count one try from a network address (not from this machine itself: nobody else comes from there)."""
    if address.startswith("127.") or address in {"", "::1"}:
        return
    _count_try("from:" + codes.keyed("address", address)[:32], limit=TRIES_OF_ADDRESS)


def _account_key(email: str) -> str:
    return codes.keyed("account", _clean(email))[:32]


def request_mail_code(*, email: str) -> None:
    """Ask for a code by mail; for an unknown address the job is the same and does nothing."""
    _count_try("mail:" + _account_key(email), limit=MAILS_AN_HOUR, seconds=3600)
    person = Person.objects.filter(email=_clean(email), is_active=True).first()
    # The address stays out of the job's row: a job outlives the person's erasure.
    jobs.enqueue(MAIL_JOB, key=str(uuid.uuid4()), payload={"person": str(person.pk) if person else ""})


def do_mail_job(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make a code and send it in the person's language (called by the worker)."""
    person = (
        Person.objects.filter(pk=payload["person"], is_active=True).first() if payload["person"] else None
    )
    if person is None or not person.email:
        return
    code = make_code(person=person, kind=SignInCode.Kind.MAIL, actor=None)
    with translation.override(person.language):
        body = gettext(
            "Your sign-in code: %(code)s\n\nIt is valid for %(minutes)d minutes and works once. "
            "Address of the site: %(address)s\n\nIf you did not ask for it, do nothing."
        ) % {
            "code": codes.grouped(code),
            "minutes": MAIL_LIFETIME // timedelta(minutes=1),
            "address": settings.PUBLIC_ADDRESS,
        }
        send_mail(gettext("Sign-in code for Sauatty"), body, settings.DEFAULT_FROM_EMAIL, [person.email])


@transaction.atomic
def make_code(*, person: Person, kind: str, actor: Person | None) -> str:
    """Make a code, which puts earlier ones of the same kind out of force; returns it, for the only time."""
    now = timezone.now()
    person.sign_in_codes.filter(kind=kind, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    if kind == SignInCode.Kind.MAIL:
        code, lookup, lifetime = codes.make_mailed(), "", MAIL_LIFETIME
        kept = codes.keyed("mail-code", f"{person.pk}:{code}")
    else:
        code, lifetime = codes.make_printed(), PRINTED_LIFETIME
        kept, lookup = codes.keyed("printed-code", code), code[: codes.LOOKUP_LENGTH]
    SignInCode.objects.create(
        person=person, kind=kind, lookup=lookup, code_hash=kept, expires_at=now + lifetime, made_by=actor
    )
    audit.record("sign-in.code-made", actor=actor, target=person, kind=kind)
    return code


def enter_with_mail_code(*, email: str, typed: str) -> Person:
    """Use a code that was sent by mail."""
    _count_try("mail-code:" + _account_key(email))
    person = Person.objects.filter(email=_clean(email), is_active=True).first()
    owner = person.pk if person else uuid.uuid4()
    return _use("mail", codes.keyed("mail-code", f"{owner}:{codes.normalise(typed)}"), SignInCode.Kind.MAIL)


def enter_with_printed_code(*, typed: str) -> Person:
    """Use a code from a card; wrong guesses are counted against its open first part."""
    code = codes.normalise(typed)
    _count_try("card:" + codes.keyed("lookup", code[: codes.LOOKUP_LENGTH])[:32])
    return _use("card", codes.keyed("printed-code", code), SignInCode.Kind.PRINTED)


def enter_with_link(*, token: str) -> Person:
    """Use a one-time link."""
    return _use("link", codes.keyed("link", token), SignInCode.Kind.LINK)


def is_link_open(token: str) -> bool:
    """Tell whether a link can still be used; looking does not use it."""
    return _open_codes(codes.keyed("link", token), SignInCode.Kind.LINK).exists()


def enter_with_password(request: HttpRequest, *, email: str, password: str) -> Person:
    """Check an e-mail and a password."""
    _count_try("password:" + _account_key(email))
    person = authenticate(request, username=_clean(email), password=password)
    if not isinstance(person, Person):
        raise PasswordRefused
    audit.record("person.signed-in", actor=person, target=person, way="password")
    return person


def _open_codes(kept: str, kind: str) -> Any:
    now = timezone.now()
    return SignInCode.objects.filter(
        code_hash=kept, kind=kind, used_at__isnull=True, expires_at__gt=now, person__is_active=True
    )


@transaction.atomic
def _use(way: str, kept: str, kind: str) -> Person:
    """Use a code once: of two who come at the same moment, one is let in."""
    found = _open_codes(kept, kind).select_related("person").first()
    if found is None:
        raise SignInRefused
    if not SignInCode.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=timezone.now()):
        raise SignInRefused
    audit.record("person.signed-in", actor=found.person, target=found.person, way=way)
    return found.person


@transaction.atomic
def keep_first_language(*, person: Person, language: str) -> None:
    """Let whoever comes for the first time keep the language of the page; it was somebody else's choice until then."""
    if person.last_login is None and language in LANGUAGES and language != person.language:
        person.language = language
        person.save(update_fields=["language"])
        audit.record("person.changed", actor=person, target=person, fields=["language"])


@transaction.atomic
def end_sessions(*, person: Person) -> None:
    """End every session of a person."""
    Person.objects.filter(pk=person.pk).update(session_version=F("session_version") + 1)
    person.refresh_from_db(fields=["session_version"])


@transaction.atomic
def set_password(*, person: Person, password: str) -> None:
    """Set a password; all sessions end, the caller keeps the one in hand."""
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person=person)
    audit.record("person.password-set", actor=person, target=person)
