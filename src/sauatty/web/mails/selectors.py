"""The only door to the rows of letters."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.languages import LANGUAGES
from sauatty.web.mails import wording
from sauatty.web.mails.kinds import LetterKind, all_kinds, kind_of
from sauatty.web.mails.models import Letter, LetterStep, MailText, Refusal
from sauatty.web.programmes import selectors as programmes


def list_letters(actor: Any, *, kind: str = "", state: str = "") -> QuerySet[Letter]:
    """List the letters of the programmes that the actor coordinates, newest first."""
    rows = Letter.objects.filter(programme__in=programmes.list_coordinated(actor))
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(state=state) if state else rows
    return rows.select_related("programme").order_by("-created_at", "pk")


def access_letter(actor: Any, letter_id: UUID) -> Letter:
    """Return a letter of a programme that the actor coordinates; otherwise there is none (404)."""
    return get_object_or_404(list_letters(actor), pk=letter_id)


def steps_of(letter: Letter) -> QuerySet[LetterStep]:
    """List what happened to a letter, in order."""
    return letter.steps.order_by("at", "pk")


def access_kind(key: str) -> LetterKind:
    """Return a kind of letter; otherwise there is none (404)."""
    try:
        return kind_of(key)
    except KeyError:
        raise Http404 from None


def count_by_state(programme: Any) -> dict[str, int]:
    """Count the letters of a programme by state, in one query."""
    rows = Letter.objects.filter(programme=programme).values_list("state").annotate(n=Count("pk"))
    return dict(rows.order_by())


def kinds_of(programme: Any) -> list[tuple[LetterKind, bool]]:
    """Return the kinds of letters, each with whether the programme has words of its own."""
    own = set(MailText.objects.filter(programme=programme).values_list("kind", flat=True))
    return [(kind, kind.key in own) for kind in all_kinds()]


def wordings_of(kind: LetterKind, programme: Any) -> dict[str, wording.Wording]:
    """Return the words that hold for a programme by language, in one query."""
    rows = {one.language: one for one in MailText.objects.filter(programme=programme, kind=kind.key)}
    return {
        language: wording.Wording(rows[language].subject, rows[language].body, is_own=True)
        if language in rows
        else wording.shipped(kind, language)
        for language in LANGUAGES
    }


def refused_keys(programme: Any, kind: str) -> frozenset[str]:
    """Return the keys of the addresses that want no letters of a kind from a programme (one query)."""
    rows = Refusal.objects.filter(programme=programme, kind__in=["", kind_of(kind).stop_key])
    return frozenset(rows.values_list("address_key", flat=True))


def label_of_stop(stop_key: str) -> str:
    """Return what the letters are called that a link ends; nothing where it ends all."""
    return next((str(one.label) for one in all_kinds() if one.is_optional and one.stop_key == stop_key), "")


def text_for_messenger(kind: str, programme: Any, language: str, params: Mapping[str, str]) -> str:
    """Return a letter as text to copy into a messenger: it greets nobody by name and has no link to refuse it."""
    known = wording.wording_of(kind_of(kind), programme, language)
    facts = {name: words for name, words in params.items() if name not in ("name", "cancel")}
    told = wording.written(known, language, facts)
    return f"*{told.subject}*\n\n{told.body}"
