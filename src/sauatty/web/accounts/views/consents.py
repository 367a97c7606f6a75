"""Consent texts, and agreeing to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.web.accounts import forms, selectors
from sauatty.web.accounts.services import consents
from sauatty.web.base.forms import posted


@require_safe
def consent_text_list(request: HttpRequest) -> HttpResponse:
    """List the versions of the consent texts."""
    return render(request, "accounts/consent_text_list.html", {"texts": selectors.list_consent_texts()})


@require_http_methods(["GET", "HEAD", "POST"])
def consent_text_add(request: HttpRequest) -> HttpResponse:
    """Add a version; the earlier ones stay as they are."""
    key = request.GET.get("key", "")
    earlier = selectors.access_consent_text(key) if key else None
    initial = (
        {name: getattr(earlier, name) for name in forms.ConsentTextForm.base_fields} if earlier else None
    )
    form = forms.ConsentTextForm(posted(request), initial=initial)
    if form.is_valid():
        text = consents.add_consent_text(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Version %(version)d is stored.") % {"version": text.version})
        return redirect("accounts:consent_text_list")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/consent_text_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def consent_give(request: HttpRequest, key: str) -> HttpResponse:
    """Show a consent text and take the answer."""
    text = selectors.access_consent_text(key)
    if request.method == "POST" and request.POST.get("version") != str(text.version):
        messages.warning(request, _("This text is not the one that you have read. Read it before you agree."))
        return redirect("accounts:consent_give", key=key)
    form = forms.ConsentForm(posted(request), person=request.user)
    if form.is_valid():
        consents.give_consent(
            person=request.user,
            text=text,
            language=get_language() or "kk",
            how="page",
            guardian_name=form.cleaned_data.get("guardian_name", ""),
        )
        messages.success(
            request, _("Your consent is kept. You can take it back in your profile at any time.")
        )
        return redirect("accounts:consent_give", key=key)
    context = {"text": text, "form": form, "consent": selectors.valid_consent(request.user, text)}
    return render(request, "accounts/consent_give.html", context, status=422 if form.is_bound else 200)


@require_POST
def consent_withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back."""
    consent = selectors.access_consent(request.user, consent_id)
    consents.withdraw_consent(person=request.user, consent=consent)
    messages.success(request, _("Your consent is taken back."))
    return redirect("accounts:profile")
