"""Files of questions that were read and wait to be taken over."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from sauatty.web.items.models import ItemUpload
from sauatty.web.items.permissions import WRITERS
from sauatty.web.items.selectors.reach import within


def list_uploads(person: Any) -> QuerySet[ItemUpload]:
    """List the files that the person sent and has not decided about, without what is in them."""
    return ItemUpload.objects.filter(uploaded_by=person).defer("items", "not_read", "oddities")


def access_upload(person: Any, upload_id: UUID) -> ItemUpload:
    """Return a file that the person sent for a bank that they still write, or 404."""
    rows = ItemUpload.objects.filter(within(person, WRITERS), uploaded_by=person).select_related("programme")
    return get_object_or_404(rows, pk=upload_id)
