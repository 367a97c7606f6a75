"""Anchors of the audit log: once a day its end is written down outside of the database, under the site's key.

The chain shows a change in its middle. Whoever writes the whole chain anew to its end, or cuts off its tail with the head,
is found by an anchor: the database does not hold the key, and the file stands beside it.
"""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from sauatty.web.base.models import AuditEvent, AuditHead

FILE = "audit-anchors.jsonl"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain on a day."""

    day: str
    seq: int
    hash: str
    mac: str

    @property
    def is_ours(self) -> bool:
        """Tell whether the site wrote it."""
        return hmac.compare_digest(self.mac, _mac(self.day, self.seq, self.hash))


def path() -> Path:
    """Return where the anchors stand."""
    return Path(settings.DATA_DIR) / FILE


def note() -> bool:
    """Write today's anchor down, once; tells whether it did (a chore of every minute)."""
    today, head = timezone.now().date().isoformat(), AuditHead.objects.filter(pk=1).first()
    if head is None or head.seq == 0 or _last_day() == today:
        return False
    row = {"day": today, "seq": head.seq, "hash": head.hash, "mac": _mac(today, head.seq, head.hash)}
    with path().open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    return True


def read() -> Iterator[Anchor]:
    """Give the anchors in their order; a line that cannot be read is one that nobody signed."""
    if not path().exists():
        return
    for line in path().read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
            yield Anchor(str(row["day"]), int(row["seq"]), str(row["hash"]), str(row["mac"]))
        except (ValueError, KeyError, TypeError):
            yield Anchor("?", 0, "", "")


def first_broken() -> Anchor | None:
    """Return the first anchor that is not ours, or whose event is not in the log as it was that day."""
    anchors = list(read())
    hashes = dict(AuditEvent.objects.filter(seq__in=[one.seq for one in anchors]).values_list("seq", "hash"))
    return next((one for one in anchors if not one.is_ours or hashes.get(one.seq) != one.hash), None)


def _mac(day: str, seq: int, digest: str) -> str:
    return hmac.new(
        settings.SECRET_KEY.encode(), f"audit-anchor:{day}:{seq}:{digest}".encode(), "sha256"
    ).hexdigest()


def _last_day() -> str:
    last = ""
    for one in read():
        last = one.day
    return last
