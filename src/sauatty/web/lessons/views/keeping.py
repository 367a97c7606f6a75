"""A module as a phone keeps it: its pages as a visitor without an account sees them, and what they load.

Nobody's name, work or token is in it, so it may stay on a phone that several people use. What a reader keeps of their
own stands apart (sync.js) and goes at sign-out.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from sauatty.web.base.middleware import CSP
from sauatty.web.lessons import describing, rendering
from sauatty.web.lessons.catalogue import Shelf, Shelved, ShelvedModule
from sauatty.web.lessons.selectors import OwnWork
from sauatty.web.lessons.views.common import MARK
from sauatty.web.lessons.views.pages import lesson_context, module_context

_ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    MARK: "kept",
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is fetched to keep a module. `n_bytes` is what goes over the wire, compressed, files of pages included."""

    module: ShelvedModule
    language: str
    is_text: bool
    edition: str
    body: bytes
    n_bytes: int

    @property
    def n_kilobytes(self) -> int:
        """Return the size as it is said: never less than it is."""
        return -(-self.n_bytes // 1000)


_made: dict[tuple[str, str, bool], tuple[Shelf, Bundle]] = {}


def bundle_of(shelf: Shelf, module: ShelvedModule, *, is_text: bool) -> Bundle:
    """Return a module in the language of the page; made once for each state of the curriculum."""
    key = (module.id, get_language() or "kk", is_text)
    if key not in _made or _made[key][0] is not shelf:
        _made[key] = (shelf, _bundle(shelf, module, is_text))
    return _made[key][1]


def described_bundle(bundle: Bundle) -> str:
    """Return what the script that keeps a module reads from its page."""
    where = reverse("lessons:module_bundle", args=[bundle.module.id])
    return describing.described_keeping(
        module=bundle.module.id,
        title=bundle.module.title.text(bundle.language),
        edition=bundle.edition,
        is_text=bundle.is_text,
        n_kilobytes=bundle.n_kilobytes,
        n_lessons=len(bundle.module.lessons),
        bundle=f"{where}?text={int(bundle.is_text)}",
        page=reverse("lessons:module_detail", args=[bundle.module.id]),
    )


def _bundle(shelf: Shelf, module: ShelvedModule, is_text: bool) -> Bundle:
    pages = dict(_pages(shelf, module, is_text))
    assets = sorted({found for page in pages.values() for found in _ASSET.findall(page)})
    pictures = {} if is_text else _pictures(module)
    facts = {"pages": pages, "headers": HEADERS, "assets": assets, "pictures": list(pictures)}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    edition = hashlib.sha256(text.encode()).hexdigest()[:16]
    body = f'{{"edition":"{edition}",{text[1:]}'.encode()
    wire = len(gzip.compress(body, 6)) + sum(map(_asset_bytes, assets)) + sum(pictures.values())
    return Bundle(module, get_language() or "kk", is_text, edition, body, wire)


def _pages(shelf: Shelf, module: ShelvedModule, is_text: bool) -> Iterator[tuple[str, str]]:
    """Give each page with its address: the list of what is saved, the module, its lessons.

    How much of the whole curriculum is reviewed is left out: a signature elsewhere would make every module a new one.
    """
    yield _page("lessons:saved", (), "saved", is_text, lambda request: {"shelf": shelf})
    yield _page(
        "lessons:module_detail", (module.id,), "module_detail", is_text,
        lambda request: module_context(request, shelf, module),
    )  # fmt: skip
    for one in module.lessons:
        yield _page(
            "lessons:lesson_detail", (module.id, one.lesson.id), "lesson_detail", is_text,
            lambda request, one=one: _lesson(request, shelf, one, is_text),
        )  # fmt: skip


def _lesson(request: HttpRequest, shelf: Shelf, shelved: Shelved, is_text: bool) -> dict[str, Any]:
    """Return the page of a lesson, whose notebook says other words than a visitor's: the phone knows whose it is."""
    context = lesson_context(request, shelf, shelved, is_text=is_text)
    return context | rendering.work_context(shelved, OwnWork()) | {"visitor_part": ""}


def _page(
    name: str, arguments: tuple[str, ...], template: str, is_text: bool, context_of: Any
) -> tuple[str, str]:
    request = _visit(reverse(name, args=arguments))
    context: dict[str, Any] = {
        "is_kept": True, "is_text": is_text, "is_signed_in": False, "rail": (), "language_links": (),
        "sync_state": describing.described_sync(request, is_kept=True),
        **context_of(request),
    }  # fmt: skip
    return request.path, render_to_string(f"lessons/{template}.html", context, request=request)


def _visit(address: str) -> HttpRequest:
    """Return the request of somebody without an account."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", address, address
    request.user, request.GET = AnonymousUser(), QueryDict()
    return request


def _pictures(module: ShelvedModule) -> Mapping[str, int]:
    """Return the pictures that authors of this site put into lessons: address and bytes."""
    return {
        reverse("authoring:published_file", args=[file.id]): file.size
        for one in module.lessons
        if one.published
        for file in one.published.files
        if file.kind == "picture"
    }


@cache
def _asset_bytes(address: str) -> int:
    """Return the compressed bytes of a file that pages load; its address changes with its content."""
    name = address.removeprefix(settings.STATIC_URL)
    path = Path(staticfiles_storage.path(name))
    zipped = path.with_name(f"{path.name}.gz")
    if zipped.exists():
        return zipped.stat().st_size
    found = path if path.exists() else Path(str(finders.find(name) or ""))
    return len(gzip.compress(found.read_bytes(), 9)) if found.is_file() else 0
