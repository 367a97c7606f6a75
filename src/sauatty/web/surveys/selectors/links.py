"""What a personal link opens. It is found by the hash of its token."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from sauatty.core.languages import Translated
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import tokens
from sauatty.web.surveys.models import Campaign, Link, Response

# Fewer used links than this are not shown one by one in an anonymous campaign: who watches the list could tell
# whose response has just come.
FEW = 5


def find_link(campaign: Campaign, token: str) -> Link | None:
    """Return the link that a token opens in this campaign."""
    return campaign.links.filter(token_hash=tokens.hash_of(token)).first() if token else None


def is_link_open(campaign: Campaign, token: str) -> bool:
    """Tell whether a token was not used yet."""
    link = find_link(campaign, token)
    return link is not None and link.used_on is None


@dataclass(frozen=True, slots=True)
class CarriedNeed:
    """What a person named as need in the campaign before: the question, and the chosen choices or the text."""

    question: str
    named: tuple[Translated, ...]


def carried_needs(campaign: Campaign, token: str) -> tuple[CarriedNeed, ...]:
    """Return what the person behind a token named as need in a campaign that this one comes after.

    Only between pseudonymous campaigns: in an anonymous one nobody knows which response is whose.
    """
    if campaign.is_anonymous or campaign.follows_id is None:
        return ()
    link = find_link(campaign, token)
    before = campaign.follows
    while before is not None and link is not None and link.pseudonym and not before.is_anonymous:
        response = _response_of(before, link.pseudonym)
        found = _needs_in(response) if response else ()
        if found:
            return found
        before = before.follows
    return ()


def _response_of(campaign: Campaign, pseudonym: str) -> Response | None:
    taken = campaign.responses.filter(
        pseudonym=pseudonym, state=Response.State.ACCEPTED, version__isnull=False
    )
    return taken.select_related("version").defer("version__body").first()


def _needs_in(response: Response) -> tuple[CarriedNeed, ...]:
    found = []
    for question in instruments.core_instrument(response.version).with_role("need"):
        labels = {choice.code: choice.label for choice in question.choices}
        answer = response.answers.get(question.id, "")
        codes = answer.split() if labels else [answer]
        named = tuple(labels.get(code, Translated(code, code, code)) for code in codes if code)
        if named:
            found.append(CarriedNeed(question.id, named))
    return tuple(found)


# --- the list of the coordinator ---


def list_links(campaign: Campaign) -> QuerySet[Link]:
    """List the links by their labels; what they lead to is shown to nobody."""
    return campaign.links.select_related("person", "organisation", "region").order_by("label", "id")


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """How many links there are, were used, and whether it may be shown which."""

    n: int
    used: int
    with_address: int
    shows_used: bool


def count_links(campaign: Campaign) -> LinkCounts:
    """Count the links of a campaign (one query)."""
    found = campaign.links.aggregate(
        n=Count("pk"),
        used=Count("pk", filter=Q(used_on__isnull=False)),
        addressed=Count("pk", filter=_HAS_ADDRESS),
    )
    shows = not campaign.is_anonymous or found["used"] >= FEW
    return LinkCounts(found["n"], found["used"], found["addressed"], shows)


_HAS_ADDRESS = ~Q(email="") | Q(person__is_active=True, person__email__isnull=False)


def concerned_links(campaign: Campaign) -> QuerySet[Link]:
    """Return the links that letters go to: they have an address and were not used."""
    return campaign.links.filter(_HAS_ADDRESS, used_on=None)


def count_concerned(campaign: Campaign) -> int:
    """Count whom letters would go to now."""
    return concerned_links(campaign).count()
