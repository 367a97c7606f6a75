"""The issuer's signature in a PDF of a certificate: ECDSA on P-256, the same bytes for the same file and moment.

The key is the programme's own; its certificate is self-signed, so that readers of PDF say 'unknown signer' until they
are told to trust it. What the signature proves is that no byte was changed since.
"""

import datetime as dt
import hashlib
import io
import warnings
from collections.abc import Coroutine
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sauatty.core.errors import SealInvalid
from sauatty.core.languages import clean_text

FIELD = "Issuer"
_DIGEST = "sha256"
_RESERVED = 4096  # hexadecimal signs kept for the signature: about 2,200 are needed
_LONGEST_NAME = 64  # what the norm lets stand in a common name
YEARS = 10


@dataclass(frozen=True, slots=True)
class Seal:
    """What signs: the private key and the certificate of the issuer, both as PEM. The key is shown to nobody."""

    private_key: bytes = field(repr=False)
    certificate: bytes


def make_seal(name: str, made_on: dt.date) -> Seal:
    """Make a new key for an issuer, and a certificate signed by itself that holds ten years.

    Parameters
    ----------
    name : str
        Who gives the certificates; readers of PDF show it as the signer.
    made_on : date
        From when on the key signs.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    shown = clean_text(name)[:_LONGEST_NAME] or "Sauatty"
    # The norm counts letters; the library counts bytes, of which a Kazakh letter has two.
    with warnings.catch_warnings(action="ignore"):
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, shown, _validate=False)])
    begins = dt.datetime.combine(made_on, dt.time(), dt.UTC) - dt.timedelta(days=1)
    usage = x509.KeyUsage(True, True, *(False,) * 7)  # digital signature, and what cannot be denied later
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=366 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    told = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return Seal(told, made.public_bytes(serialization.Encoding.PEM))


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of an issuer's certificate (PEM), by which it is pinned.

    Raises
    ------
    SealInvalid
    """
    try:
        return x509.load_pem_x509_certificate(certificate).fingerprint(hashes.SHA256()).hex()
    except ValueError as error:
        raise SealInvalid(problem="the certificate of the issuer cannot be read") from error


def sign(made: bytes, seal: Seal, signed_at: dt.datetime | None, reason: str) -> bytes:
    """Put the issuer's signature into a PDF; nothing may be changed in it afterwards.

    Parameters
    ----------
    made : bytes
        A PDF without signature.
    seal : Seal
    signed_at : datetime
        The moment of issue, with its time zone.
    reason : str
        What the signature is for.

    Raises
    ------
    SealInvalid
        The key and the certificate do not belong together, do not hold at that moment, or there is no moment.
    """
    signer = _signer(seal)
    moment = _moment(signed_at, signer.signing_cert)
    writer = _SteadyWriter(io.BytesIO(made))
    # pyHanko draws the second half of the id by chance; the same certificate must give the same bytes.
    first, _ = writer._document_id
    second = hashlib.sha256(made + seal.certificate + moment.isoformat().encode()).digest()[:16]
    writer._document_id = generic.ArrayObject([first, generic.ByteStringObject(second)])
    steps = PdfCMSEmbedder(_field_spec()).write_cms(field_name=FIELD, writer=writer)
    next(steps)
    steps.send(
        SigObjSetup(
            _placeholder(moment, reason, signer), SigMDPSetup(_DIGEST, True, None, MDPPerm.NO_CHANGES)
        )
    )
    digest, out = steps.send(SigIOSetup(md_algorithm=_DIGEST))
    attributes = _attributes(digest.document_digest, signer)
    signed = _run(signer.async_sign_prescribed_attributes(_DIGEST, attributes))
    steps.send(signed)
    return bytes(out.getvalue())


class _SteadyWriter(IncrementalPdfFileWriter):
    """Leaves title, dates and XMP as the typesetter wrote them: pyHanko would note the time of day."""

    def _update_meta(self) -> None:
        pass


class _WithoutStamp:
    async def unsigned_attrs(self, *_: Any, **__: Any) -> None:
        """Add nothing to a signature: no service stamps the time."""


class _KnownSignature(_WithoutStamp, signers.ExternalSigner):
    """Packs a signature that is there already."""


class _SteadySigner(_WithoutStamp, signers.SimpleSigner):
    """Signs with RFC 6979: no chance in the signature, so the same file gives the same bytes."""

    def __init__(self, private: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        told = certificate.public_bytes(serialization.Encoding.DER)
        der = private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        super().__init__(
            signing_cert=asn1_x509.Certificate.load(told),
            signing_key=asn1_keys.PrivateKeyInfo.load(der),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )
        self._private = private
        self.held = as_signing_certificate_v2(self.signing_cert, _DIGEST)

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        return self._private.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


@lru_cache(maxsize=8)
def _signer(seal: Seal) -> _SteadySigner:
    try:
        private = serialization.load_pem_private_key(seal.private_key, password=None)
        certificate = x509.load_pem_x509_certificate(seal.certificate)
    except (ValueError, TypeError) as error:
        raise SealInvalid(problem="its key or its certificate cannot be read") from error
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.curve.name != "secp256r1":
        raise SealInvalid(problem="its key is not one on the curve P-256")
    if private.public_key() != certificate.public_key():
        raise SealInvalid(problem="its key and its certificate do not belong together")
    return _SteadySigner(private, certificate)


def _moment(signed_at: dt.datetime | None, certificate: Any) -> dt.datetime:
    if signed_at is None or signed_at.tzinfo is None:
        raise SealInvalid(problem="the moment of signing is missing or has no time zone")
    moment = signed_at.astimezone(dt.UTC).replace(microsecond=0)
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        raise SealInvalid(problem=f"the certificate of the issuer does not hold on {moment.date()}")
    return moment


def _field_spec() -> SigFieldSpec:
    # What is hidden needs no place among the tags of PDF/UA; what is seen on paper is drawn by the template.
    hidden = InvisSigSettings(set_print_flag=False, set_hidden_flag=True)
    return SigFieldSpec(FIELD, on_page=0, invis_sig_settings=hidden, readable_field_name=FIELD)


def _placeholder(moment: dt.datetime, reason: str, signer: _SteadySigner) -> PdfSignedData:
    return signers.SignatureObject(
        timestamp=moment,
        subfilter=SigSeedSubFilter.PADES,
        name=signer.subject_name,
        reason=reason,
        bytes_reserved=_RESERVED,
    )


def _attributes(digest: bytes, signer: _SteadySigner) -> cms.CMSAttributes:
    """Return what is signed: the hash of the file, and which certificate signs it (PAdES; the moment is in the file)."""
    told = {"content_type": "data", "message_digest": digest, "signing_certificate_v2": signer.held}
    return cms.CMSAttributes([simple_cms_attribute(*one) for one in told.items()])  # type: ignore[no-untyped-call]


def packed(certificate: Any, attributes: cms.CMSAttributes, signature: bytes) -> bytes:
    """Return a signature with all that stands around it, exactly as `sign` writes it."""
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    again = _KnownSignature(certificate, store, signature_value=signature)
    return bytes(_run(again.async_sign_prescribed_attributes(_DIGEST, attributes)).dump())


def _run(made: Coroutine[Any, Any, Any]) -> Any:
    """Run what pyHanko calls asynchronous: with a key at hand it never waits."""
    try:
        made.send(None)
    except StopIteration as done:
        return done.value
    made.close()
    raise SealInvalid(problem="signing did not come to an end")
