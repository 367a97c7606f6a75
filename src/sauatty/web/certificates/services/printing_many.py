"""Many certificates as one file to print: made by a job, fetched by who asked."""

from typing import Any

from django.contrib.auth import get_user_model

from sauatty.core.documents.certificate import certificates_pdf
from sauatty.core.errors import NothingToPrint
from sauatty.web.base import exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.certificates import printing, selectors
from sauatty.web.certificates.models import Award

PRINT_JOB = "certificates.print"


def ask_to_print(*, actor: Any, award: Award, design: Any) -> Job:
    """Ask for the print file of all certificates of a kind that hold and have one design; made anew each time."""
    name = f"certificates-{award.family.hex[:8]}-{design.pk.hex[:8]}.pdf"
    payload = {"award": str(award.pk), "design": str(design.pk), "person": str(actor.pk), "name": name}
    key = f"{actor.pk}:{award.family}:{design.pk}"
    return jobs.enqueue(PRINT_JOB, key=key, payload=payload, actor=actor, total=1, again=True)


def do_print(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the print file (done by the worker)."""
    owner = get_user_model().objects.filter(pk=payload["person"], is_active=True).first()
    award = Award.objects.filter(pk=payload["award"]).first()
    if owner is None or award is None:
        return
    rows = [row for row in selectors.list_valid(award) if str(row.design_id) == payload["design"]]
    if not rows:
        raise NothingToPrint
    design = printing.design_values(rows[0].design)
    content = certificates_pdf([printing.printed_of(row) for row in rows], design)
    exports.offer_file(
        owner=owner, name=payload["name"], media_type="application/pdf", content=content, award=payload["award"],
        n=len(rows),
    )  # fmt: skip
    report(1, 1)
