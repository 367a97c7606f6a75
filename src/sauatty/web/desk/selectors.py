"""The only door to the rows of desk, and what its pages show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.authoring import selectors as authoring
from sauatty.web.desk import states
from sauatty.web.desk.labels import place_said
from sauatty.web.desk.models import NativeReader, ReadingDraft
from sauatty.web.desk.texts import DeskText, find_text, list_texts, shipped_texts

BESIDE = {"kk": "ru", "ru": "kk", "en": "kk"}


def native_languages(person: Any) -> dict[str, str]:
    """Return the languages that a person reads as a native, each with the name that they sign with (one query)."""
    return dict(NativeReader.objects.filter(person=person).values_list("language", "name"))


def reading_draft(person: Any, text: DeskText, language: str) -> ReadingDraft | None:
    """Return what the person has written about a text and not signed, or None."""
    return ReadingDraft.objects.filter(person=person, kind=text.kind, key=text.key, language=language).first()


def list_drafts(person: Any) -> list[ReadingDraft]:
    """List what the person has begun and not signed."""
    return list(ReadingDraft.objects.filter(person=person).defer("texts"))


def list_states(person: Any) -> list[states.TextState]:
    """List every text that the person can read with its state in each language (four queries)."""
    return states.states_of(list_texts(person))


def access_text(person: Any, kind: str, key: str) -> DeskText:
    """Return a text that the person can read; otherwise it does not exist (404)."""
    found = find_text(list_texts(person), kind, key)
    if found is None:
        raise Http404
    return found


def pending_texts(text: DeskText, language: str) -> Mapping[str, str]:
    """Return the newest signed corrections of a shipped text that are not in it yet (one query)."""
    if text.row is not None:
        return {}
    sha256 = text.sha256(language)
    every = authoring.corrections_of(text.kind, text.key, language)
    return next((one.texts for one in every if one.read_sha256 == sha256 != one.sha256), {})


# --- one text on its page ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """One place of a text: what stands there, what a reader wrote, and the same in another language."""

    place: str
    label: str
    text: str
    written: str
    beside: str
    rows: int

    @property
    def is_changed(self) -> bool:
        """Tell whether somebody has corrected it."""
        return self.text != self.written


def passages(text: DeskText, language: str, written: Mapping[str, str]) -> list[Passage]:
    """Return the places of a text with words in the language; names and signs alike in all three are left out."""
    other = BESIDE[language]
    return [
        _passage(place, texts, (language, other), written)
        for place, texts in text.places()
        if getattr(texts, language) and not texts.kk == texts.ru == texts.en
    ]


def _passage(place: str, texts: Translated, pair: tuple[str, str], written: Mapping[str, str]) -> Passage:
    own: str = getattr(texts, pair[0])
    rows = min(14, 2 + own.count("\n") + len(own) // 70)
    return Passage(place, place_said(place), own, written.get(place, own), getattr(texts, pair[1]), rows)


# --- corrections that wait ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaitingCorrection:
    """Signed corrections of one shipped text in one language: the newest, with all who signed the same."""

    text: DeskText
    language: str
    texts: Mapping[str, str]
    sha256: str
    names: tuple[str, ...]
    at: Any

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Return place, text before and text after of each change."""
        known = {place: getattr(texts, self.language) for place, texts in self.text.places()}
        return [(place_said(place), known.get(place, ""), new) for place, new in self.texts.items()]


def list_corrections() -> list[WaitingCorrection]:
    """List the corrections of shipped texts that are not in them yet (one query)."""
    texts = {(one.kind, one.key): one for one in shipped_texts()}
    found: dict[tuple[str, str, str], list[authoring.Correction]] = {}
    for one in authoring.corrections_of():
        text = texts.get((one.kind, one.key))
        if text is not None and one.read_sha256 == text.sha256(one.language) != one.sha256:
            found.setdefault((one.kind, one.key, one.language), []).append(one)
    return [_waiting(texts[kind, key], language, some) for (kind, key, language), some in found.items()]


def _waiting(text: DeskText, language: str, some: Sequence[authoring.Correction]) -> WaitingCorrection:
    newest = some[0]
    names = dict.fromkeys(one.name for one in reversed(some) if one.sha256 == newest.sha256 and one.name)
    return WaitingCorrection(text, language, newest.texts, newest.sha256, tuple(names), newest.at)


def signed_shipped() -> list[states.TextState]:
    """List the shipped texts that somebody signed here or corrected, with the names (two queries)."""
    return [one for one in states.states_of(shipped_texts()) if one.names or one.state == states.CORRECTED]


# --- the queue ---------------------------------------------------------------------------------------------------


def queue(
    found: Iterable[states.TextState], language: str, *, module: str = "", state: str = ""
) -> list[states.TextState]:
    """Return the texts of a language by state: what waits for a reader first, in the order of the queue."""
    rank = {one: n for n, one in enumerate((*states.OPEN, states.STALE, states.MISSING, states.CORRECTED))}
    rows = [
        one for one in found
        if one.language == language and module in ("", one.text.module) and state in ("", one.state, _group(one))
    ]  # fmt: skip
    return sorted(rows, key=lambda one: rank.get(one.state, len(rank)))


def _group(one: states.TextState) -> str:
    return "open" if one.is_open else ""


def next_open(found: Iterable[states.TextState], language: str, module: str) -> states.TextState | None:
    """Return the next text that waits for a reader: of the same module first."""
    rows = [one for one in queue(found, language, state="open")]
    return next((one for one in rows if one.text.module == module), rows[0] if rows else None)


def language_or_404(language: str) -> str:
    """Return a language of the house, or 404."""
    if language not in LANGUAGES:
        raise Http404
    return language
