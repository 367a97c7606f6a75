"""How attachments forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db import transaction

from sauatty.web.attachments import files
from sauatty.web.attachments.models import Attachment


def attachments(person: Any) -> int:
    """Delete what the person sent, parts and all; the files go when the rows are really gone."""
    own = Attachment.objects.filter(owner=person)
    stored = [name for name in own.values_list("stored", flat=True) if name]
    transaction.on_commit(lambda: [files.remove(name) for name in stored])
    return int(own.delete()[0])
