"""Whether a campaign takes responses now: what the coordinator said, and the server's clock. Nobody else's clock."""

from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone

from sauatty.web.surveys.models import Campaign

Phase = Literal["draft", "waiting", "open", "closed"]


def phase(campaign: Campaign, now: datetime | None = None) -> Phase:
    """Say where a campaign stands: being prepared, opened for a time to come, open, or over."""
    now = now or timezone.now()
    if campaign.state == Campaign.State.DRAFT:
        return "draft"
    if campaign.state == Campaign.State.CLOSED or (campaign.closes_at and campaign.closes_at <= now):
        return "closed"
    return "waiting" if campaign.opens_at and campaign.opens_at > now else "open"


def today() -> date:
    """Return the day by the server's clock, where the site is."""
    return timezone.localdate()


def day_of_use(campaign: Campaign) -> date:
    """Return the day that is noted when a link is used.

    In an anonymous campaign it is the Monday of the week: on a day with one response, the day would be the path
    from the link to it.
    """
    day = today()
    return day - timedelta(days=day.weekday()) if campaign.is_anonymous else day
