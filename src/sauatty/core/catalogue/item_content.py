"""The rules that the items of the bank keep together, and how many there are."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import relative_name
from sauatty.core.catalogue.frameworks import Framework
from sauatty.core.catalogue.item_checks import check_item
from sauatty.core.catalogue.item_cues import right_options
from sauatty.core.catalogue.item_problems import ITEM_PROBLEM_TEXTS, ItemProblem
from sauatty.core.catalogue.item_reading import (
    FOLDER,
    SCHEMA,
    item_files,
    item_texts,
    load_items,
    read_item_file,
)
from sauatty.core.catalogue.items import ITEM_KINDS, Item
from sauatty.core.catalogue.lesson_reading import lesson_files
from sauatty.core.catalogue.lesson_text import n_words, plain_text
from sauatty.core.catalogue.text_checks import Problem, shorten
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import LANGUAGES, Translated

ITEM_SCHEMAS = {FOLDER: SCHEMA}
MIN_ITEMS = 12  # of each competence of the primary framework
FEWEST_TELLING_WORDS = 4  # a right answer shorter than that may stand anywhere by chance
MOST_AT_ONE_PLACE = 0.5  # of the right answers of a file
FEWEST_FOR_PLACES = 6
_OWN_ID = re.compile(r"mil-(\d)-(\d{1,2})-[a-z]")


def enemies_among(items: Iterable[Item]) -> dict[str, frozenset[str]]:
    """Return the enemies of each item, whichever of the two names the other; those that are not there are left out."""
    items = tuple(items)
    found: dict[str, set[str]] = {one.id: set() for one in items}
    for one in items:
        for enemy in one.enemies:
            if enemy in found and enemy != one.id:
                found[one.id].add(enemy)
                found[enemy].add(one.id)
    return {id: frozenset(enemies) for id, enemies in found.items()}


# --- the files of the bank ---


def item_content_problems(
    root: Path, frameworks: Sequence[Framework], primary: Collection[str] = ()
) -> list[Problem]:
    """Return every broken rule of the items of a content folder. `primary` are competences that need a dozen each."""
    problems: list[Problem] = []
    files: list[tuple[str, tuple[Item, ...]]] = []
    for path in item_files(root):
        try:
            files.append((relative_name(path, root), read_item_file(path, root)))
        except ContentInvalid as error:
            name, _, item = str(error.params["path"]).partition(", ")
            problem = str(error.params["problem"])
            problems.append(Problem(name, f"{item}: {problem}" if item else problem))
    known = frozenset(node.id for loaded in frameworks for node in loaded.nodes if node.is_competence)
    lessons = frozenset(f"{path.parent.name}/{path.stem}" for path in lesson_files(root))
    for name, items in files:
        problems += (
            Problem(name, f"{one.id}: {told}") for one, told in _file_problems(items, known, lessons)
        )
        problems += (Problem(name, told.in_words) for told in lopsided_places(items))
    problems += _shared_problems(files)
    if len({one.competence for _, items in files for one in items}) >= len(primary):
        problems += _too_few([one for _, items in files for one in items], primary)
    return problems


def _file_problems(
    items: Sequence[Item], competences: Collection[str], lessons: Collection[str]
) -> Iterator[tuple[Item, str]]:
    for one in items:
        for problem in check_item(one, competences=competences, lessons=lessons):
            if problem.code != "word-forbidden":  # reported with all the other texts of the product
                yield one, problem.in_words
        wanted = f"mil-{one.competence.partition('.')[2].replace('.', '-')}-"
        if not _OWN_ID.fullmatch(one.id) or not one.id.startswith(wanted):
            yield one, ItemProblem("id-elsewhere", params={"wanted": wanted}).in_words
        if one.stimulus != Translated() and not one.is_invented:
            yield one, ItemProblem("stimulus-not-said-invented", "stimulus").in_words


def _shared_problems(files: Sequence[tuple[str, Sequence[Item]]]) -> Iterator[Problem]:
    paths = {one.id: path for path, items in files for one in items}
    items = [one for _, group in files for one in group]
    for id, times in Counter(one.id for one in items).items():
        if times > 1:
            yield Problem(paths[id], f"{id}: {ITEM_PROBLEM_TEXTS['id-repeated']}")
    for one, problem in among_items(items):
        yield Problem(paths[one.id], f"{one.id}: {problem.in_words}")


def among_items(items: Sequence[Item]) -> Iterator[tuple[Item, ItemProblem]]:
    """Yield what items break beside each other: enemies that are not there, and cues from one to another."""
    known = {one.id for one in items}
    for one in items:
        for enemy in one.enemies:
            if enemy not in known:
                yield one, ItemProblem("enemy-unknown", "enemies", params={"enemy": shorten(enemy)})
    yield from _cues_between(items)


def _cues_between(items: Sequence[Item]) -> Iterator[tuple[Item, ItemProblem]]:
    """Yield items whose texts hold the right answer of another one word for word; enemies never meet in a form."""
    enemies = enemies_among(items)
    for language in LANGUAGES:
        shown = {one.id: _folded(" | ".join(_shown_texts(one, language))) for one in items}
        for other in items:
            for answer in _telling_answers(other, language):
                for one in items:
                    if one.id != other.id and other.id not in enemies[one.id] and answer in shown[one.id]:
                        params = {"other": other.id, "text": shorten(answer)}
                        yield one, ItemProblem("cue-elsewhere", "", language, params)


def _shown_texts(item: Item, language: str) -> Iterator[str]:
    yield from (getattr(text, language) for place, text in item_texts(item) if not place.endswith(".why"))


def _telling_answers(item: Item, language: str) -> Iterator[str]:
    texts = [getattr(option.text, language) for option in right_options(item)]
    yield from (_folded(text) for text in texts if n_words(text) >= FEWEST_TELLING_WORDS)


def _folded(text: str) -> str:
    return " ".join(plain_text(text).casefold().split()).rstrip(".!?…")


def lopsided_places(items: Sequence[Item]) -> Iterator[ItemProblem]:
    """Name the place at which more than half of the right answers stand; a few items tell nothing."""
    places = [
        n
        for one in items
        if one.kind in ("single", "judgement")
        for n, option in enumerate(one.options, start=1)
        if option in right_options(one)
    ]
    if len(places) >= FEWEST_FOR_PLACES:
        place, number = Counter(places).most_common(1)[0]
        if number > MOST_AT_ONE_PLACE * len(places):
            params = {"place": place, "number": number, "all": len(places)}
            yield ItemProblem("places-lopsided", params=params)


def _too_few(items: Sequence[Item], primary: Collection[str]) -> Iterator[Problem]:
    counts = Counter(one.competence for one in items)
    for competence in sorted(primary) if items else ():
        if counts[competence] < MIN_ITEMS:
            params = {"number": counts[competence], "competence": competence, "least": MIN_ITEMS}
            yield Problem(FOLDER, ItemProblem("items-few", params=params).in_words)


# --- counts ---


def item_stats(items: Sequence[Item] | None = None) -> dict[str, Any]:
    """Count items: by language in which nothing is missing, read by a named reader, drafted by a machine, by kind."""
    items = load_items() if items is None else items
    counted: dict[str, Any] = {
        "all": len(items),
        "provisional_keys": sum(one.is_provisional for one in items),
    }
    for name, counts in (("complete", is_complete), ("reviewed", _is_reviewed), ("machine", _is_draft)):
        counted[name] = {language: sum(counts(one, language) for one in items) for language in LANGUAGES}
    kinds = Counter(one.kind for one in items)
    counted["kinds"] = {kind: kinds[kind] for kind in ITEM_KINDS}
    counted["competences"] = dict(sorted(Counter(one.competence for one in items).items()))
    return counted


def is_complete(item: Item, language: str) -> bool:
    """Tell whether every text of an item stands in a language."""
    return all(getattr(text, language) for _, text in item_texts(item))


def _is_reviewed(item: Item, language: str) -> bool:
    return item.provenance.is_reviewed(language)


def _is_draft(item: Item, language: str) -> bool:
    return item.provenance.is_machine(language) and not item.provenance.is_reviewed(language)


def items_by_competence(items: Iterable[Item]) -> Mapping[str, Sequence[Item]]:
    """Return the items of each competence in their order."""
    found: dict[str, list[Item]] = defaultdict(list)
    for one in items:
        found[one.competence].append(one)
    return found
