"""Certificates as PDF: one signed file for one person, or a print file of many."""

import datetime as dt
from collections.abc import Iterable

from sauatty.core.documents.certificate_facts import CertificateDesign, PrintedCertificate
from sauatty.core.documents.certificate_signing import Seal

__all__ = ["CertificateDesign", "PrintedCertificate", "Seal", "certificate_pdf", "certificates_pdf"]


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
    raise NotImplementedError


def certificates_pdf(many: Iterable[PrintedCertificate], design: CertificateDesign) -> bytes:
    """Set many certificates as one file to print, a page each; it is not signed.

    Raises
    ------
    CertificateFieldsInvalid, DocumentNotRendered
    """
    raise NotImplementedError
