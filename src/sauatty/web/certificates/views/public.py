"""Checking a certificate, without signing in: by its code, by its QR code, by its file."""

import hashlib
from collections import OrderedDict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.documents import certificate_codes as codes
from sauatty.core.errors import TooManyCodes
from sauatty.web.base.sentences import say
from sauatty.web.certificates import forms, selectors, showing, told
from sauatty.web.curricula.admission import may_try
from sauatty.web.curricula.receiving import refused_upload

MOST_BYTES = 5_000_000
# Enough for who mistypes, far too few for who guesses; right codes are not counted.
WRONG_CODES = 20
_MOST_PAGES = 2000
_pages: OrderedDict[tuple[Any, ...], tuple[Any, bytes]] = OrderedDict()


def _alone(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines, caches and the addresses that other sites see."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file."""
    way = request.POST.get("way", "")
    if way == "file":
        return _alone(_by_file(request))
    form = forms.CodeForm(request.POST if way == "code" else None, auto_id="id_code_%s")
    if not form.is_valid():
        return _alone(_form_page(request, form, status=422 if form.is_bound else 200))
    code = codes.folded(form.cleaned_data["code"])
    problem, status = _problem_of(request, code)
    if problem:
        form.add_error("code", problem)
        return _alone(_form_page(request, form, status=status))
    return redirect("certificates:verify_code", code=code)


def _problem_of(request: HttpRequest, code: str) -> tuple[str, int]:
    """Say why a code leads to nothing; '' where it leads to a certificate."""
    if codes.fault_of(code):
        return fault_words(code), 422
    if selectors.by_code(code) is not None:
        return "", 200
    if not may_try(request, "certificate-code", limit=WRONG_CODES):
        return say(TooManyCodes()), 429
    return unknown_words(), 404


def fault_words(code: str) -> str:
    """Say what is wrong with a code that no certificate can have; nothing was looked up."""
    told = {"n": len(code), "of": codes.LENGTH + codes.CHECKS}
    return {
        "empty": _("Type the code that stands on the certificate."),
        "letters": _("A letter in the code does not belong there. Codes have digits and Latin letters, without I, L, O, U."),
        "length": _("The code has %(of)s letters and digits; you typed %(n)s. A part is missing or too much.") % told,
        "check": _("A letter of the code was mistyped, or two changed places. Compare it group by group."),
    }[codes.fault_of(code)]  # fmt: skip


def unknown_words() -> str:
    """Say that there is no such certificate."""
    return _(
        "No certificate was given with this code. Compare it with the paper; if it is the same, the paper is not from here."
    )


def _form_page(request: HttpRequest, form: Any, *, status: int = 200, **context: Any) -> HttpResponse:
    file_form = context.pop("file_form", None) or forms.FileForm(auto_id="id_file_%s")
    page = {"form": form, "file_form": file_form, "limit": MOST_BYTES // 1_000_000, **context}
    response = render(request, "certificates/verify.html", page, status=status)
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response


@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show what stands on the certificate of a code, and whether it holds. To visitors from what was made before."""
    wanted = codes.folded(code)
    row = selectors.by_code(wanted) if not codes.fault_of(wanted) else None
    if row is None:
        return _alone(_no_certificate(request, wanted))
    if request.user.is_authenticated or request.GET:
        return _alone(_page_of(request, row))
    # One page for each language: of what was revoked, or of who was forgotten, the page of before goes.
    key, mark = (row.pk, get_language()), (row.state, row.ended_at, row.erased_at)
    known, content = _pages.get(key, (None, b""))
    if known != mark:
        content = _page_of(request, row).content
        _pages[key] = mark, content
        while len(_pages) > _MOST_PAGES:
            _pages.popitem(last=False)
    return _alone(HttpResponse(content))


def _page_of(request: HttpRequest, row: Any, *, is_file: bool = False) -> HttpResponse:
    found = showing.shown(row, selectors.successor_of(row))
    context = {"shown": found, "links": told.public_links(row), "is_file": is_file}
    return render(request, "certificates/verify_code.html", context)


def _no_certificate(request: HttpRequest, code: str) -> HttpResponse:
    form = forms.CodeForm({"code": codes.in_groups(code)[:120]}, auto_id="id_code_%s")
    form.is_valid()
    problem, status = _problem_of(request, code)
    form.add_error("code", problem)
    return _form_page(request, form, status=404 if status == 422 else status)


def _by_file(request: HttpRequest) -> HttpResponse:
    """Say of an uploaded PDF whether it is one of ours, byte for byte."""
    code_form = forms.CodeForm(auto_id="id_code_%s")
    form = forms.FileForm(request.POST, request.FILES, auto_id="id_file_%s")
    refused = refused_upload(request)
    if refused is not None:
        form = forms.FileForm({}, {}, auto_id="id_file_%s")
        form.is_valid()
        form.errors.pop("file", None)
        form.add_error("file", say(refused))
    if not form.is_valid():
        return _form_page(request, code_form, status=422, file_form=form)
    upload = form.cleaned_data["file"]
    if upload.size > MOST_BYTES:
        form.add_error(
            "file", _("The file is larger than any certificate. Choose the PDF as it was given out.")
        )
        return _form_page(request, code_form, status=422, file_form=form)
    content = upload.read()
    row = selectors.by_file(hashlib.sha256(content).hexdigest())
    if row is not None:
        return _page_of(request, row, is_file=True)
    if not may_try(request, "certificate-code", limit=WRONG_CODES):
        form.add_error("file", say(TooManyCodes()))
        return _form_page(request, code_form, status=429, file_form=form)
    form.add_error("file", file_words(content))
    return _form_page(request, code_form, status=404, file_form=form)


def file_words(content: bytes) -> str:
    """Say why a file is not known."""
    if not content.startswith(b"%PDF-"):
        return _("This is not a PDF. Choose the PDF as it was given out, not a picture or a scan of it.")
    return _(
        "This file was changed, or it was not given out here: no certificate has exactly this file. "
        "Type the code that stands on it to see what was given."
    )
