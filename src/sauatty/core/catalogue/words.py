"""The fixed words of documents and charts, in three languages."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sauatty.core.catalogue.content import CONTENT, read_yaml, relative_name, require
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import Translated


def read_words(path: Path, root: Path = CONTENT) -> dict[str, Translated]:
    """Return the words of one content file by key."""
    name = relative_name(path, root)
    texts = require(read_yaml(path, "words/1", root), "words", name)
    if not isinstance(texts, dict):
        raise ContentInvalid(path=name, problem="'words' is not a mapping of keys to texts")
    return {str(key): Translated.from_mapping(text) for key, text in texts.items()}


@lru_cache(maxsize=32)
def words(group: str) -> Mapping[str, Translated]:
    """Return the words of one group ('coverage' for content/words/coverage.yaml), read once."""
    return MappingProxyType(read_words(CONTENT / "words" / f"{group}.yaml"))


def word(group: str, key: str, language: str, **params: object) -> str:
    """Return one text in a language, its printf placeholders filled in."""
    text = words(group)[key].text(language)
    return text % params if params else text
