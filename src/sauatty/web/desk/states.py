"""How far each text is in each language: missing, out of date, unread, sent back, corrected, signed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.modules import load_modules
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.authoring import selectors as authoring
from sauatty.web.authoring import stale
from sauatty.web.desk.texts import GLOSSARY, LESSON, TERM, DeskText

MISSING, STALE, UNREAD, CHANGED = "missing", "stale", "unread", "changed"
RETURNED, CORRECTED, SIGNED = "returned", "corrected", "signed"
OPEN = (CHANGED, RETURNED, UNREAD)  # what a reader can do something about, in the order of the queue
LABELS: dict[str, Any] = {
    MISSING: _("texts are missing"),
    STALE: _("older than its source"),
    UNREAD: _("not read yet"),
    CHANGED: _("changed since it was signed"),
    RETURNED: _("sent back with a remark"),
    CORRECTED: _("corrected, waits for the project"),
    SIGNED: _("signed"),
}
Reviews = Mapping[str, Sequence[authoring.Review]]


@dataclass(frozen=True, slots=True)
class TextState:
    """A text in one language with its state, who stands behind it, and the last remark."""

    text: DeskText
    language: str
    state: str
    names: tuple[str, ...] = ()
    remark: str = ""

    @property
    def label(self) -> Any:
        """Return the words for the state."""
        return LABELS[self.state]

    @property
    def is_open(self) -> bool:
        """Tell whether the text waits for a reader."""
        return self.state in OPEN


def states_of(texts: Iterable[DeskText], languages: Iterable[str] = LANGUAGES) -> list[TextState]:
    """Return the state of each text in some languages (two queries)."""
    every = list(texts)
    reviews = {
        kind: authoring.reviews_of([one.key for one in every if one.kind == kind], kind)
        for kind in (LESSON, TERM)
    }
    behind = {one.key: _stale_languages(one) for one in every if one.row is not None}
    return [
        _state(one, language, reviews[one.kind].get(one.key, ()), behind.get(one.key, frozenset()))
        for one in every
        for language in languages
    ]


def _stale_languages(text: DeskText) -> frozenset[str]:
    row = text.row
    return frozenset(language for _place, language in stale.stale_texts(row.body, row.sources, row.language))


def _state(
    text: DeskText, language: str, reviews: Sequence[authoring.Review], behind: frozenset[str]
) -> TextState:
    own = [one for one in reviews if one.language == language]
    sha256 = text.sha256(language)
    names = dict.fromkeys(text.readers_in_file(language))
    names |= dict.fromkeys(one.name for one in reversed(own) if one.is_signature and one.sha256 == sha256)
    last = next((one for one in own if sha256 in (one.sha256, one.read_sha256)), None)
    remark = last.note if last else ""
    return TextState(
        text, language, _state_name(text, language, (own, last, bool(names)), behind), tuple(names), remark
    )


def _state_name(
    text: DeskText, language: str, known: tuple[Sequence[authoring.Review], Any, bool], behind: frozenset[str]
) -> str:
    own, last, is_signed = known
    if text.missing[language]:
        return MISSING
    if language in behind:
        return STALE
    if last is not None and last.decision == RETURNED:
        return RETURNED
    if is_signed:
        return SIGNED
    if last is not None and last.is_signature:
        return CORRECTED
    return CHANGED if any(one.is_signature for one in own) else UNREAD


# --- counted -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """How many texts of a language are signed, of how many, and how many are in each state."""

    language: str
    counts: Mapping[str, int]

    @property
    def n_texts(self) -> int:
        """Return how many texts there are."""
        return sum(self.counts.values())

    @property
    def n_signed(self) -> int:
        """Return how many a named native reader has read, with corrections that still wait."""
        return self.counts.get(SIGNED, 0) + self.counts.get(CORRECTED, 0)

    @property
    def n_open(self) -> int:
        """Return how many wait for a reader."""
        return sum(self.counts.get(one, 0) for one in OPEN)

    @property
    def rows(self) -> list[tuple[str, Any, int]]:
        """Return the states that occur with their words and counts."""
        return [(one, LABELS[one], self.counts[one]) for one in LABELS if self.counts.get(one)]


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """The same of one module, or of the glossary."""

    module: str
    title: Any
    languages: tuple[LanguageCount, ...]


def count_languages(states: Iterable[TextState]) -> list[LanguageCount]:
    """Count the states by language."""
    counts = {language: Counter[str]() for language in LANGUAGES}
    for one in states:
        counts[one.language][one.state] += 1
    return [LanguageCount(language, found) for language, found in counts.items()]


def count_modules(states: Sequence[TextState]) -> list[ModuleCount]:
    """Count them by module, in the order of the module files; the glossary comes last."""
    titles: dict[str, Any] = module_titles()
    present = {one.text.module for one in states}
    order = [*(one for one in titles if one in present), *sorted(present - set(titles))]
    return [
        ModuleCount(
            one, titles.get(one, Translated.from_mapping(one)),
            tuple(count_languages(state for state in states if state.text.module == one)),
        )
        for one in order
    ]  # fmt: skip


def module_titles() -> dict[str, Any]:
    """Return the titles of modules by their id, with the glossary at the end."""
    return {one.id: one.title for one in load_modules()} | {GLOSSARY: _("Glossary")}
