"""The pages of badges: of one badge, of an achievement, and the one that checks a file."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import BadgeNotRead, SauattyError, TooManyCodes
from sauatty.core.exchange.badges_baking import bake_png, bake_svg
from sauatty.sandbox import Limits, read_badge_in_sandbox
from sauatty.web.badges import facts, forms, selectors, services
from sauatty.web.base.sentences import say
from sauatty.web.certificates import printing, showing
from sauatty.web.certificates import selectors as certificates
from sauatty.web.curricula.admission import may_try
from sauatty.web.curricula.receiving import refused_upload

MOST_BYTES = 2_000_000
FILES = 30  # that an address may send in a minute: each is read in a process of its own
# Read while somebody waits for the page.
LIMITS = Limits(file=2, memory=512, result=1, processor=5, wall=10)
_TYPES = {"png": "image/png", "svg": "image/svg+xml", "jwt": "application/vc+jwt"}


def _alone(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines, caches and the addresses that other sites see."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def badge_of(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Lead the holder of a certificate to its badge."""
    row = certificates.access_document(request.user, certificate_id)
    return redirect("badges:badge_detail", services.badge_of(row).pk)


@require_safe
def badge_detail(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Show a badge to anybody who has its address, and its files to its holder."""
    row = selectors.access_credential(credential_id)
    context = _shown(row) | {"is_own": selectors.may_have_files(request.user, row)}
    return _alone(render(request, "badges/badge_detail.html", context))


def _shown(row: Any) -> dict[str, Any]:
    certificate, language = row.certificate, get_language() or "kk"
    shown = showing.shown(certificate, selectors.successor_of(row))
    found = facts.achievement_facts(certificate.award, language)
    return {
        "credential": row,
        "shown": shown,
        "achievement": found,
        "award": certificate.award,
        "language": language,
    }


@require_safe
def badge_file(request: HttpRequest, credential_id: UUID, form: str) -> HttpResponse:
    """Give a badge to its holder: a picture that holds it, or the signed text."""
    if form not in _TYPES:
        raise Http404
    row = selectors.access_own_credential(request.user, credential_id)
    response = HttpResponse(_content(row, form), content_type=_TYPES[form])
    name = f"badge-{str(row.pk)[:8]}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _content(row: Any, form: str) -> bytes:
    if form == "jwt":
        return str(row.token).encode()
    printed = printing.printed_of(row.certificate)
    language = printed.languages[0]
    picture = facts.picture(
        row.certificate.award, language, form, name=printed.title.text(language), is_demo=printed.is_demo
    )
    return (bake_png if form == "png" else bake_svg)(picture, row.token)


@require_safe
def achievement_detail(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Say what a badge stands for: what was asked for, and which competences it is about."""
    award, language = selectors.access_given_award(award_id), get_language() or "kk"
    context = {
        "award": award, "achievement": facts.achievement_facts(award, language), "language": language,
        "kind": facts.kind_words(award.kind, language),
    }  # fmt: skip
    return render(request, "badges/achievement_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check the file of a badge."""
    if request.method != "POST":
        return _alone(_form_page(request, forms.BadgeFileForm(), 200))
    form = forms.BadgeFileForm(request.POST, request.FILES)
    refused = refused_upload(request)
    if refused is not None:
        form = forms.BadgeFileForm({}, {})
        form.errors.pop("file", None)
        form.add_error("file", say(refused))
    if not form.is_valid():
        return _alone(_form_page(request, form, 422))
    if not may_try(request, "badge-file", limit=FILES):
        form.add_error("file", say(TooManyCodes()))
        return _alone(_form_page(request, form, 429))
    return _alone(_answer(request, form))


def _answer(request: HttpRequest, form: Any) -> HttpResponse:
    try:
        found = selectors.check_token(_token(form.cleaned_data["file"]))
    except SauattyError as error:
        form.add_error("file", say(error))
        return _form_page(request, form, 422)
    context = _shown(found.row) | {"is_file": True, "said": found.badge}
    return render(request, "badges/badge_detail.html", context)


def _token(upload: Any) -> str:
    if upload.size > MOST_BYTES:
        raise BadgeNotRead(name=upload.name[:100], problem=_("it is larger than any badge"))
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix[:10].lower()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        return read_badge_in_sandbox(Path(file.name), name=upload.name[:100], limits=LIMITS)


def _form_page(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    context = {"form": form, "limit": MOST_BYTES // 1_000_000}
    response = render(request, "badges/check.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response
