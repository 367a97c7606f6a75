"""Writes of public pages: the words, a new snapshot, and taking the page off."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from sauatty.core.errors import ShowcaseAddressTaken
from sauatty.web.base import audit
from sauatty.web.showcases import numbers, selectors
from sauatty.web.showcases.models import Showcase, Snapshot


@transaction.atomic
def write(*, actor: Any, programme: Any, facts: Mapping[str, str]) -> Showcase:
    """Keep what is to stand on the page; what is published already stays as it is."""
    one = selectors.find_showcase(programme) or Showcase(programme=programme)
    for name, value in facts.items():
        setattr(one, name, value)
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as error:
        raise ShowcaseAddressTaken(slug=one.slug) from error
    audit.record("showcase.written", actor=actor, target=one)
    return one


def publish(*, actor: Any, showcase: Showcase) -> Snapshot:
    """Publish the page as it is now. Of two who publish at once the second works its numbers out anew."""
    made = None
    while made is None:
        last = selectors.newest_snapshot(showcase)
        found = numbers.collect(showcase.programme, showcase, actor, last)  # takes seconds: not while writing
        made = _add(actor, showcase, last, found)
    return made


@transaction.atomic
def _add(actor: Any, showcase: Showcase, last: Snapshot | None, found: numbers.Collected) -> Snapshot | None:
    """Add a snapshot after the last one; None where another one came in between."""
    row = Showcase.objects.select_for_update().get(pk=showcase.pk)
    if selectors.newest_snapshot(row) != last:
        return None
    made: Snapshot = Snapshot.objects.create(
        showcase=row, number=last.number + 1 if last else 1, content=found.content, n_people=found.n_people,
        made_by=actor,
    )  # fmt: skip
    row.published = made
    row.save(update_fields=["published"])
    audit.record("showcase.published", actor=actor, target=row, number=made.number)
    return made


@transaction.atomic
def withdraw(*, actor: Any, showcase: Showcase) -> None:
    """Take the page off, at once."""
    if Showcase.objects.filter(pk=showcase.pk, published__isnull=False).update(published=None):
        audit.record("showcase.withdrawn", actor=actor, target=showcase)
