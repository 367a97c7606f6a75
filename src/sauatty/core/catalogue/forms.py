"""The forms that Sauatty comes with: sets of its items, laid out alike, and the blueprint that they keep.

Their items and keys are published with the software, so nothing may hang on a score in them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sauatty.core.catalogue.content import (
    CONTENT,
    Provenance,
    content_files,
    provenance_from,
    read_yaml,
    relative_name,
    require,
)
from sauatty.core.catalogue.item_reading import item_files, read_item_file
from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.text_checks import Problem
from sauatty.core.errors import ContentInvalid, PairNotShipped
from sauatty.core.languages import LANGUAGES, Translated

SCHEMA = "form/1"
FOLDER = "forms"


@dataclass(frozen=True, slots=True)
class FormSet:
    """Alike forms of one blueprint. `forms` maps letters to ids of items in their order.

    `kinds` and `competences` say how many items of each a form has; `difficulty` is the logit at which the forms
    were laid out to tell people apart, from provisional difficulties. `pre` and `final` are the titles of the tests
    that are made of them.
    """

    id: str
    title: Translated
    description: Translated
    pre: Translated
    final: Translated
    competences: Mapping[str, int]
    kinds: Mapping[str, int]
    difficulty: float
    forms: Mapping[str, tuple[str, ...]]
    provenance: Provenance

    @property
    def length(self) -> int:
        """Return the number of items of a form."""
        return len(next(iter(self.forms.values())))


def read_form_set(path: Path, root: Path = CONTENT) -> FormSet:
    """Return the forms of one content file; ContentInvalid if a key is missing or of the wrong kind."""
    content, name = read_yaml(path, SCHEMA, root), relative_name(path, root)
    blueprint = _mapping(content, "blueprint", name)
    return FormSet(
        id=str(require(content, "id", name)),
        title=Translated.from_mapping(require(content, "title", name)),
        description=Translated.from_mapping(require(content, "description", name)),
        pre=Translated.from_mapping(require(content, "pre", name)),
        final=Translated.from_mapping(require(content, "final", name)),
        competences=_counts(_mapping(blueprint, "competences", name), name),
        kinds=_counts(_mapping(blueprint, "kinds", name), name),
        difficulty=float(blueprint.get("difficulty", 0.0)),
        forms=_forms(_mapping(content, "forms", name), name),
        provenance=provenance_from(content.get("provenance")),
    )


def _mapping(content: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    value = require(content, key, name)
    if not isinstance(value, Mapping):
        raise ContentInvalid(path=name, problem=f"'{key}' is not a mapping")
    return value


def _counts(mapping: Mapping[str, Any], name: str) -> dict[str, int]:
    wrong = [key for key, n in mapping.items() if isinstance(n, bool) or not isinstance(n, int) or n < 0]
    if wrong:
        raise ContentInvalid(path=name, problem=f"the number of '{wrong[0]}' is no whole number")
    return {str(key): n for key, n in mapping.items()}


def _forms(mapping: Mapping[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    for code, ids in mapping.items():
        if not isinstance(ids, list) or not ids:
            raise ContentInvalid(path=name, problem=f"the form '{code}' is not a list of items")
    return {str(code): tuple(str(id) for id in ids) for code, ids in mapping.items()}


@lru_cache(maxsize=1)
def load_form_sets() -> tuple[FormSet, ...]:
    """Return the forms that Sauatty comes with, by file name (read once)."""
    return tuple(read_form_set(path) for path in content_files(FOLDER))


def form_set(id: str) -> FormSet:
    """Return one set of forms; PairNotShipped if there is none."""
    found = next((one for one in load_form_sets() if one.id == id), None)
    if found is None:
        raise PairNotShipped(pair=id, known=", ".join(one.id for one in load_form_sets()) or "–")
    return found


# --- checks ---


def check_forms(root: Path = CONTENT) -> list[Problem]:
    """Return what is wrong with the forms of a content folder; files of items that break are no matter here."""
    paths = list(content_files(FOLDER, root))
    items = _items_of(root) if paths else {}
    return [
        Problem(relative_name(path, root), said)
        for path in paths
        for said in _file_problems(path, root, items)
    ]


def _items_of(root: Path) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for path in item_files(root):
        with suppress(ContentInvalid):
            found |= {one.id: one for one in read_item_file(path, root)}
    return found


def _file_problems(path: Path, root: Path, items: Mapping[str, Item]) -> Iterator[str]:
    try:
        found = read_form_set(path, root)
    except ContentInvalid as error:
        yield str(error.params["problem"])
    else:
        yield from form_problems(found, items)


def form_problems(found: FormSet, items: Mapping[str, Item]) -> Iterator[str]:
    """Yield what is wrong with alike forms: items that are not there or stand twice, enemies, another length."""
    for text in (found.title, found.description, found.pre, found.final):
        yield from (f"a text is missing in '{code}'" for code in LANGUAGES if not getattr(text, code))
    everywhere = Counter(id for ids in found.forms.values() for id in ids)
    yield from (f"'{id}' stands {n} times in the forms" for id, n in everywhere.items() if n > 1)
    unknown = [id for id in everywhere if id not in items]
    yield from (f"there is no item '{id}'" for id in unknown)
    if not unknown:
        for code, ids in found.forms.items():
            yield from _one_form(code, [items[id] for id in ids], found)
        points = {sum(items[id].max_score for id in ids) for ids in found.forms.values()}
        if len(points) > 1:
            yield f"the forms have {' and '.join(str(one) for one in sorted(points))} points"


def _one_form(code: str, form: Sequence[Item], found: FormSet) -> Iterator[str]:
    for what, asked, counts in (
        ("competence", found.competences, Counter(one.competence for one in form)),
        ("kind", found.kinds, Counter[str](one.kind for one in form)),
    ):
        for name in sorted({*asked, *counts}):
            if asked.get(name, 0) != counts[name]:
                yield f"form {code} has {counts[name]} items of the {what} '{name}' instead of {asked.get(name, 0)}"
    ids = {one.id for one in form}
    for one in form:
        yield from (
            f"form {code}: '{one.id}' and '{enemy}' are enemies" for enemy in one.enemies if enemy in ids
        )
