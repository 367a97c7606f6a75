"""What a PDF of a certificate says of itself: the fields in it, its hash, and whether its signature holds."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pypdfium2 as pdfium
from asn1crypto import pem  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from sauatty.core.documents.certificate_facts import PrintedCertificate
from sauatty.core.documents.certificate_signing import packed
from sauatty.core.errors import CertificateFieldsInvalid, CertificateNotRead

State = Literal["valid", "unknown-signer", "changed", "unsigned"]
ATTACHED = "certificate.json"
MOST_BYTES = 8_000_000
_MOST_ATTACHMENTS = 20
_MOST_FIELDS = 100_000


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    """What stands in a file.

    `sha256` is of the whole file, as it is stored where the certificate was issued. `printed` is None where the file
    carries no fields. `state`: 'valid' (a pinned issuer signed exactly this file), 'unknown-signer' (unchanged since it
    was signed, by somebody who is not pinned), 'changed', 'unsigned'. `signer` is the name that the signer gives
    itself, `fingerprint` that of its certificate; trust the second one only.
    """

    sha256: str
    printed: PrintedCertificate | None
    state: State
    signer: str = ""
    fingerprint: str = ""
    signed_at: str = ""


def check_certificate(content: bytes, name: str, pinned: Sequence[bytes] = ()) -> FoundCertificate:
    """Read a PDF of a certificate and check its signature.

    Parameters
    ----------
    content : bytes
    name : str
        What the file is called, for the message.
    pinned : sequence of bytes
        Certificates (PEM) of the issuers that are trusted; what a file brings with it is never trusted for itself.

    Raises
    ------
    CertificateNotRead
        The file is no PDF, is damaged, or is too large.
    """
    if len(content) > MOST_BYTES:
        raise CertificateNotRead(name=name, problem="it is larger than 8 MB")
    if not content.startswith(b"%PDF-"):
        raise CertificateNotRead(name=name, problem="it is not a PDF")
    printed = _fields(content, name)
    digest = hashlib.sha256(content).hexdigest()
    try:
        signatures = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
        if not signatures:
            return FoundCertificate(digest, printed, "unsigned")
        return _signed(digest, printed, signatures, pinned)
    except (
        PdfError,
        SigningError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ):
        # A signature that cannot even be read is not one that holds.
        return FoundCertificate(digest, printed, "changed")


def _signed(
    digest: str,
    printed: PrintedCertificate | None,
    signatures: Sequence[EmbeddedPdfSignature],
    pinned: Sequence[bytes],
) -> FoundCertificate:
    one = signatures[0]
    fingerprint = hashlib.sha256(one.signer_cert.dump()).hexdigest()
    state: State = "changed"
    if len(signatures) == 1 and _is_whole(one):
        known = {hashlib.sha256(_der(each)).hexdigest() for each in pinned}
        state = "valid" if fingerprint in known else "unknown-signer"
    name = str(one.signer_cert.subject.native.get("common_name", ""))
    at = one.self_reported_timestamp
    return FoundCertificate(digest, printed, state, name, fingerprint, at.isoformat() if at else "")


def _is_whole(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the signature covers every byte of the file, and holds."""
    if signature.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        return False
    try:
        intact, valid = validate_sig_integrity(
            signature.signer_info,
            signature.signer_cert,
            expected_content_type="data",
            actual_digest=signature.compute_digest(),
        )
    except InvalidSignature:
        return False
    return bool(intact and valid) and _is_canonical(signature)


def _is_canonical(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the place of the signature holds nothing but it, written as `sign` writes it.

    No signature covers its own place; without this a sign could be changed there and the rest would still hold.
    """
    inner = signature.signer_info
    told = (
        packed(signature.signer_cert, inner["signed_attrs"], inner["signature"].native).hex().upper().encode()
    )
    first, until, after, _ = (int(one) for one in signature.byte_range)
    stream = signature.reader.stream
    stream.seek(first + until)
    place = stream.read(after - until)
    return bool(place == b"<" + told.ljust(len(place) - 2, b"0") + b">")


def _der(certificate: bytes) -> bytes:
    return bytes(pem.unarmor(certificate)[2]) if pem.detect(certificate) else certificate


def _fields(content: bytes, name: str) -> PrintedCertificate | None:
    try:
        with pdfium.PdfDocument(content) as file:
            attached = [
                file.get_attachment(at) for at in range(min(file.count_attachments(), _MOST_ATTACHMENTS))
            ]
            told = [bytes(one.get_data()) for one in attached if one.get_name() == ATTACHED]
    except pdfium.PdfiumError as error:
        raise CertificateNotRead(name=name, problem="the file is damaged") from error
    return _read(told[0]) if len(told) == 1 else None


def _read(told: bytes) -> PrintedCertificate | None:
    if len(told) > _MOST_FIELDS:
        return None
    try:
        fields: Any = json.loads(told)
        return PrintedCertificate.from_json(fields)
    except (ValueError, RecursionError, CertificateFieldsInvalid):
        return None
