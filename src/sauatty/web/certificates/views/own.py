"""The pages of the person: the record, how far certificates are, and the documents."""

from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.record import record_document
from sauatty.web.certificates import record, selectors, services, told


@require_safe
def record_page(request: HttpRequest) -> HttpResponse:
    """Show a person what they have, and what is missing for the certificates that they may come to."""
    held = selectors.certificates_of(request.user)
    families = {row.family for row in held if row.state == row.State.VALID}
    standings = [
        (award, one) for award, one in selectors.standings_of(request.user) if award.family not in families
    ]
    context = {
        "certificates": [(row, told.holder_links(row)) for row in held], "standings": standings,
        "parts": record.record_of(request.user, without={"certificates"}), "is_demo": request.user.is_demo,
    }  # fmt: skip
    return render(request, "certificates/record.html", context)


@require_safe
def record_pdf(request: HttpRequest) -> HttpResponse:
    """Give a person their record as PDF, in the language of the page."""
    person, language = request.user, get_language() or "kk"
    document = record_document(
        person.name, record.record_of(person), language, date=timezone.localdate(),
        address=settings.PUBLIC_ADDRESS + reverse("certificates:verify"), is_demo=person.is_demo,
    )  # fmt: skip
    return _pdf(render_pdf(document), f"{person.name}.pdf")


@require_safe
def document(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Give the PDF of a certificate to its holder and to who coordinates its programme."""
    row = selectors.access_document(request.user, certificate_id)
    return _pdf(services.file_of(row), f"{row.register_number}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response
