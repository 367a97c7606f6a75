"""Letters with personal links: invitations and reminders, sent by jobs, once for each link and wave."""

import math
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sauatty.core.catalogue.burden import burden
from sauatty.core.errors import LettersImpossible, LettersTooEarly
from sauatty.core.languages import format_date
from sauatty.core.surveys import letters
from sauatty.web.base import audit, jobs
from sauatty.web.base.texts import translated
from sauatty.web.fieldwork.models import Wave
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import clock
from sauatty.web.surveys import services as surveys
from sauatty.web.surveys.selectors import concerned_links

JOB = "fieldwork.send_wave"
# The same letters asked for again so soon, or while they go out, are a button pressed twice
ONCE, GOING_OUT = timedelta(minutes=1), timedelta(minutes=10)


@transaction.atomic
def plan_wave(*, actor: Any, campaign: Any, kind: str, send_at: datetime | None = None) -> Wave:
    """Plan letters to all who have an address and have not answered by then; without a time they go at once."""
    locked = surveys.locked(campaign)
    if not concerned_links(locked).exists():
        raise LettersImpossible
    if send_at is None and clock.phase(locked) != "open":
        raise LettersTooEarly
    same = _just_planned(locked, kind, send_at)
    if same is not None:
        return same
    last = locked.waves.order_by("-number").values_list("number", flat=True).first() or 0
    wave = Wave.objects.create(campaign=locked, number=last + 1, kind=kind, send_at=send_at or timezone.now())
    audit.record("campaign.letters-planned", actor=actor, target=locked, kind=kind, wave=wave.number)
    if send_at is None:
        _enqueue(wave, actor)
    return wave


def _just_planned(campaign: Any, kind: str, send_at: datetime | None) -> Wave | None:
    """Return the same letters where they are being sent or planned already: a button pressed twice sends once."""
    waves = campaign.waves.filter(kind=kind)
    if send_at is not None:
        return waves.filter(send_at=send_at, started_at=None).first()
    now = timezone.now()
    going_out = waves.filter(finished_at=None, send_at__range=(now - GOING_OUT, now))
    return going_out.first() or waves.filter(send_at__range=(now - ONCE, now)).first()


@transaction.atomic
def cancel_wave(*, actor: Any, wave: Wave) -> bool:
    """Take back letters whose day has not come."""
    deleted = Wave.objects.filter(pk=wave.pk, started_at=None, send_at__gt=timezone.now()).delete()[0]
    if deleted:
        audit.record("campaign.letters-cancelled", actor=actor, target=wave.campaign, wave=wave.number)
    return bool(deleted)


def send_due_waves() -> int:
    """Enqueue the letters whose time has come, of campaigns that take responses (a chore)."""
    due = Wave.objects.filter(started_at=None, send_at__lte=timezone.now(), campaign__state="open")
    waves = [wave for wave in due.select_related("campaign") if clock.phase(wave.campaign) == "open"]
    for wave in waves:
        _enqueue(wave, None)
    return len(waves)


def _enqueue(wave: Wave, actor: Any) -> jobs.Job:
    # Again: a job that found the campaign closed has ended without a letter
    return jobs.enqueue(JOB, key=str(wave.pk), payload={"wave": str(wave.pk)}, actor=actor, again=True)


def send_wave(payload: dict[str, Any], report: jobs.Report) -> None:
    """Send the letters of a wave (called by the worker). Done again it goes on where it was cut off."""
    waves = Wave.objects.select_related("campaign__programme", "campaign__version__instrument")
    wave = waves.filter(pk=payload["wave"]).first()
    if wave is None or wave.finished_at or clock.phase(wave.campaign) != "open":
        return
    Wave.objects.filter(pk=wave.pk, started_at=None).update(started_at=timezone.now())
    waiting = concerned_links(wave.campaign).filter(wave__lt=wave.number)
    ids = list(waiting.order_by("id").values_list("pk", flat=True))
    for done, link_id in enumerate(ids, start=1):
        _send_one(wave, link_id)
        report(done, len(ids))
    Wave.objects.filter(pk=wave.pk).update(finished_at=timezone.now())


def _send_one(wave: Wave, link_id: Any) -> None:
    """Send one letter. The link is claimed before: two workers never write to the same person."""
    is_reminder = wave.kind == Wave.Kind.REMINDER
    link = surveys.claim_for_letter(link_id=link_id, wave=wave.number, is_reminder=is_reminder)
    if link is None:
        return
    try:
        _post(wave, link)
    except (
        OSError,
        ValueError,
    ):  # the mail server did not take it, or it is no address: the next wave tries again
        Wave.objects.filter(pk=wave.pk).update(n_failed=F("n_failed") + 1)
        return
    Wave.objects.filter(pk=wave.pk).update(n_sent=F("n_sent") + 1)


def _post(wave: Wave, link: Any) -> None:
    to = link.email or (link.person.email if link.person else "")
    declared = wave.campaign.languages
    language = link.language if link.language in declared or not declared else declared[0]
    facts = facts_of(wave.campaign, language, surveys.address_of(wave.campaign, link, language))
    key = letter_key(wave.campaign, wave.kind)
    personal = "invitation_personal_anonymous" if wave.campaign.is_anonymous else "invitation_personal"
    body = f"{letters.letter(key, language, **facts)}\n\n{letters.letter(personal, language)}"
    send_mail(letters.letter(f"{key}_subject", language, **facts), body, settings.DEFAULT_FROM_EMAIL, [to])


def letter_key(campaign: Any, kind: str) -> str:
    """Return which letter is meant: what follows a training is asked for in other words than the first survey."""
    by_instrument = {"evaluation": "evaluation", "follow-up": "followup"}
    return (
        kind
        if kind == Wave.Kind.REMINDER
        else by_instrument.get(campaign.version.instrument.kind, "invitation")
    )


def facts_of(campaign: Any, language: str, address: str) -> dict[str, str]:
    """Return what letters and messages say about a campaign; empty where it is not known."""
    page = campaign.consent_pages.order_by("-version").first()
    programme = translated(campaign.programme, "title").text(language)
    closes = timezone.localtime(campaign.closes_at).date() if campaign.closes_at else None
    return {
        "title": translated(campaign, "title").text(language),
        "programme": programme,
        "organiser": page.operator if page else programme,
        "minutes": str(minutes_of(campaign, language)),
        "closes": format_date(closes, language) if closes else "",
        "contact": campaign.contact,
        "link": address,
    }


def sample_letter(campaign: Any, language: str) -> dict[str, str]:
    """Return subject and text of the invitation as people get it, with an address that opens nothing."""
    chosen = language if language in campaign.languages or not campaign.languages else campaign.languages[0]
    facts = facts_of(campaign, chosen, f"{settings.PUBLIC_ADDRESS}/{chosen}/s/{campaign.slug}/t/…/")
    key = letter_key(campaign, Wave.Kind.INVITATION)
    return {
        "subject": letters.letter(f"{key}_subject", chosen, **facts),
        "body": letters.letter(key, chosen, **facts),
    }


# How long an instrument takes is worked out once for each version and language in a process
_minutes: dict[tuple[str, str], int] = {}


def minutes_of(campaign: Any, language: str) -> int:
    """Return how long filling in takes, in whole minutes, rounded up."""
    key = campaign.version.sha256, language
    if key not in _minutes:
        found = burden(instruments.core_instrument(campaign.version), language)
        _minutes[key] = max(1, math.ceil(found.minutes))
    return _minutes[key]
