"""One's own entry: join, look at what others will see, change, leave."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.specialists import forms, selectors, services


@require_http_methods(["GET", "HEAD", "POST"])
def entry_edit(request: HttpRequest) -> HttpResponse:
    """Show and change one's own entry; 'preview' only shows who would see what."""
    entry, text = selectors.own_entry(request.user), services.consent_text()
    form = forms.EntryForm(
        posted(request), entry=entry, person=request.user, consent=text.version if text else 0
    )
    preview = None
    if form.is_valid():
        if "preview" in request.POST:
            preview = selectors.preview(request.user, form.values())
        elif entry is None and text and form.cleaned_data["consent"] != text.version:
            messages.warning(
                request, _("This text is not the one that you have read. Read it before you agree.")
            )
            return redirect("specialists:entry_edit")
        else:
            try:
                return _save(request, entry, form)
            except SauattyError as error:
                form.add_error(None, say(error))
    context = {"form": form, "entry": entry, "preview": preview, "consent_text": text, "groups": forms.GROUPS}
    is_refused = form.is_bound and bool(form.errors)
    return render(request, "specialists/entry_edit.html", context, status=422 if is_refused else 200)


def _save(request: HttpRequest, entry: Any, form: forms.EntryForm) -> HttpResponse:
    if entry is None:
        services.join(
            person=request.user, language=get_language() or "kk", consent=form.cleaned_data["consent"] or 0,
            **form.values(),
        )  # fmt: skip
        messages.success(
            request, _("You stand in the directory now. You can leave it at any time with one tap.")
        )
    else:
        services.change(entry=entry, **form.values())
        messages.success(request, _("Saved."))
    return redirect("specialists:entry_edit")


@require_POST
def entry_leave(request: HttpRequest) -> HttpResponse:
    """Take oneself out of the directory."""
    if services.leave(person=request.user):
        messages.success(request, _("You are out of the directory. Nothing of your entry is kept."))
    return redirect("specialists:specialist_list")


@require_POST
def entry_available(request: HttpRequest) -> HttpResponse:
    """Say that one can be asked now, or not."""
    entry = selectors.own_entry(request.user)
    if entry is not None:
        services.change(entry=entry, is_available=request.POST.get("is_available") == "yes")
        messages.success(request, _("Saved."))
    return redirect("specialists:entry_edit")
