"""How long responses and links are kept: until the term is over that was agreed to."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from sauatty.web.base import audit
from sauatty.web.base.models import Envelope
from sauatty.web.surveys.models import Campaign, Response
from sauatty.web.surveys.submission import KIND

CHUNK = 500
STRAY_DAYS = 180


def forget_responses(campaign: Campaign) -> int:
    """Delete the responses of a campaign and the envelopes in which they came."""
    ids = list(campaign.responses.values_list("pk", flat=True))
    deleted = 0
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        deleted += Response.objects.filter(pk__in=part).delete()[0]
        Envelope.objects.filter(pk__in=part).delete()
    return deleted


@transaction.atomic
def forget_strays() -> int:
    """Delete what came for surveys that are not there any more, half a year later: nobody will decide about it."""
    past = timezone.now() - timedelta(days=STRAY_DAYS)
    strays = Envelope.objects.filter(kind=KIND, status=Envelope.Status.QUARANTINED, received_at__lt=past)
    ours = Response.objects.filter(pk=OuterRef("pk"))
    return int(strays.filter(~Exists(ours)).delete()[0])


@transaction.atomic
def forget_what_is_past_its_term() -> int:
    """Delete responses and links of campaigns whose term is over (called every minute).

    The term counts from the end of the campaign, and the longest that was agreed to holds.
    """
    over = Campaign.objects.filter(closes_at__lt=timezone.now()).annotate(
        days=Max("consent_pages__term_days")
    )
    deleted = 0
    for campaign in over.filter(days__isnull=False):
        if campaign.closes_at + timedelta(days=campaign.days) > timezone.now():
            continue
        n = forget_responses(campaign) + campaign.links.all().delete()[0]
        if n:
            audit.record("campaign.past-its-term", actor=None, target=campaign, n=n)
        deleted += n
    return deleted
