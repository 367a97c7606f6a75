"""Certificates that hold no more: corrected, issued anew, revoked. Rows stay, and say so to whoever checks them."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.documents import certificate_codes as codes
from sauatty.core.documents.certificate_facts import check_printed
from sauatty.core.errors import CertificateErased, CertificateNotValid
from sauatty.web.base import audit
from sauatty.web.certificates import letters, printing, told
from sauatty.web.certificates.models import Award, Certificate
from sauatty.web.certificates.services.issuing import announce, take_number, write

State, Ended = Certificate.State, Certificate.Ended


def _end(certificate: Certificate, state: str, kind: str, why: str) -> None:
    """Let a certificate hold no more; of two who do so at the same moment, one does."""
    ended = {"state": state, "ended_at": timezone.now(), "ended_kind": kind, "ended_why": why.strip()[:500]}
    held = Certificate.objects.filter(pk=certificate.pk, state=State.VALID, erased_at=certificate.erased_at)
    if not held.update(**ended):
        raise CertificateNotValid(number=certificate.register_number)
    for name, value in ended.items():
        setattr(certificate, name, value)


@transaction.atomic
def correct(
    *, actor: Any, certificate: Certificate, fields: Mapping[str, Any], why: str = "", kind: str = ""
) -> Certificate:
    """Replace a certificate by one with other fields, a new number and a new code; the old one says so.

    `fields` are those of `PrintedCertificate` that change; without any it is issued anew in the design of today.

    Raises
    ------
    CertificateErased, CertificateFieldsInvalid, CertificateNotValid
    """
    if certificate.erased_at is not None:
        raise CertificateErased(number=certificate.register_number)
    _end(certificate, State.REPLACED, kind or (Ended.CORRECTED if fields else Ended.REISSUED), why)
    award = certificate.award
    award.design = _design_of_today(award)
    code, languages = (
        codes.code_of(secrets.randbits(codes.BITS)),
        tuple(award.design.languages) or tuple(certificate.printed["languages"]),
    )
    printed = replace(
        printing.printed_of(certificate), issued_on=timezone.localdate(), register_number=take_number(award),
        code=codes.in_groups(code), address=printing.address_of(code, languages[0]), languages=languages,
        signers=printing.signers_of(award.design), **fields,
    )  # fmt: skip
    check_printed(printed)
    row = write(
        award, printed, code, person=certificate.person, event=certificate.event, actor=actor,
        grounds=certificate.grounds,
    )  # fmt: skip
    row.replaces = certificate
    row.save(update_fields=["replaces"])
    audit.record(
        "certificate.replaced", actor=actor, target=certificate, by=str(row.pk), kind=certificate.ended_kind,
        why=certificate.ended_why, fields=sorted(fields),
    )  # fmt: skip
    told.tell("replaced", certificate, successor=row, actor=actor)
    letters.withdraw_issued(certificate)
    announce(row, actor)
    return row


def _design_of_today(award: Award) -> Any:
    current = Award.objects.filter(family=award.family, is_current=True).select_related("design").first()
    return current.design if current else award.design


@transaction.atomic
def revoke(*, actor: Any, certificate: Certificate, kind: str, why: str = "") -> Certificate:
    """Take a certificate out of force. The public sees the kind of reason; `why` is for the register and the holder.

    Raises
    ------
    CertificateNotValid
    """
    _end(certificate, State.REVOKED, kind, why)
    audit.record("certificate.revoked", actor=actor, target=certificate, kind=kind, why=certificate.ended_why)
    letters.plan_revoked(certificate)
    told.tell("revoked", certificate, actor=actor)
    return certificate
