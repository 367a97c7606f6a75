"""Who must not see a proposal or another person's decision: whoever is coding the text blindly."""

from typing import Any
from uuid import UUID

from sauatty.web.coding import selectors as coding
from sauatty.web.curricula.models import Edition

SOURCE_KIND = "edition"


def is_hidden_from(edition: Edition, viewer: Any) -> bool:
    """Tell whether the viewer codes any edition of this document blindly.

    The other language and the other amendments say nearly the same, so their proposals would tell as much. The
    answer is kept on the edition object: a page asks several times and pays one or two queries.
    """
    known: dict[Any, bool] = edition.__dict__.setdefault("_hidden_from", {})
    if viewer.pk not in known:
        known[viewer.pk] = _is_hidden(edition, coding.blind_sources(viewer, SOURCE_KIND))
    return known[viewer.pk]


def _is_hidden(edition: Edition, blind: frozenset[UUID]) -> bool:
    if not blind or edition.pk in blind:
        return bool(blind)
    return Edition.objects.filter(pk__in=blind, document_id=edition.document_id).exists()
