"""What the model card says about the model of a run, as far as a page shows it."""

from typing import Any


def card_of(model: str) -> dict[str, Any] | None:
    """Return the card of a model, or None where this installation has no card of it."""
    return None
