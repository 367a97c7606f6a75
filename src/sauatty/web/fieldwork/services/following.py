"""Campaigns that come after another one: the evaluation after a training, and what was done three months later."""

import calendar
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.fieldwork.models import Wave
from sauatty.web.surveys import services as surveys

MONTHS_LATER = 3
OPEN_DAYS = 21


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day some months later; where that month is shorter, its last day."""
    index = moment.month - 1 + months
    year, month = moment.year + index // 12, index % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


@transaction.atomic
def follow(
    *,
    actor: Any,
    campaign: Any,
    version: Any,
    titles: dict[str, str],
    opens_at: datetime,
    is_sent: bool = True,
) -> Any:
    """Prepare a campaign after `campaign`, for the same people, anonymous if that one was.

    It opens at `opens_at` by itself and, with `is_sent`, writes to all who have an address; the letters are planned
    for that moment. Pseudonyms go on, so that what a person named as need can be shown to that person again. Asked
    for twice, the one that is there is returned: nobody gets two letters for a button that was pressed twice.
    """
    surveys.locked(campaign)
    same = campaign.followers.filter(version=version, opens_at=opens_at).first()
    if same is not None:
        return same
    after = surveys.add_campaign(
        actor=actor, programme=campaign.programme, version=version, titles=titles,
        languages=[code for code in campaign.languages if code in version.languages] or version.languages,
        is_anonymous=campaign.is_anonymous, has_open_link=campaign.has_open_link, follows=campaign,
        opens_at=opens_at, closes_at=opens_at + timedelta(days=OPEN_DAYS), is_demo=campaign.is_demo,
        contact=campaign.contact,
    )  # fmt: skip
    _take_over_consent(actor, campaign, after)
    invited = _invite_again(actor, campaign, after)
    if is_sent and invited:
        Wave.objects.create(campaign=after, number=1, kind=Wave.Kind.INVITATION, send_at=opens_at)
        audit.record("campaign.letters-planned", actor=actor, target=after, kind="invitation", wave=1)
    return surveys.open_campaign(actor=actor, campaign=after) if is_sent else after


def _take_over_consent(actor: Any, before: Any, after: Any) -> None:
    page = before.consent_pages.order_by("-version").first()
    if page is None:
        return
    fields = {name: getattr(page, name) for name in surveys.CONSENT_FIELDS}
    surveys.set_consent(actor=actor, campaign=after, **fields)


def _invite_again(actor: Any, before: Any, after: Any) -> int:
    """Give new links to the people of the campaign before, with their pseudonyms where there are any."""
    invitees = [
        surveys.Invitee(
            label=one.label, email=one.email, language=one.language, person=one.person, organisation=one.organisation,
            organisation_kind=one.organisation_kind, region_id=one.region_id, pseudonym=one.pseudonym,
        )
        for one in before.links.select_related("person", "organisation")
    ]  # fmt: skip
    return len(surveys.make_links(actor=actor, campaign=after, invitees=invitees)) if invitees else 0


@transaction.atomic
def follow_twice(
    *, actor: Any, campaign: Any, version: Any, later: Any, titles: dict[str, str], opens_at: datetime
) -> list[Any]:
    """Prepare the evaluation and, with a version for `later`, what is asked three months after it."""
    first = follow(actor=actor, campaign=campaign, version=version, titles=titles, opens_at=opens_at)
    if later is None:
        return [first]
    own = {code: getattr(later.instrument, f"title_{code}")[:250] for code in LANGUAGES}
    second = follow(
        actor=actor, campaign=first, version=later, titles=own, opens_at=months_after(opens_at, MONTHS_LATER)
    )
    return [first, second]
