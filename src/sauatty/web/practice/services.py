"""Reviewing reports, and giving accepted activities to the library."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.rubrics import rubric
from sauatty.core.errors import NotForTheLibrary, NothingToReview, OwnActivity, WordsMissing
from sauatty.core.languages import search_key
from sauatty.web.activities import selectors as activities
from sauatty.web.activities import services as activity_services
from sauatty.web.base import audit
from sauatty.web.practice.models import Objection, Published, Review

RUBRIC = "own-activity"
_TEXTS = ("title", "aim", "plan", "done", "worked", "next_steps")
ACCEPT, MORE = Review.Decision.ACCEPT, Review.Decision.MORE


@transaction.atomic
def review(
    *, actor: Any, activity: Any, sequence: int, levels: Mapping[str, object], decision: str, words: str = ""
) -> Review:
    """Say what one report shows. Of two mentors at once the second is told that it was reviewed.

    Raises
    ------
    OwnActivity, WordsMissing, LevelsInvalid, NothingToReview
    """
    if activity.person_id == actor.pk:
        raise OwnActivity()
    words = words.strip()
    if decision == MORE and not words:
        raise WordsMissing()
    found = rubric(RUBRIC)
    read = found.read_levels(levels)
    settled = activity_services.settle(
        actor=actor, activity=activity, sequence=sequence, is_accepted=decision == ACCEPT, words=words
    )
    if not settled:
        raise NothingToReview()
    row = Review.objects.create(
        activity=activity, sequence=sequence, reviewer=actor, rubric=found.key, levels=read, decision=decision,
        words=words,
    )  # fmt: skip
    audit.record("activity.reviewed", actor=actor, target=row, decision=decision, sequence=sequence)
    return row


# --- the library ---


@transaction.atomic
def publish(*, actor: Any, activity: Any, with_name: bool, photos: Collection[UUID] = ()) -> Published:
    """Give an accepted activity to the library as it is now; given again, it replaces what stood there.

    Raises
    ------
    NotForTheLibrary
    """
    if activity.state != activity.State.ACCEPTED or activity.person_id != actor.pk:
        raise NotForTheLibrary()
    content = _content(activity, photos)
    row, _is_new = Published.objects.update_or_create(
        activity=activity,
        defaults={
            "author_name": str(actor) if with_name else "", "content": content, "withdrawn_at": None,
            "search": search_key(" ".join(str(content[key]) for key in _TEXTS)), "facets": facets_of(activity),
            "published_at": timezone.now(),
        },
    )  # fmt: skip
    audit.record("activity.published", actor=actor, target=row, with_name=with_name)
    return row


def _content(activity: Any, photos: Collection[UUID]) -> dict[str, Any]:
    """Return what the library shows: words and numbers, and only the pictures that stand under an open licence."""
    chosen = {str(one) for one in photos}
    pictures = [
        {"id": str(one.attachment_id), "caption": one.caption, "author": one.author, "licence": one.licence}
        for one in activities.open_pictures(activity)
        if str(one.attachment_id) in chosen
    ]
    low, high = activities.audience_total(activity)
    return {
        **{key: getattr(activity, key) for key in _TEXTS}, "language": activity.language,
        "competences": list(activity.competences), "kinds": _kinds(activity), "low": low, "high": high,
        "region": activity.region.code if activity.region else "", "held_on": str(activity.held_on or ""),
        "pictures": pictures,
    }  # fmt: skip


def _kinds(activity: Any) -> list[str]:
    """Return the kinds of audience that came, or those that were planned where none was counted."""
    return [row["kind"] for row in activity.audience] or list(activity.audience_kinds)


def facets_of(activity: Any) -> str:
    """Return the marks by which an activity is found, between spaces."""
    marks = [f"c:{one}" for one in activity.competences] + [f"a:{one}" for one in _kinds(activity)]
    marks.append(f"l:{activity.language}")
    if activity.region:
        marks.append(f"r:{activity.region.code}")
    return f" {' '.join(marks)} "


@transaction.atomic
def withdraw(*, actor: Any, published: Published) -> None:
    """Take an activity out of the library, name and words too; what others copied stays theirs."""
    nothing = {"author_name": "", "content": {}, "search": "", "facets": ""}
    there = Published.objects.filter(pk=published.pk, withdrawn_at=None)
    if there.update(withdrawn_at=timezone.now(), **nothing):
        audit.record("activity.withdrawn", actor=actor, target=published)


@transaction.atomic
def object_to(*, published: Published, words: str) -> Objection:
    """Keep what a reader has against a published activity."""
    return Objection.objects.create(published=published, words=words.strip())


@transaction.atomic
def settle_objection(*, actor: Any, objection: Objection, is_right: bool) -> None:
    """Decide on an objection: where it is right the activity leaves the library."""
    open_ones = Objection.objects.filter(pk=objection.pk, settled_at=None)
    if open_ones.update(settled_at=timezone.now(), settled_by=actor):
        if is_right:
            withdraw(actor=actor, published=objection.published)
        audit.record("activity.objection-settled", actor=actor, target=objection, is_right=is_right)
