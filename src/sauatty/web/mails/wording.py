"""The words of a letter: the programme's own where it has written some, the shipped ones else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from sauatty.core.catalogue.letters import fill
from sauatty.core.catalogue.words import words
from sauatty.web.mails.kinds import GROUP, LetterKind
from sauatty.web.mails.models import MailText

STOP_SALT = "sauatty.mails.stop"


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and body of a kind of letter in one language, places not filled in."""

    subject: str
    body: str
    is_own: bool = False


def shipped(kind: LetterKind, language: str) -> Wording:
    """Return the words that the project ships."""
    known = words(GROUP)
    return Wording(known[f"{kind.key}_subject"].text(language), known[kind.key].text(language))


def wording_of(kind: LetterKind, programme: Any, language: str) -> Wording:
    """Return the words that hold for a programme."""
    row = MailText.objects.filter(programme=programme, kind=kind.key, language=language).first()
    return Wording(row.subject, row.body, is_own=True) if row else shipped(kind, language)


def written(wording: Wording, language: str, facts: Mapping[str, str], *, stop: str = "") -> Wording:
    """Return a letter filled in, with its greeting and, where it may be refused, the link that does so."""
    known = words(GROUP)
    greeting = fill(known["greeting"].text(language), facts)
    ending = fill(known["stop"].text(language), {"stop": stop})
    parts = [greeting, fill(wording.body, facts), ending]
    subject = " ".join(fill(wording.subject, facts).split())
    return Wording(subject[:250], "\n\n".join(part for part in parts if part), wording.is_own)


def sample_facts(kind: LetterKind, language: str) -> dict[str, str]:
    """Return invented facts for a preview."""
    known = words(GROUP)
    return {name: known[f"sample_{name}"].text(language) for name in kind.fields if f"sample_{name}" in known}


def address_key(address: str) -> str:
    """Return what is kept of an address that refuses letters: nobody can read it back."""
    folded = address.strip().casefold()
    return salted_hmac("sauatty.mails.address", folded, algorithm="sha256").hexdigest()


def stop_link(programme: Any, address: str, language: str, kind: str) -> str:
    """Return the link that ends letters of a kind that a person may do without; it needs no sign-in and names nobody."""
    token = signing.dumps([str(programme.pk), address_key(address), kind], salt=STOP_SALT)
    with override(language):
        return settings.PUBLIC_ADDRESS + reverse("mails:stop", args=[token])
