"""Campaigns: the list, one campaign and its next step, opening and closing, whom it was meant for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.instruments import selectors as instruments
from sauatty.web.programmes import selectors as programmes
from sauatty.web.surveys import forms, labels, selectors, services, tables

PAGE_SIZE = 50
MOST_NAMED = 20
FORM_METHODS = ["GET", "HEAD", "POST"]


def language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def status_of(form: Any) -> int:
    """Return 422 where a form was sent and is shown again."""
    return 422 if form.is_bound else 200


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """List the surveys of one's programmes."""
    found = selectors.with_counts(selectors.list_campaigns(request.user))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    may_add = programmes.list_coordinated(request.user).exists()
    context = {"page": page, "rows": [(one, selectors.phase(one)) for one in page], "may_add": may_add}
    return render(request, "surveys/campaign_list.html", context)


@require_http_methods(FORM_METHODS)
def campaign_add(request: HttpRequest) -> HttpResponse:
    """Prepare a survey from a published instrument."""
    mine = list(programmes.list_coordinated(request.user))
    versions = list(instruments.published_versions(request.user))
    form = forms.NewCampaignForm(
        posted(request),
        programmes=mine,
        versions=versions,
        initial={"languages": list(LANGUAGES), **_start(versions)},
    )
    if form.is_valid():
        made = services.add_campaign(actor=request.user, titles=form.titles, **form.chosen, **form.values())
        messages.success(request, _("The survey is prepared. Next: what respondents agree to."))
        return redirect("surveys:consent_edit", campaign_id=made.pk)
    context = {"form": form, "has_versions": bool(versions), "has_programmes": bool(mine)}
    return render(request, "surveys/campaign_form.html", context, status=status_of(form))


def _start(versions: list[Any]) -> dict[str, str]:
    """Return the first instrument of needs and its titles as a beginning."""
    chosen = forms.first_of_kind(versions, "needs") or next(iter(versions), None)
    return {"version": str(chosen.pk), **titles_of(chosen)} if chosen else {}


def titles_of(version: Any) -> dict[str, str]:
    """Return the titles of an instrument as those of a survey."""
    return {f"title_{code}": getattr(version.instrument, f"title_{code}")[:250] for code in LANGUAGES}


