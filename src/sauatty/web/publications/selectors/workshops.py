"""Reads of workshops: where they were held, what they said, which paragraphs that concerns."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.core.documents.guide_outputs import subject_scopes
from sauatty.core.languages import Translated
from sauatty.web.guides.models import Block, Guide
from sauatty.web.publications import writing
from sauatty.web.publications.models import Challenge, Version, Workshop


def access_workshop(guide: Guide, workshop_id: UUID) -> Workshop:
    """Return a workshop on a guide (404)."""
    return get_object_or_404(guide.workshops, pk=workshop_id)


def list_workshops(guide: Guide) -> QuerySet[Workshop]:
    """Return the workshops on a guide that were held, newest first, with what they said."""
    challenges = Prefetch("challenges", queryset=Challenge.objects.prefetch_related("blocks"))
    return guide.workshops.filter(held_on__lte=timezone.localdate()).prefetch_related(challenges)


def access_challenge(guide: Guide, challenge_id: UUID) -> Challenge:
    """Return a challenge of a workshop on a guide (404)."""
    return get_object_or_404(
        Challenge.objects.filter(workshop__guide=guide).select_related("workshop"), pk=challenge_id
    )


def list_challenges(
    guide: Guide, *, region: str = "", subject: str = "", kind: str = ""
) -> QuerySet[Challenge]:
    """Return what workshops said, narrowed by region, subject and kind."""
    challenges = Challenge.objects.filter(workshop__guide=guide).select_related("workshop")
    wanted = {"workshop__region": region, "subject_id": subject, "kind": kind}
    chosen = challenges.filter(**{name: value for name, value in wanted.items() if value})
    return chosen.prefetch_related("blocks").order_by("-workshop__held_on", "recorded_at")


def count_challenges(guide: Guide) -> list[tuple[str, str, int]]:
    """Return (region, subject, number of challenges), most first."""
    counted = Challenge.objects.filter(workshop__guide=guide).values_list("workshop__region", "subject_id")
    return list(counted.annotate(n=Count("pk")).order_by("-n", "workshop__region", "subject_id"))


def list_challenges_of(block: Block) -> list[Challenge]:
    """Return the challenges of workshops that concern a block."""
    return list(Challenge.objects.filter(blocks=block).select_related("workshop"))


def list_said(*, guides: Collection[UUID], workshops: Collection[UUID]) -> QuerySet[Challenge]:
    """Return what was said of some guides or at some workshops, the latest first."""
    said = Challenge.objects.filter(Q(workshop__guide__in=guides) | Q(workshop__in=workshops))
    return said.select_related("workshop__guide").order_by("-workshop__held_on", "-recorded_at", "pk")


@dataclass(frozen=True, slots=True)
class Answer:
    """The version of a guide that answered a challenge."""

    slug: str
    number: int
    identifier: str


def answers_in(guides: Collection[UUID]) -> dict[str, Answer]:
    """Return which version of these guides answered which challenge, by its id (one query)."""
    rows = Version.objects.filter(guide__in=guides, changes__has_key="challenges").order_by("number")
    told = rows.values_list("guide__slug", "number", "identifier", "changes__challenges")
    found: dict[str, Answer] = {}
    for slug, number, identifier, challenges in told:
        for one in challenges or ():
            found.setdefault(one["id"], Answer(slug, number, identifier))
    return found


@dataclass(frozen=True, slots=True)
class GuideSubject:
    """A subject of a guide of which papers can be made; `subject_id` is '' where the catalogue has none."""

    scope: str
    subject_id: str
    name: Translated


def subjects_of(guide: Guide) -> list[GuideSubject]:
    """Return the subjects of a guide of which papers can be made."""
    data = writing.guide_data(guide)
    return [
        GuideSubject(
            scope,
            data.tables[f"workshop:{scope}"].get("slug") or "",
            Translated.from_mapping(data.tables[f"map:{scope}"]["subject"]),
        )
        for scope in subject_scopes(data)
    ]
