"""The code of a session on the slide, and where people type it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.attendances import codes, door, drawing, selectors
from sauatty.web.attendances.forms import CodeForm
from sauatty.web.attendances.views.common import session_for, show
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say


@require_safe
def slide(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show the code of this moment as large as it goes; htmx asks for the next one, without a script the page reloads."""
    session = session_for(request, session_id)
    now = timezone.now()
    code = codes.slide_code(session, now)
    address = absolute(reverse("attendances:here"))
    people = selectors.list_session(session)
    context = {
        "code": codes.grouped(code), "address": address, "qr": drawing.qr_of(f"{address}?code={code}"),
        "is_time": codes.is_slide_time(session, now), "seconds": codes.seconds_left(now) + 1,
        "n_here": sum(one.is_here for one in people), "rail": "",
    }  # fmt: skip
    template = "slide.html#code" if request.htmx else "slide"
    if request.htmx:
        return render(
            request, f"attendances/{template}", {"session": session, "event": session.event, **context}
        )
    return show(request, "slide", session, context)


@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """Take the code of the slide from a person."""
    form = CodeForm(posted(request), initial={"code": request.GET.get("code", "")[:20]})
    if form.is_bound and form.is_valid():
        try:
            session = door.take_slide_code(person=request.user, typed=form.cleaned_data["code"])
        except SauattyError as error:
            form.add_error("code", say(error))
        else:
            messages.success(request, _("Thank you: it is noted that you are here."))
            return redirect(f"{reverse('attendances:here')}?in={session.pk}")
    noted = selectors.find_own_session(request.user, request.GET.get("in", ""))
    context = {"form": form, "noted": noted}
    return render(request, "attendances/here.html", context, status=422 if form.errors else 200)
