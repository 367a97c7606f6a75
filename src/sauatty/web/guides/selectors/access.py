"""Who may see which guide. A foreign one is a 404, same as one that is not there."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.errors import GuideHiddenFromCoder
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.guides.models import (
    Block,
    Comment,
    Guide,
    Membership,
    ReturnedFile,
    SentFile,
    Version,
    VersionFile,
    Workshop,
)

AUTHOR, REVIEWER = Membership.Role.AUTHOR, Membership.Role.REVIEWER


def list_guides(person: Any) -> QuerySet[Guide]:
    """Return the guides that a person works on, newest first; an administrator sees all."""
    guides = Guide.objects.select_related("edition__document", "created_by")
    if person.is_site_admin:
        return guides
    mine = Membership.objects.filter(guide=OuterRef("pk"), person=person)
    return guides.filter(Exists(mine))


def list_published(person: Any) -> QuerySet[Version]:
    """Return the newest version of each guide that a person may read (anyone signed in, or all if public)."""
    newer = Version.objects.filter(guide=OuterRef("guide"), number__gt=OuterRef("number"))
    versions = Version.objects.filter(~Exists(newer)).defer("documents", "changes")
    versions = versions.select_related("guide").order_by("-published_at")
    return versions if person.is_authenticated else versions.filter(guide__is_public=True)


def access_guide(person: Any, guide_id: UUID | str) -> Guide:
    """Return a guide that the person works on (404).

    Raises
    ------
    GuideHiddenFromCoder
        Where the guide quotes the machine and the person is coding the same text blindly.
    """
    guide = get_object_or_404(list_guides(person), pk=guide_id)
    if guide.is_machine and is_hidden_from(guide.edition, person):
        raise GuideHiddenFromCoder
    return guide


def access_authored(person: Any, guide_id: UUID | str) -> Guide:
    """Return a guide that the person writes (404)."""
    guide = access_guide(person, guide_id)
    if not may_write(person, guide):
        raise Http404
    return guide


def role_in(person: Any, guide: Guide) -> str:
    """Return the person's part in a guide, '' where they have none (asked once per guide object)."""
    known: dict[Any, str] = guide.__dict__.setdefault("_roles", {})
    if person.pk not in known:
        found = Membership.objects.filter(guide=guide, person=person).values_list("role", flat=True)
        known[person.pk] = found.first() or ""
    return known[person.pk]


def may_write(person: Any, guide: Guide) -> bool:
    """Tell whether the person may change texts."""
    return bool(person.is_site_admin) or role_in(person, guide) == AUTHOR


def may_sign(person: Any, guide: Guide) -> bool:
    """Tell whether the person is asked to sign: reviewers, never those who wrote it."""
    return role_in(person, guide) == REVIEWER


def access_block(guide: Guide, block_id: UUID) -> Block:
    """Return a block of a guide, taken out or not (404)."""
    return get_object_or_404(guide.blocks.prefetch_related("texts"), pk=block_id)


def access_comment(guide: Guide, comment_id: UUID) -> Comment:
    """Return a comment on a guide (404)."""
    return get_object_or_404(Comment.objects.filter(block__guide=guide), pk=comment_id)


def access_version(guide: Guide, number: int) -> Version:
    """Return a version of a guide (404)."""
    return get_object_or_404(guide.versions.select_related("published_by"), number=number)


def access_published(person: Any, slug: str, number: int | None) -> Version:
    """Return a published version for a reader: public, or the reader is signed in (404). None: the newest."""
    versions = Version.objects.filter(guide__slug=slug).select_related("guide__edition__document")
    if not person.is_authenticated:
        versions = versions.filter(guide__is_public=True)
    wanted = versions.filter(number=number) if number is not None else versions
    version = wanted.order_by("-number").first()
    if version is None:
        raise Http404
    if person.is_authenticated and version.guide.is_machine and is_hidden_from(version.guide.edition, person):
        raise GuideHiddenFromCoder
    return version


def access_version_file(version: Version, language: str, format: str) -> VersionFile:
    """Return a file of a version (404)."""
    return get_object_or_404(version.files, language=language, format=format)


def access_returned(guide: Guide, file_id: UUID) -> ReturnedFile:
    """Return a file that came back (404)."""
    return get_object_or_404(guide.returned_files.defer("content").select_related("sent"), pk=file_id)


def access_sent(guide: Guide, file_id: UUID) -> SentFile:
    """Return a file that went out (404)."""
    return get_object_or_404(guide.sent_files.defer("document"), pk=file_id)


def access_workshop(guide: Guide, workshop_id: UUID) -> Workshop:
    """Return a workshop on a guide (404)."""
    return get_object_or_404(guide.workshops, pk=workshop_id)


def visible_blocks(guide: Guide) -> QuerySet[Block]:
    """Return the blocks that stand in the guide now, in order."""
    return guide.blocks.filter(Q(removed_at__isnull=True)).order_by("position", "id")
