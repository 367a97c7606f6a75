"""Coming in and going out."""

import io
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError, SignInLimited
from sauatty.web.accounts import forms
from sauatty.web.accounts.services import first
from sauatty.web.accounts.services import sign_in as services
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.base.limits import address_of
from sauatty.web.base.middleware import say
from sauatty.web.devices.services import begin_shared

EMAIL_IN_HAND, SHARED_IN_HAND = "sign_in_email", "sign_in_shared"
WAYS = {"code": forms.CodeWay, "mail": forms.EmailWay, "password": forms.PasswordWay}


def own_address(request: HttpRequest, address: str) -> str:
    """Return the address if it leads into this site, else nothing."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and is_ours else ""


def _next(request: HttpRequest) -> str:
    return own_address(request, request.POST.get("next") or request.GET.get("next") or "")


def let_in(request: HttpRequest, person: Any, *, to: str = "") -> HttpResponse:
    """Begin a session under a new id and lead on, in the person's language where no page was asked for."""
    is_shared = "shared" in request.POST or request.session.pop(SHARED_IN_HAND, False)
    services.keep_first_language(person=person, language=translation.get_language() or "")
    login(request, person)
    request.session.pop(EMAIL_IN_HAND, None)
    if is_shared:
        begin_shared(request)
    with translation.override(person.language):
        response = redirect(to or reverse("base:home"))
    return remember_language(response, person.language)


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """Keep the language for addresses that name none."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax", secure=settings.IS_HTTPS
    )
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Offer the three ways in; each has its own small form."""
    way = request.POST.get("way", "")
    shown = {name: form(auto_id=f"id_{name}_%s") for name, form in WAYS.items()}
    if way not in WAYS:
        return _sign_in_page(request, shown)
    form = shown[way] = WAYS[way](request.POST, auto_id=f"id_{way}_%s")
    if not form.is_valid():
        return _sign_in_page(request, shown, failed=form)
    try:
        return _try_way(request, way, form.cleaned_data)
    except SauattyError as error:
        form.add_error(None, say(error))
        return _sign_in_page(
            request, shown, failed=form, status=429 if isinstance(error, SignInLimited) else 422
        )


def _try_way(request: HttpRequest, way: str, values: dict[str, str]) -> HttpResponse:
    services.count_address(address_of(request))
    if way == "mail":
        services.request_mail_code(email=values["email"])
        request.session[EMAIL_IN_HAND] = [values["email"], _next(request)]
        request.session[SHARED_IN_HAND] = "shared" in request.POST
        return redirect("accounts:sign_in_code")
    if way == "password":
        person = services.enter_with_password(request, email=values["email"], password=values["password"])
    else:
        person = services.enter_with_printed_code(typed=values["code"])
    return let_in(request, person, to=_next(request))


def _sign_in_page(
    request: HttpRequest, shown: dict[str, Any], *, failed: Any = None, status: int = 422
) -> HttpResponse:
    context = {"ways": shown, "failed": failed, "next": _next(request), "is_mail_real": settings.IS_MAIL_REAL}
    return render(request, "accounts/sign_in.html", context, status=status if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Take the code that was sent by mail."""
    if EMAIL_IN_HAND not in request.session:
        return redirect("accounts:sign_in")
    email, to = request.session[EMAIL_IN_HAND]
    form = forms.MailCodeForm(posted(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            services.count_address(address_of(request))
            person = services.enter_with_mail_code(email=email, typed=form.cleaned_data["code"])
            return let_in(request, person, to=own_address(request, to))
        except SauattyError as error:
            form.add_error(None, say(error))
            status = 429 if isinstance(error, SignInLimited) else 422
    return render(request, "accounts/sign_in_code.html", {"form": form, "email": email}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a link in; opening does not use it, as messengers open links by themselves."""
    if request.method != "POST":
        is_open = services.is_link_open(token)
        return render(request, "accounts/start.html", {"is_open": is_open}, status=200 if is_open else 404)
    try:
        person = services.enter_with_link(token=token)
    except SauattyError:
        return render(request, "accounts/start.html", {"is_open": False}, status=404)
    to = reverse("base:home") if first.is_started() else reverse("accounts:welcome")
    return let_in(request, person, to=to)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    messages.success(request, _("You have signed out."))
    return redirect("base:home")


@require_safe
def sign_in_qr(request: HttpRequest) -> HttpResponse:
    """Draw the address of the sign-in page; no code is in it."""
    drawing = io.BytesIO()
    segno.make(absolute(reverse("accounts:sign_in")), error="m").save(drawing, kind="svg", scale=4, border=2)
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
