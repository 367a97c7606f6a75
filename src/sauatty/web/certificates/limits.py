"""How many wrong codes an address may send: enough for who mistypes, far too few for who guesses."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest

from sauatty.web.base.limits import is_within_limit

WRONG_CODES, SECONDS = 20, 60


def may_be_wrong_again(request: HttpRequest) -> bool:
    """Count one wrong code of an address; False where there were too many within the minute. Right ones are not counted."""
    address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    address = address or request.META.get("REMOTE_ADDR", "")
    name = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:40]
    return is_within_limit(f"certificate-code:{name}", limit=WRONG_CODES, seconds=SECONDS)
