"""Announcements: written once, looked at, sent once to those who asked for such letters. Nobody answers here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base import audit, jobs
from sauatty.web.base.texts import translated
from sauatty.web.programmes import selectors as programmes
from sauatty.web.specialists import letters
from sauatty.web.specialists.models import Announcement, Specialist

JOB = "specialists.announce"


# --- what there is ---


def list_announcements(actor: Any) -> QuerySet[Announcement]:
    """List the announcements of the programmes that the actor coordinates, the latest first."""
    rows = Announcement.objects.filter(programme__in=programmes.list_coordinated(actor))
    return rows.select_related("programme", "region", "written_by", "sent_by")


def access_announcement(actor: Any, id: UUID) -> Announcement:
    """Return an announcement of a programme that the actor coordinates; otherwise there is none (404)."""
    return get_object_or_404(list_announcements(actor), pk=id)


def languages_of(one: Announcement) -> list[str]:
    """Return the languages in which an announcement is written."""
    return [code for code in LANGUAGES if getattr(one, f"title_{code}") and getattr(one, f"text_{code}")]


def language_for(one: Announcement, language: str) -> str:
    """Return the language in which somebody gets it: their own where it is written in it."""
    known = languages_of(one)
    return language if language in known else known[0]


def recipients(one: Announcement) -> list[Specialist]:
    """List whom it reaches by mail."""
    return letters.who_wants(
        letters.ANNOUNCEMENTS, programme=one.programme, region=one.region_id or "", subject=one.subject
    )


@dataclass(frozen=True, slots=True)
class Version:
    """An announcement in one language: whether it is there, how many read it, and as text for a messenger."""

    code: str
    name: str
    title: str
    text: str
    is_missing: bool
    n_readers: int
    words: str
    link: str

    @property
    def messenger(self) -> str:
        """Plain text with one link, to copy into the groups that people already have."""
        return f"{self.words}\n\n{self.link}"

    @property
    def shares(self) -> list[tuple[str, str]]:
        """Return messengers, each with the address that opens it with this text."""
        return [
            ("WhatsApp", "https://wa.me/?" + urlencode({"text": self.messenger}, quote_via=quote)),
            (
                "Telegram",
                "https://t.me/share/url?"
                + urlencode({"url": self.link, "text": self.words}, quote_via=quote),
            ),
        ]


def versions(one: Announcement, reached: list[Specialist]) -> list[Version]:
    """Return an announcement in all languages, the missing ones too."""
    readers, known = Counter(row.person.language for row in reached), languages_of(one)
    return [
        Version(
            code, LANGUAGE_NAMES[code], getattr(one, f"title_{code}"), getattr(one, f"text_{code}"),
            code not in known, readers[code], f"*{getattr(one, f'title_{code}')}*\n\n{getattr(one, f'text_{code}')}",
            one.link or _own_link(code),
        )
        for code in LANGUAGES
    ]  # fmt: skip


def _own_link(language: str) -> str:
    with override(language):
        return str(settings.PUBLIC_ADDRESS + reverse("specialists:specialist_list"))


# --- writing and sending ---


@transaction.atomic
def write(*, actor: Any, id: UUID, facts: Mapping[str, Any]) -> Announcement:
    """Keep an announcement; the same id again changes it until it is sent, and never after."""
    known = Announcement.objects.select_for_update().filter(pk=id).first()
    if known is not None and (known.sent_at or not programmes.coordinates(actor, known.programme)):
        return known
    one, _is_new = Announcement.objects.update_or_create(pk=id, defaults={**facts, "written_by": actor})
    audit.record("announcement.written", actor=actor, target=one)
    return one


@transaction.atomic
def send(*, actor: Any, announcement: Announcement, seen: str) -> bool:
    """Send an announcement as it was seen; False where it is sent already or was changed meanwhile."""
    one = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if one.sent_at is not None or seen != stamp(one):
        return False
    Announcement.objects.filter(pk=one.pk).update(sent_at=timezone.now(), sent_by=actor)
    audit.record("announcement.sent", actor=actor, target=one)
    jobs.enqueue(JOB, key=str(one.pk), payload={"announcement": str(one.pk)}, actor=actor)
    return True


def stamp(one: Announcement) -> str:
    """Return what changes with every change."""
    return one.changed_at.isoformat()


@transaction.atomic
def drop(*, actor: Any, announcement: Announcement) -> bool:
    """Delete an announcement that was not sent; False where it was."""
    one = Announcement.objects.select_for_update().filter(pk=announcement.pk, sent_at=None).first()
    if one is None:
        return False
    audit.record("announcement.dropped", actor=actor, target=one)
    one.delete()
    return True


def plan_letters(payload: dict[str, Any], report: jobs.Report) -> None:
    """Plan the letters of an announcement (called by the worker); done a second time it plans none twice."""
    one = Announcement.objects.select_related("programme").get(pk=payload["announcement"])
    reached = recipients(one)
    n = 0
    for at, row in enumerate(reached, 1):
        n += _plan_one(one, row)
        report(at, len(reached))
    Announcement.objects.filter(pk=one.pk, n_letters=None).update(n_letters=n)


def _plan_one(one: Announcement, row: Specialist) -> bool:
    language = language_for(one, row.person.language)
    params = {
        "title": getattr(one, f"title_{language}"), "text": getattr(one, f"text_{language}"), "link": one.link,
        "programme": translated(one.programme, "title").text(language),
    }  # fmt: skip
    return letters.plan(
        row, letters.ANNOUNCEMENT, str(one.pk), programme=one.programme, language=language, params=params
    )
