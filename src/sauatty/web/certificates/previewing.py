"""The preview of a design: an invented certificate with the longest names."""

from dataclasses import replace

from sauatty.core.documents.certificate import certificate_pdf
from sauatty.core.documents.certificate_sample import NO_CODE, sample_certificate
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.texts import translated
from sauatty.web.certificates import printing
from sauatty.web.certificates.models import Design


def preview(design: Design) -> bytes:
    """Return the preview as PDF, not signed."""
    languages = tuple(design.languages) or LANGUAGES[:1]
    printed = replace(
        sample_certificate(printing.address_of(NO_CODE, languages[0]), languages),
        programme=translated(design.programme, "title"), organisation=translated(design, "organisation"),
        signers=printing.signers_of(design),
    )  # fmt: skip
    return certificate_pdf(printed, printing.design_values(design))
