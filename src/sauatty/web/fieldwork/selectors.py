"""The only door to the rows of the fieldwork."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from sauatty.web.accounts import selectors as accounts
from sauatty.web.fieldwork.models import PaperSheet, ResponseFile, Wave

PROGRAMME = "programme"


def links_by_id(campaign: Any, link_id: UUID) -> QuerySet[Any]:
    """Return one link of a campaign as rows, or 404."""
    get_object_or_404(campaign.links, pk=link_id)
    return campaign.links.filter(pk=link_id)


def list_invitable(campaign: Any) -> QuerySet[Any]:
    """List the participants of the programme who have an e-mail address."""
    members = accounts.list_members(PROGRAMME, campaign.programme_id, role="participant")
    return members.filter(email__isnull=False, is_active=True)


def list_waves(campaign: Any) -> QuerySet[Wave]:
    """List the letters that were sent and are planned."""
    return campaign.waves.order_by("-number")


def access_wave(campaign: Any, wave_id: UUID) -> Wave:
    """Return one sending of letters, or 404."""
    return get_object_or_404(campaign.waves.select_related("campaign"), pk=wave_id)


# --- paper ---


def count_sheets(campaign: Any) -> dict[str, int]:
    """Count the sheets: entered, checked by a second entry, waiting because the entries differ (one query)."""
    waits = Q(is_checked=False, second_answers__isnull=False)
    found: dict[str, int] = campaign.sheets.aggregate(
        n=Count("pk"), checked=Count("pk", filter=Q(is_checked=True)), differs=Count("pk", filter=waits)
    )
    return found


def list_open_sheets(campaign: Any) -> QuerySet[PaperSheet]:
    """List the sheets whose two entries differ."""
    return campaign.sheets.filter(is_checked=False, second_answers__isnull=False).order_by("number")[:100]


def access_sheet(campaign: Any, sheet_id: UUID) -> PaperSheet:
    """Return a sheet whose two entries differ, or 404."""
    rows = campaign.sheets.filter(is_checked=False, second_answers__isnull=False)
    return get_object_or_404(rows.select_related("response", "campaign__version"), pk=sheet_id)


# --- files ---


def list_files(campaign: Any) -> QuerySet[ResponseFile]:
    """List the uploaded files of a campaign, the latest first, without what is in them."""
    return campaign.files.defer("content").order_by("-created_at")[:100]


def access_file(campaign: Any, file_id: UUID) -> ResponseFile:
    """Return an uploaded file of a campaign without what is in it, or 404."""
    return get_object_or_404(campaign.files.defer("content"), pk=file_id)


def find_file(file_id: str) -> ResponseFile | None:
    """Return an uploaded file without what is in it, for the job that is about it."""
    return ResponseFile.objects.defer("content").filter(pk=file_id).first()
