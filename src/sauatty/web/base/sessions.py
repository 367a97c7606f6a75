"""Sessions in the database, as Django keeps them; only the question that every page asks is prepared."""

import logging
from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone

from sauatty.web.base.full_disk import is_disk_full
from sauatty.web.base.prepared import Prepared

log = logging.getLogger(__name__)

_OPEN = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), str, datetime)


class SessionStore(db.SessionStore):
    """The store of Django: same rows, same signatures."""

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = _OPEN.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found

    def save(self, must_create: bool = False) -> None:
        """Keep the session; one that is kept already stays as it was where the disk has no room for the change."""
        try:
            super().save(must_create=must_create)
        except (DatabaseError, OSError) as error:
            if must_create or not is_disk_full(error):
                raise
            log.error("the disk is full: a change of a session was not kept")
