"""How keying forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.keying.models import KeyConfirmation, KeyLook


def confirmations(person: Any) -> int:
    """Take the name off the keys that the person confirmed: nobody stands behind them, so they do not count."""
    return KeyConfirmation.objects.filter(person=person).update(person=None, name="")


def looks(person: Any) -> int:
    """Forget which keys the person has seen."""
    return int(KeyLook.objects.filter(person=person).delete()[0])
