"""What every answer passes: security headers, the permission gate, errors in words."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sauatty.core.errors import SauattyError
from sauatty.web.base import roles
from sauatty.web.base.sentences import say

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
Handler = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Handler) -> Handler:
    """Put the policy on every answer; what a signed-in person sees is kept by nobody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Frame-Options", "DENY")  # for browsers older than frame-ancestors
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if response.status_code in {429, 503}:
            response.headers.setdefault("Retry-After", "60")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


def errors_in_words(get_response: Handler) -> Handler:
    """Turn an error that a person can act on into a page in their language (422)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SauattyError):
            return None
        context = {"code": exception.code, "sentence": say(exception)}
        return render(request, "base/error.html", context, status=422)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


class PermissionGate:
    """Deny by default: an address without a row in the permission table answers 404 to everybody."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A step taken while signed out leads back to its own address, which has no page: say what to do.
        if response.status_code == 405 and request.accepts("text/html"):
            page = render(request, "base/error_400.html", {"code": "405"}, status=405)
            page.headers["Allow"] = response.headers.get("Allow", "")
            return page
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Let the request through, ask to sign in, or say that there is nothing here."""
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("the character NUL in a query: PostgreSQL takes it in no text")
        match = request.resolver_match
        name = match.view_name if match else ""
        held = held_roles(request)
        if roles.is_allowed(name, held):
            return None
        if roles.ANONYMOUS in held and roles.allowed_roles(name) is not None:
            return _ask_to_sign_in(request)
        raise Http404


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page; htmx would put that page into the middle of this one, so it is told to leave."""
    answer = redirect_to_login(request.get_full_path(), reverse("accounts:sign_in"))
    return HttpResponse(status=204, headers={"HX-Redirect": answer.url}) if request.htmx else answer


def held_roles(request: HttpRequest) -> frozenset[str]:
    """Return the roles of the visitor, read once per request."""
    user = request.user
    if not user.is_authenticated:
        return frozenset({roles.ANONYMOUS})
    if not hasattr(request, "sauatty_roles"):
        held = {roles.SIGNED_IN_ONLY, *user.role_names()}
        request.sauatty_roles = frozenset(held | {roles.ADMIN} if user.is_site_admin else held)
    return request.sauatty_roles
