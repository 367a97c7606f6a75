"""What respondents agree to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauatty.core.languages import LANGUAGES
from sauatty.core.surveys import letters
from sauatty.web.base.forms import posted
from sauatty.web.surveys import forms, selectors, services
from sauatty.web.surveys.views.campaigns import FORM_METHODS, status_of


@require_http_methods(FORM_METHODS)
def consent_edit(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write a version of the consent text: the facts, then the whole text as it is put together from them."""
    campaign = selectors.access_managed(request.user, campaign_id)
    page = selectors.consent_of(campaign)
    form = forms.ConsentForm(posted(request), languages=campaign.languages, initial=_initial(page))
    if form.is_valid():
        values = form.cleaned_data if "keep_words" in request.POST else _without_text(form.cleaned_data)
        services.set_consent(actor=request.user, campaign=campaign, **values)
        messages.success(request, _("Saved as a new version. Respondents see it from now on."))
        return redirect("surveys:consent_edit", campaign_id=campaign.pk)
    shown = (
        [(code, letters.blocks(getattr(page, f"text_{code}"))) for code in campaign.languages] if page else []
    )
    context = {"form": form, "campaign": campaign, "page": page, "shown": shown}
    return render(request, "surveys/consent.html", context, status=status_of(form))


def _initial(page: Any) -> dict[str, Any]:
    if page is not None:
        return {name: getattr(page, name) for name in forms.ConsentForm(languages=[]).fields}
    purposes, data = letters.in_all_languages("consent_purpose"), letters.in_all_languages("consent_data")
    found = {f"purpose_{code}": purposes[code] for code in LANGUAGES}
    return found | {f"data_list_{code}": data[code] for code in LANGUAGES}


def _without_text(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not name.startswith("text_")}
