"""What the pages of a session share."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sauatty.core.errors import SauattyError
from sauatty.web.base.sentences import say
from sauatty.web.events import selectors as events


def session_for(request: HttpRequest, session_id: UUID) -> Any:
    """Return a session that the visitor runs, or 404; a template is never held."""
    session = events.access_session(request.user, session_id)
    if session.event.is_template:
        raise Http404
    return session


def show(
    request: HttpRequest, template: str, session: Any, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page about a session."""
    shared = {"session": session, "event": session.event}
    return render(request, f"attendances/{template}.html", shared | context, status=status)


def back(
    request: HttpRequest,
    session: Any,
    *,
    said: str = "",
    error: SauattyError | None = None,
    to: str = "session",
) -> HttpResponse:
    """Lead back to a page of a session with what became of the step."""
    if error is not None:
        messages.error(request, say(error))
    elif said:
        messages.success(request, said)
    return redirect(f"attendances:{to}", session_id=session.pk)
