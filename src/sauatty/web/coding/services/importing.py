"""Taking decisions in from a table: looked at first, then stored whole or not at all."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sauatty.core.errors import ReviewNotOpen, UnknownCoder, UnknownUnitInTable
from sauatty.core.records import Decision as CoreDecision
from sauatty.web.base import audit
from sauatty.web.coding.frameworks import framework_of
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.coding.services.decisions import Judgement, read_judgement, store_decision
from sauatty.web.coding.services.settling import FINAL


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: rows that are new, that change a standing decision, that change nothing."""

    n_new: int
    n_changed: int
    n_same: int
    n_settled: int
    coders: tuple[str, ...]


def known_competences(project: Project) -> dict[str, str]:
    """Return every spelling of the framework's competences with the id that it stands for."""
    known: dict[str, str] = {}
    for node in framework_of(project.framework).competences:
        known |= {spelling: node.id for spelling in (node.id, node.code, *node.aliases)}
    return known


def plan_import(project: Project, rows: Iterable[CoreDecision], *, name: str) -> ImportPlan:
    """Say what an import would do; UnknownCoder or UnknownUnitInTable name the first row that fits nowhere."""
    counted = {"new": 0, "changed": 0, "same": 0, "settled": 0}
    coders: set[str] = set()
    for unit, seat, judgement, present in _matched(project, rows, name):
        coders.add(seat.label)
        counted[_kind(unit, judgement, present)] += 1
    return ImportPlan(
        counted["new"], counted["changed"], counted["same"], counted["settled"], tuple(sorted(coders))
    )


def _kind(unit: Unit, judgement: Judgement, present: Decision | None) -> str:
    if present is not None and _says(present) == _says(judgement):
        return "same"
    if unit.state in FINAL:
        return "settled"
    return "new" if present is None else "changed"


def _says(one: Any) -> tuple[Any, ...]:
    return (one.relevance, tuple(one.competences), one.demand, one.unsure, one.note)


def _matched(project: Project, rows: Iterable[CoreDecision], name: str) -> Iterable[tuple[Any, ...]]:
    seats = {seat.label: seat for seat in project.seats.filter(role=Seat.Role.CODER)}
    units = _units_by_name(project)
    present = {
        (one.unit_id, one.seat_id): one
        for one in Decision.objects.filter(unit__project=project, state=Decision.State.STANDING)
    }
    for row in rows:
        if row.relevance is None:
            continue  # the coder skipped it
        if row.coder not in seats:
            raise UnknownCoder(name=name, coder=row.coder, known=", ".join(sorted(seats)) or "–")
        if row.unit not in units:
            raise UnknownUnitInTable(name=name, unit=row.unit[:80])
        unit, seat = units[row.unit], seats[row.coder]
        yield unit, seat, _judgement(project, row), present.get((unit.pk, seat.pk))


def _units_by_name(project: Project) -> Mapping[str, Unit]:
    """Return the units by what a table may call them: the id of the objective or of the unit."""
    found: dict[str, Unit] = {}
    for unit in project.units.order_by().only("pk", "ref_id", "state", "project"):
        found[str(unit.ref_id)] = found[str(unit.pk)] = unit
    return found


def _judgement(project: Project, row: CoreDecision) -> Judgement:
    body = {
        "relevance": row.relevance, "competences": list(row.competences), "demand": row.demand,
        "unsure": row.unsure, "note": row.note,
    }  # fmt: skip
    return read_judgement(body, project.framework)


@transaction.atomic
def import_decisions(*, actor: Any, project: Project, rows: Iterable[CoreDecision], name: str) -> ImportPlan:
    """Store the rows of a table as decisions of their coders, all or none; the same table again adds nothing."""
    Project.objects.select_for_update().get(pk=project.pk)
    if project.state != Project.State.OPEN:
        raise ReviewNotOpen
    counted = {"new": 0, "changed": 0, "same": 0, "settled": 0}
    coders: set[str] = set()
    for unit, seat, judgement, present in list(_matched(project, rows, name)):
        kind = _kind(unit, judgement, present)
        counted[kind] += 1
        coders.add(seat.label)
        if kind in {"new", "changed"}:
            locked = Unit.objects.select_for_update(of=("self",)).select_related("project").get(pk=unit.pk)
            store_decision(locked, seat, uuid.uuid4(), judgement, is_imported=True)
    audit.record("decisions.imported", actor=actor, target=project, name=name, **counted)
    return ImportPlan(
        counted["new"], counted["changed"], counted["same"], counted["settled"], tuple(sorted(coders))
    )


def digest_of(content: bytes) -> str:
    """Return the name under which a looked-at file waits for its confirmation."""
    return hashlib.sha256(content).hexdigest()
