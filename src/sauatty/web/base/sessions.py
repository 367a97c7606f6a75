"""Sessions in the database, as Django keeps them; only the question that every page asks is prepared."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from sauatty.web.base.prepared import Prepared

_OPEN = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), str, datetime)


class SessionStore(db.SessionStore):
    """The store of Django: same rows, same signatures."""

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = _OPEN.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
