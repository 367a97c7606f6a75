"""What other programs fetch: keys, issuers, achievements, lists of revoked badges. Public, read only, without language."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sauatty.core.exchange.badges import achievement_json, issuer_json
from sauatty.core.exchange.badges_keys import as_jwks
from sauatty.core.exchange.badges_status import PLACES
from sauatty.core.languages import LANGUAGES
from sauatty.web.badges import addresses, facts, selectors, services
from sauatty.web.base.texts import translated

_CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
MINUTES_5, HOUR = 300, 3600


def _answer(request: HttpRequest, body: bytes, kind: str, *, seconds: int, mark: str = "") -> HttpResponse:
    """Answer anybody, programs on other sites too; 304 where the caller has it already."""
    etag = f'"{mark or hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=kind)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=etag, response=response) or response


def _json(
    request: HttpRequest, content: Any, *, seconds: int = HOUR, kind: str = "application/json"
) -> HttpResponse:
    return _answer(request, json.dumps(content, ensure_ascii=False).encode(), kind, seconds=seconds)


def _wants_page(request: HttpRequest) -> bool:
    return request.get_preferred_type(["application/json", "application/ld+json", "text/html"]) == "text/html"


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Give the public keys, the retired ones too."""
    return _json(
        request, as_jwks(selectors.pinned_keys()), seconds=MINUTES_5, kind="application/jwk-set+json"
    )


@require_safe
def key(request: HttpRequest, thumbprint: str) -> HttpResponse:
    """Give one public key."""
    found = selectors.find_key(addresses.key(thumbprint))
    if found is None:
        raise Http404
    return _json(request, found.as_jwk(), seconds=MINUTES_5, kind="application/jwk+json")


@require_safe
def issuer(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Say who gives the badges of a programme."""
    programme, design = selectors.access_issuer(programme_id)
    language = facts.language_of(programme)
    organisation = translated(design, "organisation").text(language)
    found = facts.issuer_facts(programme, organisation, language)
    return _json(request, {"@context": _CONTEXT, **issuer_json(found)})


@require_safe
def achievement(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Say what was reached: to programs as JSON, to people as a page."""
    award = selectors.access_given_award(award_id)
    if _wants_page(request):
        return redirect("badges:achievement_detail", award_id)
    found = facts.achievement_facts(award, facts.language_of(award))
    return _json(request, {"@context": _CONTEXT, **achievement_json(found)})


@require_safe
def picture(request: HttpRequest, award_id: UUID, language: str) -> HttpResponse:
    """Draw the badge of an achievement, without anybody's name."""
    if language not in LANGUAGES:
        raise Http404
    award = selectors.access_given_award(award_id)
    return _answer(request, facts.picture(award, language, "png"), "image/png", seconds=HOUR)


@require_safe
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Lead from the address in a badge to its page."""
    return redirect("badges:badge_detail", selectors.access_credential(credential_id).pk)


@require_safe
def status_list(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """Give the signed list of badges that hold no more."""
    programme, _design = selectors.access_issuer(programme_id)
    if not selectors.has_list(number, PLACES):
        raise Http404
    token, mark = services.status_list(programme, number)
    return _answer(request, token.encode(), "application/vc+jwt", seconds=MINUTES_5, mark=mark)
