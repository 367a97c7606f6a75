"""Translated texts of database rows: one real column per language, with provenance and staleness beside them."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.base.models import TextProvenance


def translated(row: models.Model, field: str) -> Translated:
    """Return the three columns of a text, e.g. `title_kk`, `title_ru`, `title_en`."""
    return Translated(*(getattr(row, f"{field}_{language}") for language in LANGUAGES))


def in_language(row: models.Model, field: str) -> str:
    """Return a text in the language of the page, falling back kk → ru → en."""
    return translated(row, field).text(get_language() or "kk")


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write_text(
    row: models.Model,
    field: str,
    language: str,
    text: str,
    *,
    actor: Any,
    source_language: str = "",
    machine: bool = False,
) -> None:
    """Set one text and note who wrote it and from which text; the caller saves the row."""
    setattr(row, f"{field}_{language}", text)
    source = getattr(row, f"{field}_{source_language}") if source_language else ""
    TextProvenance.objects.update_or_create(
        target_kind=row._meta.label, target_id=str(row.pk), field=field, language=language,
        defaults={
            "method": TextProvenance.Method.MACHINE if machine else TextProvenance.Method.PERSON,
            "author": actor, "source_language": source_language, "source_sha256": _sha(source) if source_language else "",
            "reviewed_by": None, "changed_at": timezone.now(),
        },
    )  # fmt: skip


def text_states(row: models.Model, field: str) -> dict[str, str]:
    """Say of each language's text: 'missing', 'stale' (its source changed), 'machine' (nobody reviewed it) or 'fine'."""
    known = {
        entry.language: entry
        for entry in TextProvenance.objects.filter(
            target_kind=row._meta.label, target_id=str(row.pk), field=field
        )
    }
    return {language: _state(row, field, language, known.get(language)) for language in LANGUAGES}


def _state(row: models.Model, field: str, language: str, entry: TextProvenance | None) -> str:
    if not getattr(row, f"{field}_{language}"):
        return "missing"
    if entry is None:
        return "fine"
    if (
        entry.source_language
        and _sha(getattr(row, f"{field}_{entry.source_language}")) != entry.source_sha256
    ):
        return "stale"
    if entry.method == TextProvenance.Method.MACHINE and entry.reviewed_by_id is None:
        return "machine"
    return "fine"


def states_of(rows: Sequence[models.Model], fields: Sequence[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Say the same of several fields of several rows of one model: row id, field, language (one query)."""
    if not rows:
        return {}
    known = {
        (entry.target_id, entry.field, entry.language): entry
        for entry in TextProvenance.objects.filter(
            target_kind=rows[0]._meta.label, target_id__in=[str(row.pk) for row in rows]
        )
    }
    return {
        str(row.pk): {
            field: {
                language: _state(row, field, language, known.get((str(row.pk), field, language)))
                for language in LANGUAGES
            }
            for field in fields
        }
        for row in rows
    }


def forget_texts(row: models.Model) -> None:
    """Delete what is noted about the texts of a row that is deleted itself."""
    TextProvenance.objects.filter(target_kind=row._meta.label, target_id=str(row.pk)).delete()
