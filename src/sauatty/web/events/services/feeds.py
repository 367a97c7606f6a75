"""The secret address of somebody's own calendar: made when they ask for it, renewed when they want the old one to end."""

from typing import Any

from django.db import transaction
from django.db.models import F

from sauatty.web.base import audit
from sauatty.web.events.models import CalendarFeed


@transaction.atomic
def make_feed(*, person: Any) -> CalendarFeed:
    """Return the feed of a person, made where there is none."""
    feed, is_new = CalendarFeed.objects.get_or_create(person=person)
    if is_new:
        audit.record("calendar-feed.made", actor=person, target=feed)
    return feed


@transaction.atomic
def renew_feed(*, person: Any) -> CalendarFeed:
    """Give a person's feed a new address; the old one holds no more."""
    feed = make_feed(person=person)
    CalendarFeed.objects.filter(pk=feed.pk).update(version=F("version") + 1)
    feed.refresh_from_db()
    audit.record("calendar-feed.renewed", actor=person, target=feed)
    return feed
