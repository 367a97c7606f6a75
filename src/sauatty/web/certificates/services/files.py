"""The PDF of a certificate: made once, kept byte for byte, so that a copy of it is known by its hash."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress

from django.db import transaction

from sauatty.core.documents.certificate import certificate_pdf
from sauatty.core.documents.certificate_facts import CertificateDesign
from sauatty.core.errors import CertificateErased
from sauatty.web.certificates import printing, signing
from sauatty.web.certificates.models import Certificate, CertificateFile


def file_of(certificate: Certificate) -> bytes:
    """Return the PDF of a certificate; it is made when it is asked for the first time.

    Raises
    ------
    CertificateErased
    """
    known = CertificateFile.objects.filter(pk=certificate.pk).first()
    if known is not None:
        return bytes(known.content)
    if certificate.erased_at is not None:
        raise CertificateErased(number=certificate.register_number)
    return _make(certificate, printing.design_values(certificate.design))


def make_files(certificates: Iterable[Certificate], report: Callable[[int], None]) -> None:
    """Make the files of many certificates; those that are there stay."""
    designs: dict[object, CertificateDesign] = {}
    for place, one in enumerate(certificates, 1):
        if not CertificateFile.objects.filter(pk=one.pk).exists():
            if one.design_id not in designs:
                designs[one.design_id] = printing.design_values(one.design)
            with suppress(CertificateErased):
                _make(one, designs[one.design_id])
        report(place)


def _make(certificate: Certificate, design: CertificateDesign) -> bytes:
    """Set the file and keep it; nothing in the database waits while it is set."""
    printed = printing.printed_of(certificate)
    content = certificate_pdf(printed, design, seal=signing.current_seal(), signed_at=certificate.issued_at)
    return _kept(certificate, content)


@transaction.atomic
def _kept(certificate: Certificate, content: bytes) -> bytes:
    held = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if held.erased_at is not None:  # the person was forgotten while it was set
        raise CertificateErased(number=held.register_number)
    row, is_new = CertificateFile.objects.get_or_create(certificate=held, defaults={"content": content})
    if is_new:
        certificate.pdf_sha256 = hashlib.sha256(content).hexdigest()
        Certificate.objects.filter(pk=held.pk).update(pdf_sha256=certificate.pdf_sha256)
    return bytes(row.content)
