"""How a survey reaches people: the open link, QR, texts for messengers, personal links, letters, what follows."""

import io
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.core.surveys import letters
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.fieldwork import forms, people, selectors, services
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import labels
from sauatty.web.surveys import selectors as surveys
from sauatty.web.surveys import services as survey_services
from sauatty.web.surveys.forms import first_of_kind
from sauatty.web.surveys.views.campaigns import (
    FORM_METHODS,
    PAGE_SIZE,
    language,
    status_of,
    table_text,
    titles_of,
)

_QR = {"svg": ("svg", "image/svg+xml"), "png": ("png", "image/png")}


def open_address(campaign: Any, code: str) -> str:
    """Return the open link of a campaign in a language."""
    return absolute(f"/{code}/s/{campaign.slug}/")


@require_safe
def share(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show the open link, its QR code and texts to copy, in each language of the survey."""
    campaign = surveys.access_managed(request.user, campaign_id)
    message = "message_" + services.letter_key(campaign, "invitation")
    rows = []
    for code in campaign.languages or LANGUAGES:
        address = open_address(campaign, code)
        facts = services.facts_of(campaign, code, address)
        key = message if message in ("message_evaluation", "message_followup") else "message_invitation"
        texts = [letters.letter(key, code, **facts), letters.letter("message_reminder", code, **facts)]
        row = {"code": code, "name": LANGUAGE_NAMES[code], "address": address, "texts": texts}
        row["path"] = f"/{code}/s/{campaign.slug}/"
        rows.append(row)
    context = {"campaign": campaign, "rows": rows, "phase": surveys.phase(campaign)}
    return render(request, "fieldwork/share.html", context)


@require_safe
def share_qr(request: HttpRequest, campaign_id: UUID, code: str, kind: str) -> HttpResponse:
    """Draw the QR code of the open link in one language, as SVG or PNG for print."""
    campaign = surveys.access_managed(request.user, campaign_id)
    if kind not in _QR or code not in LANGUAGES:
        raise Http404
    suffix, media_type = _QR[kind]
    drawing = io.BytesIO()
    segno.make(open_address(campaign, code), error="m").save(drawing, kind=suffix, scale=10, border=4)
    response = HttpResponse(drawing.getvalue(), content_type=media_type)
    if "file" in request.GET:
        response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}-{code}.{suffix}"'
    return response


# --- personal links ---


@require_http_methods(FORM_METHODS)
def link_list(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show the personal links and make new ones; their addresses are handed over once, as a file."""
    campaign = surveys.access_managed(request.user, campaign_id)
    form = forms.LinksForm(posted(request), request.FILES or None, initial={"language": language()})
    if form.is_valid():
        try:
            made = survey_services.make_links(
                actor=request.user, campaign=campaign, invitees=_invitees(campaign, form, table_text(form))
            )
            if made:
                file = survey_services.offer_list(actor=request.user, campaign=campaign, links=made)
                return render(
                    request, "fieldwork/links_made.html", {"campaign": campaign, "file": file, "n": len(made)}
                )
            form.add_error("table", _("Nobody new stands in the list."))
        except SauattyError as error:
            form.add_error("table", say(error))
    page = Paginator(surveys.list_links(campaign), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "form": form, "page": page, "counts": surveys.count_links(campaign)}
    return render(request, "fieldwork/link_list.html", context, status=status_of(form))


def _invitees(campaign: Any, form: Any, text: str) -> list[survey_services.Invitee]:
    listed = people.read_people(
        text, labels.known_regions(), labels.known_kinds(campaign), form.cleaned_data["language"]
    )
    typed = [
        survey_services.Invitee(
            label=one["label"] or one["email"], email=one["email"], language=one["language"],
            region_id=one["region"] or None, organisation_kind=one["kind"],
        )
        for one in listed
    ]  # fmt: skip
    members = selectors.list_invitable(campaign) if form.cleaned_data["members"] else ()
    return typed + [
        survey_services.Invitee(
            label=one.name, language=one.language, person=one, organisation=one.organisation
        )
        for one in members
    ]


@require_POST
def link_remove(request: HttpRequest, campaign_id: UUID, link_id: UUID) -> HttpResponse:
    """Put a link out of force that nobody has used."""
    campaign = surveys.access_managed(request.user, campaign_id)
    links = selectors.links_by_id(campaign, link_id)
    if survey_services.remove_links(actor=request.user, campaign=campaign, links=links):
        messages.success(request, _("The link does not work any more."))
    else:
        messages.error(request, _("A link that was used stays."))
    return redirect("fieldwork:link_list", campaign_id=campaign.pk)


# --- letters ---


@require_http_methods(FORM_METHODS)
def letter_list(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show the letters that were sent and are planned, and plan new ones."""
    campaign = surveys.access_managed(request.user, campaign_id)
    form = forms.WaveForm(posted(request), initial={"kind": "invitation"})
    if form.is_valid():
        send_at = form.cleaned_data["send_at"]
        later = send_at if send_at and send_at > timezone.now() else None
        try:
            services.plan_wave(
                actor=request.user, campaign=campaign, kind=form.cleaned_data["kind"], send_at=later
            )
            messages.success(request, _("Planned.") if later else _("The letters are being sent."))
            return redirect("fieldwork:letter_list", campaign_id=campaign.pk)
        except SauattyError as error:
            form.add_error(None, say(error))
    n = surveys.count_concerned(campaign)
    sample = services.sample_letter(campaign, language())
    context = {
        "campaign": campaign,
        "form": form,
        "waves": list(campaign.waves.all()),
        "n": n,
        "sample": sample,
    }
    return render(request, "fieldwork/letters.html", context, status=status_of(form))


@require_POST
def wave_cancel(request: HttpRequest, campaign_id: UUID, wave_id: UUID) -> HttpResponse:
    """Take back letters whose day has not come."""
    campaign = surveys.access_managed(request.user, campaign_id)
    wave = selectors.access_wave(campaign, wave_id)
    if services.cancel_wave(actor=request.user, wave=wave):
        messages.success(request, _("The letters will not be sent."))
    else:
        messages.error(request, _("These letters are sent already."))
    return redirect("fieldwork:letter_list", campaign_id=campaign.pk)


# --- what follows ---


@require_http_methods(FORM_METHODS)
def follow_add(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Prepare the evaluation after a training, and what was done three months later; both go out by themselves."""
    campaign = surveys.access_managed(request.user, campaign_id)
    versions = list(instruments.published_versions(request.user))
    form = forms.FollowForm(posted(request), versions=versions, initial=_follow_start(versions))
    if form.is_valid():
        try:
            made = _follow(request.user, campaign, form)
            n = len(made)
            said = ngettext(
                "%(n)d survey is prepared: it goes out by itself.", "%(n)d surveys are prepared.", n
            )
            messages.success(request, said % {"n": n})
            return redirect("surveys:campaign_detail", campaign_id=made[0].pk)
        except SauattyError as error:
            form.add_error(None, say(error))
    context = {"form": form, "campaign": campaign, "has_consent": surveys.consent_of(campaign) is not None}
    return render(request, "fieldwork/follow_form.html", context, status=status_of(form))


def _follow_start(versions: list[Any]) -> dict[str, Any]:
    """Return the instruments that are meant for it, and the title of the first."""
    first, later = (first_of_kind(versions, kind) for kind in ("evaluation", "follow-up"))
    chosen = {"version": str(first.pk), **titles_of(first)} if first else {}
    return chosen | ({"later": str(later.pk)} if later else {})


def _follow(actor: Any, campaign: Any, form: Any) -> list[Any]:
    values = form.cleaned_data
    version, later = form.versions[values["version"]], form.versions.get(values["later"])
    return services.follow_twice(
        actor=actor,
        campaign=campaign,
        version=version,
        later=later,
        titles=form.titles,
        opens_at=values["opens_at"],
    )
