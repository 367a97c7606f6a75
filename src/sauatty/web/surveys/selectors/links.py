"""What a personal link opens. It is found by the hash of its token."""

from dataclasses import dataclass

from sauatty.core.languages import Translated
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import tokens
from sauatty.web.surveys.models import Campaign, Link, Response


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
    """Return what the person behind a token named as need in the campaign that this one follows.

    Only between pseudonymous campaigns: in an anonymous one nobody knows which response is whose.
    """
    before = campaign.follows
    if before is None or before.is_anonymous or campaign.is_anonymous:
        return ()
    link = find_link(campaign, token)
    if link is None or not link.pseudonym:
        return ()
    response = _response_of(before, link.pseudonym)
    return _needs_in(response) if response else ()


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
