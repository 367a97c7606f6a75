"""The door: a page for the telephone of who notes, kept for places without a connection; and the QR of a person."""

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.attendances import codes, door, drawing, selectors, words
from sauatty.web.attendances.forms import CodeForm
from sauatty.web.attendances.views.common import session_for, show
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.base.workers import worker_response
from sauatty.web.events import selectors as events

# By this the service worker tells our page from those of a hotel's network
MARK = "X-Sauatty-Door"
SCRIPTS = ("sauatty/sauatty.css", "sauatty/outbox.js", "attendances/door.js")
# On a sheet of A4; each is drawn while somebody waits.
CARDS_SHOWN = 18
CAMERA = "camera=(self), microphone=(), geolocation=()"


@require_http_methods(["GET", "HEAD", "POST"])
def door_page(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Note people by their codes. The page names nobody, so that a device may keep it; without a script a form serves."""
    session = session_for(request, session_id)
    form = CodeForm(posted(request))
    if request.method == "POST":
        return _typed(request, session, form)
    response = _page(request, session, form)
    response.headers[MARK] = f"{session.pk} {_edition(request, session)}"
    return response


def _typed(request: HttpRequest, session: Any, form: CodeForm) -> HttpResponse:
    if form.is_valid():
        found = door.note_codes(
            actor=request.user, session=session, typed=[form.cleaned_data["code"]], source="door"
        )[0]
        if found.error is None:
            messages.success(request, _("Noted: %(name)s") % {"name": found.enrolment.person.name})
            return redirect("attendances:door", session_id=session.pk)
        form.add_error("code", say(found.error))
    return _page(request, session, form, status=422)


def _page(request: HttpRequest, session: Any, form: CodeForm, status: int = 200) -> HttpResponse:
    get_token(request)  # the script sends the cookie along
    context = {"form": form, "settings": _settings(request, session), "is_kept": True, "rail": ""}
    response = show(request, "door", session, context, status=status)
    response.headers["Permissions-Policy"] = CAMERA
    return response


def _settings(request: HttpRequest, session: Any) -> dict[str, Any]:
    page = reverse("attendances:door", args=[session.pk])
    return {
        "kind": door.KIND, "session": str(session.pk), "person": str(request.user.pk), "page": page, "scope": page,
        "worker": reverse("attendances:door_worker", args=[session.pk]),
        "people": reverse("attendances:door_people", args=[session.pk]),
        "envelopes": reverse("envelope_put", args=["00000000-0000-0000-0000-000000000000"])[:-36],
        "csrf": settings.CSRF_COOKIE_NAME, "alphabet": codes.ALPHABET, "words": words.for_door(),
    }  # fmt: skip


def _edition(request: HttpRequest, session: Any) -> str:
    """Return what changes whenever a device has to fetch the page anew: the session, the person, the scripts."""
    parts = (str(request.user.pk), str(session.sequence), str(session.starts_at), get_language() or "kk")
    text = "|".join((*parts, *map(staticfiles_storage.url, SCRIPTS)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@require_safe
def door_worker(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Give the service worker that keeps the page of the door."""
    session = session_for(request, session_id)
    page = reverse("attendances:door", args=[session.pk])
    own = {
        "name": "door",
        "credentials": "same-origin",
        "slug": str(session.pk),
        "mark": MARK,
        "page": page,
        "fresh": page,
    }
    return worker_response("FORM", own, "sauatty/form-worker.js")


@require_safe
def door_people(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Give the list of who may come, with their codes, to the telephone of who notes them; it forgets it after a day."""
    session = session_for(request, session_id)
    get_token(request)
    rows = [
        {
            "code": codes.person_code(one.enrolment.pk), "name": one.person.name, "here": one.is_here,
            "place": in_language(one.person.organisation, "name") if one.person.organisation else "",
            "waits": one.enrolment.state == "waiting",
        }
        for one in selectors.list_session(session)
        if one.enrolment is not None
    ]  # fmt: skip
    return JsonResponse({"session": str(session.pk), "people": rows})


# --- the code of a person ---


@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Open the QR of a person: who runs a session notes them here, the person sees their own code, nobody else anything."""
    event = events.event_for(request.user, slug)
    try:
        enrolment = door.find_by_code(event, code)
    except SauattyError:
        if not events.is_trainer_of(request.user, event):
            raise Http404 from None
        raise
    now = timezone.now()
    sessions = [one for one in selectors.sessions_at_door(event, now) if events.may_run(request.user, one)]
    if request.method == "POST":
        session = next((one for one in sessions if str(one.pk) == request.POST.get("session")), None)
        if session is None:
            raise Http404
        door.note_codes(actor=request.user, session=session, typed=[code], source="door")
        messages.success(request, _("Noted: %(name)s") % {"name": enrolment.person.name})
        return redirect("attendances:session", session_id=session.pk)
    if sessions or events.is_trainer_of(request.user, event):
        return render(
            request, "attendances/arrive.html", {"event": event, "enrolment": enrolment, "sessions": sessions}
        )
    if enrolment.person_id != request.user.pk:
        raise Http404
    return redirect("attendances:my_codes")


@require_safe
def my_codes(request: HttpRequest) -> HttpResponse:
    """Show a person their own code for each training that is not over, to hold it up at the door."""
    cards = [drawing.card(one, one.event) for one in selectors.list_coming(request.user)]
    return render(request, "attendances/my_codes.html", {"cards": cards})


@require_safe
def card_list(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show everybody's code, a sheet of paper at a time: for the wall at the door, or to print and cut."""
    session = session_for(request, session_id)
    people = Paginator(selectors.list_registered(session.event), CARDS_SHOWN)
    page = people.get_page(request.GET.get("page"))
    cards = [drawing.card(one, session.event) for one in page]
    return show(request, "cards", session, {"cards": cards, "page": page})
