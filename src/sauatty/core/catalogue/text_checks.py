"""What the checks of every kind of content share: a problem, reading a folder, and the languages of texts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sauatty.core.catalogue.content import content_files, relative_name
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import KAZAKH_LETTERS, Translated, detect_language

# One or two words can be the same in Kazakh and Russian ('Физика', 'Алгебра'); a sentence never is.
SHORT_NAME_WORDS = 3

_Read = TypeVar("_Read")
_LATIN_NAME = re.compile(r"\W*[A-Z]")
_LETTER = re.compile(r"[^\W\d_]")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that a content file breaks; `path` is relative to the content folder."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


def of_each(
    values: Iterable[tuple[str, _Read]], check: Callable[[_Read], Iterable[str]]
) -> Iterator[Problem]:
    """Check the content of each file, and say which file a problem is of."""
    for path, value in values:
        yield from (Problem(path, text) for text in check(value))


def read_all(
    folder: str, read: Callable[[Path, Path], _Read], root: Path, problems: list[Problem]
) -> list[tuple[str, _Read]]:
    """Read the files of a folder; those that cannot be read, and an empty folder, are added to the problems."""
    values = []
    for path in content_files(folder, root):
        try:
            values.append((relative_name(path, root), read(path, root)))
        except ContentInvalid as error:
            problems.append(Problem(str(error.params["path"]), str(error.params["problem"])))
        except (AttributeError, TypeError, ValueError) as error:
            problems.append(Problem(relative_name(path, root), f"has a value of the wrong kind ({error})"))
    if not values and not any(problem.path.startswith(f"{folder}/") for problem in problems):
        problems.append(Problem(folder, "holds no content file"))
    return values


# --- texts ---


def text_problems(where: str, text: Translated, *, is_sentence: bool = False) -> Iterator[str]:
    """Name the languages in which a text is missing, and those in which it is in another language."""
    for language in text.missing:
        yield f"{where} has no text in {language}"
    yield from language_problems(where, text, is_sentence=is_sentence)


def language_problems(where: str, text: Translated, *, is_sentence: bool = False) -> Iterator[str]:
    """Name the languages in which a text is in another language."""
    if text.kk and not _is_kazakh(text, is_sentence):
        yield f"{where} is not Kazakh: '{shorten(text.kk)}'"
    if text.ru and not _is_russian(text, is_sentence):
        yield f"{where} is not Russian: '{shorten(text.ru)}'"
    if 2 * len(_CYRILLIC.findall(text.en)) > len(text.en):
        yield f"{where} is not English: '{shorten(text.en)}'"


def _is_short(text: str) -> bool:
    """Tell whether a text is a name.

    Names in Latin letters (ChatGPT, Creative Commons), placeholders and signs do not count as words.
    """
    words = _PLACEHOLDER.sub(" ", text).split()
    own = [word for word in words if _LETTER.search(word) and not _LATIN_NAME.match(word)]
    return len(own) <= SHORT_NAME_WORDS


def _is_kazakh(text: Translated, is_sentence: bool) -> bool:
    if detect_language(text.kk) == "kk":
        return True
    if not is_sentence and (_is_short(text.kk) or any(char in KAZAKH_LETTERS for char in text.kk)):
        return True
    # 'ы' speaks for Russian in the detection, but both alphabets have it: without it the endings decide.
    return text.kk != text.ru and detect_language(text.kk.replace("ы", "")) == "kk"


def _is_russian(text: Translated, is_sentence: bool) -> bool:
    if not is_sentence and _is_short(text.ru):
        return True
    # A Russian sentence may quote Kazakh names (асық ату, «Мәңгілік ел»): the words around them decide.
    words = text.ru.split()
    own = [word for word in words if not any(char in KAZAKH_LETTERS for char in word)]
    return 2 * len(own) > len(words) and detect_language(" ".join(own)) != "kk"


def shorten(text: str) -> str:
    """Return the beginning of a text, as problems quote it."""
    return text if len(text) <= 60 else text[:57] + "..."


def repeated_in(values: Iterable[str]) -> list[str]:
    """Return what stands more than once."""
    return sorted(value for value, n in Counter(values).items() if n > 1)
