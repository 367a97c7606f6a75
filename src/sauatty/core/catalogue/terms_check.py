"""Whether any text of the product uses a variant that the glossary forbids."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sauatty.core.catalogue.content import CONTENT, parse_yaml, read_yaml, relative_name, require_list
from sauatty.core.catalogue.lesson_text import plain_text
from sauatty.core.catalogue.lessons import Term
from sauatty.core.catalogue.terms import FILE, read_terms
from sauatty.core.catalogue.text_checks import Problem
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES

EXCEPTIONS = "words-known/exceptions.yaml"
EXCEPTIONS_SCHEMA = "exceptions/1"
MESSAGES = Path("../web/locale")  # beside the content: the words of the pages
# Words that the matcher looks for in curricula of others, and examples of how curricula are written.
_NOT_OURS = ("glossary/mil.yaml", "exemplars/", "frameworks/kzareas.yaml", "models/", EXCEPTIONS)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MESSAGE = re.compile(r'^(msgstr|msgid)(?:_plural|\[\d\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ProductText:
    """A text of the product: the file it stands in, the place inside, its language."""

    path: str
    place: str
    language: str
    text: str


class ForbiddenWords:
    """The variants of the glossary, to be found in texts as whole words; one with * at its end with any ending."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._whole: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        self._begin: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        for term in terms:
            for language, variants in term.forbidden.items():
                for variant in variants:
                    self._add(language, variant, getattr(term.term, language, ""))

    def _add(self, language: str, variant: str, instead: str) -> None:
        words = tuple(_folded(variant))
        if words:
            first = self._begin if len(words) == 1 and variant.endswith("*") else self._whole
            first[language, words[0]].append((words, variant, instead))

    def found_in(self, text: str, language: str) -> Iterator[tuple[str, str]]:
        """Yield the forbidden variants of a text, each with the word of the glossary to use."""
        words = _folded(text)
        for at, word in enumerate(words):
            for wanted, variant, instead in self._whole.get((language, word), ()):
                if _follows(words[at + 1 :], wanted[1:], variant.endswith("*")):
                    yield variant, instead
            for length in range(2, len(word) + 1):
                yield from (
                    (variant, instead)
                    for _, variant, instead in self._begin.get((language, word[:length]), ())
                )


def _follows(words: Sequence[str], wanted: Sequence[str], has_endings: bool) -> bool:
    if not wanted or len(words) < len(wanted):
        return not wanted
    *middle, last = wanted
    is_last = words[len(middle)].startswith(last) if has_endings else words[len(middle)] == last
    return is_last and list(words[: len(middle)]) == middle


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


# --- the check ---


def forbidden_problems(root: Path = CONTENT) -> list[Problem]:
    """Return every use of a forbidden variant in the content and in the words of the pages."""
    if not (root / FILE).exists():
        return []
    try:
        words, allowed = ForbiddenWords(read_terms(root / FILE, root)), allowed_variants(root)
    except ContentInvalid as error:
        is_glossary = error.params["path"] == FILE  # which is reported where it is read
        return [] if is_glossary else [Problem(str(error.params["path"]), str(error.params["problem"]))]
    return [
        Problem(one.path, f"{one.place} in {one.language} has '{variant}'; the glossary says '{instead}'")
        for one in product_texts(root)
        for variant, instead in words.found_in(one.text, one.language)
        if not {(one.path, variant), ("", variant)} & allowed
    ]


def allowed_variants(root: Path) -> set[tuple[str, str]]:
    """Return the pairs of file and variant (or misspelt word) that are allowed; one without a file holds everywhere."""
    path = root / EXCEPTIONS
    if not path.exists():
        return set()
    rows = require_list(read_yaml(path, EXCEPTIONS_SCHEMA, root), "exceptions", relative_name(path, root))
    return {(str(row.get("file") or ""), str(row["variant"])) for row in rows}


def product_texts(root: Path = CONTENT) -> Iterator[ProductText]:
    """Yield every text of the content and the pages in a language, without marks.

    What the matcher learns from is left out: it is written as curricula are, not as Sauatty speaks.
    """
    for path in sorted(root.rglob("*.yaml")):
        name = relative_name(path, root)
        if not name.startswith(_NOT_OURS):
            yield from _texts_of_file(path, name)
    for language in ("kk", "ru"):
        messages = root / MESSAGES / language / "LC_MESSAGES" / "django.po"
        if messages.exists():
            yield from _messages(messages, language, "msgstr")
            if language == "ru":  # the English words are what the others are translated from
                yield from _messages(messages, "en", "msgid")


def _texts_of_file(path: Path, name: str) -> Iterator[ProductText]:
    try:
        content = _parsed(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError):
        return  # reported when it is read as what it is
    for place, language, text in _texts_in(content, ""):
        yield ProductText(name, place, language, plain_text(text))


@lru_cache(maxsize=1)
def _parsed(text: str) -> Any:
    return parse_yaml(text)


def _texts_in(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """Yield place, language and text of every mapping of languages, however deep; 'forbidden' is what none may use."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if key in LANGUAGES and isinstance(one, str | list):
                yield from ((place, str(key), text) for text in _strings(one))
            elif key not in ("forbidden", "names", "aliases", "translated", "written", "reviewed_by"):
                yield from _texts_in(one, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for n, one in enumerate(value, start=1):
            slug = one.get("id") if isinstance(one, Mapping) else None
            yield from _texts_in(one, f"{place}.{slug or n}")


def _strings(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)]


def _messages(path: Path, language: str, key: str) -> Iterator[ProductText]:
    written = path.read_text("utf-8")
    for found in _MESSAGE.finditer(written):
        text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found[2])).replace('\\"', '"').replace("\\n", "\n")
        if found[1] == key and text and "Content-Type:" not in text:  # the head of the file is no text
            line = written.count("\n", 0, found.start()) + 1
            yield ProductText(f"web/locale/{language}", f"line {line}", language, text)
