"""Who sees which campaign: coordinators manage, analysts and researchers read figures, respondents have the slug."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from sauatty.web.programmes import selectors as programmes
from sauatty.web.surveys.clock import phase
from sauatty.web.surveys.models import Campaign, ConsentPage, Response

READERS = frozenset({"coordinator", "analyst", "researcher"})
_HEAVY = ("version__body", "version__instrument__body", "version__instrument__sources")


def _campaigns() -> QuerySet[Campaign]:
    """Return the campaigns with programme and version, without the questions."""
    return Campaign.objects.select_related("programme", "version__instrument").defer(*_HEAVY)


def list_campaigns(person: Any) -> QuerySet[Campaign]:
    """List the campaigns whose figures a person may read."""
    if person.is_site_admin:
        return _campaigns()
    held = person.grants.filter(role__in=READERS).values_list("scope_kind", "scope_id")
    if any(kind == "site" for kind, _pk in held):
        return _campaigns()
    return _campaigns().filter(programme__in=[pk for kind, pk in held if kind == "programme"])


def list_of_programmes(ids: Iterable[UUID] | None) -> QuerySet[Campaign]:
    """List the campaigns of some programmes, of all where None is given; whoever calls has asked for the right."""
    return _campaigns() if ids is None else _campaigns().filter(programme__in=list(ids))


def list_managed(person: Any) -> QuerySet[Campaign]:
    """List the campaigns that a person manages: those of the programmes that they coordinate."""
    return _campaigns().filter(programme__in=programmes.list_coordinated(person))


def with_counts(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Give each campaign `n_responses` and `n_waiting` (in the same query)."""
    waits = Q(responses__state=Response.State.QUARANTINED)
    taken = Q(responses__state=Response.State.ACCEPTED)
    counted = campaigns.annotate(
        n_responses=Count("responses", filter=taken), n_waiting=Count("responses", filter=waits)
    )
    return counted.order_by("-created_at")


def access_campaign(person: Any, campaign_id: UUID | str) -> Campaign:
    """Return a campaign whose figures the person may read; otherwise there is none (404)."""
    return get_object_or_404(list_campaigns(person), pk=campaign_id)


def access_managed(person: Any, campaign_id: UUID | str) -> Campaign:
    """Return a campaign that the person manages; otherwise there is none (404)."""
    return get_object_or_404(list_managed(person), pk=campaign_id)


def may_manage(person: Any, campaign: Campaign) -> bool:
    """Tell whether the person manages a campaign that they see."""
    return programmes.coordinates(person, campaign.programme)


def access_public_campaign(slug: str) -> Campaign:
    """Return the campaign behind /s/<slug>/, prepared or over too (see `phase`); 404 where there is none."""
    return get_object_or_404(_campaigns(), slug=slug)


def is_known(slug: str) -> bool:
    """Tell whether a campaign has this short address."""
    return Campaign.objects.filter(slug=slug).exists()


def consent_of(campaign: Campaign) -> ConsentPage | None:
    """Return the version of the consent page that is shown now."""
    return campaign.consent_pages.order_by("-version").first()


# --- the page of one campaign ---


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do before a campaign can reach people, and where."""

    view: str
    label: Any
    is_done: bool


def steps_of(campaign: Campaign) -> tuple[Step, ...]:
    """Return what is to be done before the first response, in order (three queries)."""
    page = consent_of(campaign)
    has_texts = page is not None and all(getattr(page, f"text_{code}") for code in campaign.languages)
    return (
        Step("surveys:consent_edit", _("What respondents agree to"), has_texts),
        Step("surveys:population_edit", _("For whom it is meant"), bool(campaign.population)),
        Step("surveys:campaign_detail", _("Open it"), campaign.state != Campaign.State.DRAFT),
        Step("fieldwork:share", _("Hand out links"), campaign.links.exists() or campaign.responses.exists()),
    )


def newer_version(campaign: Campaign) -> Any:
    """Return the newest version of the instrument if it is not the one that is asked."""
    newest = campaign.version.instrument.versions.defer("body").order_by("-number").first()
    return newest if newest is not None and newest.pk != campaign.version_id else None


def list_followers(campaign: Campaign) -> QuerySet[Campaign]:
    """List the campaigns that come after this one."""
    return _campaigns().filter(follows=campaign).order_by("opens_at", "created_at")


def is_deletable(campaign: Campaign) -> bool:
    """Tell whether a campaign can be deleted: nobody has answered it, or it is invented."""
    return campaign.is_demo or not campaign.responses.exists()


def summarise_programme(programme: Any) -> tuple[int, int, bool]:
    """Return how many campaigns a programme has, how many responses came, and whether a campaign is over."""
    taken = Q(responses__state=Response.State.ACCEPTED)
    rows = Campaign.objects.filter(programme=programme).annotate(n=Count("responses", filter=taken))
    found = list(rows.only("state", "opens_at", "closes_at"))
    return len(found), sum(row.n for row in found), any(phase(row) == "closed" for row in found)
