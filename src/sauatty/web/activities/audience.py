"""How many came, as people write it: a number that was counted, or a range where only a range is honest."""

import re
from collections.abc import Mapping
from typing import Any

from sauatty.core.errors import AudienceTooLarge, AudienceUnlikely, AudienceUnreadable

UNLIKELY, MOST = 100_000, 1_000_000
_TYPED = re.compile(r"([0-9][0-9 \u00a0]*)(?:[-–—]|\.\.)?\s*([0-9][0-9 \u00a0]*)?")


def read_audience(typed: Mapping[str, str], *, is_sure: bool = False) -> list[dict[str, Any]]:
    """Return rows {"kind", "n", "low", "high"} of what was typed for each kind; kinds left empty are not there.

    Raises
    ------
    AudienceUnreadable, AudienceUnlikely, AudienceTooLarge
    """
    rows = [_row(kind, text.strip()) for kind, text in typed.items() if text.strip()]
    rows = [row for row in rows if row["n"] != 0]
    _low, high = ends_of(rows)
    if high > MOST:
        raise AudienceTooLarge(n=f"{high:,}".replace(",", " "))
    if high > UNLIKELY and not is_sure:
        raise AudienceUnlikely(n=f"{high:,}".replace(",", " "))
    return rows


def _row(kind: str, text: str) -> dict[str, Any]:
    found = _TYPED.fullmatch(text)
    if found is None:
        raise AudienceUnreadable(typed=text[:40])
    first, second = (int(re.sub(r"\D", "", one)) if one else None for one in found.groups())
    if second is None or second == first:
        return {"kind": kind, "n": first, "low": None, "high": None}
    if first is None or second < first:
        raise AudienceUnreadable(typed=text[:40])
    return {"kind": kind, "n": None, "low": first, "high": second}


def ends_of(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """Return how many came at least and at most."""
    low = sum(row["n"] if row["n"] is not None else row["low"] for row in rows)
    return low, sum(row["n"] if row["n"] is not None else row["high"] for row in rows)


def as_typed(row: Mapping[str, Any]) -> str:
    """Return a row as it was typed."""
    return str(row["n"]) if row["n"] is not None else f"{row['low']}–{row['high']}"
