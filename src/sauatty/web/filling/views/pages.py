"""The first page, which holds the whole form for browsers with JavaScript, and the worker that keeps it for offline."""

import hashlib
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from sauatty.web.base.workers import worker_response
from sauatty.web.filling import selectors, words
from sauatty.web.filling.keys import key_of, token_in
from sauatty.web.filling.logic import as_script
from sauatty.web.filling.selectors import Survey
from sauatty.web.filling.views.common import (
    MARK,
    address,
    elsewhere,
    language_links,
    language_of,
    need_of,
    show,
)
from sauatty.web.instruments.rendering import show_section
from sauatty.web.surveys import selectors as surveys

SCRIPTS = (
    *(f"sauatty/{name}" for name in ("sauatty.css", "expressions.js", "survey-outbox.js", "survey.js")),
    "devices/browser.js",
    "devices/shared.js",
)
_KEPT_SECONDS = 300  # names of organisations and regions can change; questions of a version never


@require_safe
def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is asked and what is agreed to; the whole form stands in the page, unseen."""
    survey = selectors.access_survey(slug)
    moved = elsewhere(request, survey)
    if moved:
        return moved
    token = token_in(request)
    closed = _why_closed(request, survey, token)
    context = {"token": token, "language_links": language_links(survey, "welcome", token=token)}
    context["settings"] = _settings(survey, closed)
    edition = _edition(survey)
    if closed:
        response = show(request, survey, "closed", context | {"why": closed})
        response.headers[MARK] = f"{slug} {edition} closed"
        return response
    key = key_of(request, slug)
    draft = selectors.find_draft(survey, key.draft) if key else None
    context |= {"has_draft": draft is not None, "need": need_of(survey, token), "form": _whole_form(survey)}
    response = show(request, survey, "welcome", context)
    response.headers[MARK] = f"{slug} {edition}"
    return response


def _why_closed(request: HttpRequest, survey: Survey, token: str) -> str:
    """Say why nobody can begin here; the worker asks for the empty form without any token, to keep it."""
    if not survey.takes_responses:
        return "waiting" if survey.phase in ("waiting", "draft") else "over"
    if "kept" in request.GET or not (token or not survey.campaign.has_open_link):
        return ""
    if not token:
        return "personal"
    if surveys.is_link_open(survey.campaign, token):
        return ""
    return "used" if surveys.find_link(survey.campaign, token) else "unknown"


@require_safe
def welcome_by_token(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Lead from the short address of a personal link to the page."""
    return redirect(address("welcome", selectors.access_survey(slug), token=token[:64]))


def _settings(survey: Survey, closed: str) -> dict[str, Any]:
    """Return what the script of the page is told."""
    others = [code for code in survey.languages if code != language_of(survey)]
    return {
        "slug": survey.slug,
        "version": survey.campaign.version.sha256,
        "consent": survey.consent.sha256 if survey.consent else "",
        "language": language_of(survey),
        "responses": f"/api/v1/surveys/{survey.slug}/responses/",
        "worker": address("worker", survey),
        "scope": address("welcome", survey),
        "others": [
            {
                "worker": address("worker", survey, language=code),
                "scope": address("welcome", survey, language=code),
            }
            for code in others
        ],
        "anonymous": survey.campaign.is_anonymous,
        "openLink": survey.campaign.has_open_link,
        "closed": closed,
        "words": words.for_script(),
    }


def _whole_form(survey: Survey) -> str:
    """Return every section as HTML, made once for each version and language."""
    language = language_of(survey)
    name = f"filling.form.{survey.campaign.version.sha256}.{language}"
    found = cache.get(name)
    if found is None:
        pickers = selectors.pickers_for(survey.instrument)
        sections = [
            {
                "section": one,
                "when": as_script(one.when),
                "questions": show_section(one, language, {}, pickers=pickers, logic=as_script),
            }
            for one in survey.instrument.sections
        ]
        found = render_to_string(
            "filling/_whole_form.html", {"sections": sections, "instrument": survey.instrument}
        )
        cache.set(name, found, _KEPT_SECONDS)
    return str(found)


def _edition(survey: Survey) -> str:
    """Return what changes whenever a browser has to fetch the form anew: questions, agreement, scripts."""
    consent = survey.consent.sha256 if survey.consent else ""
    parts = (survey.campaign.version.sha256, consent, *map(staticfiles_storage.url, SCRIPTS))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


@require_safe
def worker(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the service worker of a survey, with the list of what it keeps."""
    survey = selectors.access_survey(slug)
    page = address("welcome", survey)
    settings = {"name": "survey", "credentials": "omit", "slug": slug, "mark": MARK}
    return worker_response(
        "FORM", settings | {"page": page, "fresh": f"{page}?kept=1"}, "sauatty/form-worker.js"
    )
