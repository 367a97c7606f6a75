"""The working group's pages: the list, the start, the national version, its settings and members."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from sauatty.web.adaptations import selectors, services
from sauatty.web.adaptations.forms import AdaptationForm, ReasonForm, SeatForm, StartForm
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.frameworks.errors import AdaptationRefused, SettingsEdited

MEMBER = "member"


@require_safe
def adaptation_list(request: HttpRequest) -> HttpResponse:
    """List the national versions that the visitor's groups work on."""
    newest = {one.slug: one.number for one in frameworks.get_library().published}
    rows = [(one, newest.get(one.slug)) for one in selectors.list_adaptations(request.user)]
    context = {"adaptations": rows}
    return render(request, "adaptations/adaptation_list.html", context)


def adaptation_start(request: HttpRequest) -> HttpResponse:
    """Start a national version from one or several frameworks."""
    form = StartForm(posted(request), frameworks=_framework_choices(), initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            adaptation = services.start_adaptation(
                actor=request.user, slug=cleaned["slug"].strip(), texts=form.texts, issuer=cleaned["issuer"],
                sources=cleaned["sources"], language=cleaned["language"],
            )  # fmt: skip
        except AdaptationRefused as error:
            form.add_error("slug", say(error))
        else:
            return redirect("adaptations:adaptation_detail", adaptation_id=adaptation.pk)
    return render(request, "adaptations/adaptation_start.html", {"form": form}, status=status_of(form))


def _framework_choices() -> list[tuple[str, str]]:
    language = get_language() or "kk"
    return [
        (one.id, one.title.text(language)) for one in frameworks.list_usable_frameworks() if one.competences
    ]


def status_of(form: Any) -> int:
    """Return 422 for a form that was sent and is not right."""
    return 422 if form.is_bound and form.errors else 200


@require_safe
def adaptation_detail(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Show every decision with the state of its texts, and what is undecided."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    return _detail(request, adaptation)


def _detail(request: HttpRequest, adaptation: Any, *, form: Any = None) -> HttpResponse:
    context = {
        "adaptation": adaptation,
        "page": selectors.summarise_adaptation(adaptation),
        "changes": selectors.list_changes(adaptation, limit=10),
        "form": form,
    }
    return render(
        request, "adaptations/adaptation_detail.html", context, status=status_of(form) if form else 200
    )


@require_POST
def source_decide(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Keep or leave out the ticked sources for one reason."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    undecided = selectors.summarise_adaptation(adaptation).undecided
    form = ReasonForm(request.POST, sources=[(node.id, node.id) for node in undecided])
    if not form.is_valid():
        return _detail(request, adaptation, form=form)
    chosen, reason = form.cleaned_data["sources"], form.cleaned_data["reason"]
    decide = services.keep_sources if form.cleaned_data["action"] == "keep" else services.leave_out
    decide(actor=request.user, adaptation=adaptation, source_ids=chosen, reason=reason)
    messages.success(request, gettext("Saved."))
    return redirect("adaptations:adaptation_detail", adaptation_id=adaptation.pk)


def adaptation_edit(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Change title, publisher, school levels and parts; beside them the people of the group."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    form = AdaptationForm(
        posted(request), adaptation=adaptation, initial=AdaptationForm.initial_of(adaptation)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_adaptation(
                actor=request.user, adaptation=adaptation, texts=form.texts, issuer=form.cleaned_data["issuer"],
                levels=form.cleaned_data["levels"], parts=form.parts, revision=form.cleaned_data["revision"],
            )  # fmt: skip
        except SettingsEdited as error:
            form = AdaptationForm.after_others(request.POST, adaptation)
            form.add_error(None, say(error))
            return _settings(request, adaptation, form=form, status=409)
        messages.success(request, gettext("Saved."))
        return redirect("adaptations:adaptation_edit", adaptation_id=adaptation.pk)
    return _settings(request, adaptation, form=form)


def _settings(
    request: HttpRequest, adaptation: Any, *, form: Any, seat_form: Any = None, status: int = 0
) -> HttpResponse:
    context = {
        "adaptation": adaptation,
        "form": form,
        "seat_form": seat_form or SeatForm(),
        "members": selectors.list_seats(adaptation, MEMBER),
    }
    found = max(status_of(form), status_of(seat_form) if seat_form else 200)
    return render(request, "adaptations/adaptation_edit.html", context, status=status or found)


@require_POST
def member_seat(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    """Take a person into the working group."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    seat_form = SeatForm(request.POST)
    if seat_named(request, adaptation, seat_form, MEMBER):
        return redirect("adaptations:adaptation_edit", adaptation_id=adaptation.pk)
    form = AdaptationForm(adaptation=adaptation, initial=AdaptationForm.initial_of(adaptation))
    return _settings(request, adaptation, form=form, seat_form=seat_form)


def seat_named(request: HttpRequest, adaptation: Any, form: SeatForm, role: str) -> bool:
    """Seat the person whom a form names; False where it names nobody, and the form says why."""
    if not form.is_valid():
        return False
    try:
        person = services.named_person(form.cleaned_data["person"])
    except AdaptationRefused as error:
        form.add_error("person", say(error))
        return False
    services.seat_person(actor=request.user, adaptation=adaptation, person=person, role=role)
    messages.success(request, gettext("%(name)s has a seat now.") % {"name": person.name})
    return True


@require_POST
def member_remove(request: HttpRequest, adaptation_id: UUID, seat_id: UUID) -> HttpResponse:
    """Take a person out of the working group."""
    adaptation = selectors.access_adaptation(request.user, adaptation_id)
    seat = selectors.access_group_seat(adaptation, seat_id)
    services.unseat_person(actor=request.user, seat=seat)
    if seat.person_id == request.user.pk and not request.user.is_site_admin:
        return redirect("adaptations:adaptation_list")
    return redirect("adaptations:adaptation_edit", adaptation_id=adaptation.pk)
