"""How much one network may send: enough for a whole school behind one address, not for a machine that floods.

Counted in the memory of each process and nowhere else, so that a site with two processes lets twice as much through.
Addresses stand there only as keyed hashes, the key dies with the process, and a count that has filled up again is
forgotten: who answered from where is not to be found out later.
"""

import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

# A school of 1,000 that sends in the same minute passes; a machine comes to the rate below.
BURST, PER_SECOND = settings.SURVEY_BURST, 5.0
# For addresses of surveys that are not there (any more): what was filled in offline is still kept
BURST_UNKNOWN, PER_SECOND_UNKNOWN = 30, 0.1
MOST_COUNTS = 20_000
# A response of the shipped instrument weighs 4 to 8 kB; what weighs more counts as several, or the disk would fill
UNIT = 32_000
_KEY = secrets.token_bytes(32)


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Buckets:
    """Token buckets by name. `take` returns 0, or how many seconds to wait."""

    def __init__(self, burst: int, per_second: float) -> None:
        self.burst, self.per_second = burst, per_second
        self._buckets: dict[bytes, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, name: bytes, now: float, weight: int = 1) -> int:
        """Take one from a bucket, or more where a request weighs more; never more than it can hold."""
        wanted = min(weight, self.burst)
        with self._lock:
            if len(self._buckets) >= MOST_COUNTS:
                self._forget_full(now)
            bucket = self._buckets.setdefault(name, _Bucket(self.burst, now))
            bucket.left = min(self.burst, bucket.left + (now - bucket.at) * self.per_second)
            bucket.at = now
            if bucket.left >= wanted:
                bucket.left -= wanted
                return 0
            return max(1, int((wanted - bucket.left) / self.per_second) + 1)

    def _forget_full(self, now: float) -> None:
        full = self.burst - 1
        kept = {k: b for k, b in self._buckets.items() if b.left + (now - b.at) * self.per_second < full}
        self._buckets = kept if len(kept) < MOST_COUNTS else {}


_known = Buckets(BURST, PER_SECOND)
_unknown = Buckets(BURST_UNKNOWN, PER_SECOND_UNKNOWN)


def seconds_to_wait(
    request: HttpRequest, slug: str, *, is_known: bool = True, size: int = 0, number: int = 1
) -> int:
    """Count `number` responses of `size` bytes from an address to a survey; 0 where it may go on."""
    address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    address = address or request.META.get("REMOTE_ADDR", "")
    name = hmac.new(_KEY, f"{slug if is_known else ''}|{address}".encode(), hashlib.sha256).digest()
    weight = max(number, 1 + size // UNIT)
    return (_known if is_known else _unknown).take(name, time.monotonic(), weight)
