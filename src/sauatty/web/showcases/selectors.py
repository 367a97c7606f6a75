"""The only door to public pages: who may edit which, and what stands at an address now."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from sauatty.web.evaluations import selectors as evaluations
from sauatty.web.showcases.models import Showcase, Snapshot


def list_programmes(actor: Any) -> list[Any]:
    """List the programmes whose page somebody may publish."""
    return evaluations.list_boards(actor)


def access_programme(actor: Any, programme_id: UUID) -> Any:
    """Return a programme whose page somebody may publish, or 404."""
    return evaluations.access_programme(actor, programme_id)


def find_showcase(programme: Any) -> Showcase | None:
    """Return the page of a programme, published or not."""
    return Showcase.objects.filter(programme=programme).select_related("published").first()


def list_snapshots(showcase: Showcase) -> QuerySet[Snapshot]:
    """List what was published, the newest first."""
    return Snapshot.objects.filter(showcase=showcase).select_related("made_by")


def newest_snapshot(showcase: Showcase) -> Snapshot | None:
    """Return what was published last, taken off again or not."""
    return Snapshot.objects.filter(showcase=showcase).first()


def open_published(slug: str) -> Snapshot:
    """Return what stands at an address, or 404: a page that is off is as if it were not there."""
    shown = Showcase.objects.filter(slug=slug, published__isnull=False).select_related("published__showcase")
    found: Snapshot = get_object_or_404(shown).published
    return found
