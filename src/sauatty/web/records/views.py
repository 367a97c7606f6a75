"""The pages of a person: what they have done, what they hold, and what is missing for the next certificate."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.record import record_document
from sauatty.web.certificates import selectors as certificates
from sauatty.web.certificates import told
from sauatty.web.curricula.admission import few_at_once
from sauatty.web.enrolments import selectors as enrolments
from sauatty.web.records import sections


@require_safe
def record_page(request: HttpRequest) -> HttpResponse:
    """Show a person what they have, and what is missing for the certificates that they may come to."""
    held = certificates.certificates_of(request.user)
    families = {row.family for row in held if row.state == row.State.VALID}
    standings = [
        (award, one) for award, one in certificates.standings_of(request.user) if award.family not in families
    ]
    context = {
        "certificates": [(row, told.holder_links(row)) for row in held], "standings": standings,
        "parts": sections.record_of(request.user, without={"certificates"}), "is_demo": request.user.is_demo,
    }  # fmt: skip
    return render(request, "records/record.html", context)


@require_safe
@few_at_once
def record_pdf(request: HttpRequest) -> HttpResponse:
    """Give a person their record as PDF, in the language of the page."""
    person, language = request.user, get_language() or "kk"
    document = record_document(
        person.name, sections.record_of(person), language, date=timezone.localdate(),
        address=settings.PUBLIC_ADDRESS + reverse("certificates:verify"), is_demo=person.is_demo,
    )  # fmt: skip
    response = HttpResponse(render_pdf(document), content_type="application/pdf")
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(person.name, safe='')}.pdf"
    )
    return response


def record_link(request: HttpRequest) -> tuple[str, str] | None:
    """Return the link to one's own record for whoever has one."""
    has_some = certificates.holds_some(request.user) or enrolments.my_enrolments(request.user).exists()
    return (reverse("records:record"), _("My record and certificates")) if has_some else None
