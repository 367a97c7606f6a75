"""The only door to the rows of needs; what they are about is asked of surveys, answers and accounts."""

import hashlib
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from sauatty.core.records import CodedAnswer
from sauatty.web.answers import selectors as answers
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors as coding
from sauatty.web.fieldwork import selectors as fieldwork
from sauatty.web.needs.models import DirectorLink
from sauatty.web.surveys import selectors as surveys

READERS = frozenset({"coordinator", "analyst", "researcher"})
AGREED, MACHINE = "agreed", "machine"
SOURCES = (AGREED, MACHINE)


def access_campaign(person: Any, campaign_id: UUID) -> Any:
    """Return a campaign whose figures the person may read (404)."""
    return surveys.access_campaign(person, campaign_id)


def sees_rows(person: Any, campaign: Any) -> bool:
    """Tell whether a person may read single answers: those who work with this programme, nobody else (one query).

    Who only keeps the site sees its figures.
    """
    if not person.is_authenticated:
        return False
    held = person.grants.filter(role__in=READERS).values_list("scope_kind", "scope_id")
    return any(kind == "site" or (kind == "programme" and pk == campaign.programme_id) for kind, pk in held)


def codes_hidden_from(person: Any, campaign: Any) -> bool:
    """Tell whether a person still codes the answers of a campaign blindly: what was agreed would tell them."""
    return campaign.pk in blind_campaigns(person)


def blind_campaigns(person: Any) -> frozenset[UUID]:
    """Return the campaigns whose answers a person still codes blindly (one query)."""
    return coding.blind_sources(person, answers.SOURCE)


def codes_of(campaign: Any, source: str) -> list[CodedAnswer]:
    """Return the codes of one source; of people and machine there is never one list."""
    return answers.coded_answers(campaign, source if source in SOURCES else AGREED)


def stamp_of(campaign: Any) -> str:
    """Return what changes with every change of the responses that count (three queries, kept on the campaign).

    Answers stay as they came, but for sheets of paper whose two entries were settled, and those are counted.
    """
    if not hasattr(campaign, "_responses_stamp"):
        taken = campaign.responses.filter(state="accepted").order_by("id").values_list("id", flat=True)
        digest = hashlib.sha256()
        for pk in taken.iterator(chunk_size=5000):
            digest.update(pk.bytes)
        sheets = fieldwork.count_sheets(campaign)["checked"]
        parts = digest.hexdigest(), campaign.version.sha256, sheets, campaign.population
        campaign._responses_stamp = hashlib.sha256(repr(parts).encode()).hexdigest()
    stamp: str = campaign._responses_stamp
    return stamp


def codes_stamp(codes: list[CodedAnswer]) -> str:
    """Return what changes with every code."""
    told = sorted((one.response, one.question, one.grade, one.parts, one.source) for one in codes)
    return hashlib.sha256(repr(told).encode()).hexdigest()


# --- directors ---


def list_director_links(campaign: Any) -> QuerySet[DirectorLink]:
    """List the links of a campaign that are open, by institution."""
    rows = DirectorLink.objects.filter(campaign=campaign, revoked_at__isnull=True)
    return rows.select_related("organisation__region").order_by("created_at")


def access_director_link(campaign: Any, link_id: UUID) -> DirectorLink:
    """Return an open link of a campaign, or 404."""
    return get_object_or_404(list_director_links(campaign), pk=link_id)


def find_director_link(token_hash: str) -> DirectorLink | None:
    """Return the open link behind a token."""
    rows = DirectorLink.objects.filter(token_hash=token_hash, revoked_at__isnull=True)
    heavy = ("campaign__version__instrument__body", "campaign__version__instrument__sources")
    return (
        rows.select_related("campaign__version__instrument", "campaign__programme", "organisation")
        .defer(*heavy)
        .first()
    )


def job_of_file(kind: str, file_id: str) -> Job | None:
    """Return the job that makes a file, with who asked for it."""
    return Job.objects.filter(kind=kind, payload__file=file_id).select_related("created_by").first()
