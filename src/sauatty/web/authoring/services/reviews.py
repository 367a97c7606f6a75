"""Signatures under texts: append-only, by name, for exactly the text that was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import RemarkMissing
from sauatty.web.authoring.models import TextReview
from sauatty.web.base import audit


@dataclass(frozen=True, slots=True)
class ReadText:
    """Which text somebody read: 'lesson' or 'term', its key, the language, and the hash of what stood there."""

    kind: str
    key: str
    language: str
    sha256: str


@transaction.atomic
def sign_text(
    *, actor: Any, read: ReadText, name: str, sha256: str = "", texts: Mapping[str, str] | None = None,
    note: str = "",
) -> TextReview:  # fmt: skip
    """Put a name under a text as it was read. With `texts` it was corrected, and `sha256` is the corrected text."""
    decision = TextReview.Decision.CORRECTED if texts else TextReview.Decision.SIGNED
    return _decide(
        actor, read, decision, sha256=sha256 or read.sha256, name=name, texts=dict(texts or {}), note=note
    )


@transaction.atomic
def return_text(*, actor: Any, read: ReadText, name: str, note: str) -> TextReview:
    """Send a text back with a remark; nobody stands behind it."""
    if not note.strip():
        raise RemarkMissing
    return _decide(actor, read, TextReview.Decision.RETURNED, sha256=read.sha256, name=name, note=note)


def _decide(actor: Any, read: ReadText, decision: str, *, name: str, note: str, **values: Any) -> TextReview:
    review = TextReview.objects.create(
        kind=read.kind, key=read.key, language=read.language, read_sha256=read.sha256, decision=decision,
        person=actor, name=name.strip()[:200], note=note.strip()[:4000], at=timezone.now(),
        is_demo=bool(getattr(actor, "is_demo", False)), **values,
    )  # fmt: skip
    audit.record(
        f"text.{review.decision}", actor=actor, target=review, kind=review.kind, key=review.key,
        language=review.language, sha256=review.sha256,
    )  # fmt: skip
    return review
