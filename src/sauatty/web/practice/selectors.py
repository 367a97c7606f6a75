"""The only door to the rows of practice: reviews, and the library of good practice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404

from sauatty.core.catalogue.rubrics import Rubric, rubric_of_key
from sauatty.core.catalogue.stems import stems
from sauatty.core.languages import Translated, search_key
from sauatty.web.activities import selectors as activities
from sauatty.web.practice.models import Objection, Published, Review
from sauatty.web.programmes import selectors as programmes

SHORTEST_STEM = 3

# --- reviews ---


def access_for_review(actor: Any, activity_id: UUID) -> Any:
    """Return an activity of a programme in which the actor is a mentor, or 404."""
    return get_object_or_404(
        activities.list_mentored(actor).select_related("region", "programme"), pk=activity_id
    )


def queue(actor: Any, *, state: str = "reported", competence: str = "", **wanted: Any) -> QuerySet[Any]:
    """List the activities of others that a mentor may look at, the longest waiting first.

    `wanted` are a region, a language, a programme; empty ones ask nothing.
    """
    found = activities.list_mentored(actor).exclude(person=actor).filter(state=state)
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if competence:  # a list in JSON, in which SQLite looks for no member
        found = found.annotate(about=Cast("competences", TextField())).filter(
            about__contains=f'"{competence}"'
        )
    return found.select_related("region", "person", "programme").order_by("reported_at", "pk")


def mentored_programmes(actor: Any) -> dict[str, str]:
    """Return ids and titles of the programmes whose reports a mentor may look at."""
    ids = activities.list_mentored(actor).order_by().values_list("programme", flat=True).distinct()
    return {str(id): title for id, title in programmes.titles(ids).items()}


def next_waiting(actor: Any, *, after: Any = None) -> Any | None:
    """Return the activity that waits longest, another than `after`."""
    found = queue(actor)
    return (found.exclude(pk=after) if after else found).first()


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of a review: the name of the criterion, of the level, and its sentence."""

    name: Translated
    level: Translated
    sentence: Translated
    code: int


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """A review with the words of its rubric."""

    review: Review
    lines: tuple[Line, ...]


def reviews_of(activity: Any) -> list[ReviewShown]:
    """Return what mentors said, the newest first (one query)."""
    rows = Review.objects.filter(activity=activity).select_related("reviewer")
    return [ReviewShown(row, tuple(_lines(row, rubric_of_key(row.rubric)))) for row in rows]


def _lines(row: Review, found: Rubric) -> Iterable[Line]:
    for one in found.criteria:
        code = row.levels.get(one.id, 0)
        yield Line(one.name, found.levels[code], one.levels[code], code)


def count_accepted(people: Collection[UUID], programme_id: UUID, least: int = 0) -> dict[UUID, int]:
    """Count the accepted activities of people in a programme whose every criterion has a least level (one query)."""
    rows = Review.objects.filter(
        decision=Review.Decision.ACCEPT, activity__person__in=people, activity__programme=programme_id,
        activity__state="accepted",
    )  # fmt: skip
    kept: dict[UUID, set[UUID]] = {}
    for person, activity, levels in rows.values_list("activity__person", "activity", "levels"):
        if levels and min(levels.values()) >= least:
            kept.setdefault(person, set()).add(activity)
    return {person: len(found) for person, found in kept.items()}


def mentored_by(people: Collection[UUID]) -> dict[UUID, int]:
    """Count the activities that each of several people has reviewed as a mentor (one query)."""
    rows = (
        Review.objects.filter(reviewer__in=people).order_by().values_list("reviewer", "activity").distinct()
    )
    counts: dict[UUID, int] = {}
    for person, _activity in rows:
        counts[person] = counts.get(person, 0) + 1
    return counts


# --- the library ---


def library(
    *, text: str = "", competence: str = "", audience: str = "", language: str = "", region: str = ""
) -> QuerySet[Published]:
    """List what stands in the library, the newest first; every word of `text` has to be there, however it is typed."""
    found = Published.objects.filter(withdrawn_at=None).select_related("activity")
    for mark, value in (("c", competence), ("a", audience), ("l", language), ("r", region)):
        if value:
            found = found.filter(facets__contains=f" {mark}:{value} ")
    for word in text.split()[:8]:
        found = found.filter(_said(word))
    return found


def _said(word: str) -> Q:
    """Return the condition for a word in any of its forms: its beginning, as long as its stem in one of the languages."""
    key, lengths = search_key(word), {len(one) for one in stems(word).values()}
    forms = {key, *(key[:n] for n in lengths if n >= SHORTEST_STEM)}
    return reduce(or_, (Q(search__contains=one) for one in forms if one), Q())


def access_published(published_id: UUID) -> Published:
    """Return what stands in the library now, or 404."""
    found = Published.objects.filter(withdrawn_at=None).select_related("activity__programme")
    return get_object_or_404(found, pk=published_id)


def published_of(activity: Any) -> Published | None:
    """Return the entry of an activity in the library, None where it never had one or was withdrawn."""
    return Published.objects.filter(activity=activity, withdrawn_at=None).first()


def find_published(published_id: UUID) -> Published | None:
    """Return what stands in the library now, None where there is nothing."""
    return Published.objects.filter(pk=published_id, withdrawn_at=None).first()


def is_published_picture(attachment_id: UUID) -> bool:
    """Tell whether a picture goes with an entry that stands in the library now (one query)."""
    found = Published.objects.filter(withdrawn_at=None, activity__evidence__attachment=attachment_id).first()
    return found is not None and any(one["id"] == str(attachment_id) for one in found.content["pictures"])


def may_withdraw(actor: Any, published: Published) -> bool:
    """Tell whether somebody may take an activity out: its author, or a coordinator of its programme."""
    if not getattr(actor, "is_authenticated", False):
        return False
    activity = published.activity
    return activity.person_id == actor.pk or programmes.coordinates(actor, activity.programme)


def access_withdrawable(actor: Any, published_id: UUID) -> Published:
    """Return an entry that the actor may take out of the library, or 404."""
    found = access_published(published_id)
    return (
        found if may_withdraw(actor, found) else get_object_or_404(Published.objects.none(), pk=published_id)
    )


def open_objections(actor: Any) -> QuerySet[Objection]:
    """List what readers object to in the programmes that the actor coordinates, the oldest first."""
    found = Objection.objects.filter(
        settled_at=None, published__withdrawn_at=None,
        published__activity__programme__in=programmes.list_coordinated(actor),
    )  # fmt: skip
    return found.select_related("published")


def access_objection(actor: Any, objection_id: UUID) -> Objection:
    """Return an objection that the actor decides on, or 404."""
    return get_object_or_404(open_objections(actor), pk=objection_id)
