"""Starting a national version, and who works on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.catalogue import LEVELS, Framework
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.accounts import selectors as accounts
from sauatty.web.adaptations.drafts import SLUG, is_content_slug
from sauatty.web.adaptations.models import Adaptation, Seat
from sauatty.web.base import audit
from sauatty.web.base.texts import write_text
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.frameworks.errors import (
    LastMember,
    PersonAmbiguous,
    PersonNotFound,
    SettingsEdited,
    SlugCrooked,
    SlugTaken,
    SourceUnknown,
)

Texts = Mapping[str, Translated]


@transaction.atomic
def start_adaptation(
    *,
    actor: Any,
    slug: str,
    texts: Texts,
    issuer: str,
    sources: Sequence[str],
    language: str = "kk",
    is_demo: bool = False,
) -> Adaptation:
    """Start a national version of one or several frameworks; its maker is the first of the working group.

    `texts` holds 'title' and 'description'. The slug is for ever: competences are named after it.
    """
    known = {one.id: one for one in frameworks.list_usable_frameworks()}
    for source in sources:
        if source not in known:
            raise SourceUnknown(source=source)
    if not SLUG.fullmatch(slug):
        raise SlugCrooked(slug=slug)
    if is_content_slug(slug):
        raise SlugTaken(slug=slug)
    adaptation = Adaptation(
        slug=slug, issuer=issuer, sources=list(dict.fromkeys(sources)), levels=list(LEVELS), language=language,
        parts=_parts([known[source] for source in sources]), created_by=actor, is_demo=is_demo,
    )  # fmt: skip
    _write_texts(adaptation, texts, actor=actor)
    try:
        with transaction.atomic():
            adaptation.save(force_insert=True)
    except IntegrityError as error:
        raise SlugTaken(slug=slug) from error
    Seat.objects.create(adaptation=adaptation, person=actor, role=Seat.Role.MEMBER)
    audit.record("adaptation.started", actor=actor, target=adaptation, slug=slug, sources=list(sources))
    return adaptation


def _parts(sources: Sequence[Framework]) -> list[dict[str, str]]:
    """Take over what the sources group their competences under; a code that is taken gets its source's name."""
    parts: dict[str, dict[str, str]] = {}
    for framework in sources:
        parents = {node.parent for node in framework.competences} - {None}
        for node in framework.nodes:
            if node.id in parents and not node.is_competence:
                code = node.code if node.code not in parts else f"{framework.id}-{node.code}"
                names = {language: getattr(node.name, language) for language in LANGUAGES}
                parts[code] = {"code": code, "source": node.id, **names}
    return list(parts.values())


@transaction.atomic
def change_adaptation(
    *,
    actor: Any,
    adaptation: Adaptation,
    texts: Texts,
    issuer: str,
    levels: Sequence[str],
    parts: Sequence[Mapping[str, str]],
    revision: int,
) -> Adaptation:
    """Change title, description, publisher, school levels and parts, as they stood at `revision`.

    Raises
    ------
    SettingsEdited
        Somebody else has saved them since: nothing is stored, so no part or title of theirs is lost.
    """
    locked = Adaptation.objects.select_for_update().get(pk=adaptation.pk)
    if locked.revision != revision:
        raise SettingsEdited
    locked.issuer, locked.levels = issuer, [level for level in LEVELS if level in levels]
    locked.parts = [dict(part) for part in parts]
    changed = _write_texts(locked, texts, actor=actor)
    locked.revision += 1
    locked.save()
    audit.record("adaptation.changed", actor=actor, target=locked, texts=changed, levels=locked.levels)
    return locked


def _write_texts(adaptation: Adaptation, texts: Texts, *, actor: Any) -> list[str]:
    """Set the texts that differ; translations are noted as made from the language that the group writes in."""
    order = sorted(LANGUAGES, key=lambda code: code != adaptation.language)
    changed = []
    for field, text in texts.items():
        for code in order:
            new = getattr(text, code)
            if new != getattr(adaptation, f"{field}_{code}"):
                source = "" if code == adaptation.language else adaptation.language
                write_text(adaptation, field, code, new, actor=actor, source_language=source)
                changed.append(f"{field}_{code}")
    return changed


def named_person(text: str) -> Any:
    """Return the one person whom a whole name or an e-mail means."""
    found = accounts.find_people(text)
    if not found:
        raise PersonNotFound(text=text)
    if len(found) > 1:
        raise PersonAmbiguous(text=text)
    return found[0]


@transaction.atomic
def seat_person(*, actor: Any, adaptation: Adaptation, person: Any, role: str) -> Seat:
    """Give a person a seat as member or expert; who had it before gets the same seat back."""
    seat, is_new = Seat.objects.get_or_create(adaptation=adaptation, person=person, role=role)
    if is_new or seat.left_at is not None:
        Seat.objects.filter(pk=seat.pk).update(left_at=None)
        seat.left_at = None
        audit.record(f"adaptation.{role}-seated", actor=actor, target=adaptation, person=str(person.pk))
    return seat


@transaction.atomic
def unseat_person(*, actor: Any, seat: Seat) -> Seat:
    """Take a seat back. What an expert has rated stays and counts; the last member stays."""
    adaptation = Adaptation.objects.select_for_update().get(pk=seat.adaptation_id)
    members = adaptation.seats.filter(role=Seat.Role.MEMBER, left_at__isnull=True)
    if seat.role == Seat.Role.MEMBER and not members.exclude(pk=seat.pk).exists():
        raise LastMember
    if Seat.objects.filter(pk=seat.pk, left_at__isnull=True).update(left_at=timezone.now()):
        person = str(seat.person_id)
        audit.record(f"adaptation.{seat.role}-left", actor=actor, target=adaptation, person=person)
    seat.refresh_from_db()
    return seat
