"""Whether this site is a box: the server's copy on a laptop, away from the net. A file beside the database says so."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FILE = "box.json"


@dataclass(frozen=True, slots=True)
class Box:
    """Which box it is; `made` is when the server's copy was made, `started` when the copy became a box."""

    id: str
    name: str
    made: str
    started: str

    @property
    def copied(self) -> datetime:
        """Return when the server's copy was made."""
        return datetime.fromisoformat(self.made)


def path() -> Path:
    """Return where the file stands."""
    return Path(settings.DATA_DIR) / FILE


def this_box() -> Box | None:
    """Return the box that this site is, or None."""
    try:
        changed = path().stat().st_mtime_ns
    except OSError:
        return None
    return _read(str(path()), changed)


@lru_cache(maxsize=4)
def _read(place: str, _changed: int) -> Box:
    told = json.loads(Path(place).read_text("utf-8"))
    return Box(told["id"], told["name"], told["made"], told["started"])
