"""The texts of a draft in three languages: which are missing, which are older than the text they were made from.

A place is where a text stands, such as `q.age.text` or `l.yesno.1`. `sources` keeps, by place and language, the
hash of the leading text that a translation was made from. A place without an entry was never told apart: it is fine.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sauatty.core.catalogue.instrument_drafts import Body, list_of, questions_of, sections_of
from sauatty.core.languages import LANGUAGES

Sources = dict[str, dict[str, str]]
FINE, MISSING, STALE = "fine", "missing", "stale"
Texts = Mapping[str, str]
HEAD_FIELDS = ("title", "about", "closing")
SECTION_FIELDS = ("title", "text")
QUESTION_FIELDS = ("text", "hint", "check_message")


def text_hash(text: str) -> str:
    """Return what tells one text from another; 16 signs are enough for the texts of one place."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def iter_texts(body: Body) -> Iterator[tuple[str, Texts]]:
    """Yield every place and its texts, in the order of the draft."""
    for field in HEAD_FIELDS:
        yield f"head.{field}", body.get(field) or {}
    for section in sections_of(body):
        yield from section_texts(section)
        for question in section.get("questions", []):
            yield from question_texts(body, question)


def section_texts(section: Mapping[str, Any]) -> Iterator[tuple[str, Texts]]:
    """Yield the texts of a section itself."""
    for field in SECTION_FIELDS:
        yield f"s.{section['id']}.{field}", section.get(field) or {}


def question_texts(body: Body, question: Mapping[str, Any]) -> Iterator[tuple[str, Texts]]:
    """Yield the texts of a question with its choices and rows."""
    for field in QUESTION_FIELDS:
        yield f"q.{question['id']}.{field}", question.get(field) or {}
    shared = list_of(dict(question))
    rows = (body.get("lists") or {}).get(shared) if shared else question.get("choices")
    for choice in rows or []:
        yield choice_place(shared, question["id"], choice["code"]), choice.get("label") or {}
    for row in question.get("rows") or []:
        yield f"q.{question['id']}.row.{row['code']}", row.get("label") or {}


def choice_place(list_name: str, question_name: str, code: str) -> str:
    """Return where the label of a choice stands."""
    return f"l.{list_name}.{code}" if list_name else f"q.{question_name}.choice.{code}"


def follow(
    before: Body, after: Body, sources: Sources, leading: str, confirmed: Iterable[str] = ()
) -> Sources:
    """Return what stands behind each translation after a change.

    `confirmed` are `place:language` whose text still fits although the leading text has changed.
    """
    old, fits = dict(iter_texts(before)), frozenset(confirmed)
    found: Sources = {}
    for place, texts in iter_texts(after):
        entry = _follow_one(place, old.get(place, {}), texts, sources.get(place, {}), (leading, fits))
        if entry:
            found[place] = entry
    return found


def _follow_one(
    place: str, old: Texts, new: Texts, entry: Mapping[str, str], manner: tuple[str, frozenset[str]]
) -> dict[str, str]:
    leading, fits = manner
    kept: dict[str, str] = {}
    for language in LANGUAGES:
        text = new.get(language, "")
        if language == leading or not text:
            continue
        if text != old.get(language, "") or f"{place}:{language}" in fits:
            kept[language] = text_hash(new.get(leading, ""))
        elif language in entry:
            kept[language] = entry[language]
        elif old.get(leading, "") != new.get(leading, ""):
            kept[language] = text_hash(old.get(leading, ""))
    return kept


def move_sources(sources: Sources, old: str, new: str) -> Sources:
    """Return the same under the new name of a question or section."""
    found: Sources = {}
    for place, entry in sources.items():
        kind, _, rest = place.partition(".")
        name, dot, field = rest.partition(".")
        found[f"{kind}.{new}{dot}{field}" if kind in "qs" and name == old else place] = entry
    return found


def sources_of(sources: Sources, names: Iterable[str]) -> Sources:
    """Return the entries of some questions or sections."""
    wanted = set(names)
    return {place: entry for place, entry in sources.items() if place.split(".")[1] in wanted}


def state_of(place: str, texts: Texts, sources: Sources, leading: str, language: str) -> str:
    """Say of one text: missing (another language has it), stale, or fine."""
    if not texts.get(language):
        return MISSING if any(texts.values()) else FINE
    made_from = sources.get(place, {}).get(language)
    source = texts.get(leading, "")
    is_stale = made_from is not None and source and made_from != text_hash(source)
    return STALE if is_stale and language != leading else FINE


def states_of(body: Body, sources: Sources, leading: str) -> dict[str, dict[str, str]]:
    """Say the same of every text: place, language."""
    return {
        place: {language: state_of(place, texts, sources, leading, language) for language in LANGUAGES}
        for place, texts in iter_texts(body)
    }


def stale_texts(body: Body, sources: Sources, leading: str) -> list[tuple[str, str]]:
    """List the places and languages whose text is older than the one it was made from."""
    wanted = body.get("languages") or LANGUAGES
    states = states_of(body, sources, leading)
    return [(place, one) for place, known in states.items() for one in wanted if known.get(one) == STALE]


def count_states(
    texts: Iterable[tuple[str, Texts]], sources: Sources, leading: str
) -> dict[str, Counter[str]]:
    """Count missing and stale texts of each language among some places."""
    counts: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for place, one in texts:
        for language in LANGUAGES:
            counts[language][state_of(place, one, sources, leading, language)] += 1
    return counts


def part_of(body: Body, place: str) -> tuple[str, str]:
    """Return of which part a text is, for links: ('question', name), ('section', name) or ('head', '')."""
    kind, _, rest = place.partition(".")
    name = rest.partition(".")[0]
    if kind == "l":
        users = (str(q["id"]) for _s, q in questions_of(body) if list_of(q) == name)
        return "question", next(users, "")
    return {"q": ("question", name), "s": ("section", name)}.get(kind, ("head", ""))
