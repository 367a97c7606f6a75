"""What stands in the way: said by who took part, and counted over workshops and guides."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.web.base.forms import posted
from sauatty.web.events import selectors as events
from sauatty.web.publications import selectors as publications
from sauatty.web.workshops import challenges, selectors
from sauatty.web.workshops.views.detail import challenge_form, keep_challenge

A_PAGE = 50


@require_safe
def challenge_list(request: HttpRequest) -> HttpResponse:
    """Count what was said by kind, subject and region, and list it with its answers."""
    said = challenges.list_said(request.user)
    choices = challenges.choices_of(said)
    asked = {name: request.GET.get(name, "") for name in choices}
    chosen = challenges.Filter(**{name: key for name, key in asked.items() if key in dict(choices[name])})
    found = [one for one in said if chosen.keeps(one)]
    labels = {
        "kind": _("What it is about"),
        "subject": _("Subject"),
        "region": _("Region"),
        "state": _("Answer"),
    }
    context = {
        "has_invented": any(one.is_demo for one in said), "rows": challenges.count(found),
        "n": len(found), "n_all": len(said),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "filters": [(name, labels[name], getattr(chosen, name), rows) for name, rows in choices.items()],
        "kinds": dict(challenges.KINDS), "regions": challenges.region_names(),
        "subjects": {one.subject: challenges.subject_label(one.subject) for one in found},
    }  # fmt: skip
    return render(request, "workshops/challenge_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_say(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Ask somebody who takes part what stands in the way where they work."""
    workshop = selectors.access_attended(request.user, workshop_id)
    event = events.find_event(workshop.pk)
    form = challenge_form(selectors.subjects_of(workshop), posted(request))
    if form.is_bound and keep_challenge(request, workshop, form, is_own=True):
        messages.success(request, _("Thank you. You can add something else, or leave it at that."))
        return redirect("workshops:challenge_say", workshop.pk)
    answers = publications.answers_in({workshop.version.guide_id})
    context = {
        "workshop": workshop, "event": event, "form": form,
        "has_begun": event is not None and selectors.has_begun(event),
        "said": [(one, answers.get(str(one.pk))) for one in selectors.list_said_by(workshop, request.user)],
    }  # fmt: skip
    return render(request, "workshops/challenge_say.html", context, status=422 if form.is_bound else 200)
