"""A certificate as the page of its verification shows it: every field that is printed, and whether it holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.documents.certificate_facts import PrintedCertificate
from sauatty.core.documents.certificate_setting import training_days
from sauatty.core.languages import LANGUAGE_NAMES, Translated, format_date, format_number
from sauatty.web.certificates.models import Award, Certificate


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on a certificate, as labels and texts in the language of the page."""

    row: Certificate
    facts: tuple[tuple[str, str], ...]
    reason: str
    successor: str
    ended_at: datetime | None

    @property
    def state(self) -> str:
        """Return 'valid', 'replaced' or 'revoked'."""
        return str(self.row.state)


def shown(row: Certificate, successor: Certificate | None = None) -> Shown:
    """Return a certificate as everybody with its code may see it; the reason only by its kind."""
    stored = {
        **row.printed,
        "holder": row.printed["holder"] or _("the name was erased at the request of the holder"),
    }
    printed = PrintedCertificate.from_json(stored)
    reason = row.get_ended_kind_display() if row.ended_kind else ""
    number = successor.register_number if successor else ""
    return Shown(row, tuple(_facts(printed)), str(reason), number, row.ended_at)


def _facts(printed: PrintedCertificate) -> list[tuple[str, str]]:
    language = get_language() or "kk"
    signers = ", ".join(_signer(one, language) for one in printed.signers)
    found = [
        (_("Holder"), printed.holder),
        (_("Certificate"), _in_all(printed.title, printed.languages)),
        (_("Kind"), str(Award.Kind(printed.kind).label)),
        (_("Programme"), _in_all(printed.programme, printed.languages)),
        (_("Given by"), _in_all(printed.organisation, printed.languages)),
        (
            _("Academic hours"),
            format_number(printed.academic_hours, language) if printed.academic_hours else "",
        ),
        (_("Held"), training_days(printed, language)),
        (_("Place"), _in_all(printed.place, printed.languages)),
        (_("Day of issue"), format_date(printed.issued_on, language)),
        (_("Register number"), printed.register_number),
        (_("Signed by"), signers),
        (_("Languages on the sheet"), ", ".join(LANGUAGE_NAMES[one] for one in printed.languages)),
        (_("Code"), printed.code),
    ]
    return [(label, text) for label, text in found if text]


def _in_all(text: Translated, languages: tuple[str, ...]) -> str:
    """Return a text in the languages that it is printed in, each said once."""
    return " / ".join(dict.fromkeys(one for one in (text.text(language) for language in languages) if one))


def _signer(signer: Any, language: str) -> str:
    post = signer.post.text(language)
    return f"{signer.name} ({post})" if post else str(signer.name)
