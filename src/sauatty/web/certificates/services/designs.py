"""Making and changing designs. One that was printed never changes: a change makes another, used from then on."""

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from sauatty.core.documents.certificate_pictures import picture_from_json
from sauatty.core.errors import (
    CertificatePictureRefused,
    DesignInUse,
    FileTooLarge,
    FileTypeMismatch,
    FileTypeUnknown,
)
from sauatty.sandbox import Limits, read_told_in_sandbox
from sauatty.web.base import audit
from sauatty.web.certificates.models import Award, Certificate, Design, DesignPicture

FIELDS = (
    "name", "layout", "languages", "organisation_kk", "organisation_ru", "organisation_en", "signers", "logos",
)  # fmt: skip
READER = "certificate-picture"
# Read while somebody waits for the page.
LIMITS = Limits(file=3, memory=1024, result=8, processor=10, wall=15)


def keep_picture(*, actor: Any, programme: Any, upload: Any) -> DesignPicture:
    """Check a logo or a signature in a process of its own and keep it; the same picture is kept once.

    Raises
    ------
    CertificatePictureRefused
    """
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix.lower()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        try:
            told = read_told_in_sandbox(READER, Path(file.name), name=upload.name, limits=LIMITS)
        except FileTooLarge as error:
            problem = f"it is larger than {LIMITS.file} MB"
            raise CertificatePictureRefused(name=upload.name, problem=problem) from error
        except (FileTypeUnknown, FileTypeMismatch) as error:
            raise CertificatePictureRefused(name=upload.name, problem="it is neither PNG nor SVG") from error
    picture = picture_from_json(told)
    return _kept(actor, programme, upload.name, picture.content, picture.kind)


@transaction.atomic
def _kept(actor: Any, programme: Any, name: str, content: bytes, kind: str) -> DesignPicture:
    row, is_new = DesignPicture.objects.get_or_create(
        programme=programme, sha256=hashlib.sha256(content).hexdigest(),
        defaults={"name": name[:120], "kind": kind, "content": content, "added_by": actor},
    )  # fmt: skip
    if is_new:
        audit.record("design.picture-added", actor=actor, target=row, sha256=row.sha256)
    return row


@transaction.atomic
def make_design(*, actor: Any, programme: Any, values: Mapping[str, Any]) -> Design:
    """Make a design; `values` are its `FIELDS`."""
    row = Design(programme=programme, **{name: values[name] for name in FIELDS if name in values})
    row.save(force_insert=True)
    audit.record("design.made", actor=actor, target=row)
    return row


@transaction.atomic
def change_design(*, actor: Any, design: Design, values: Mapping[str, Any]) -> Design:
    """Change a design; one that certificates were printed with stays, and another takes its place for new ones."""
    is_printed = Certificate.objects.filter(design=design).exists()
    row = Design(programme=design.programme) if is_printed else design
    for name in FIELDS:
        setattr(row, name, values.get(name, getattr(design, name)))
    row.save()
    if is_printed:
        Design.objects.filter(pk=design.pk).update(is_current=False)
        Award.objects.filter(design=design, is_current=True).update(design=row)
    audit.record("design.changed", actor=actor, target=row, instead_of=str(design.pk))
    return row


@transaction.atomic
def delete_design(*, actor: Any, design: Design) -> None:
    """Delete a design that nothing uses.

    Raises
    ------
    DesignInUse
    """
    if Award.objects.filter(design=design).exists() or Certificate.objects.filter(design=design).exists():
        raise DesignInUse(name=design.name)
    audit.record("design.deleted", actor=actor, target=design)
    design.delete()


@transaction.atomic
def usual_design(*, actor: Any, programme: Any, name: str) -> Design:
    """Return the first design of a programme; without one a plain beginning is made, in the language of each holder."""
    known = Design.objects.filter(programme=programme, is_current=True).first()
    return known or make_design(actor=actor, programme=programme, values={"name": name})
