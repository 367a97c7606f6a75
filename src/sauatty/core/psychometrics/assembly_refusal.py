"""Why a blueprint is impossible, rule by rule, with what was asked and what there is.

Three looks, the first that finds something speaks: sums that contradict each other; each rule alone beside the
length, the enemies and the overlap; then all rules at once, loosened where it costs least.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite

from sauatty.core.psychometrics.assembly_blueprint import Blueprint, Range
from sauatty.core.psychometrics.assembly_rules import Programme, Row, Rule
from sauatty.core.psychometrics.assembly_solving import loosened
from sauatty.core.psychometrics.notes import Note

ALWAYS_KEPT = {"rule-overlap", "rule-enemies", None}


def broken_rules(programme: Programme, seconds: float) -> tuple[Note, ...]:
    """Return the rules that this bank cannot meet, each as a Note; empty where the time did not do to find them."""
    broken = _broken_alone(programme, seconds) or _broken_together(programme, seconds)
    n_left_out = int(programme.is_excluded.sum())
    if broken and n_left_out:
        broken.append(Note("rule-left-out", {"count": n_left_out}))
    return tuple(broken)


def contradictions(programme: Programme) -> tuple[Note, ...]:
    """Return the rules that contradict each other whatever the bank, and the items that are not there."""
    return tuple(_contradictions(programme))


def _contradictions(programme: Programme) -> Iterator[Note]:
    blueprint = programme.blueprint
    if blueprint.n_items < 1 or blueprint.n_forms < 1:
        yield Note("rule-nothing-asked", {"items": blueprint.n_items, "forms": blueprint.n_forms})
    if not programme.bank:
        asked = blueprint.n_items
        yield Note("rule-length", {"name": "", "asked": asked, "possible": 0, "short": asked})
    known = {item.id: place for place, item in enumerate(programme.bank)}
    for item in dict.fromkeys((*blueprint.must, *blueprint.anchors)):
        if item not in known:
            yield Note("rule-unknown", {"name": item})
        elif programme.is_excluded[known[item]]:
            yield Note("rule-contradiction", {"name": item})
    for family, ranges in _families(blueprint):
        yield from _unsound_ranges(family, ranges, blueprint.n_items)


def _families(blueprint: Blueprint) -> list[tuple[str, Mapping[str, Range]]]:
    by_demand = {str(demand): limits for demand, limits in blueprint.per_demand.items()}
    return [("competence", blueprint.per_competence), ("demand", by_demand), ("kind", blueprint.per_kind)]


def _unsound_ranges(family: str, ranges: Mapping[str, Range], n_items: int) -> Iterator[Note]:
    for name, (least, most) in ranges.items():
        if least > most:
            yield Note(f"rule-{family}-range", {"name": name, "least": least, "most": most})
    asked = sum(least for least, _ in ranges.values())
    if asked > n_items:
        yield Note(f"rule-{family}-sum", {"asked": asked, "possible": n_items, "short": asked - n_items})


def _broken_alone(programme: Programme, seconds: float) -> list[Note]:
    """Return the rules that fail with nothing beside them but the length as a limit and what is always kept."""
    kept = [row for row in programme.rows if (row.rule.code if row.rule else None) in ALWAYS_KEPT]
    limits = [
        Row(row.columns, row.values, -inf, row.high)
        for row in programme.rows
        if row.rule and row.rule.code == "rule-length"
    ]
    rules = dict.fromkeys(row.rule for row in programme.rows if row.rule and row.rule.code not in ALWAYS_KEPT)
    broken = []
    for rule in rules:
        soft = [row for row in programme.rows if row.rule == rule]
        broken.extend(_named(soft, loosened(programme, soft, [*kept, *limits], seconds / 10)))
    return broken


def _broken_together(programme: Programme, seconds: float) -> list[Note]:
    soft = [row for row in programme.rows if row.rule]
    hard = [row for row in programme.rows if not row.rule]
    return _named(soft, loosened(programme, soft, hard, seconds))


def _named(soft: Sequence[Row], amounts: Mapping[Rule, float] | None) -> list[Note]:
    rows = {row.rule: row for row in soft if row.rule}
    return [Note(rule.code, _params(rows[rule], rule, amount)) for rule, amount in (amounts or {}).items()]


def _params(row: Row, rule: Rule, amount: float) -> dict[str, object]:
    if rule.code == "rule-overlap":
        return {"count": _plain(amount)}
    is_least = isfinite(row.low)
    asked = row.low if is_least else row.high
    possible = asked - amount if is_least else asked + amount
    return {"name": rule.name, "asked": _plain(asked), "possible": _plain(possible), "short": _plain(amount)}


def _plain(number: float) -> float | int:
    return round(number) if abs(number - round(number)) < 1e-6 else round(number, 2)
