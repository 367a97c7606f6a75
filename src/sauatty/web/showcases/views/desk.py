"""What a coordinator does: write the page, look at it, publish it, take it off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import ShowcaseAddressTaken
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.showcases import numbers, presenting, selectors, services
from sauatty.web.showcases.forms import ShowcaseForm
from sauatty.web.showcases.views.public import link

FIELDS = ("slug", "text_kk", "text_ru", "text_en", "funder", "host")
SNAPSHOTS_SHOWN = 20


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the programmes whose page may be published; lead to it where there is only one."""
    found = selectors.list_programmes(request.user)
    if len(found) == 1:
        return redirect("showcases:desk", programme_id=found[0].pk)
    return render(request, "showcases/programme_list.html", {"programmes": found})


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show and change what is to stand on the page, and whether it is there."""
    programme = selectors.access_programme(request.user, programme_id)
    one = selectors.find_showcase(programme)
    initial = {name: getattr(one, name) for name in FIELDS} if one else {}
    form = ShowcaseForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            services.write(actor=request.user, programme=programme, facts=form.cleaned_data)
        except ShowcaseAddressTaken as error:
            form.add_error("slug", say(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("showcases:preview", programme.pk)
    context = {"programme": programme, "form": form, **_state(one)}
    return render(request, "showcases/desk.html", context, status=422 if form.errors else 200)


def _state(one: Any) -> dict[str, Any]:
    if one is None:
        return {"one": None, "snapshots": []}
    links = {code: absolute(link("page", one.slug, code)) for code in ("kk", "ru", "en")}
    return {"one": one, "links": links, "snapshots": selectors.list_snapshots(one)[:SNAPSHOTS_SHOWN]}


def _access(request: HttpRequest, programme_id: UUID) -> Any:
    found = selectors.find_showcase(selectors.access_programme(request.user, programme_id))
    if found is None:
        raise Http404
    return found


@require_safe
def preview(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show the page as it would be published now."""
    one = _access(request, programme_id)
    last = selectors.newest_snapshot(one)
    content = numbers.collect(one.programme, one, request.user, last).content
    is_old = last is not None and content["people"] == last.content["people"]
    context = {
        "showcase": one, "one": presenting.shown(content), "note": presenting.note(), "programme": one.programme,
        "keeps_table": is_old,
    }  # fmt: skip
    return render(request, "showcases/preview.html", context)


@require_POST
def publish(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Publish the page."""
    services.publish(actor=request.user, showcase=_access(request, programme_id))
    messages.success(request, _("The page is published."))
    return redirect("showcases:desk", programme_id)


@require_POST
def withdraw(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Take the page off."""
    services.withdraw(actor=request.user, showcase=_access(request, programme_id))
    messages.success(request, _("The page is off. Its address answers as if it had never been there."))
    return redirect("showcases:desk", programme_id)
