"""Whether a form that was changed by hand still keeps its blueprint."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sauatty.core.psychometrics.assembly_blueprint import BankItem, Blueprint, Range
from sauatty.core.psychometrics.notes import Note


def broken_rules(forms: Sequence[Sequence[BankItem]], blueprint: Blueprint) -> list[Note]:
    """Return a note for each rule that forms break, the same that assembling names."""
    found = [note for form in forms for note in _of_form(form, blueprint)]
    return [*found, *_between(forms, blueprint)]


def _of_form(form: Sequence[BankItem], blueprint: Blueprint) -> Iterator[Note]:
    if len(form) != blueprint.n_items:
        yield Note("rule-length", {"asked": blueprint.n_items, "possible": len(form)})
    families: list[tuple[str, Mapping[Any, Range], Counter[Any]]] = [
        ("competence", blueprint.per_competence, Counter(one.competence for one in form)),
        ("demand", blueprint.per_demand, Counter(one.demand for one in form)),
        ("kind", blueprint.per_kind, Counter(one.kind for one in form)),
    ]
    for family, ranges, counts in families:
        yield from _of_family(family, ranges, counts)
    ids = {one.id for one in form}
    for anchor in blueprint.anchors:
        if anchor not in ids:
            yield Note("rule-anchor", {"name": anchor})
    yield from _enemies(form)
    n_left_out = sum(_is_left_out(one, blueprint) for one in form)
    if n_left_out:
        yield Note("rule-left-out", {"count": n_left_out})


def _of_family(family: str, ranges: Mapping[Any, Range], counts: Counter[Any]) -> Iterator[Note]:
    for name, (least, most) in ranges.items():
        n = counts[name]
        if n < least:
            yield Note(f"rule-{family}-least", {"name": str(name), "asked": least, "possible": n})
        elif n > most:
            yield Note(f"rule-{family}-most", {"name": str(name), "asked": most, "possible": n})


def _enemies(form: Sequence[BankItem]) -> Iterator[Note]:
    by_id = {one.id: one for one in form}
    for one in form:
        for other in one.enemies:
            if other in by_id and (one.id < other or one.id not in by_id[other].enemies):
                yield Note("rule-enemies", {"name": f"{one.id} / {other}"})


def _is_left_out(item: BankItem, blueprint: Blueprint) -> bool:
    if item.id in blueprint.must_not or (blueprint.is_private_only and not item.is_private):
        return True
    return blueprint.max_exposure is not None and item.exposure > blueprint.max_exposure


def _between(forms: Sequence[Sequence[BankItem]], blueprint: Blueprint) -> Iterator[Note]:
    """Yield a note where two forms share more items than they may, anchors not counted."""
    sets = [{one.id for one in form} - set(blueprint.anchors) for form in forms]
    for place, one in enumerate(sets):
        for other in sets[place + 1 :]:
            more = len(one & other) - blueprint.max_overlap
            if more > 0:
                yield Note("rule-overlap", {"count": more})
