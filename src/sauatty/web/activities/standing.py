"""What stands on the server where somebody's text came upon a newer one: both are shown, and the author decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

# What a form has seen of a plan, and of a report: by these a text is told from one that was written upon an older one.
SEEN, SEQUENCE = "seen", "sequence"


def mark_of(activity: Any) -> str:
    """Return by what a plan as it stands now is known."""
    return activity.planned_at.isoformat() if activity.planned_at else ""


def moment_of(mark: str) -> datetime | None:
    """Return the moment of such a mark; None where there is none."""
    try:
        return parse_datetime(mark.strip())
    except ValueError:
        return None


def told_otherwise(form: Any, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what stands on the server, field by field, where a form says something else."""
    rows = []
    for bound in form.visible_fields():
        there = _words(bound.field, values.get(bound.name))
        if there != _words(bound.field, bound.value()):
            rows.append((bound.label, there or "–"))
    return rows


def _words(field: Any, value: Any) -> str:
    known = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    if known:
        listed = value if isinstance(value, list | tuple) else [value]
        return ", ".join(known[str(one)] for one in listed if str(one) in known and one not in ("", None))
    return "\n".join(str("" if value is None else value).strip().splitlines())


def carry_on(form: Any, name: str, mark: object) -> None:
    """Let a form that was refused be sent once more, now upon what it shows beside itself."""
    form.data = form.data.copy()
    form.data[name] = str(mark)
