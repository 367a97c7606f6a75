"""Registering: signed in, as a newcomer, by an invitation; and giving a place back by the link of a letter."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import RegistrationTooOften, SauattyError
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.views.sign_in import let_in
from sauatty.web.base import limits
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.enrolments import addresses, forms, inviting, newcomers, selectors, services, showing
from sauatty.web.events import selectors as events

CODE = "registered_code"


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a page whose address is nobody's to know."""
    response = render(request, f"enrolments/{name}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _consent() -> Any:
    """Return the newest text that those who register agree to; None where the site has none."""
    return next((one for one in accounts.list_consent_texts() if one.key == newcomers.CONSENT), None)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Register for an event: at once when one is signed in, by a short form else."""
    event = events.event_for(request.user, slug)
    if not request.user.is_authenticated:
        return _register_newcomer(request, event)
    known = selectors.enrolment_of(event, request.user)
    if known is not None:
        return redirect("enrolments:registration", enrolment_id=known.pk)
    asked = selectors.list_questions(event)
    person = request.user
    asks_where = person.region_id is None or person.organisation_id is None
    form = forms.WhereForm(posted(request), asked=asked, asks_where=asks_where)
    if form.is_valid():
        try:
            newcomers.complete(person, **form.where)
            enrolment = services.register(
                actor=person, event=event, person=person, source=services.Source.SELF, answers=form.answers
            )
            return redirect("enrolments:registration", enrolment_id=enrolment.pk)
        except SauattyError as error:
            forms.add_problem(form, error)
    context = {"event": event, "form": form, "problem": _closed(event, person)}
    return _page(request, "register", context, status=422 if form.is_bound else 200)


def _closed(event: Any, person: Any) -> str:
    """Say why nobody can register now; '' where one can."""
    try:
        services.refuse_closed(event, person=person, source=services.Source.SELF)
    except SauattyError as error:
        return say(error)
    return ""


def _register_newcomer(request: HttpRequest, event: Any) -> HttpResponse:
    asked = selectors.list_questions(event)
    form = forms.NewcomerForm(posted(request), asked=asked, asks_email=settings.IS_MAIL_REAL)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if form.is_machine:
            return redirect("enrolments:letter_sent", slug=event.slug)
        try:
            return _entered(request, event, form)
        except SauattyError as error:
            forms.add_problem(form, error)
            status = 429 if isinstance(error, RegistrationTooOften) else 422
    context = {"event": event, "form": form, "consent": _consent(), "problem": _closed(event, None)}
    response = _page(request, "register", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(newcomers.WINDOW)
    return response


def _entered(request: HttpRequest, event: Any, form: Any) -> HttpResponse:
    newcomers.count_address(limits.address_of(request))
    consent, values = _consent(), form.cleaned_data
    facts = newcomers.Facts(
        name=values["name"], email=values.get("email", "").lower(), language=get_language() or "kk",
        consent=consent.version if consent else 0, **form.where,
    )  # fmt: skip
    done = newcomers.enter(event=event, form_id=values["key"], facts=facts, answers=form.answers)
    if done.enrolment is None:
        return redirect("enrolments:letter_sent", slug=event.slug)
    to = reverse("enrolments:registration", args=[done.enrolment.pk])
    response = let_in(request, done.enrolment.person, to=to)
    request.session[CODE] = done.code
    return response


@require_safe
def letter_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a letter is on its way; the same for every address."""
    return _page(request, "letter_sent", {"event": events.event_for(request.user, slug)})


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """Finish a newcomer's registration; opening the link does nothing, as mail programs open links by themselves."""
    try:
        if request.method == "POST":
            enrolment, is_new = newcomers.finish(token=token)
            return _finished(request, enrolment, is_new)
        row = newcomers.read(token)
    except SauattyError as error:
        return _page(request, "refused", {"sentence": say(error)}, status=404)
    return _page(request, "finish", {"event": row.event, "name": row.facts.get("name", "")})


def _finished(request: HttpRequest, enrolment: Any, is_new: bool) -> HttpResponse:
    if is_new:
        to = reverse("enrolments:registration", args=[enrolment.pk])
        return let_in(request, enrolment.person, to=to)
    return _page(request, "done", _done(enrolment))


def _done(enrolment: Any) -> dict[str, Any]:
    event = events.find_event(enrolment.event_id)
    return {"enrolment": enrolment, "event": event, "place": selectors.waiting_place(enrolment)}


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Register by a personal invitation, signed in or not."""
    try:
        invitation = inviting.read(token)
    except SauattyError as error:
        return _page(request, "refused", {"sentence": say(error)}, status=404)
    visitor = request.user if request.user.is_authenticated else None
    known = inviting.person_for(invitation, visitor)
    form = _invited_form(request, invitation, known)
    if form.is_valid():
        try:
            return _accepted(request, invitation, visitor, form)
        except SauattyError as error:
            forms.add_problem(form, error)
    consent = None if known else _consent()
    context = {
        "event": events.find_event(invitation.event_id), "form": form, "known": known, "consent": consent,
        "invitation": invitation, "mine": _held(invitation),
    }  # fmt: skip
    return _page(request, "invited", context, status=422 if form.is_bound else 200)


def _held(invitation: Any) -> Any:
    """Return the registration that came of an invitation, while it holds."""
    row = invitation.enrolment
    return row if row is not None and row.state != services.State.CANCELLED else None


def _invited_form(request: HttpRequest, invitation: Any, known: Any) -> Any:
    asked = selectors.list_questions(invitation.event)
    if known is not None:
        return forms.WhereForm(posted(request), asked=asked, asks_where=False)
    return forms.InvitedForm(posted(request), asked=asked, name=invitation.name)


def _accepted(request: HttpRequest, invitation: Any, visitor: Any, form: Any) -> HttpResponse:
    consent = _consent()
    facts = form.where | {
        "name": form.cleaned_data.get("name", ""), "consent": consent.version if consent else 0,
    }  # fmt: skip
    enrolment = inviting.accept(invitation=invitation, visitor=visitor, facts=facts, answers=form.answers)
    if visitor is not None and enrolment.person_id == visitor.pk:
        return redirect("enrolments:registration", enrolment_id=enrolment.pk)
    return _page(request, "done", _done(enrolment))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Give a place back by the link of a letter, without signing in; opening the link does nothing."""
    pk = addresses.read_leave(token)
    enrolment = selectors.find_enrolment(pk) if pk else None
    if enrolment is None or not enrolment.person.is_active:
        return _page(request, "refused", {"sentence": _("This link does not hold.")}, status=404)
    event = events.find_event(enrolment.event_id)
    if request.method == "POST":
        if showing.may_cancel(enrolment, event):
            services.cancel(actor=enrolment.person, enrolment=enrolment)
            messages.success(request, _("Your registration is cancelled."))
        return redirect("enrolments:leave", token=token)
    context = {"enrolment": enrolment, "event": event, "may_cancel": showing.may_cancel(enrolment, event)}
    return _page(request, "leave", context)
