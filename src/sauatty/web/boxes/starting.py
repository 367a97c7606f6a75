"""Making a restored copy of the server a box: from now on it is known what came in here."""

import gzip
import json
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from sauatty.core.errors import BoxNotStarted, BoxRefused
from sauatty.web.base import audit, box
from sauatty.web.base.models import AuditEvent
from sauatty.web.boxes import kinds, rows
from sauatty.web.upkeep import tables

SEEN = "box-seen.json.gz"


def start(name: str) -> box.Box:
    """Make this site a box.

    Raises
    ------
    BoxRefused
        It is one already, or it was not restored from a copy of the server.
    """
    if box.this_box() is not None:
        raise BoxRefused(problem="it is a box already.")
    restored = AuditEvent.objects.filter(action="site.restored").select_related("detail").last()
    if restored is None:
        raise BoxRefused(problem="it was not restored from a copy of the server. Restore one first.")
    audit.record("box.started", actor=None, target=("box", name[:60]))
    made = restored.detail.payload.get("made") or restored.at.isoformat()
    told = {"id": str(uuid.uuid4()), "name": name[:60], "made": made, "started": _now()}
    write_seen({"rows": _digests(), "tables": sums()})
    _write(box.path(), json.dumps(told, ensure_ascii=False).encode())
    return here()


def here() -> box.Box:
    """Return the box that this site is, or raise."""
    found = box.this_box()
    if found is None:
        raise BoxNotStarted(problem="this site is no box. ‘sauatty-web box start’ makes a restored copy one.")
    return found


def _now() -> str:
    return timezone.now().isoformat(timespec="seconds")


def _digests() -> dict[str, dict[str, list[str]]]:
    found = {}
    for kind in kinds.BY_LABEL.values():
        columns = rows.columns_of(kind)
        found[kind.label] = {
            rows.key_of(kind, row): [rows.digest(row, columns)] for row in rows.read(kind, "default", columns)
        }
    return found


def sums(using: str = "default") -> dict[str, dict[str, Any]]:
    """Return how many rows the tables hold that do not go home, and their hash."""
    return {
        model._meta.label: tables.sum_of(model, using).told() for model in tables.stored_models()
        if model._meta.label not in kinds.OWN_BUSINESS and model._meta.label not in kinds.BY_LABEL
    }  # fmt: skip


def seen() -> dict[str, Any]:
    """Return what was here as the box was started, and what it has given away since."""
    with gzip.open(_seen_path(), "rt", encoding="utf-8") as file:
        return dict(json.load(file))


def write_seen(told: dict[str, Any]) -> None:
    """Keep it."""
    _write(_seen_path(), gzip.compress(json.dumps(told).encode(), mtime=0))


def _seen_path() -> Path:
    return Path(settings.DATA_DIR) / SEEN


def _write(place: Path, content: bytes) -> None:
    """Write beside the name and move: what is half written never has it."""
    part = place.with_name(place.name + ".part")
    part.write_bytes(content)
    part.chmod(0o600)
    part.replace(place)
