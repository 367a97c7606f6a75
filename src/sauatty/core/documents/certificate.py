"""Certificates as PDF: one signed file for one person, or a print file of many."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

from sauatty.core.catalogue.words import word
from sauatty.core.documents.certificate_facts import (
    CertificateDesign,
    PrintedCertificate,
    check_design,
    check_printed,
)
from sauatty.core.documents.certificate_qr import qr_drawing, qr_drawings
from sauatty.core.documents.certificate_setting import GROUP, Json, certificate_told, design_told
from sauatty.core.documents.certificate_signing import Seal, sign
from sauatty.core.documents.pdf import set_template
from sauatty.core.errors import CertificateFieldsInvalid

__all__ = ["CertificateDesign", "PrintedCertificate", "Seal", "certificate_pdf", "certificates_pdf"]

_TEMPLATE = Path(__file__).with_name("certificate.typ")


def certificate_pdf(
    printed: PrintedCertificate,
    design: CertificateDesign,
    *,
    seal: Seal | None = None,
    signed_at: dt.datetime | None = None,
) -> bytes:
    """Set one certificate as PDF/UA-1, landscape A4, and sign it where there is a seal.

    The same values give the same bytes. The fields travel inside the file as `certificate.json`.

    Parameters
    ----------
    printed : PrintedCertificate
    design : CertificateDesign
    seal : Seal, optional
        Key and certificate of the issuer (see `certificate_signing.make_seal`); None leaves the file unsigned.
    signed_at : datetime, optional
        The moment that stands in the signature, with its time zone: when the certificate was issued, never 'now'.

    Raises
    ------
    CertificateFieldsInvalid, DocumentNotRendered, SealInvalid
    """
    check_printed(printed)
    check_design(design)
    attached = json.dumps(printed.as_json(), ensure_ascii=False, sort_keys=True)
    told = certificate_told(printed, design, qr_drawing(printed.address))
    made = _set([told], design_told(design, printed, is_single=True, attached=attached))
    if seal is None:
        return made
    return sign(made, seal, signed_at, word(GROUP, "signed", printed.languages[0]))


def certificates_pdf(many: Iterable[PrintedCertificate], design: CertificateDesign) -> bytes:
    """Set many certificates as one file to print, a page each; it is not signed.

    Raises
    ------
    CertificateFieldsInvalid, DocumentNotRendered
    """
    every = list(many)
    if not every:
        raise CertificateFieldsInvalid(field="certificates", problem="there is none to print")
    check_design(design)
    for one in every:
        check_printed(one)
    drawings = qr_drawings([one.address for one in every])
    told = [certificate_told(one, design, qr) for one, qr in zip(every, drawings, strict=True)]
    return _set(told, design_told(design, every[0], is_single=False, attached=""))


def _set(told: list[Json], whole: Json) -> bytes:
    inputs = {
        "certificates": json.dumps(told, ensure_ascii=False),
        "design": json.dumps(whole, ensure_ascii=False),
    }
    return set_template(_TEMPLATE.read_bytes(), inputs, whole["title"])
