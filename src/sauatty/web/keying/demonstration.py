"""What was said of the keys of invented questions: it goes with them."""

from typing import Any

from sauatty.web.keying import services


def make(actor: Any) -> None:
    """Invent nothing: keys are confirmed by people."""


def remove() -> None:
    """Delete what was said of invented questions, before they are deleted."""
    services.delete_demo_keying()
