"""Keys that experts confirm: how far they agree, what one of them has answered, what still waits for them."""

from collections import defaultdict
from typing import Any

from sauatty.core.catalogue import key_agreement
from sauatty.web.items import selectors as items
from sauatty.web.keying.models import KeyConfirmation, KeyLook
from sauatty.web.keying.permissions import KEYERS


def is_keyer(person: Any) -> bool:
    """Tell whether the person is one of those who confirm keys."""
    everywhere, ids = items.reaches(person, KEYERS)
    return bool(everywhere or ids)


def knows_key(person: Any, entry: Any) -> bool:
    """Tell whether somebody knew a key before they could answer: they wrote the item, changed it last, or looked."""
    row = entry.row
    if row is not None and person.pk in (row.created_by_id, row.draft_changed_by_id):
        return True
    return has_looked(person, entry.id)


def agreements(item_id: str = "") -> dict[tuple[str, str], key_agreement.Agreement]:
    """Return how experts stand to each key, by item and hash (one query). Who is not named any more does not count."""
    rows = KeyConfirmation.objects.filter(is_independent=True, person__isnull=False)
    rows = rows.filter(item=item_id) if item_id else rows
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows.values_list("item", "sha256", "agrees", "points", "max_points", "name"):
        found[row[0], row[1]].append(row[2:])
    return {place: _agreement(answers) for place, answers in found.items()}


def _agreement(rows: list[tuple[bool | None, int, int, str]]) -> key_agreement.Agreement:
    decided = [row for row in rows if row[0] is not None]
    agree = [row for row in decided if row[0]]
    return key_agreement.Agreement(
        n_agree=len(agree),
        n_object=len(decided) - len(agree),
        n_right=sum(points == most for _agrees, points, most, _name in decided),
        n_answered=len(decided),
        names=tuple(sorted(name for *_rest, name in agree)),
    )


def agreement_of(item_id: str, sha256: str) -> key_agreement.Agreement:
    """Return how experts stand to one key."""
    return agreements(item_id).get((item_id, sha256), key_agreement.NOBODY)


def own_confirmation(person: Any, item_id: str, sha256: str) -> KeyConfirmation | None:
    """Return what the person has answered to an item as it stands, if anything."""
    return KeyConfirmation.objects.filter(person=person, item=item_id, sha256=sha256).first()


def confirmations_of(item_id: str, sha256: str) -> list[KeyConfirmation]:
    """Return what all experts said of one key (one query); never for somebody who has not answered yet."""
    rows = KeyConfirmation.objects.filter(item=item_id, sha256=sha256).exclude(agrees=None)
    return list(rows)


def has_looked(person: Any, item_id: str) -> bool:
    """Tell whether the person has seen a key of the item without having answered first."""
    return KeyLook.objects.filter(person=person, item=item_id).exists()


def answered_by(person: Any) -> dict[tuple[str, str], bool | None]:
    """Return the keys that the person has answered, with the decision (one query)."""
    rows = KeyConfirmation.objects.filter(person=person).values_list("item", "sha256", "agrees")
    return {(item, sha256): agrees for item, sha256, agrees in rows}


def looked_at_by(person: Any) -> set[str]:
    """Return the items whose keys the person has seen before (one query)."""
    return set(KeyLook.objects.filter(person=person).values_list("item", flat=True))
