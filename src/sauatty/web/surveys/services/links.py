"""Personal links: made all at once, handed over once, used once."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Q

from sauatty.web.base import audit, exports
from sauatty.web.base.models import ExportedFile
from sauatty.web.surveys import clock, tokens
from sauatty.web.surveys.models import Campaign, Link

BATCH = 500
ENOUGH = 5  # uses of links in one anonymous campaign before its links are written anew


@dataclass(frozen=True, slots=True)
class Invitee:
    """One who gets a personal link. Everything but the label may be left out."""

    label: str
    email: str = ""
    language: str = "kk"
    person: Any = None
    organisation: Any = None
    organisation_kind: str = ""
    region_id: str | None = None
    pseudonym: str = ""


def address_of(campaign: Campaign, link: Link, language: str = "") -> str:
    """Return the address that a link opens, in its own language unless another one is said."""
    return f"{settings.PUBLIC_ADDRESS}/{language or link.language}/s/{campaign.slug}/t/{tokens.token_of(link.pk)}/"


@transaction.atomic
def make_links(*, actor: Any, campaign: Campaign, invitees: Sequence[Invitee]) -> list[Link]:
    """Make a link for each; people who have one already get no second one.

    They are stored in random order, so that the order of the rows says nothing about that of the list.
    """
    Campaign.objects.select_for_update(of=("self",)).get(
        pk=campaign.pk
    )  # nobody writes the links anew meanwhile
    links = [_link(campaign, one) for one in _without_link(campaign, invitees)]
    shuffled = list(links)
    secrets.SystemRandom().shuffle(shuffled)
    Link.objects.bulk_create(shuffled, batch_size=BATCH)
    if links:
        audit.record("campaign.links-made", actor=actor, target=campaign, n=len(links))
    return links


def _without_link(campaign: Campaign, invitees: Sequence[Invitee]) -> list[Invitee]:
    """Return those who have no link yet, each once: the same person, or the same address, in a list or an account."""
    rows = campaign.links.values_list("person_id", "person__email", "email")
    known = {mark for row in rows for mark in row if mark}
    fresh = []
    for one in invitees:
        marks = {one.email, *((one.person.pk, one.person.email) if one.person else ())} - {"", None}
        if known.isdisjoint(marks):
            fresh.append(one)
            known |= marks
    return fresh


def _link(campaign: Campaign, invitee: Invitee) -> Link:
    place = invitee.organisation
    link = Link(
        campaign=campaign, label=invitee.label[:200], email=invitee.email, language=invitee.language,
        person=invitee.person, organisation=place,
        organisation_kind=invitee.organisation_kind or (place.kind if place else ""),
        region_id=invitee.region_id or (place.region_id if place else None),
        pseudonym="" if campaign.is_anonymous else invitee.pseudonym or tokens.make_pseudonym(),
    )  # fmt: skip
    link.token_hash = tokens.hash_of(tokens.token_of(link.pk))
    return link


@transaction.atomic
def claim_for_letter(*, link_id: UUID, wave: int, is_reminder: bool) -> Link | None:
    """Note that a letter goes to a link now; None where it went before, or the link was used meanwhile."""
    free = Link.objects.filter(pk=link_id, wave__lt=wave, used_on=None)
    dated = {"reminded_on" if is_reminder else "invited_on": clock.today()}
    # Twice: a link that was being written anew is there again once that is over
    if not any(free.update(wave=wave, **dated) for _try in range(2)):
        return None
    return Link.objects.select_related("person").get(pk=link_id)


@transaction.atomic
def offer_list(*, actor: Any, campaign: Campaign, links: Iterable[Link]) -> ExportedFile:
    """Offer the addresses of new links as a table, for a day and to their maker only; they are not shown again."""
    rows = [["label", "e-mail", "language", "link"]]
    rows += [[one.label, one.email, one.language, address_of(campaign, one)] for one in links]
    content = exports.write_csv(rows)
    name = f"links-{campaign.slug}.csv"
    return exports.offer_file(
        owner=actor, name=name, media_type="text/csv", content=content, campaign=str(campaign.pk)
    )


@transaction.atomic
def remove_links(*, actor: Any, campaign: Campaign, links: Any) -> int:
    """Put links out of force that nobody has used; whoever holds one can be given a new one."""
    n = int(links.filter(campaign=campaign, used_on=None).delete()[0])
    if n:
        audit.record("campaign.links-removed", actor=actor, target=campaign, n=n)
    return n


def shuffle_used_links() -> int:
    """Write the links of anonymous campaigns anew, in random order, when enough of them were used (a chore).

    On PostgreSQL each use of a link moves its row, and stamps it with the transaction that stored the response
    beside it: who reads the files of the database could join the two by order or stamp. Written anew the links of
    a campaign carry one stamp and an order of chance. Until the next time a few are open to such a reader, as are
    copies that were made in between.
    """
    used = Count("links", filter=Q(links__used_on__isnull=False))
    found = (
        Campaign.objects.filter(is_anonymous=True).annotate(n_used=used).filter(n_used__gt=F("n_shuffled"))
    )
    waiting = [one.pk for one in found.only("pk", "n_shuffled", "shuffled_on") if _is_due(one)]
    return sum(_write_anew(campaign_id) for campaign_id in waiting)


def _is_due(campaign: Any) -> bool:
    """Tell whether the day has changed since, or, where rows move, enough links were used to hide among."""
    enough = connection.vendor != "sqlite" and campaign.n_used - campaign.n_shuffled >= ENOUGH
    return enough or campaign.shuffled_on != clock.today()


@transaction.atomic
def _write_anew(campaign_id: UUID) -> int:
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    links = list(campaign.links.select_for_update(of=("self",)))
    secrets.SystemRandom().shuffle(links)
    campaign.links.all().delete()
    Link.objects.bulk_create(links, batch_size=BATCH)
    n_used = sum(link.used_on is not None for link in links)
    Campaign.objects.filter(pk=campaign_id).update(shuffled_on=clock.today(), n_shuffled=n_used)
    return len(links)
