"""How instruments forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.instruments.models import Instrument, InstrumentVersion, KeptPart


def authorship(person: Any) -> int:
    """Leave instruments and versions without the person's name; the questions stay."""
    rows: list[tuple[Any, str]] = [
        (Instrument, "created_by"), (Instrument, "draft_changed_by"), (InstrumentVersion, "published_by"),
        (KeptPart, "kept_by"),
    ]  # fmt: skip
    return sum(model.objects.filter(**{field: person}).update(**{field: None}) for model, field in rows)


def keep(person: Any) -> int:
    """Nothing to do: `authorship` takes the name off these rows together."""
    return 0
