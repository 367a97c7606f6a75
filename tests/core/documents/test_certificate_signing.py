"""The issuer's signature, and what a PDF of a certificate says of itself."""

import datetime as dt
import io
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from click.testing import CliRunner

from core.documents.certificate_cast import AT, PRINTED, design, printed
from sauatty.cli import main
from sauatty.core.documents.certificate import certificate_pdf
from sauatty.core.documents.certificate_check import check_certificate
from sauatty.core.documents.certificate_signing import fingerprint, make_seal
from sauatty.core.errors import CertificateNotRead, SealInvalid

SEAL = make_seal("«Медиасауаттылық орталығы» қоғамдық қоры", dt.date(2026, 1, 1))
OTHER = make_seal("«Медиасауаттылық орталығы» қоғамдық қоры", dt.date(2026, 1, 1))


@pytest.fixture(scope="module")
def signed() -> bytes:
    return certificate_pdf(PRINTED, design(), seal=SEAL, signed_at=AT)


def test_it_works(signed):
    found = check_certificate(signed, "a.pdf", [SEAL.certificate])
    assert (found.state, found.printed) == ("valid", PRINTED)
    assert found.signer == "«Медиасауаттылық орталығы» қоғамдық қоры"
    assert found.fingerprint == fingerprint(SEAL.certificate)
    assert found.signed_at == "2026-05-04T09:30:00+00:00"


def test_the_same_moment_gives_the_same_bytes(signed):
    assert certificate_pdf(PRINTED, design(), seal=SEAL, signed_at=AT) == signed
    later = AT + dt.timedelta(minutes=1)
    assert certificate_pdf(PRINTED, design(), seal=SEAL, signed_at=later) != signed


def test_the_signature_stands_behind_the_file_and_knows_no_clock(signed):
    plain = certificate_pdf(PRINTED, design())
    assert signed.startswith(plain)
    behind = signed[len(plain) :]
    assert re.findall(rb"D(?::|\\072)\d{14}", behind) == [rb"D\07220260504093000"]
    assert b"/Info" not in behind.partition(b"trailer")[0] and b"xmpmeta" not in behind


def test_somebody_else_with_the_same_name_is_not_trusted(signed):
    found = check_certificate(signed, "a.pdf", [OTHER.certificate])
    assert (found.state, found.signer) == ("unknown-signer", "«Медиасауаттылық орталығы» қоғамдық қоры")
    assert check_certificate(signed, "a.pdf").state == "unknown-signer"


def test_no_single_byte_can_be_changed(signed):
    for place in range(12, len(signed), len(signed) // 60):
        forged = bytearray(signed)
        forged[place] ^= 1
        try:
            found = check_certificate(bytes(forged), "a.pdf", [SEAL.certificate])
        except CertificateNotRead:
            continue
        assert found.state in ("changed", "unsigned"), place


def test_what_is_added_behind_the_signature_is_found(signed):
    for added in (b"\n", b"%% a note\n", signed):
        assert check_certificate(signed + added, "a.pdf", [SEAL.certificate]).state == "changed"


def test_an_update_that_hides_the_holder_is_found(signed):
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Lang"] = generic.pdf_string("xx")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert check_certificate(out.getvalue(), "a.pdf", [SEAL.certificate]).state == "changed"


def test_a_certificate_without_signature_says_so():
    found = check_certificate(certificate_pdf(PRINTED, design()), "a.pdf", [SEAL.certificate])
    assert (found.state, found.printed, found.signer) == ("unsigned", PRINTED, "")


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\nnothing", b"%PDF-1.7" + b"\0" * 8_000_001])
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(CertificateNotRead, match=r"a\.pdf"):
        check_certificate(content, "a.pdf")


@pytest.mark.parametrize(
    ("seal", "at", "problem"),
    [
        (SEAL, None, "moment"),
        (SEAL, AT.replace(tzinfo=None), "moment"),
        (SEAL, AT.replace(year=2040), "does not hold"),
        (replace(SEAL, certificate=OTHER.certificate), AT, "do not belong together"),
        (replace(SEAL, private_key=b"x"), AT, "cannot be read"),
    ],
)
def test_a_seal_that_signs_nothing_says_why(seal, at, problem):
    with pytest.raises(SealInvalid, match=problem):
        certificate_pdf(PRINTED, design(), seal=seal, signed_at=at)


def test_the_key_is_not_shown():
    assert "PRIVATE" not in repr(SEAL)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig of poppler is not installed")
def test_poppler_finds_the_signature_valid(signed, tmp_path):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(signed)
    told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told and "Total document signed" in told


def test_pyhanko_finds_the_signature_valid_and_trusted(signed):
    from asn1crypto import pem, x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    root = x509.Certificate.load(pem.unarmor(SEAL.certificate)[2])
    context = ValidationContext(trust_roots=[root], moment=AT)
    status = validate_pdf_signature(PdfFileReader(io.BytesIO(signed)).embedded_signatures[0], context)
    assert status.bottom_line and status.docmdp_ok


# --- the command --------------------------------------------------------------------------------------


def test_the_command_prints_fields_hash_and_signature(signed, tmp_path):
    file, issuer = tmp_path / "certificate.pdf", tmp_path / "issuer.pem"
    file.write_bytes(signed)
    issuer.write_bytes(SEAL.certificate)
    told = CliRunner().invoke(main, ["certificate", "check", str(file), "--issuer", str(issuer)])
    assert told.exit_code == 0
    assert re.search(r"sha256: [0-9a-f]{64}\nsignature: valid", told.output)
    assert "holder: Ерғалиева Айгүл Серікқызы" in told.output and "academic_hours: 72" in told.output


def test_the_command_fails_for_a_changed_file(signed, tmp_path):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(signed + b"\n%")
    told = CliRunner().invoke(main, ["certificate", "check", str(file), "--format", "json"])
    assert told.exit_code == 1 and '"signature": "changed"' in told.output


def test_the_command_says_where_a_file_is_not_signed(tmp_path):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(certificate_pdf(printed(languages=("ru",)), design("plain")))
    told = CliRunner().invoke(main, ["certificate", "check", str(file)])
    assert told.exit_code == 1 and "not signed" in told.output
