"""Publishing a national version."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sauatty.web.adaptations import selectors, services
from sauatty.web.base.sentences import say
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.frameworks.errors import AdaptationRefused


def version_publish(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Show what stands in the way of publishing and what to know before; publish."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    problem = ""
    if request.method == "POST":
        number = int(request.POST["number"]) if request.POST.get("number", "").isdecimal() else 0
        try:
            version = services.publish_version(actor=request.user, adaptation=adaptation, number=number)
        except AdaptationRefused as error:
            problem = say(error)
        else:
            messages.success(request, gettext("Published."))
            return redirect("frameworks:version_detail", slug=version.slug, number=version.number)
    points = selectors.check_publishable(adaptation)
    context = {
        "adaptation": adaptation,
        "blocking": [point for point in points if point.is_blocking],
        "warnings": [point for point in points if not point.is_blocking],
        "number": selectors.next_number(adaptation),
        "versions": frameworks.list_versions(adaptation.slug),
        "problem": problem,
    }
    return render(request, "adaptations/version_publish.html", context, status=422 if problem else 200)