@require_safe
def campaign_detail(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show how a survey stands, and to its coordinator what can be done."""
    campaign = selectors.access_campaign(request.user, campaign_id)
    may_manage = selectors.may_manage(request.user, campaign)
    context = {
        "campaign": campaign,
        "phase": selectors.phase(campaign),
        "state_label": labels.STATES[selectors.phase(campaign)],
        "counts": selectors.count_by_state(campaign),
        "links": selectors.count_links(campaign),
        "may_manage": may_manage,
        "languages": selectors.count_languages(campaign, hides_small=not may_manage),
        "steps": selectors.steps_of(campaign) if may_manage else (),
        "newer": selectors.newer_version(campaign) if may_manage else None,
        "followers": list(selectors.list_followers(campaign)),
        "is_deletable": may_manage and selectors.is_deletable(campaign),
        "reopen_form": forms.ReopenForm(),
    }
    return render(request, "surveys/campaign_detail.html", context)


@require_http_methods(FORM_METHODS)
def campaign_edit(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change title, languages, times and who may answer."""
    campaign = selectors.access_managed(request.user, campaign_id)
    names = ("languages", "has_open_link", "opens_at", "closes_at", "contact")
    initial = {name: getattr(campaign, name) for name in names}
    initial |= {f"title_{code}": getattr(campaign, f"title_{code}") for code in LANGUAGES}
    initial["is_anonymous"] = "yes" if campaign.is_anonymous else "no"
    form = forms.CampaignForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            services.change_campaign(
                actor=request.user, campaign=campaign, titles=form.titles, **form.values()
            )
            messages.success(request, _("Saved."))
            return redirect("surveys:campaign_detail", campaign_id=campaign.pk)
        except SauattyError as error:
            form.add_error(None, say(error))
    context = {"form": form, "campaign": campaign}
    return render(request, "surveys/campaign_form.html", context, status=status_of(form))


@require_POST
def campaign_open(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Open a survey, or open it again."""
    campaign = selectors.access_managed(request.user, campaign_id)
    form = forms.ReopenForm(request.POST)
    until = form.cleaned_data["closes_at"] if form.is_valid() else None
    try:
        opened = services.open_campaign(actor=request.user, campaign=campaign, closes_at=until)
        waits = selectors.phase(opened) == "waiting"
        messages.success(
            request, _("The survey opens by itself at its time.") if waits else _("The survey is open.")
        )
    except SauattyError as error:
        messages.error(request, say(error))
    return redirect("surveys:campaign_detail", campaign_id=campaign.pk)


@require_POST
def campaign_close(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Close a survey."""
    campaign = selectors.access_managed(request.user, campaign_id)
    services.close_campaign(actor=request.user, campaign=campaign)
    messages.success(request, _("The survey is closed. What comes from now on is kept and marked as late."))
    return redirect("surveys:campaign_detail", campaign_id=campaign.pk)


@require_POST
def campaign_move(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Ask the newest version of the instrument from now on."""
    campaign = selectors.access_managed(request.user, campaign_id)
    newer = selectors.newer_version(campaign)
    if newer is None:
        raise Http404
    try:
        services.move_to_version(actor=request.user, campaign=campaign, version=newer)
        messages.success(request, _("The new version is asked from now on. Earlier responses stay."))
    except SauattyError as error:
        messages.error(request, say(error))
    return redirect("surveys:campaign_detail", campaign_id=campaign.pk)


@require_POST
def campaign_delete(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Delete a survey that nobody has answered, or an invented one."""
    campaign = selectors.access_managed(request.user, campaign_id)
    try:
        services.delete_campaign(actor=request.user, campaign=campaign)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("surveys:campaign_detail", campaign_id=campaign.pk)
    messages.success(request, _("The survey is deleted."))
    return redirect("surveys:campaign_list")


# --- whom it was meant for ---


@require_http_methods(FORM_METHODS)
def population_edit(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Say how many people the survey is meant for, by region and kind of organisation."""
    campaign = selectors.access_managed(request.user, campaign_id)
    form = forms.TableForm(posted(request), request.FILES or None, initial={"table": _written(campaign)})
    if form.is_valid():
        try:
            text = table_text(form)
            rows = tables.read_population(text, labels.known_regions(), labels.known_kinds(campaign))
            services.set_population(actor=request.user, campaign=campaign, rows=rows)
            messages.success(request, _("Saved."))
        except* SauattyError as wrong:
            found = [error for error in wrong.exceptions if isinstance(error, SauattyError)]
            form.add_error("table", [say(error) for error in found[:MOST_NAMED]])
        else:
            return redirect("surveys:rates", campaign_id=campaign.pk)
    context = {"form": form, "campaign": campaign, "kinds": labels.kind_labels(campaign, language())}
    return render(request, "surveys/population.html", context, status=status_of(form))


def table_text(form: Any) -> str:
    """Return what was uploaded, else what was typed."""
    file = form.cleaned_data.get("file")
    return tables.text_of(file.read(), file.name) if file else form.cleaned_data["table"]


def _written(campaign: Any) -> str:
    lines = [
        f"{row.get('region', '')}; {row.get('kind', '')}; {row.get('n', '')}" for row in campaign.population
    ]
    return "\n".join(lines)


@require_safe
def rates(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show how many answered of those for whom the survey was meant."""
    campaign = selectors.access_campaign(request.user, campaign_id)
    may_manage = selectors.may_manage(request.user, campaign)
    context = {
        "campaign": campaign,
        "rates": selectors.response_rates(campaign, hides_small=not may_manage),
        "region_names": labels.region_names(),
        "kind_names": labels.kind_labels(campaign, language()),
        "may_manage": may_manage,
    }
    return render(request, "surveys/rates.html", context)
