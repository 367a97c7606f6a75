"""A test that is taken without a connection: the page that a device keeps, and the worker that keeps it."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.attempts import selectors, services, words
from sauatty.web.attempts.showing_attempts import whole_paper
from sauatty.web.attempts.submission import KIND
from sauatty.web.attempts.views.common import address, elsewhere, language, show
from sauatty.web.base.workers import worker_response
from sauatty.web.papers import selectors as papers

# By this the service worker tells our page from those of a hotel's network
MARK = "X-Sauatty-Test"
SCRIPTS = ("sauatty/sauatty.css", "sauatty/outbox.js", "attempts/answers.js", "attempts/offline.js")


def keep_settings(test: Any) -> dict[str, Any]:
    """Return what the script of the welcome page needs to have the test kept on the device."""
    page = address("offline", test.slug)
    said = words.for_keeping()
    return {"worker": address("offline_worker", test.slug), "scope": page, "page": page, "words": said}


def _access(request: HttpRequest, slug: str) -> Any:
    test = papers.access_open_test(request.user, slug)
    if not test.may_be_offline:
        raise Http404
    return test


@require_safe
def offline(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole test in all its languages; answers stay on the device until it is handed in."""
    test = _access(request, slug)
    languages = papers.languages_of(papers.papers_of(test))
    moved = elsewhere(request, languages)
    if moved:
        return moved
    standing = selectors.standing_of(test, selectors.attempts_of(request.user, test))
    blocked = words.blocked(standing) if standing.open is None else words.begun_online()
    if blocked:
        response = show(request, "offline_closed", {"test": test, "blocked": blocked, "is_kept": True})
        response.headers[MARK] = f"{slug} {_edition(str(request.user.pk))} closed"
        return response
    opening = services.opening(request.user, test, standing, language())
    paper, seed = opening["paper"], opening["seed"]
    context = {
        "test": test,
        "is_kept": True,
        "n_items": paper.n_items,
        "papers": [
            (code, LANGUAGE_NAMES[code], whole_paper(paper.pk, code, seed, is_turned=test.shuffles))
            for code in languages
        ],
        "settings": _settings(request, test, paper, seed),
        "closes": test.closes_at,
    }
    response = show(request, "offline", context)
    response.headers[MARK] = f"{slug} {_edition(str(request.user.pk), paper.sha256, str(seed))}"
    return response


def _settings(request: HttpRequest, test: Any, paper: Any, seed: int) -> dict[str, Any]:
    return {
        "kind": KIND, "test": test.slug, "paper": paper.sha256, "seed": str(seed), "person": str(request.user.pk),
        "language": language(), "minutes": test.minutes, "of": paper.n_items,
        "words": words.for_script() | words.for_offline(),
        "envelopes": reverse("envelope_put", args=["00000000-0000-0000-0000-000000000000"])[:-36],
        "csrf": settings.CSRF_COOKIE_NAME,
    }  # fmt: skip


def _edition(*parts: str) -> str:
    """Return what changes whenever a device has to fetch the page anew: questions, person, scripts."""
    text = "|".join((*parts, language(), *map(staticfiles_storage.url, SCRIPTS)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@require_safe
def offline_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the service worker of a test, with what it keeps."""
    _access(request, slug)
    page = address("offline", slug)
    own = {
        "name": "test",
        "credentials": "same-origin",
        "slug": slug,
        "mark": MARK,
        "page": page,
        "fresh": page,
    }
    return worker_response("FORM", own, "sauatty/form-worker.js")
