"""Reads of workshops: where they were held, what they said, which paragraphs that concerns."""

from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from sauatty.web.guides.models import Block, Guide
from sauatty.web.publications.models import Challenge, Workshop


def access_workshop(guide: Guide, workshop_id: UUID) -> Workshop:
    """Return a workshop on a guide (404)."""
    return get_object_or_404(guide.workshops, pk=workshop_id)


def list_workshops(guide: Guide) -> QuerySet[Workshop]:
    """Return the workshops on a guide, newest first, with what they said."""
    challenges = Prefetch("challenges", queryset=Challenge.objects.prefetch_related("blocks"))
    return guide.workshops.prefetch_related(challenges)


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
