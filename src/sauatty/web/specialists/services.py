"""Writes of the directory: to join it, to change one's entry, to leave it with one step; numbers of regions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from sauatty.core.errors import DirectoryContactTooOften, DirectoryNotForMinors, SauattyError
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import consents
from sauatty.web.base import audit, limits
from sauatty.web.specialists import letters
from sauatty.web.specialists.labels import CONSENT
from sauatty.web.specialists.models import RegionFigure, Specialist

FIELDS = (
    "region_id", "locality", "organisation", "languages", "roles", "competences", "subjects", "about", "contact",
    "audience", "is_available", "travels", "wants_requests", "wants_announcements",
)  # fmt: skip
CONTACTS_A_DAY = 40
PAGES_AN_HOUR = 300


@transaction.atomic
def join(*, person: Any, language: str, consent: int = 0, **facts: Any) -> Specialist:
    """Put somebody into the directory who asked for it, with their consent; a second time changes the entry."""
    if person.is_minor:
        raise DirectoryNotForMinors
    # Who is erased at this moment is so first, and does not come back, or stands there already and is found.
    people = get_user_model().objects.select_for_update()
    if people.filter(pk=person.pk, erased_at=None).first() is None:
        raise SauattyError
    known = {name: facts[name] for name in FIELDS if name in facts}
    entry, is_new = Specialist.objects.get_or_create(person=person, defaults=known)
    if not is_new:
        return change(entry=entry, **facts)
    audit.record("specialist.joined", actor=person, target=entry, audience=str(entry.audience))
    _agree(person, consent, language)
    _heed_wishes(entry, dict.fromkeys(letters.WISHES, False))
    return entry


def _agree(person: Any, version: int, language: str) -> None:
    """Note that a person agreed to the text of the directory, or that the site has none and asked in a sentence."""
    text = consent_text()
    if text is not None and text.version == version:
        consents.give_consent(person=person, text=text, language=language, how="directory")
    else:
        audit.record("consent.sentence", actor=person, target=person, language=language, how="directory")


def consent_text() -> Any:
    """Return the newest text that the site asks specialists to agree to, or None where it has none."""
    return next((one for one in accounts.list_consent_texts() if one.key == CONSENT), None)


def _heed_wishes(entry: Specialist, before: Mapping[str, bool]) -> None:
    """Note which letters a person asked for or wants no more, and act on it."""
    changed = {wish: getattr(entry, wish) for wish in letters.WISHES if getattr(entry, wish) != before[wish]}
    if changed:
        audit.record("specialist.letters", actor=entry.person, target=entry, **changed)
        letters.heed(entry.person, before, entry)


@transaction.atomic
def change(*, entry: Specialist, **facts: Any) -> Specialist:
    """Change one's own entry; only the names of the changed fields are written down."""
    changed = [name for name in FIELDS if name in facts and facts[name] != getattr(entry, name)]
    wishes = {wish: getattr(entry, wish) for wish in letters.WISHES}
    for name in changed:
        setattr(entry, name, facts[name])
    if changed:
        entry.save(update_fields=[*changed, "changed_at"])
        audit.record("specialist.changed", actor=entry.person, target=entry, fields=changed)
        _heed_wishes(entry, wishes)
    return entry


@transaction.atomic
def leave(*, person: Any) -> bool:
    """Take a person out of the directory at once, with the consent to stand in it and the letters still planned."""
    entry = Specialist.objects.filter(person=person).first()
    if entry is None:
        return False
    audit.record("specialist.left", actor=person, target=entry)
    entry.delete()
    letters.take_back(person.pk)
    for consent in accounts.list_consents(person):
        if consent.text.key == CONSENT and consent.withdrawn_at is None:
            consents.withdraw_consent(person=person, consent=consent)
    return True


@transaction.atomic
def remove_without_consent() -> int:
    """Take out who took their consent back in their profile; pages stop showing them at that moment already."""
    gone = Specialist.objects.filter(person__in=accounts.who_took_back(CONSENT)).select_related("person")
    return sum(leave(person=one.person) for one in gone)


def count_contact(actor: Any) -> None:
    """Count that somebody looks at a contact: enough for work, too few to copy the directory."""
    if not limits.is_within_limit(f"specialists:contact:{actor.pk}", limit=CONTACTS_A_DAY, seconds=86_400):
        raise DirectoryContactTooOften(n=CONTACTS_A_DAY)


def is_reading(address: str) -> bool:
    """Count a page that a visitor reads; False where a network reads more than people do."""
    return limits.is_within_limit(f"specialists:read:{address}", limit=PAGES_AN_HOUR, seconds=3600)


@transaction.atomic
def state_figures(*, actor: Any, kind: str, numbers: Mapping[str, int], source: str, stated_on: date) -> int:
    """Keep numbers of regions with their source and day; earlier ones of the same kind and region are replaced."""
    for code, n in numbers.items():
        facts = {"n": n, "source": source, "stated_on": stated_on}
        RegionFigure.objects.update_or_create(region_id=code, kind=kind, defaults=facts)
    if numbers:
        audit.record(
            "region-figures.stated", actor=actor, target=("specialists.RegionFigure", kind), n=len(numbers),
            source=source, stated_on=stated_on.isoformat(),
        )  # fmt: skip
    return len(numbers)


@transaction.atomic
def forget_figures(*, actor: Any, kind: str, region: str) -> None:
    """Take back a number that was stated here; the one that came with Sauatty holds again, if there is one."""
    if RegionFigure.objects.filter(kind=kind, region=region).delete()[0]:
        target = ("specialists.RegionFigure", kind)
        audit.record("region-figures.forgotten", actor=actor, target=target, region=region)
