"""Files of questions in and out: read in the sandbox, written with what the format cannot hold."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sauatty.core.catalogue.item_checks import key_problem
from sauatty.core.catalogue.items import Item
from sauatty.core.errors import ItemFileRefused
from sauatty.core.exchange.item_files import FORMATS, losses
from sauatty.core.exchange.item_reports import REMARK_TEXTS, ItemsRead, Loss
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.sandbox import Limits, read_items_in_sandbox
from sauatty.web.items.labels import place_name

# Read while somebody waits for the page.
MOST_ITEMS = 500
LIMITS = Limits(file=16, processor=10, wall=15)
FORMAT_NAMES: dict[str, Any] = {
    "moodle": gettext_lazy("Moodle XML"),
    "gift": gettext_lazy("GIFT"),
    "qti": gettext_lazy("QTI 3.0"),
    "csv": gettext_lazy("CSV table"),
    "yaml": gettext_lazy("YAML, as Sauatty keeps questions"),
}


def read_upload(upload: Any, language: str = "") -> ItemsRead:
    """Return what an uploaded file of questions says, read in a process of its own."""
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix.lower()[:10]) as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        found = read_items_in_sandbox(Path(kept.name), name=upload.name, language=language, limits=LIMITS)
    if len(found.items) > MOST_ITEMS:
        problem = f"it has more than {MOST_ITEMS} questions; export them in parts"
        raise ItemFileRefused(name=upload.name, problem=problem)
    return found


def remark_words(row: Sequence[Any]) -> tuple[str, str]:
    """Return what a question is called in its file, and what is to be said of it, in the language of the page."""
    question, code, params = row
    language = LANGUAGE_NAMES.get(str(params.get("language", "")), params.get("language", ""))
    return str(question), gettext(REMARK_TEXTS[code]) % {**params, "language": language}


def with_keys(items: Iterable[Item]) -> tuple[list[Item], list[str]]:
    """Return the items whose key a platform can give points by, and the ids of the others."""
    items = list(items)
    torn = {one.id for one in items if key_problem(one) is not None}
    return [one for one in items if one.id not in torn], sorted(torn)


def exportable(items: Iterable[Item], format: str) -> tuple[list[Item], list[str]]:
    """Return the items that a format can hold at all, and the ids of the others."""
    return with_keys(items) if FORMATS[format].needs_key else (list(items), [])


def grouped_losses(
    items: Sequence[Item], format: str, languages: Sequence[str]
) -> list[tuple[str, str, list[str]]]:
    """Return what a format cannot hold: the part, the reason, the items concerned."""
    found: dict[tuple[str, str], list[str]] = {}
    for loss in losses(items, format, languages):
        found.setdefault((_part(loss), gettext(loss.reason)), []).append(loss.item)
    return [(part, reason, sorted(set(ids))) for (part, reason), ids in found.items()]


_PART_NAMES: dict[str, Any] = {
    "scoring": gettext_lazy("Points"),
    "points": gettext_lazy("Points"),
    "kind": gettext_lazy("Kind"),
    "languages": gettext_lazy("Languages"),
    "options.why": gettext_lazy("Why it is right or wrong"),
}


def _part(loss: Loss) -> str:
    if loss.part in _PART_NAMES:
        return str(_PART_NAMES[loss.part])
    first = loss.part.partition(".")[0]
    return place_name(loss.part) if first in ("stem", "stimulus", "options", "targets") else loss.part
