"""Service workers: what one keeps, what all of them share, and what it does itself, as one script."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse

_SHARED = "sauatty/kept-pages.js"


def worker_response(name: str, settings: Mapping[str, Any], script: str) -> HttpResponse:
    """Return the worker of a static file `script`, which reads its settings from the constant `name`.

    A worker governs the addresses below its own, so each is served where its pages stand.
    """
    text = f"self.{name} = {json.dumps(dict(settings))};\n{_text(_SHARED)}\n{_text(script)}"
    return HttpResponse(
        text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


@cache
def _text(script: str) -> str:
    return Path(str(finders.find(script))).read_text(encoding="utf-8")
