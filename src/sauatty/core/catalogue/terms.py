"""The glossary for people: terms in three languages with definitions and the variants that no text uses.

The words that the matcher looks for are another file: `glossary/mil.yaml`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from sauatty.core.catalogue.content import CONTENT, read_yaml, relative_name, require_list
from sauatty.core.catalogue.lessons import Term
from sauatty.core.catalogue.record_mapping import record_from
from sauatty.core.languages import search_key, sort_key

SCHEMA = "terms/1"
FILE = "glossary/terms.yaml"


def read_terms(path: Path, root: Path = CONTENT) -> tuple[Term, ...]:
    """Return the terms of one content file; ContentInvalid if a key is missing, unknown or of the wrong kind."""
    content, name = read_yaml(path, SCHEMA, root), relative_name(path, root)
    rows = require_list(content, "terms", name)
    return tuple(record_from(Term, row, name, f"terms[{n}]") for n, row in enumerate(rows, start=1))


@lru_cache(maxsize=1)
def load_terms() -> dict[str, Term]:
    """Return the terms that Sauatty comes with by their id, in the order of the file (read once)."""
    return {one.id: one for one in read_terms(CONTENT / FILE)} if (CONTENT / FILE).exists() else {}


@lru_cache(maxsize=4)
def term_names(language: str) -> dict[str, str]:
    """Return the word of each term in a language, as `lesson_text.text_blocks` takes them."""
    return {one.id: one.term.text(language) for one in load_terms().values()}


def sorted_terms(language: str) -> list[Term]:
    """Return the terms by the alphabet of a language."""
    return sorted(load_terms().values(), key=lambda one: sort_key(one.term.text(language)))


def find_terms(query: str, language: str, terms: Iterable[Term] | None = None) -> list[Term]:
    """Return the terms whose word holds the query, best first: in the language asked, then in the others.

    The letters are folded: 'акпарат' and 'aqparat' find 'ақпарат'. An empty query finds all.
    """
    wanted = re.sub(r"\s+", " ", search_key(query))
    found = [
        (_rank(one, wanted, language), one) for one in (load_terms().values() if terms is None else terms)
    ]
    ranked = [(rank, sort_key(one.term.text(language)), one) for rank, one in found if rank is not None]
    return [one for _, _, one in sorted(ranked, key=lambda row: row[:2])]


def _rank(term: Term, wanted: str, language: str) -> int | None:
    for extra, text in enumerate((term.term.text(language), term.term.kk, term.term.ru, term.term.en)):
        key = search_key(text)
        if wanted in key:
            return 10 * min(extra, 1) + (0 if key == wanted else 1 if key.startswith(wanted) else 2)
    return None
