"""How often something may be tried, counted in the database so that all processes share one count."""

import time

from django.db.models import F
from django.http import HttpRequest

from sauatty.web.base.models import RateCount


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from: the web server before us says it last. Without one it is the connection's."""
    told = [request.META.get(name, "") for name in ("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR")]
    return str(told[0].rpartition(",")[2].strip() or told[1])


def is_within_limit(key: str, *, limit: int, seconds: int) -> bool:
    """Count one try of `key`; False when the limit of the current window is passed."""
    window = int(time.time()) // seconds
    RateCount.objects.get_or_create(key=key[:120], window=window)
    RateCount.objects.filter(key=key[:120], window=window).update(count=F("count") + 1)
    return RateCount.objects.get(key=key[:120], window=window).count <= limit


def forget_old_counts() -> int:
    """Delete the counts of passed windows (a day is longer than any window)."""
    return RateCount.objects.filter(window__lt=(int(time.time()) - 86_400) // 86_400).delete()[0]
