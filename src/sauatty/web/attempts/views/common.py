"""What the pages of a test share."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.papers import selectors as papers

LARGE = "sauatty_large"


def language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def is_large(request: HttpRequest) -> bool:
    """Tell whether this browser has asked for large print."""
    return request.COOKIES.get(LARGE) == "1"


def remember_print(response: HttpResponse, *, is_large: bool) -> None:
    """Keep for a year whether a browser wants large print."""
    response.set_cookie(
        LARGE, "1" if is_large else "0", max_age=365 * 86_400, samesite="Lax", secure=settings.IS_HTTPS,
        httponly=True,
    )  # fmt: skip


def address(name: str, *arguments: Any, language: str = "") -> str:
    """Return the address of a page of tests, in another language where one is said."""
    with override(language or get_language()):
        return reverse(f"attempts:{name}", args=arguments)


def attempt_languages(attempt: Any) -> list[str]:
    """Return the languages of the paper of an attempt (no query once it was read in this process)."""
    return list(papers.content_of(attempt.paper_id).languages)


def language_links(languages: list[str], name: str, *arguments: Any) -> list[dict[str, Any]]:
    """Return the same page in each language of a test: the addresses differ in their first part only."""
    here = language()
    rest = reverse(f"attempts:{name}", args=arguments).removeprefix(f"/{here}/")
    return [
        {"code": code, "name": LANGUAGE_NAMES[code], "href": f"/{code}/{rest}", "is_current": code == here}
        for code in languages
    ]


def elsewhere(request: HttpRequest, languages: list[str]) -> HttpResponse | None:
    """Lead to a language in which the test is there, where the address names another one."""
    if not languages or language() in languages:
        return None
    rest = request.get_full_path().split("/", 2)[2]
    return redirect(f"/{languages[0]}/{rest}")


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a page of a test."""
    shared = {"is_large": is_large(request), "no_rail": True}
    response = render(request, f"attempts/{template}.html", shared | context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
