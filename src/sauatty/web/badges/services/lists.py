"""The list of badges that hold no more, signed anew when it changes and every day."""

import datetime as dt
import hashlib
from functools import lru_cache
from typing import Any

from django.utils import timezone

from sauatty.core.exchange.badges_status import PLACES, sign_status_list
from sauatty.web.badges import addresses, selectors
from sauatty.web.badges.services.keys import current_key

VALID = dt.timedelta(days=3)


def status_list(programme: Any, number: int) -> tuple[str, str]:
    """Return a list as a signed token, and what tells it from any other (for ETag)."""
    ended = tuple(selectors.ended_places(programme, number, PLACES))
    key, private = current_key()
    day = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    address, issuer = addresses.status_list(programme.pk, number), addresses.issuer(programme.pk)
    mark = hashlib.sha256(repr((address, key.key_id, day, ended)).encode()).hexdigest()[:32]
    return _signed(address, issuer, ended, private, key.key_id, day), mark


@lru_cache(maxsize=64)
def _signed(
    address: str, issuer: str, ended: tuple[int, ...], private: bytes, key_id: str, day: dt.datetime
) -> str:
    return sign_status_list(address, issuer, ended, private, key_id, made_at=day, valid_until=day + VALID)
