"""What the pages of a respondent share."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.core.surveys.letters import blocks
from sauatty.web.base.texts import in_language
from sauatty.web.filling.selectors import Survey
from sauatty.web.surveys import selectors as surveys

# By this the service worker tells our pages from those of a hotel's network
MARK = "X-Sauatty-Survey"


def language_of(survey: Survey) -> str:
    """Return the language of the page, which is one of those in which the survey is asked."""
    here = get_language() or ""
    return here if here in survey.languages else survey.languages[0]


def elsewhere(request: HttpRequest, survey: Survey) -> HttpResponse | None:
    """Lead to a language in which the survey is asked, where the address names another one."""
    if get_language() in survey.languages:
        return None
    rest = request.get_full_path().split("/", 2)[2]
    return redirect(f"/{survey.languages[0]}/{rest}")


def address(name: str, survey: Survey, *arguments: str, language: str = "", token: str = "") -> str:
    """Return the address of a page of a survey, in another language where one is said."""
    with override(language or language_of(survey)):
        path = reverse(f"filling:{name}", args=[survey.slug, *arguments])
    return f"{path}?{urlencode({'k': token})}" if token else path


def language_links(survey: Survey, name: str, *arguments: str, token: str = "") -> list[dict[str, Any]]:
    """Return the same page in each language of the survey."""
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES[code],
            "href": address(name, survey, *arguments, language=code, token=token),
            "is_current": code == language_of(survey),
        }
        for code in survey.languages
    ]


def show(
    request: HttpRequest, survey: Survey, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page of the survey."""
    text = in_language(survey.consent, "text") if survey.consent else ""
    shared = {
        "survey": survey, "campaign": survey.campaign, "instrument": survey.instrument, "agreement": blocks(text),
    }  # fmt: skip
    response = render(request, f"filling/{template}.html", shared | context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    # The address of a personal link is nobody's to know, not even another page's of this site. (Not 'no-referrer':
    # forms would then come from the origin 'null', which the check of form tokens refuses.)
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def busy(request: HttpRequest, survey: Survey, page: str, seconds: int, *, token: str = "") -> HttpResponse:
    """Say that too much comes from this network at the moment, when to try again, and where."""
    context = {
        "seconds": seconds,
        "language_links": language_links(survey, page, token=token),
        "again": address(page, survey, token=token),
    }
    response = show(request, survey, "busy", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def need_of(survey: Survey, token: str) -> str:
    """Return what the person behind a token named as need before, in the language of the page."""
    if not token:
        return ""
    carried = surveys.carried_needs(survey.campaign, token)
    return carried[0].named[0].text(language_of(survey)) if carried else ""
