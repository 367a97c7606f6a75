"""How many files an address may send to be checked: each is read in a process of its own."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest

from sauatty.web.base.limits import is_within_limit

FILES, SECONDS = 30, 60


def may_check(request: HttpRequest) -> bool:
    """Count one file of an address; False where there were too many within the minute."""
    address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    address = address or request.META.get("REMOTE_ADDR", "")
    name = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:40]
    return is_within_limit(f"badge-file:{name}", limit=FILES, seconds=SECONDS)
