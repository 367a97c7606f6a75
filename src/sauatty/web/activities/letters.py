"""Letters to the author of an activity: a mentor accepted the report, or asks for more. Each decision is told once."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sauatty.web.activities.told import Change, register_listener
from sauatty.web.mails import services as mails
from sauatty.web.mails.kinds import LetterKind, register_kind

ACCEPTED, MORE = "activity-accepted", "activity-more"
_KINDS = {"accepted": ACCEPTED, "more": MORE}


def register() -> None:
    """Say which letters there are and what may stand in them, and hear of decisions."""
    facts = {
        "name": _("name of the person"),
        "title": _("what the activity is called"),
        "link": _("page of the activity"),
    }
    link = frozenset({"link"})
    register_kind(LetterKind(ACCEPTED, _("To the author: an activity is accepted"), facts, required=link))
    asked = {**facts, "words": _("what the mentor asks for")}
    register_kind(LetterKind(MORE, _("To the author: a mentor asks for more"), asked, required=link))
    register_listener(hear)


def hear(change: Change) -> None:
    """Plan the letter that a decision asks for; none where the author has no address or is gone."""
    if change.kind == "forgotten":
        mails.withdraw_letters(key_prefix=f"activity:{change.activity.pk}:")
    kind, author = _KINDS.get(change.kind), change.activity.person
    if kind is None or author is None or change.activity.is_demo:
        return
    with override(author.language):
        link = settings.PUBLIC_ADDRESS + reverse("activities:activity_detail", args=[change.activity.pk])
    params = {"title": change.activity.title, "link": link}
    if kind == MORE:
        params["words"] = change.words
    mails.plan_letter(
        key=f"activity:{change.activity.pk}:{change.activity.sequence}:{kind}", kind=kind,
        programme=change.activity.programme, person=author, params=params,
    )  # fmt: skip
