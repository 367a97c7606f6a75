"""Whether a test can be taken now: what the coordinator said, and the server's clock. Nobody else's clock."""

from datetime import datetime
from typing import Literal

from django.utils import timezone

from sauatty.web.papers.models import Test

Phase = Literal["draft", "waiting", "open", "closed"]


def phase(test: Test, now: datetime | None = None) -> Phase:
    """Say where a test stands: being prepared, opened for a time to come, open, or over."""
    now = now or timezone.now()
    if test.state == Test.State.DRAFT:
        return "draft"
    if test.state == Test.State.CLOSED or (test.closes_at and test.closes_at <= now):
        return "closed"
    return "waiting" if test.opens_at and test.opens_at > now else "open"
