"""Announcements: write one, look whom it reaches, send it once, copy it for a messenger; the list of past ones."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.web.base.forms import posted
from sauatty.web.programmes import selectors as programmes
from sauatty.web.specialists import announcing, labels
from sauatty.web.specialists.announcement_forms import AnnouncementForm

A_PAGE = 25


@require_safe
def announcement_list(request: HttpRequest) -> HttpResponse:
    """List the announcements: who sent them, when, to how many."""
    page = Paginator(announcing.list_announcements(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, labels.subject_name(one.subject) if one.subject else "") for one in page]
    return render(request, "specialists/announcement_list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_write(request: HttpRequest) -> HttpResponse:
    """Write a new announcement."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_edit(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Change an announcement that was not sent."""
    one = announcing.access_announcement(request.user, announcement_id)
    if one.sent_at:
        return redirect("specialists:announcement_detail", one.pk)
    return _edit(request, one)


def _edit(request: HttpRequest, one: Any) -> HttpResponse:
    form = AnnouncementForm(posted(request), programmes=programmes.list_coordinated(request.user), one=one)
    if form.is_valid():
        id = one.pk if one else form.cleaned_data["id"]
        announcing.write(actor=request.user, id=id, facts=form.values())
        return redirect("specialists:announcement_detail", id)
    status = 422 if form.is_bound else 200
    return render(request, "specialists/announcement_edit.html", {"form": form, "one": one}, status=status)


@require_safe
def announcement_detail(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Show an announcement in all languages, whom it reaches or reached, and its text for messengers."""
    one = announcing.access_announcement(request.user, announcement_id)
    reached = [] if one.sent_at else announcing.recipients(one)
    context = {
        "one": one, "versions": announcing.versions(one, reached), "n": len(reached), "stamp": announcing.stamp(one),
        "subject": labels.subject_name(one.subject) if one.subject else "",
    }  # fmt: skip
    return render(request, "specialists/announcement_detail.html", context)


@require_POST
def announcement_send(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Send an announcement once."""
    one = announcing.access_announcement(request.user, announcement_id)
    if announcing.send(actor=request.user, announcement=one, seen=request.POST.get("seen", "")):
        messages.success(request, _("The announcement goes out now."))
    elif one.sent_at:
        messages.warning(request, _("This announcement was sent already. It goes out once only."))
    else:
        messages.warning(request, _("Somebody changed the announcement meanwhile. Look at it again."))
    return redirect("specialists:announcement_detail", one.pk)


@require_POST
def announcement_drop(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Delete an announcement that was not sent."""
    one = announcing.access_announcement(request.user, announcement_id)
    if announcing.drop(actor=request.user, announcement=one):
        messages.success(request, _("Deleted."))
        return redirect("specialists:announcement_list")
    messages.warning(request, _("This announcement was sent already. It goes out once only."))
    return redirect("specialists:announcement_detail", one.pk)
