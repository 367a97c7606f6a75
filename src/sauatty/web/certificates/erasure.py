"""How certificates forget a person. Each function takes the person and returns how many rows it changed.

The register keeps that a number was given, when, and whether it holds: without that anybody could claim it. The name,
the file and every link to the person go.
"""

from typing import Any

from django.utils import timezone

from sauatty.web.certificates import told
from sauatty.web.certificates.models import Award, Certificate, CertificateFile, DesignPicture


def certificates(person: Any) -> int:
    """Take the name out of the person's certificates, and their name off those that they gave."""
    own = list(Certificate.objects.filter(person=person))
    for row in own:
        told.tell("erased", row)
        row.printed = {**row.printed, "holder": ""}
        row.person, row.holder_key, row.sha256, row.ended_why = None, "", "", ""
        row.grounds, row.erased_at = [], timezone.now()
        row.save()
    return len(own) + Certificate.objects.filter(issued_by=person).update(issued_by=None)


def files(person: Any) -> int:
    """Delete the PDFs of the person's certificates; their hashes still tell that a copy is genuine."""
    return int(CertificateFile.objects.filter(certificate__person=person).delete()[0])


def awards(person: Any) -> int:
    """Leave the kinds of certificates that the person made without their name."""
    return Award.objects.filter(created_by=person).update(created_by=None)


def pictures(person: Any) -> int:
    """Leave the pictures that the person added without their name."""
    return DesignPicture.objects.filter(added_by=person).update(added_by=None)
