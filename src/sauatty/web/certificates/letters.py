"""The letters of certificates: given, and taken out of force."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sauatty.core.languages import Translated, format_number
from sauatty.web.certificates.models import Certificate
from sauatty.web.mails import services as mails
from sauatty.web.mails.kinds import LetterKind, register_kind

ISSUED, REVOKED = "certificate-issued", "certificate-revoked"
_FIELDS = {
    "name": _("name of the person"),
    "title": _("title of the certificate"),
    "number": _("number in the register"),
    "programme": _("title of the programme"),
    "contact": _("contact of the training"),
}


def register() -> None:
    """Say which letters there are and what may stand in them."""
    given = {"hours": _("academic hours"), "link": _("page on which the holder finds the certificate")}
    register_kind(
        LetterKind(ISSUED, _("Certificate is ready"), _FIELDS | given, required=frozenset({"link"}))
    )
    register_kind(LetterKind(REVOKED, _("Certificate holds no more"), _FIELDS | {"what": _("the reason")}))


def _facts(row: Certificate, language: str) -> dict[str, str]:
    title, programme = (Translated.from_mapping(row.printed[name]) for name in ("title", "programme"))
    return {
        "title": title.text(language), "programme": programme.text(language), "number": row.register_number,
        "contact": row.event.contact if row.event else "",
    }  # fmt: skip


def plan_issued(row: Certificate) -> None:
    """Tell the holder that a certificate is ready, in their language."""
    if row.person is None:
        return
    language = row.person.language
    with override(language):
        link = settings.PUBLIC_ADDRESS + reverse("records:record")
        hours = row.printed.get("academic_hours") or 0
        facts = _facts(row, language) | {
            "link": link,
            "hours": format_number(hours, language) if hours else "",
        }
    mails.plan_letter(
        key=f"{ISSUED}:{row.pk}", kind=ISSUED, programme=row.programme, person=row.person, params=facts
    )


def withdraw_issued(row: Certificate) -> None:
    """Take back the letter about a certificate that holds no more, where it has not gone out."""
    mails.withdraw_letters(key_prefix=f"{ISSUED}:{row.pk}")


def plan_revoked(row: Certificate) -> None:
    """Tell the holder that a certificate holds no more, and why."""
    if row.person is None:
        return
    withdraw_issued(row)
    language = row.person.language
    with override(language):
        reason = str(Certificate.Ended(row.ended_kind).label)
        facts = _facts(row, language) | {"what": f"{reason} ({row.ended_why})" if row.ended_why else reason}
    mails.plan_letter(
        key=f"{REVOKED}:{row.pk}", kind=REVOKED, programme=row.programme, person=row.person, params=facts
    )
