"""The list of erased people, kept beside the database: whoever was erased stays erased when an older copy comes back.

It holds ids and moments alone. The audit log knows the same; the file is what survives when the database is replaced.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sauatty.web.base.models import AuditEvent

FILE = "erased.jsonl"
ACTION = "person.erased"


def path() -> Path:
    """Return where the list stands."""
    return Path(settings.DATA_DIR) / FILE


def note(person_id: Any) -> None:
    """Write a person down once the erasure stands."""
    transaction.on_commit(lambda: _append([str(person_id)]))


def _append(ids: Iterable[str]) -> None:
    at = timezone.now().isoformat(timespec="seconds")
    with path().open("a", encoding="utf-8") as file:
        file.writelines(json.dumps({"person": one, "at": at}) + "\n" for one in ids)


def ids_in(text: str) -> set[str]:
    """Return the people that a list names; a line that was cut off while it was written names nobody."""
    found = set()
    for line in text.splitlines():
        try:
            found.add(str(json.loads(line)["person"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def listed() -> set[str]:
    """Return whom the file names."""
    return ids_in(path().read_text("utf-8")) if path().exists() else set()


def complete() -> set[str]:
    """Bring the file up to the audit log, which stands even where the process ended before the file was written."""
    known = listed()
    rows = AuditEvent.objects.filter(action=ACTION).values_list("target_id", flat=True)
    missing = [one for one in dict.fromkeys(rows) if one not in known]
    if missing:
        _append(missing)
    return known | set(missing)
