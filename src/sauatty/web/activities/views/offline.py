"""Activities without a connection: the page that a device keeps, its worker, and what the device asks for."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sauatty.web.activities import arriving
from sauatty.web.base.workers import worker_response

# By this the service worker tells our page from those of a hotel's network
MARK = "X-Sauatty-Activities"
SCRIPTS = (
    "sauatty/sauatty.css", "sauatty/outbox.js", "sauatty/attachments.js", "activities/sheet.js",
    "activities/offline.js",
)  # fmt: skip
SLUG = "own"


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show an empty plan and an empty report. The page names no activity, so that a device may keep it."""
    get_token(request)  # the script sends the cookie along
    initial = {"language": get_language() or "kk", "region": str(request.user.region_id or "")}
    context = {
        "plan": arriving.plan_form(request.user, initial=initial, auto_id="plan-%s", use_required_attribute=True),
        "report": arriving.report_form(auto_id="report-%s"), "new": arriving.new_form(),
        "settings": _settings(request), "is_kept": True, "rail": "",
    }  # fmt: skip
    response = render(request, "activities/offline.html", context)
    response.headers[MARK] = f"{SLUG} {_edition(request, context['plan'])}"
    return response


def keep_settings() -> dict[str, str]:
    """Return what a page needs to have the offline page kept."""
    return {
        "worker": reverse("activities:offline_worker"), "scope": reverse("activities:activity_list"),
        "page": reverse("activities:offline"),
    }  # fmt: skip


def draft_settings(request: HttpRequest, kind: str, activity_id: Any, **told: Any) -> dict[str, Any]:
    """Return what a plain page needs to keep what is typed on the device until the server has it."""
    late = {
        "plan": _("The plan has changed since you typed this. Save it only if it should stand instead."),
        "report": _("The report has changed since you typed this. Send it only if it should stand instead."),
    }
    words = {
        "draft": _("Kept on this device as you typed it."), "changed": late.get(kind, ""), **_of_others(),
        "later": _("There is no connection. What you typed is kept on this device; send it later."),
        "begun": _("A plan that you began is on this device."), "go_on": _("Go on with it"),
        "untitled": _("An activity"),
    }  # fmt: skip
    return {
        "person": str(request.user.pk), "kind": kind, "activity": str(activity_id), "there": [], "is_fresh": True,
        "page": reverse("activities:offline"), "mine": reverse("activities:offline_mine"), "words": words, **told,
    }  # fmt: skip


def _of_others() -> dict[str, str]:
    """Return the words for a second text of one sheet, such as of another window."""
    return {
        "another": _("There is another text of this, from another window or changed since. Nothing of it is lost:"),
        "take": _("Take this text instead"),
    }  # fmt: skip


def _settings(request: HttpRequest) -> dict[str, Any]:
    return {
        **keep_settings(), "person": str(request.user.pk), "mine": reverse("activities:offline_mine"),
        "kinds": {"plan": arriving.PLAN, "report": arriving.REPORT},
        "envelopes": reverse("envelope_put", args=["00000000-0000-0000-0000-000000000000"])[:-36],
        "csrf": settings.CSRF_COOKIE_NAME, "words": _words(),
    }  # fmt: skip


def _words() -> dict[str, str]:
    return {
        "kept": _("This page opens without a connection from now on."),
        "draft": _("Kept on this device as you typed it."),
        "nowhere": _("This browser can keep nothing. Use the page with a connection."),
        "waits": _("Kept on this device. It is sent by itself when there is a connection."),
        "signin": _("Your sign-in has ended. Nothing is lost: sign in again, and what waits is sent."),
        "stuck": _("It could not be sent and stays on this device."),
        "sent": _("Everything is sent."),
        "refused": _("It arrived but could not be taken in. What you typed is here: correct it and send it again."),
        "report": _("Report it"), "go_on": _("Go on with it"), "begun": _("begun on this device"),
        "waiting": _("waits to be sent"), "correct": _("to be corrected"), "untitled": _("An activity"),
        "really": _("Yes, throw it away"), "of_plan": _("The plan"), "of_report": _("Report"), **_of_others(),
    }  # fmt: skip


def _edition(request: HttpRequest, plan: Any) -> str:
    """Return what changes whenever a device has to fetch the page anew: the person, their programmes, the scripts."""
    programmes = [str(id) for id, _title in plan.fields["programme"].choices]
    parts = (
        str(request.user.pk),
        *programmes,
        get_language() or "kk",
        *map(staticfiles_storage.url, SCRIPTS),
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker that keeps the page and leads to it where another page does not open."""
    page = reverse("activities:offline")
    own = {
        "name": "activities", "credentials": "same-origin", "slug": SLUG, "mark": MARK, "page": page, "fresh": page,
        "home": reverse("activities:activity_list"),
    }  # fmt: skip
    response = worker_response("FORM", own, "sauatty/form-worker.js")
    leads = worker_response("LEADS", {}, "activities/leads.js").content.split(b"// LEADS\n", 1)[1]
    response.content = response.content + b"\n" + leads
    return response


@require_safe
def offline_mine(request: HttpRequest) -> HttpResponse:
    """Give a device one's own open activities, and which of the submissions were refused and why."""
    response = JsonResponse(arriving.of_device(request.user))
    response.headers["Cache-Control"] = "private, no-store"
    return response
