"""What stands on a certificate, gathered from the award, its event and its design; and the values of a design."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from sauatty.core.documents import certificate_codes as codes
from sauatty.core.documents.certificate_facts import CertificateDesign, Picture, PrintedCertificate, Signer
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.base.texts import translated
from sauatty.web.certificates.models import Award, Certificate, Design, DesignPicture
from sauatty.web.entitlements import trainings


def facts_of(
    award: Award, person: Any, event: Any, *, code: str, number: str, issued_on: date
) -> PrintedCertificate:
    """Return every field of a new certificate."""
    design = award.design
    languages = tuple(design.languages) or (person.language,)
    starts_on, ends_on = trainings.days_of([event]) if event else (None, None)
    is_demo = bool(award.is_demo or award.programme.is_demo or person.is_demo)
    return PrintedCertificate(
        holder=person.name, title=translated(award, "title"), kind=award.kind, issued_on=issued_on,
        register_number=number, code=codes.in_groups(code), address=address_of(code, languages[0]), languages=languages,
        programme=translated(award.programme, "title"), organisation=translated(design, "organisation"),
        place=place_of(event), academic_hours=award.academic_hours, starts_on=starts_on, ends_on=ends_on,
        signers=signers_of(design), is_demo=is_demo,
    )  # fmt: skip


def address_of(code: str, language: str) -> str:
    """Return the address of the page that checks a certificate, as its QR code holds it."""
    with override(language):
        return settings.PUBLIC_ADDRESS + reverse("certificates:verify_code", args=[code])


def place_of(event: Any) -> Translated:
    """Return where a training was held: its region where people met, nothing where it was online."""
    if event is None or event.region is None or event.form == "online":
        return Translated()
    return translated(event.region, "name")


def signers_of(design: Design) -> tuple[Signer, ...]:
    """Return who signs."""
    return tuple(
        Signer(one["name"], Translated(*(one.get(f"post_{code}", "") for code in LANGUAGES)))
        for one in design.signers
    )


def printed_of(certificate: Certificate) -> PrintedCertificate:
    """Return the fields of a certificate as they were printed."""
    return PrintedCertificate.from_json(certificate.printed)


def design_values(design: Design) -> CertificateDesign:
    """Return a design with its pictures (one query)."""
    wanted = [*design.logos, *(one.get("picture") for one in design.signers if one.get("picture"))]
    rows = DesignPicture.objects.filter(pk__in=wanted, programme=design.programme_id)
    pictures = {str(row.pk): Picture(bytes(row.content), row.kind) for row in rows}
    return CertificateDesign(
        layout=design.layout,
        logos=tuple(pictures[one] for one in design.logos if one in pictures),
        signatures=tuple(pictures.get(one.get("picture") or "") for one in design.signers),
    )
