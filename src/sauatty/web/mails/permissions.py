"""The rows of letters in the permission table, their link in the rail, and what its models keep about people."""

from django.utils.translation import gettext_lazy as _

from sauatty.web.base.erasure import keep
from sauatty.web.base.navigation import Entry
from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import COORDINATORS, PUBLIC

_MANAGED = ("letter_list", "letter_detail", "letter_withdraw", "letter_again", "text_list", "text_edit")
PERMISSIONS: dict[str, frozenset[str]] = {
    **{f"mails:{name}": COORDINATORS for name in _MANAGED},
    "mails:stop": PUBLIC,
}
RAIL: list[Entry] = [Entry("programme", 24, "mails:letter_list", _("Letters"), "mails:")]
KEPT_DAYS = 365


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.mails import erasure

    sent = "so that a coordinator can see what was written to whom, and nothing is sent twice"
    refused = "so that an address that refused letters gets none; only a keyed hash is kept"
    return {
        "mails.Letter": DataRule(True, sent, "one year", KEPT_DAYS, erasure.letters, "created_at"),
        "mails.LetterStep": DataRule(True, sent, "goes with its letter", None, keep),
        "mails.MailText": DataRule(
            True, "authorship of a text", "while the programme exists", None, erasure.texts
        ),
        "mails.Refusal": DataRule(True, refused, "while the programme exists", None, erasure.refusals),
    }
