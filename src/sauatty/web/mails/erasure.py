"""How letters forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db.models import Q

from sauatty.web.mails import wording
from sauatty.web.mails.models import Letter, MailText, Refusal


def letters(person: Any) -> int:
    """Delete the letters to the person, sent or not: they hold name and address."""
    to = Q(person=person) | (Q(address__iexact=person.email) if person.email else Q())
    return Letter.objects.filter(to).delete()[0]


def texts(person: Any) -> int:
    """Leave the words that the person wrote for a programme without their name."""
    return MailText.objects.filter(changed_by=person).update(changed_by=None)


def refusals(person: Any) -> int:
    """Delete what says that the person's address wants no letters: it gets none any more."""
    if not person.email:
        return 0
    return Refusal.objects.filter(address_key=wording.address_key(person.email)).delete()[0]
