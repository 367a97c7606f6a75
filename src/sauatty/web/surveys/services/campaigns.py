"""Making, changing, opening and closing campaigns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import (
    CampaignHasResponses,
    CampaignIsFixed,
    ConsentTextMissing,
    ContactMissing,
    EndIsPast,
    LanguagesIncomplete,
    TitleMissing,
    VersionOfAnother,
)
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base import audit
from sauatty.web.surveys import clock, tokens
from sauatty.web.surveys.models import Campaign
from sauatty.web.surveys.services.consent import compose_anew, is_composed

# What respondents are told, or what their responses hang on: fixed from the first opening on.
FIXED = ("is_anonymous", "slug")


@transaction.atomic
def add_campaign(
    *,
    actor: Any,
    programme: Any,
    version: Any,
    titles: Mapping[str, str],
    languages: Iterable[str],
    **fields: Any,
) -> Campaign:
    """Prepare a campaign of a published version. `fields`: is_anonymous, has_open_link, opens_at, closes_at, …"""
    campaign = Campaign.objects.create(
        programme=programme, version=version, slug=fields.pop("slug", "") or tokens.make_slug(), created_by=actor,
        languages=_in_order(languages), **_titles(titles), **fields,
    )  # fmt: skip
    facts = {"version": version.sha256, "anonymous": campaign.is_anonymous}
    audit.record("campaign.added", actor=actor, target=campaign, **facts)
    return campaign


def locked(campaign: Campaign) -> Campaign:
    """Return the campaign's row, held until the transaction ends."""
    return Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)


def _titles(titles: Mapping[str, str]) -> dict[str, str]:
    return {f"title_{code}": " ".join(titles.get(code, "").split()) for code in LANGUAGES}


def _in_order(languages: Iterable[str]) -> list[str]:
    chosen = set(languages)
    return [code for code in LANGUAGES if code in chosen]


@transaction.atomic
def change_campaign(*, actor: Any, campaign: Campaign, titles: Mapping[str, str], **fields: Any) -> Campaign:
    """Change what may be changed; anonymity and the short address stay once the survey was open."""
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("version").get(pk=campaign.pk)
    fixed = {name: fields[name] for name in FIXED if name in fields and fields[name] != getattr(locked, name)}
    if fixed and was_open(locked):
        raise CampaignIsFixed
    promises_otherwise = "is_anonymous" in fixed
    if fields.get("contact", locked.contact) != locked.contact:
        promises_otherwise = promises_otherwise or is_composed(locked)
    fields["languages"] = _in_order(fields.get("languages", locked.languages))
    for name, value in {**fields, **_titles(titles)}.items():
        setattr(locked, name, value)
    locked.save()
    if promises_otherwise:
        compose_anew(actor=actor, campaign=locked)
    if locked.state == Campaign.State.OPEN:
        refuse_unready(locked)
    audit.record("campaign.changed", actor=actor, target=locked, fields=sorted(fields))
    return locked


def was_open(campaign: Campaign) -> bool:
    """Tell whether respondents have seen the campaign, or hold links to it."""
    return campaign.state != Campaign.State.DRAFT or campaign.responses.exists() or campaign.links.exists()


def _named(languages: Iterable[str]) -> str:
    return ", ".join(LANGUAGE_NAMES[code] for code in languages)


def refuse_unready(campaign: Campaign, now: datetime | None = None) -> None:
    """Raise what keeps a campaign from being opened, the first thing first."""
    declared = campaign.languages or list(LANGUAGES)
    untitled = [code for code in declared if not getattr(campaign, f"title_{code}")]
    if untitled:
        raise TitleMissing(languages=_named(untitled))
    incomplete = [code for code in declared if code not in campaign.version.languages]
    if incomplete:
        raise LanguagesIncomplete(languages=_named(incomplete))
    page = campaign.consent_pages.order_by("-version").first()
    silent = [code for code in declared if page is None or not _agrees_in(page, code)]
    if silent:
        raise ConsentTextMissing(languages=_named(silent))
    if not campaign.is_anonymous and not campaign.contact:
        raise ContactMissing
    if campaign.closes_at and campaign.closes_at <= (now or timezone.now()):
        raise EndIsPast


def _agrees_in(page: Any, language: str) -> bool:
    return all(getattr(page, f"{field}_{language}").strip() for field in ("text", "purpose", "data_list"))


@transaction.atomic
def open_campaign(*, actor: Any, campaign: Campaign, closes_at: datetime | None = None) -> Campaign:
    """Open a campaign; before `opens_at` it waits for the server's clock. One that is over gets a new end, or none."""
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("version").get(pk=campaign.pk)
    before = clock.phase(locked)
    if before in ("open", "waiting"):
        return locked
    if before == "closed":
        locked.closes_at = closes_at
    refuse_unready(locked)
    locked.state = Campaign.State.OPEN
    locked.save(update_fields=["state", "closes_at"])
    action = "campaign.opened" if before == "draft" else "campaign.reopened"
    audit.record(action, actor=actor, target=locked)
    return locked


@transaction.atomic
def close_campaign(*, actor: Any, campaign: Campaign) -> Campaign:
    """Close a campaign now; what comes later is kept and marked."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.state == Campaign.State.OPEN:
        locked.state = Campaign.State.CLOSED
        # Past ends stay as they are: they are when the clock closed it.
        if not locked.closes_at or locked.closes_at > timezone.now():
            locked.closes_at = _end_of(locked)
        locked.save(update_fields=["state", "closes_at"])
        audit.record("campaign.closed", actor=actor, target=locked)
    return locked


def _end_of(campaign: Campaign) -> datetime | None:
    """Return now as the end; none where the campaign was to open later only."""
    now = timezone.now()
    return None if campaign.opens_at and campaign.opens_at >= now else now


@transaction.atomic
def move_to_version(*, actor: Any, campaign: Campaign, version: Any) -> Campaign:
    """Ask another version of the same instrument from now on; responses keep the version that they answered."""
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("version").get(pk=campaign.pk)
    if version.instrument_id != locked.version.instrument_id:
        raise VersionOfAnother
    before, locked.version = locked.version.sha256, version
    if locked.state == Campaign.State.OPEN:
        refuse_unready(locked)
    locked.save(update_fields=["version"])
    audit.record("campaign.moved", actor=actor, target=locked, before=before, after=version.sha256)
    return locked


@transaction.atomic
def set_population(*, actor: Any, campaign: Campaign, rows: Sequence[Mapping[str, Any]]) -> None:
    """Say for whom the campaign is meant: numbers by region and kind of organisation."""
    Campaign.objects.filter(pk=campaign.pk).update(population=[dict(row) for row in rows])
    audit.record("campaign.population-set", actor=actor, target=campaign, n=sum(row["n"] for row in rows))


@transaction.atomic
def delete_campaign(*, actor: Any, campaign: Campaign) -> None:
    """Delete a campaign without responses, or an invented one with everything in it."""
    locked(campaign)  # a response that comes at this moment waits, and finds no campaign, or was here before
    if not campaign.is_demo and campaign.responses.exists():
        raise CampaignHasResponses
    audit.record("campaign.deleted", actor=actor, target=campaign)
    delete_whole(Campaign.objects.filter(pk=campaign.pk))


def delete_whole(campaigns: Any) -> None:
    """Delete campaigns with responses, links, letters, sheets and files, and the envelopes they came in."""
    from sauatty.web.surveys.services.retention import forget_responses

    for campaign in campaigns:
        forget_responses(campaign)
        campaign.delete()
