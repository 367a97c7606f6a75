"""The page of a workshop: what was made, its people, its papers, what followed, what stands in the way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.context import absolute
from sauatty.web.base.sentences import say
from sauatty.web.events import selectors as events
from sauatty.web.events.wording import when_session
from sauatty.web.programmes import selectors as programmes
from sauatty.web.publications import selectors as publications
from sauatty.web.workshops import forms, materials, selectors, services


@require_safe
def workshop_detail(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Show a workshop to who coordinates or holds it."""
    return _show(request, selectors.access_workshop(request.user, workshop_id))


def _show(request: HttpRequest, workshop: Any, sent: Any = None) -> HttpResponse:
    event = events.find_event(workshop.pk)
    answers = publications.answers_in({workshop.version.guide_id})
    subjects = selectors.subjects_of(workshop)
    context = {
        "workshop": workshop, "event": event, "subjects": [one.name for one in subjects],
        "sessions": [when_session(one) for one in events.held_sessions(event)], "trainers": events.trainers_of(event),
        "summary": selectors.summarise(workshop, event),
        "materials": materials.list_materials(request.user, workshop),
        "materials_language": materials.language_of(workshop),
        "may_read": selectors.may_read(request.user, workshop.version),
        "may_manage": programmes.coordinates(request.user, event.programme),
        "said": [(one, answers.get(str(one.pk))) for one in selectors.list_said_at(workshop)],
        "say_address": absolute(reverse("workshops:challenge_say", args=[workshop.pk])),
        "alike": selectors.alike(
            request.user, event.programme, event.region_id, workshop.version.guide_id, but=workshop.pk
        ),
        "has_begun": selectors.has_begun(event), "form": sent or challenge_form(subjects),
    }  # fmt: skip
    return render(request, "workshops/workshop_detail.html", context, status=422 if sent else 200)


def challenge_form(subjects: Any, sent: Any = None) -> forms.ChallengeForm:
    """Return the form of a challenge on some subjects of a guide."""
    spoken = get_language() or "kk"
    known = [(one.subject_id, one.name.text(spoken)) for one in subjects if one.subject_id]
    return forms.ChallengeForm(sent, subjects=list(dict(known).items()), initial={"language": spoken})


@require_POST
def challenge_add(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Write down what stands in the way, as it was heard at the workshop."""
    workshop = selectors.access_workshop(request.user, workshop_id)
    form = challenge_form(selectors.subjects_of(workshop), request.POST)
    if not keep_challenge(request, workshop, form):
        return _show(request, workshop, form)
    messages.success(request, _("It is written down."))
    return redirect("workshops:workshop_detail", workshop.pk)


def keep_challenge(request: HttpRequest, workshop: Any, form: Any, *, is_own: bool = False) -> bool:
    """Keep what was sent; False where something is missing or refused, which the form then says."""
    if not form.is_valid():
        return False
    try:
        services.say_challenge(
            actor=request.user,
            workshop=workshop,
            key=form.cleaned_data["key"],
            facts=form.facts(),
            is_own=is_own,
        )
    except SauattyError as error:
        form.add_error(None, say(error))
        return False
    return True


@require_POST
def materials_make(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Make the papers anew, for whoever asks."""
    workshop = selectors.access_workshop(request.user, workshop_id)
    if selectors.may_read(request.user, workshop.version):
        job = materials.ask_for_materials(actor=request.user, workshop=workshop)
        return redirect("base:job_detail", job.pk)
    return redirect("workshops:workshop_detail", workshop.pk)
