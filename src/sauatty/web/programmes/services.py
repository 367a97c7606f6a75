"""Making and changing programmes; the invented one for looking around."""

from typing import Any

from django.db import transaction

from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts.services import people
from sauatty.web.base import audit
from sauatty.web.base.texts import text_states, write_text
from sauatty.web.programmes.models import Programme
from sauatty.web.programmes.selectors import SCOPE

FIELD = "title"


@transaction.atomic
def add_programme(*, actor: Any, titles: dict[str, str], is_demo: bool = False) -> Programme:
    """Make a programme with its maker as coordinator."""
    programme = Programme(created_by=actor, is_demo=is_demo)
    _write_titles(programme, titles, actor=actor, machine=is_demo)
    programme.save(force_insert=True)
    audit.record("programme.added", actor=actor, target=programme)
    people.found_scope(actor=actor, scope_kind=SCOPE, scope_id=programme.pk)
    return programme


def start_programme(actor: Any, titles: dict[str, str]) -> None:
    """Make the first programme of a new site."""
    add_programme(actor=actor, titles=titles)


@transaction.atomic
def change_programme(
    *, actor: Any, programme: Programme, titles: dict[str, str], confirmed: frozenset[str] = frozenset()
) -> Programme:
    """Change the title; `confirmed` names languages whose text still fits although its source has changed."""
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    changed = {code: text for code, text in titles.items() if text != getattr(locked, f"{FIELD}_{code}")}
    again = {code: getattr(locked, f"{FIELD}_{code}") for code in confirmed - changed.keys()}
    _write_titles(locked, changed, actor=actor)
    _write_titles(locked, {code: text for code, text in again.items() if text}, actor=actor)
    locked.save()
    if changed or again:
        audit.record("programme.changed", actor=actor, target=locked, languages=sorted({*changed, *again}))
    return locked


def _write_titles(programme: Programme, titles: dict[str, str], *, actor: Any, machine: bool = False) -> None:
    """Set texts and note that those besides the first filled language were made from it."""
    for code, text in titles.items():
        setattr(programme, f"{FIELD}_{code}", text)
    source = next((code for code in LANGUAGES if getattr(programme, f"{FIELD}_{code}")), "")
    for code, text in titles.items():
        if text:
            from_source = source if code != source else ""
            write_text(
                programme, FIELD, code, text, actor=actor, source_language=from_source, machine=machine
            )


def title_states(programme: Programme) -> dict[str, str]:
    """Say of each language's title: missing, stale, machine or fine (one query)."""
    return text_states(programme, FIELD)
