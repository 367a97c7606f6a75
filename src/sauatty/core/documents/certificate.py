"""Certificates as PDF: one signed file for one person, or a print file of many."""

import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium

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
_SECOND_ID = re.compile(rb"/ID\s*\[.{1,80}?<([0-9A-Fa-f]{32})>\s*\]", re.DOTALL)
_GROUP = 250  # certificates that are set together


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
    made = _set([told], design_told(design, printed, is_single=True, attached=attached), is_tagged=True)
    if seal is None:
        return made
    return sign(made, seal, signed_at, word(GROUP, "signed", printed.languages[0]))


def certificates_pdf(many: Iterable[PrintedCertificate], design: CertificateDesign) -> bytes:
    """Set many certificates as one file to print, a page each; it is neither signed nor tagged.

    The pages are set in groups, so that ten thousand take no more memory than a few hundred.

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
    whole = design_told(design, every[0], is_single=False, attached="")
    parts = (_pages(every[at : at + _GROUP], design, whole) for at in range(0, len(every), _GROUP))
    return _joined(parts) if len(every) > _GROUP else next(parts)


def _pages(some: Sequence[PrintedCertificate], design: CertificateDesign, whole: Json) -> bytes:
    drawings = qr_drawings([one.address for one in some])
    told = [certificate_told(one, design, qr) for one, qr in zip(some, drawings, strict=True)]
    return _set(told, whole, is_tagged=False)


def _set(told: list[Json], whole: Json, *, is_tagged: bool) -> bytes:
    inputs = {
        "certificates": json.dumps(told, ensure_ascii=False),
        "design": json.dumps(whole, ensure_ascii=False),
    }
    return set_template(_TEMPLATE.read_bytes(), inputs, whole["title"], is_tagged=is_tagged)


def _joined(parts: Iterator[bytes]) -> bytes:
    """Join files page by page; title and date are those of the first one."""
    whole = pdfium.PdfDocument(next(parts))
    try:
        for part in parts:
            with pdfium.PdfDocument(part) as more:
                whole.import_pages(more)
        out = io.BytesIO()
        whole.save(out)
    finally:
        whole.close()
    return _with_steady_id(out.getvalue())


def _with_steady_id(made: bytes) -> bytes:
    """Return a file whose second id is made of its content: PDFium draws one by chance."""
    found = _SECOND_ID.search(made, made.rfind(b"trailer"))
    if found is None:
        return made
    before, after = made[: found.start(1)], made[found.end(1) :]
    return before + hashlib.sha256(before + after).hexdigest()[:32].upper().encode() + after
