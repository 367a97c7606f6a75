"""Taking decisions in from a table: looked at first, then stored whole or not at all."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from sauatty.core.errors import (
    CompetencesOfTable,
    DecisionInvalid,
    TwoRowsOfOne,
    UnknownCoder,
    UnknownUnitInTable,
)
from sauatty.core.records import Decision as CoreDecision
from sauatty.web.agreements.models import ImportedTable
from sauatty.web.base import audit, jobs
from sauatty.web.coding import selectors as coding
from sauatty.web.coding.schemes import Scheme, scheme_of
from sauatty.web.coding.services import (
    FINAL,
    Entry,
    Judgement,
    hold_review,
    read_judgement,
    store_entries,
)

IMPORT_JOB = "agreements.import"
# More rows than this are stored in a job, so that nobody waits for a page
AT_ONCE = 2000


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


def plan_import(project: Any, rows: Iterable[CoreDecision], *, name: str) -> ImportPlan:
    """Say what an import would do; an error names the first row that fits nowhere."""
    return _plan(list(_matched(project, rows, name)))


def _effect(row: Entry) -> str:
    """Return what storing a row does: 'new', 'changed', 'same' (nothing), 'settled' (too late)."""
    if row.present is not None and _says(row.present) == _says(row.judgement):
        return "same"
    if row.unit.state in FINAL:
        return "settled"
    return "new" if row.present is None else "changed"


def _plan(rows: list[Entry]) -> ImportPlan:
    effects = [_effect(row) for row in rows]
    counts = [effects.count(effect) for effect in ("new", "changed", "same", "settled")]
    return ImportPlan(*counts, tuple(sorted({row.seat.label for row in rows})))


def _matched(project: Any, rows: Iterable[CoreDecision], name: str) -> Iterator[Entry]:
    seats, units = coding.coders_by_label(project), coding.units_by_name(project)
    present, seen, scheme = coding.standing_by_place(project), set(), scheme_of(project)
    for row in rows:
        if row.relevance is None:
            continue  # the coder skipped it
        if row.coder not in seats:
            raise UnknownCoder(name=name, coder=row.coder[:40], known=", ".join(sorted(seats)) or "–")
        if row.unit not in units:
            raise UnknownUnitInTable(name=name, unit=row.unit[:80])
        unit, seat = units[row.unit], seats[row.coder]
        if (unit.pk, seat.pk) in seen:
            # a unit may be named by its own id and by that of its objective
            raise TwoRowsOfOne(name=name, unit=row.unit[:80], coder=row.coder[:40])
        seen.add((unit.pk, seat.pk))
        yield Entry(unit, seat, _judgement(scheme, row, name), present.get((unit.pk, seat.pk)))


def _judgement(scheme: Scheme, row: CoreDecision, name: str) -> Judgement:
    body = {
        "relevance": row.relevance, "competences": list(row.competences), "demand": row.demand,
        "unsure": row.unsure, "note": row.note,
    }  # fmt: skip
    try:
        return read_judgement(body, scheme)
    except DecisionInvalid as error:
        field = str(error.params["field"])
        raise CompetencesOfTable(name=name, unit=row.unit[:80], coder=row.coder[:40], field=field) from None


# --- looked at, then stored ------------------------------------------------------------------------------


@transaction.atomic
def keep_table(
    *, actor: Any, project: Any, rows: Iterable[CoreDecision], name: str
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
def import_decisions(*, actor: Any, project: Any, rows: Iterable[CoreDecision], name: str) -> ImportPlan:
    """Store decisions under their coders' labels, all or none; the same decisions again add nothing."""
    locked = hold_review(project)
    matched = list(_matched(locked, rows, name))
    store_entries([row for row in matched if _effect(row) in {"new", "changed"}])
    plan = _plan(matched)
    audit.record(
        "decisions.imported", actor=actor, target=locked, name=name, n_new=plan.n_new, n_changed=plan.n_changed,
        n_same=plan.n_same, n_settled=plan.n_settled,
    )  # fmt: skip
    return plan


def erase_tables(person: Any) -> int:
    """Delete the tables that a person had read and not stored."""
    return ImportedTable.objects.filter(owner=person).delete()[0]
