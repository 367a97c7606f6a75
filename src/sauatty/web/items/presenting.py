"""What the page of an item says: who may see the key, who read which language, figures, versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue import key_agreement
from sauatty.core.catalogue.item_faces import is_public
from sauatty.core.catalogue.item_reading import item_sha256, language_sha256
from sauatty.core.catalogue.item_translations import READY
from sauatty.core.catalogue.items import Item
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.items import bank, extensions, labels, selectors
from sauatty.web.items.statistics import figures_of

OPEN, ASKED, CLOSED = "open", "asked", "closed"
MOST_PROGRAMMES = 6  # whose figures a page shows: each costs queries


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far one language of an item is, and who has read it as it stands."""

    language: str
    state: str
    state_name: Any
    names: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    is_machine: bool
    sha256: str


def key_door(person: Any, entry: Any) -> str:
    """Return whether somebody may see a key: 'open', 'asked' (they say first that they want to), or 'closed'.

    Closed while the person takes a test.
    """
    if selectors.takes_a_test(person):
        return CLOSED
    return ASKED if extensions.is_asked(person, entry) else OPEN


def source_notes(entry: Any) -> dict[str, bool]:
    """Say whether an own item still says what a public one says, and whether what it was made from has changed."""
    row = entry.row
    source = bank.items_by_id().get(row.made_from) if row and row.made_from else None
    return {
        "is_public": row is not None and is_public(entry.item),
        "has_newer_source": bool(
            source and row.made_from_sha256 and item_sha256(source) != row.made_from_sha256
        ),
    }


def facts(item: Item) -> dict[str, Any]:
    """Return the labels of an item in words."""
    return {
        "kind": labels.named(labels.KINDS, item.kind), "competence": labels.competence_name(item.competence),
        "demand": labels.demand_names().get(item.demand, ""), "setting": labels.named(labels.SETTINGS, item.setting),
        "scoring": labels.named(labels.SCORINGS, item.scoring), "difficulty": item.difficulty, "idea": item.idea,
        "author": item.provenance.author, "licence": item.provenance.licence, "from": item.provenance.adapted_from,
    }  # fmt: skip


def language_rows(entry: Any) -> list[LanguageState]:
    """Return how far each language is."""
    item, row = entry.item, entry.row
    states = row.states if row else dict.fromkeys(LANGUAGES, READY)
    readings = selectors.readings_of(row) if row else []
    return [_language_row(item, one, states.get(one, ""), readings) for one in LANGUAGES]


def _language_row(item: Item, language: str, state: str, readings: Sequence[Any]) -> LanguageState:
    sha256 = language_sha256(item, language)
    here = [one for one in readings if (one.language, one.sha256) == (language, sha256)]
    signed = {one.name for one in here if one.decision == "signed" and one.name}
    names = {*item.provenance.reviewed_by.get(language, ()), *signed}
    remarks = tuple((one.name, one.note) for one in here if one.decision == "returned")
    return LanguageState(
        language, state, labels.named(labels.STATES, state), tuple(sorted(names)), remarks,
        item.provenance.is_machine(language), sha256,
    )  # fmt: skip


def enemies(person: Any, entry: Any) -> list[tuple[str, Translated]]:
    """Return the items that must not stand beside one, of those that the person may see."""
    return [(id, one.stem) for id, one in sorted(selectors.enemies_of(person, entry.item).items())]


def alike(person: Any, entry: Any) -> list[dict[str, Any]]:
    """Return the questions that say nearly the same, with a number and the words of each."""
    pairs = selectors.alike_to(person, entry.id)
    items = selectors.some_items(person, [id for id, _pair in pairs]) if pairs else {}
    return [{"id": id, "pair": pair, "stem": items[id].stem} for id, pair in pairs if id in items]


def key_state(entry: Any) -> dict[str, str]:
    """Return how experts stand to the key of the published item; nothing where none was published."""
    published = entry.published
    if published is None:
        return {}
    place = (entry.id, shown_sha256(published))
    state = extensions.agreements(entry.id).get(place, key_agreement.NOBODY).state
    return {"state": state, "name": labels.named(labels.STANDINGS, state)}


def figures(person: Any, entry: Any) -> list[tuple[Any, Any]]:
    """Return what answers say of an item, for each programme that the person may look into and that knows something."""
    if entry.row and entry.row.programme:
        programmes = [entry.row.programme]
    else:
        programmes = list(selectors.list_programmes_of_bank(person)[:MOST_PROGRAMMES])
    found = ((one, figures_of(one, [entry.id]).get(entry.id)) for one in programmes)
    return [(one, known) for one, known in found if known is not None]
