"""Guests of an activity: the sheet with its code, and how they say that they were there, with an account or without."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import RegistrationTooOften, SauattyError
from sauatty.web.accounts import codes
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.views.sign_in import let_in
from sauatty.web.activities import guests, selectors, services
from sauatty.web.activities.forms import CodeForm, GuestForm
from sauatty.web.attendances.drawing import qr_of
from sauatty.web.base import limits
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.enrolments import newcomers

GUESSES, FROM_ONE_NETWORK = 30, 900
CODE = "guest_code"


@require_safe
def guest_sheet(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Show the code of an activity, large, as a QR too: for the wall, or to print."""
    activity = selectors.access_own(request.user, activity_id)
    address = absolute(reverse("activities:join_code", args=[activity.join_code]))
    context = {"activity": activity, "address": address, "qr": qr_of(address)}
    return render(request, "activities/guest_sheet.html", context)


def _may_try(request: HttpRequest) -> bool:
    """Count a try. A whole room shares one network; whoever guesses codes is one person."""
    if request.user.is_authenticated:
        return limits.is_within_limit(f"activity-code:{request.user.pk}", limit=GUESSES, seconds=3600)
    key = "activity-code:from:" + codes.keyed("address", limits.address_of(request))[:32]
    return limits.is_within_limit(key, limit=FROM_ONE_NETWORK, seconds=3600)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Take the code of an activity, as its guests type it."""
    form = CodeForm(posted(request))
    if form.is_bound and not _may_try(request):
        return _page(
            request, {"form": form, "problem": _("Too many codes were tried here. Wait an hour.")}, 429
        )
    if form.is_bound and form.is_valid():
        activity = selectors.by_code(form.cleaned_data["code"])
        if not selectors.takes_guests(activity):
            return _late(request, activity)
        if request.user.is_authenticated:
            return _noted(request, activity, form)
        return redirect("activities:join_code", code=activity.join_code)
    return _page(request, {"form": form}, 422 if form.is_bound else 200)


def _late(request: HttpRequest, activity: Any) -> HttpResponse:
    told = _("The code of this activity takes nobody in any more: it is over for two months.")
    return _page(request, {"activity": activity, "problem": told}, 422)


def _noted(request: HttpRequest, activity: Any, form: CodeForm) -> HttpResponse:
    try:
        services.join(person=request.user, activity=activity)
    except SauattyError as error:
        form.add_error(None, say(error))
        return _page(request, {"form": form}, 422)
    messages.success(request, _("It is noted that you were there."))
    return redirect("activities:activity_list")


@require_http_methods(["GET", "HEAD", "POST"])
def join_code(request: HttpRequest, code: str) -> HttpResponse:
    """Open the address of a QR: one tap for who is signed in, a name and consent for who has no account."""
    if not _may_try(request):
        return _page(request, {"problem": _("Too many codes were tried here. Wait an hour.")}, 429)
    activity = selectors.by_code(code)
    if not selectors.takes_guests(activity):
        return _late(request, activity)
    if request.user.is_authenticated:
        return _page(request, {"form": CodeForm(initial={"code": code}), "activity": activity})
    form = GuestForm(posted(request))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("activities:join")
        try:
            return _let_guest_in(request, activity, form)
        except SauattyError as error:
            form.add_error(None, say(error))
            status = 429 if isinstance(error, RegistrationTooOften) else 422
    return _page(request, {"guest": form, "activity": activity, "consent": _consent()}, status)


def _let_guest_in(request: HttpRequest, activity: Any, form: GuestForm) -> HttpResponse:
    consent, values = _consent(), form.cleaned_data
    joined = guests.join_as_newcomer(
        activity=activity, form_id=values["key"], name=values["name"], language=get_language() or "kk",
        consent=consent.version if consent else 0, address=limits.address_of(request),
    )  # fmt: skip
    response = let_in(request, joined.person, to=reverse("activities:joined"))
    request.session[CODE] = joined.code
    return response


def _consent() -> Any:
    return next((one for one in accounts.list_consent_texts() if one.key == newcomers.CONSENT), None)


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "activities/join.html", context, status=status)


@require_safe
def joined(request: HttpRequest) -> HttpResponse:
    """Say that it is noted, with the code to sign in again, once."""
    return render(request, "activities/joined.html", {"code": request.session.pop(CODE, "")})
