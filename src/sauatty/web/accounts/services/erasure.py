"""How accounts forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from sauatty.web.accounts.models import Person


def person(someone: Any) -> int:
    """Leave a row without name, address or way in; other rows may still point at it."""
    nobody = Person(id=someone.pk)
    nobody.set_unusable_password()
    now = timezone.now()
    changed = Person.objects.filter(pk=someone.pk).update(
        name="",
        email=None,
        search_key="",
        sort_key="",
        password=nobody.password,
        organisation=None,
        region=None,
        added_by=None,
        is_minor=False,
        is_active=False,
        is_site_admin=False,
        last_login=None,
        erased_at=now,
        session_version=F("session_version") + 1,
    )
    someone.refresh_from_db()
    return changed


def grants(someone: Any) -> int:
    """Delete the person's roles; roles that they gave to others stay."""
    return int(someone.grants.all().delete()[0])


def sign_in_codes(someone: Any) -> int:
    return int(someone.sign_in_codes.all().delete()[0])


def consents(someone: Any) -> int:
    """Keep that there was a consent, when and how; the guardian's name goes."""
    return int(
        someone.consents.exclude(guardian_name="").update(guardian_name="–")
        + someone.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    )
