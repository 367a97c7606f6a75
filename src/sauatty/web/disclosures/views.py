"""Where personal data are, who sees them and how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauatty.web.disclosures import selectors


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Tell a person what is kept about them."""
    return render(request, "disclosures/my_data.html", {"areas": selectors.areas_of(request.user)})


@require_safe
def data_record(request: HttpRequest) -> HttpResponse:
    """Show the office's record of personal data, as the law asks for it, to be printed."""
    return render(request, "disclosures/data_record.html", selectors.record())
