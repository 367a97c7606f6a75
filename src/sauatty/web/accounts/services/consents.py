"""Consent texts are immutable versions; a consent points at one of them."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sauatty.core.errors import ConsentNeedsGuardian
from sauatty.web.accounts.models import Consent, ConsentText, Person
from sauatty.web.base import audit


@transaction.atomic
def add_consent_text(*, actor: Person, key: str, **fields: Any) -> ConsentText:
    """Store a new version of a consent text; an unchanged one gives the version that is there."""
    body = json.dumps({"key": key, **fields}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()
    newest = ConsentText.objects.filter(key=key).order_by("-version").first()
    if newest is not None and newest.sha256 == digest:
        return newest
    last = ConsentText.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0
    text = ConsentText.objects.create(key=key, version=last + 1, sha256=digest, **fields)
    audit.record("consent-text.added", actor=actor, target=text, key=key, version=text.version, sha256=digest)
    return text


@transaction.atomic
def give_consent(
    *, person: Person, text: ConsentText, language: str, how: str, guardian_name: str = ""
) -> Consent:
    """Note that a person agrees to one version; agreeing twice changes nothing."""
    if person.is_minor and not guardian_name.strip():
        raise ConsentNeedsGuardian
    consent, is_new = Consent.objects.get_or_create(
        person=person,
        text=text,
        withdrawn_at=None,
        defaults={
            "language": language,
            "how": how,
            "is_for_minor": person.is_minor,
            "guardian_name": guardian_name.strip() if person.is_minor else "",
            "given_at": timezone.now(),
        },
    )
    if is_new:
        audit.record("consent.given", actor=person, target=text, language=language, how=how)
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, consent: Consent) -> None:
    """Note that a person takes a consent back, from now on."""
    changed = Consent.objects.filter(pk=consent.pk, person=person, withdrawn_at__isnull=True)
    if changed.update(withdrawn_at=timezone.now()):
        audit.record("consent.withdrawn", actor=person, target=consent)
