"""The people of an event, for who coordinates or holds it: the list, adding, cancelling, moving, a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.core.languages import format_number
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import people as account_services
from sauatty.web.base import exports
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.enrolments import forms, moving, newcomers, selectors, services, showing
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes

PAGE_SIZE, FOUND_SHOWN = 50, 20


def _event(request: HttpRequest, event_id: UUID) -> Any:
    """Return an event whose people the visitor may see: coordinators and those who hold it, else 404."""
    event = events.access_event(request.user, event_id)
    if event.is_template or not events.is_trainer_of(request.user, event):
        raise Http404
    return event


@require_safe
def people(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """List who has registered, in the order of arrival."""
    event = _event(request, event_id)
    form = forms.FilterForm(request.GET or None)
    rows = selectors.list_enrolments(event, **(form.narrowing if request.GET else {}))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    places = selectors.waiting_places(event)
    context = {
        "event": event, "form": form, "page": page, "counts": selectors.summarise_event(event),
        "rows": [(row, places.get(row.pk, 0)) for row in page],
        "may_manage": events.may_manage(request.user, event),
    }  # fmt: skip
    return render(request, "enrolments/people.html", context)


@require_safe
def enrolment_detail(request: HttpRequest, event_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Show one registration with its answers, and what can be done about it."""
    event = _event(request, event_id)
    enrolment = selectors.access_enrolment_of(event, enrolment_id)
    may_manage = events.may_manage(request.user, event)
    context = {
        "event": event, "enrolment": enrolment, "place": selectors.waiting_place(enrolment),
        "answers": showing.answers_of(enrolment), "may_manage": may_manage,
        "others": moving.list_targets(event) if may_manage else [],
    }  # fmt: skip
    return render(request, "enrolments/enrolment_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Register people: found by a search, a whole cohort, or somebody who is not known here yet."""
    event = events.access_managed_event(request.user, event_id)
    form = forms.PersonAddForm(
        posted(request) if "name" in request.POST else None, initial={"language": event.language}
    )
    if request.method == "POST":
        try:
            if "person" in request.POST:
                return _register_known(request, event)
            if form.is_valid():
                return _register_new(request, event, form)
        except SauattyError as error:
            forms.add_problem(form, error) if form.is_bound else messages.error(request, say(error))
    search = request.GET.get("q", "").strip()
    found = list(accounts.list_people(request.user, search=search)[:FOUND_SHOWN]) if search else []
    known = selectors.enrolments_of(event, [one.pk for one in found])
    context = {
        "event": event, "form": form, "search": search, "found": [(one, known.get(one.pk)) for one in found],
        "cohorts": list(programmes.list_cohorts(event.programme)),
    }  # fmt: skip
    return render(request, "enrolments/person_add.html", context, status=422 if form.is_bound else 200)


def _register_known(request: HttpRequest, event: Any) -> HttpResponse:
    try:
        person = accounts.access_person(request.user, UUID(request.POST["person"]))
    except ValueError:
        raise Http404 from None
    return _registered(request, event, person)


def _registered(request: HttpRequest, event: Any, person: Any) -> HttpResponse:
    enrolment = services.register(actor=request.user, event=event, person=person, source=services.Source.DESK)
    if enrolment.state == services.State.PLACED:
        messages.success(request, _("%(name)s has a place.") % {"name": person.name})
    else:
        messages.warning(
            request, _("No place is free: %(name)s is on the waiting list.") % {"name": person.name}
        )
    return redirect("enrolments:person_add", event_id=event.pk)


def _register_new(request: HttpRequest, event: Any, form: Any) -> HttpResponse:
    values = form.cleaned_data
    person = account_services.add_person(
        actor=request.user, name=values["name"], email=values["email"], language=values["language"]
    )
    newcomers.complete(person, **form.where)
    return _registered(request, event, person)


@require_POST
def cohort_add(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Register everybody who learns in a cohort."""
    event = events.access_managed_event(request.user, event_id)
    try:
        cohort = programmes.access_cohort(event.programme, UUID(request.POST.get("cohort", "")))
    except ValueError:
        raise Http404 from None
    found = [one for one, _cohort in programmes.members_of_cohorts([cohort])]
    try:
        done = services.register_many(
            actor=request.user, event=event, people=found, source=services.Source.COHORT
        )
    except SauattyError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _said_of_many(done))
    return redirect("enrolments:people", event_id=event.pk)


def _said_of_many(done: services.Registered) -> str:
    language = get_language() or "kk"
    placed, waiting = (format_number(n, language) for n in (done.n_placed, done.n_waiting))
    said = _("New with a place: %(placed)s. On the waiting list: %(waiting)s. Registered before: %(known)s.")
    return said % {"placed": placed, "waiting": waiting, "known": format_number(done.n_known, language)}


@require_POST
def enrolment_cancel(request: HttpRequest, event_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Cancel somebody's registration."""
    event = events.access_managed_event(request.user, event_id)
    enrolment = selectors.access_enrolment_of(event, enrolment_id)
    services.cancel(actor=request.user, enrolment=enrolment)
    messages.success(
        request, _("The registration of %(name)s is cancelled.") % {"name": enrolment.person.name}
    )
    return redirect("enrolments:people", event_id=event.pk)


@require_POST
def enrolment_place(request: HttpRequest, event_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Give a free place to somebody who waits, before their turn."""
    event = events.access_managed_event(request.user, event_id)
    enrolment = selectors.access_enrolment_of(event, enrolment_id)
    try:
        services.place_now(actor=request.user, enrolment=enrolment)
        messages.success(request, _("%(name)s has a place.") % {"name": enrolment.person.name})
    except SauattyError as error:
        messages.error(request, say(error))
    return redirect("enrolments:enrolment_detail", event_id=event.pk, enrolment_id=enrolment.pk)


@require_POST
def enrolment_move(request: HttpRequest, event_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Move somebody to another training of the programme, such as another edition."""
    event = events.access_managed_event(request.user, event_id)
    enrolment = selectors.access_enrolment_of(event, enrolment_id)
    to = next((one for one in moving.list_targets(event) if str(one.pk) == request.POST.get("to")), None)
    if to is None:
        raise Http404
    moved = moving.move(actor=request.user, enrolment=enrolment, to=to)
    facts = {"name": enrolment.person.name, "event": in_language(to, "title")}
    if moved.state == services.State.PLACED:
        messages.success(request, _("%(name)s is moved to %(event)s.") % facts)
    else:
        messages.warning(request, _("%(name)s is moved to the waiting list of %(event)s.") % facts)
    return redirect("enrolments:people", event_id=event.pk)


@require_POST
def people_export(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Make a file of the list as it is narrowed: a workbook, or CSV."""
    event = events.access_managed_event(request.user, event_id)
    form = forms.FilterForm(request.POST)
    rows = showing.table_of(event, list(selectors.list_enrolments(event, **form.narrowing)))
    made = exports.table_file(rows, request.POST.get("as", "xlsx"), sheet=_("People"))
    file = exports.offer_file(
        owner=request.user, name=f"people-{event.slug}.{made.ending}", media_type=made.media_type,
        content=made.content, event=str(event.pk), n=len(rows) - 1,
    )  # fmt: skip
    said = ngettext(
        "A file with %(shown)s person is made.", "A file with %(shown)s people is made.", len(rows) - 1
    )
    messages.success(request, said % {"shown": format_number(len(rows) - 1, get_language() or "kk")})
    return redirect("base:file_fetch", file_id=file.pk)
