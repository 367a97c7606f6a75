"""Who may see which guide. A foreign one is a 404, same as one that is not there."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.errors import GuideHiddenFromCoder
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.guides.models import Block, Comment, Guide, Membership, TextRevision

AUTHOR, REVIEWER = Membership.Role.AUTHOR, Membership.Role.REVIEWER


def list_guides(person: Any) -> QuerySet[Guide]:
    """Return the guides that a person works on, newest first; an administrator sees all."""
    guides = Guide.objects.select_related("edition__document", "created_by")
    if person.is_site_admin:
        return guides
    mine = Membership.objects.filter(guide=OuterRef("pk"), person=person)
    return guides.filter(Exists(mine))


def list_asked(person: Any) -> QuerySet[Guide]:
    """Return the drafted guides that a person is asked to review, newest first."""
    mine = Membership.objects.filter(guide=OuterRef("pk"), person=person, role=REVIEWER)
    return Guide.objects.filter(Exists(mine), drafted_at__isnull=False)


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
    """Tell whether the person is asked to sign: reviewers, never those who wrote or took over any of it."""
    if role_in(person, guide) != REVIEWER:
        return False
    written = TextRevision.objects.filter(text_row__block__guide=guide, author=person)
    return not written.exclude(how=TextRevision.How.REFUSED).exists()


def access_block(guide: Guide, block_id: UUID) -> Block:
    """Return a block of a guide, taken out or not (404)."""
    return get_object_or_404(guide.blocks.prefetch_related("texts"), pk=block_id)


def access_comment(guide: Guide, comment_id: UUID) -> Comment:
    """Return a comment on a guide (404)."""
    return get_object_or_404(Comment.objects.filter(block__guide=guide), pk=comment_id)


def visible_blocks(guide: Guide) -> QuerySet[Block]:
    """Return the blocks that stand in the guide now, in order."""
    return guide.blocks.filter(Q(removed_at__isnull=True)).order_by("position", "id")


def list_members(guide: Guide) -> QuerySet[Membership]:
    """Return who works on a guide."""
    return guide.members.select_related("person")


def author_names(guide: Guide) -> tuple[str, ...]:
    """Return the names of the authors, in the order in which they came."""
    authors = guide.members.filter(role=AUTHOR).order_by("added_at")
    return tuple(authors.values_list("person__name", flat=True))
