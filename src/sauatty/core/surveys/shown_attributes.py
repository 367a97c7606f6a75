"""Which attributes stand beside an answer: never a combination that fewer than five respondents share."""

from collections.abc import Mapping, Sequence

from sauatty.core.surveys.small_cells import MINIMUM_CELL

Row = Mapping[str, str]


def shown_attributes(
    rows: Sequence[Row], names: Sequence[str], minimum: int = MINIMUM_CELL
) -> list[dict[str, str]]:
    """Return for each respondent what may be shown.

    Attributes are added in their order. Respondents alike so far are split by the next one; values of fewer than
    `minimum` stay unsaid together, and where those unsaid are fewer than `minimum` the smallest value joins them.
    So everybody with the same shown attributes is one of at least `minimum` (or all are, where there are fewer).
    """
    shown: list[dict[str, str]] = [{} for _row in rows]
    groups = [list(range(len(rows)))]
    for name in names:
        groups = [part for group in groups for part in _split(rows, group, name, minimum, shown)]
    return shown


def _split(
    rows: Sequence[Row], group: list[int], name: str, minimum: int, shown: list[dict[str, str]]
) -> list[list[int]]:
    by_value: dict[str, list[int]] = {}
    for place in group:
        by_value.setdefault(rows[place].get(name, ""), []).append(place)
    unsaid = by_value.pop("", [])
    kept = sorted(by_value.items(), key=lambda one: (len(one[1]), one[0]))
    while kept and (len(kept[0][1]) < minimum or 0 < len(unsaid) < minimum):
        unsaid = unsaid + kept.pop(0)[1]
    for value, members in kept:
        for place in members:
            shown[place][name] = value
    return [part for part in [unsaid, *(members for _value, members in kept)] if part]
