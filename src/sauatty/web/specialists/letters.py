"""Letters to specialists who asked for them: which there are, who gets them, and how one stops them.

A key begins with the person, so that whatever is still planned goes when they leave or want no more.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sauatty.web.mails import selectors as mail_rows
from sauatty.web.mails import services as mails
from sauatty.web.mails.kinds import LetterKind, register_kind
from sauatty.web.mails.wording import address_key
from sauatty.web.specialists import selectors
from sauatty.web.specialists.models import Specialist

ANNOUNCEMENT = "announcement"
REQUESTS, ANNOUNCEMENTS = "wants_requests", "wants_announcements"
WISHES = (REQUESTS, ANNOUNCEMENTS)
# By what one stops the letters of a wish
STOPS = {REQUESTS: "help-new", ANNOUNCEMENTS: ANNOUNCEMENT}
_WISH_OF = {ANNOUNCEMENT: ANNOUNCEMENTS}


def register() -> None:
    """Say what may stand in an announcement."""
    fields = {
        "name": _("name of the person"), "title": _("title of the announcement"), "text": _("its text"),
        "link": _("its link"), "programme": _("title of the programme"),
    }  # fmt: skip
    register_kind(
        LetterKind(
            ANNOUNCEMENT, _("Announcement"), fields, is_optional=True, required=frozenset({"title", "text"})
        )
    )


def who_wants(wish: str, *, programme: Any, region: str = "", subject: str = "") -> list[Specialist]:
    """List who asked for such letters, can be written to and did not stop those of the programme (two queries).

    An invented programme reaches invented people only.
    """
    if settings.IS_MAIL_REAL and programme.is_demo:
        return []
    rows = selectors.list_standing().filter(**{wish: True}, person__email__gt="")
    rows = rows.filter(person__is_demo=programme.is_demo)
    rows = rows.filter(region=region) if region else rows
    refused = mail_rows.refused_keys(programme, STOPS[wish])
    return [
        one
        for one in rows.order_by("pk")
        if (not subject or subject in one.subjects) and address_key(one.person.email) not in refused
    ]


@transaction.atomic
def plan(
    one: Specialist, kind: str, about: str, *, programme: Any, language: str, params: Mapping[str, str]
) -> bool:
    """Plan one letter to a specialist; the same thing is never told twice. False where it will not go out."""
    rows = Specialist.objects.select_for_update().filter(pk=one.pk, **{_WISH_OF.get(kind, REQUESTS): True})
    if not rows.values_list("pk", flat=True).first():  # left, or wants no more, since the list was made
        return False
    letter = mails.plan_letter(
        key=f"{_prefix(one.person_id)}{kind}:{about}", kind=kind, programme=programme, person=one.person,
        language=language, params=params,
    )  # fmt: skip
    return letter is not None and letter.state not in (mails.State.REFUSED, mails.State.WITHDRAWN)


def take_back(person_id: UUID, wish: str = "") -> int:
    """Take back what is still planned for a person: all of it, or what one wish asked for."""
    prefix = _prefix(person_id) + {"": "", REQUESTS: "help-", ANNOUNCEMENTS: ANNOUNCEMENT}[wish]
    return mails.withdraw_letters(key_prefix=prefix)


def _prefix(person_id: UUID) -> str:
    return f"specialist:{person_id}:"


def heed(person: Any, before: Mapping[str, bool], after: Specialist) -> None:
    """Follow a change of wishes: who asks anew is written to again, who wants no more gets nothing that still waits."""
    anew = [STOPS[wish] for wish in WISHES if getattr(after, wish) and not before[wish]]
    if anew and person.email:
        mails.want_again(address=person.email, stops=anew)
    for wish in WISHES:
        if before[wish] and not getattr(after, wish):
            take_back(person.pk, wish)
