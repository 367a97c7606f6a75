"""Taking decisions in from a table: looked at first, then stored whole or not at all."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sauatty.core.errors import (
    CompetencesOfTable,
    DecisionInvalid,
    ReviewNotOpen,
    UnknownCoder,
    UnknownUnitInTable,
)
from sauatty.core.records import Decision as CoreDecision
from sauatty.web.base import audit, jobs
from sauatty.web.coding.models import Decision, ImportedTable, Project, Seat, Unit
from sauatty.web.coding.services.decisions import Judgement, read_judgement
from sauatty.web.coding.services.settling import FINAL, settle_units

IMPORT_JOB = "coding.import"
# More rows than this are stored in a job, so that nobody waits for a page
AT_ONCE = 2000
BATCH = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with what it meets in the review."""

    unit: Unit
    seat: Seat
    judgement: Judgement
    present: Decision | None

    @property
    def effect(self) -> str:
        """Return what storing it does: 'new', 'changed', 'same' (nothing), 'settled' (too late)."""
        if self.present is not None and _says(self.present) == _says(self.judgement):
            return "same"
        if self.unit.state in FINAL:
            return "settled"
        return "new" if self.present is None else "changed"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: rows that are new, that change a standing decision, that change nothing."""

    n_new: int
    n_changed: int
    n_same: int
    n_settled: int
    coders: tuple[str, ...]


def _says(one: Any) -> tuple[Any, ...]:
    return (one.relevance, tuple(one.competences), one.demand, one.unsure, one.note)


def plan_import(project: Project, rows: Iterable[CoreDecision], *, name: str) -> ImportPlan:
    """Say what an import would do; an error names the first row that fits nowhere."""
    return _plan(list(_matched(project, rows, name)))


def _plan(rows: list[Row]) -> ImportPlan:
    effects = [row.effect for row in rows]
    counts = [effects.count(effect) for effect in ("new", "changed", "same", "settled")]
    return ImportPlan(*counts, tuple(sorted({row.seat.label for row in rows})))


def _matched(project: Project, rows: Iterable[CoreDecision], name: str) -> Iterator[Row]:
    seats = {seat.label: seat for seat in project.seats.filter(role=Seat.Role.CODER)}
    units, present = _units_by_name(project), _present(project)
    for row in rows:
        if row.relevance is None:
            continue  # the coder skipped it
        if row.coder not in seats:
            raise UnknownCoder(name=name, coder=row.coder[:40], known=", ".join(sorted(seats)) or "–")
        if row.unit not in units:
            raise UnknownUnitInTable(name=name, unit=row.unit[:80])
        unit, seat = units[row.unit], seats[row.coder]
        yield Row(unit, seat, _judgement(project, row, name), present.get((unit.pk, seat.pk)))


def _units_by_name(project: Project) -> Mapping[str, Unit]:
    """Return the units by what a table may call them: the id of the objective or of the unit."""
    found: dict[str, Unit] = {}
    for unit in project.units.order_by().defer("text"):
        unit.project = project
        found[str(unit.ref_id)] = found[str(unit.pk)] = unit
    return found


def _present(project: Project) -> dict[tuple[UUID, UUID], Decision]:
    standing = Decision.objects.filter(unit__project=project, state=Decision.State.STANDING)
    return {(one.unit_id, one.seat_id): one for one in standing}


def _judgement(project: Project, row: CoreDecision, name: str) -> Judgement:
    body = {
        "relevance": row.relevance, "competences": list(row.competences), "demand": row.demand,
        "unsure": row.unsure, "note": row.note,
    }  # fmt: skip
    try:
        return read_judgement(body, project.framework)
    except DecisionInvalid as error:
        field = str(error.params["field"])
        raise CompetencesOfTable(name=name, unit=row.unit[:80], coder=row.coder[:40], field=field) from None


# --- looked at, then stored ------------------------------------------------------------------------------


@transaction.atomic
def keep_table(
    *, actor: Any, project: Project, rows: Iterable[CoreDecision], name: str
) -> tuple[ImportedTable, ImportPlan]:
    """Keep the rows of a table until its owner has looked at what they would do."""
    rows = tuple(rows)
    plan = plan_import(project, rows, name=name)
    table = ImportedTable.objects.create(
        id=uuid.uuid4(), project=project, owner=actor, name=name[:200], rows=[asdict(row) for row in rows]
    )
    return table, plan


def store_table(*, actor: Any, table: ImportedTable) -> Any:
    """Store a table that was looked at; returns the job that does it where there are many rows."""
    if len(table.rows) > AT_ONCE:
        payload = {"table": str(table.pk)}
        return jobs.enqueue(IMPORT_JOB, key=str(table.pk), payload=payload, actor=actor, total=1)
    _store(table, actor)
    return None


def do_import(payload: dict[str, Any], report: jobs.Report) -> None:
    """Store a long table (job)."""
    table = ImportedTable.objects.select_related("owner", "project").filter(pk=payload["table"]).first()
    report(0, 1)
    if table is not None:
        _store(table, table.owner)
    report(1, 1)


@transaction.atomic
def _store(table: ImportedTable, actor: Any) -> None:
    """Store every row or none; a table that was stored before adds nothing."""
    locked = ImportedTable.objects.select_for_update(of=("self",)).select_related("project").get(pk=table.pk)
    if locked.is_stored:
        return
    rows = [CoreDecision(**{**row, "competences": tuple(row["competences"])}) for row in locked.rows]
    import_decisions(actor=actor, project=locked.project, rows=rows, name=locked.name)
    locked.is_stored, locked.rows = True, []
    locked.save(update_fields=["is_stored", "rows"])


@transaction.atomic
def import_decisions(*, actor: Any, project: Project, rows: Iterable[CoreDecision], name: str) -> ImportPlan:
    """Store decisions under their coders' labels, all or none; the same decisions again add nothing."""
    locked = Project.objects.select_for_update().get(pk=project.pk)
    if locked.state != Project.State.OPEN:
        raise ReviewNotOpen
    # Held until the end: whoever decides about one of them meanwhile comes afterwards
    list(locked.units.select_for_update().values_list("pk", flat=True))
    matched = list(_matched(locked, rows, name))
    taken = [row for row in matched if row.effect in {"new", "changed"}]
    _write(taken)
    plan = _plan(matched)
    audit.record(
        "decisions.imported", actor=actor, target=locked, name=name, n_new=plan.n_new, n_changed=plan.n_changed,
        n_same=plan.n_same, n_settled=plan.n_settled,
    )  # fmt: skip
    return plan


def _write(rows: list[Row]) -> None:
    now = timezone.now()
    replaced = [row.present.pk for row in rows if row.present is not None]
    for start in range(0, len(replaced), BATCH):
        Decision.objects.filter(pk__in=replaced[start : start + BATCH]).update(state=Decision.State.REPLACED)
    fresh = [
        Decision(id=uuid.uuid4(), unit=row.unit, seat=row.seat, decided_at=now, is_imported=True, **asdict(row.judgement))
        for row in rows
    ]  # fmt: skip
    Decision.objects.bulk_create(fresh, batch_size=BATCH)
    added: dict[UUID, int] = {}
    for row in rows:
        added[row.seat.pk] = added.get(row.seat.pk, 0) + (row.present is None)
    for seat_id, n in added.items():
        Seat.objects.filter(pk=seat_id).update(n_standing=F("n_standing") + n)
    settle_units(list({row.unit.pk: row.unit for row in rows}.values()))


def erase_tables(person: Any) -> int:
    """Delete the tables that a person had read and not stored."""
    return ImportedTable.objects.filter(owner=person).delete()[0]
