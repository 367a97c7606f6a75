"""Making, changing, closing a review; carrying results over; the order in which units are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from sauatty.core.catalogue import codebook as find_codebook
from sauatty.core.errors import ReviewWithoutUnits
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.base.texts import write_text
from sauatty.web.coding import kinds
from sauatty.web.coding.frameworks import pinned
from sauatty.web.coding.models import Decision, Project, Ranking, Unit
from sauatty.web.coding.services.settling import settle_units

BATCH = 500


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """One unit before it is stored; `position` is its place in the source, `ref` what files call it."""

    ref_id: UUID
    position: int
    language: str
    text: str
    group: str = ""
    subject_id: str = ""
    grade: int | None = None
    code: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CarriedResult:
    """A standing result that a unit takes over from the project before."""

    relevance: int
    competences: tuple[str, ...]
    demand: int | None = None
    carried_from: UUID | None = None


@transaction.atomic
def create_project(  # noqa: PLR0913 - one argument for each setting that can never be changed afterwards
    *,
    actor: Any,
    kind: str,
    titles: Mapping[str, str],
    source_kind: str,
    source_id: UUID,
    framework: str,
    codebook: str,
    units: Iterable[UnitDraft],
    codebook_version: str = "",
    order: str = Project.Order.GIVEN,
    is_blind: bool = True,
    target_recall: float = 0.95,
    n_coders_wanted: int = 2,
    is_demo: bool = False,
    project_id: UUID | None = None,
) -> Project:
    """Store a review with its units, open for decisions; ReviewWithoutUnits where there are none.

    The manual is fixed by version and hash. `project_id` lets a repeated request find the first project.
    """
    manual = (kinds.hooks_of(kind).manual_of or find_codebook)(codebook, codebook_version)
    framework = pinned(framework)
    if project_id is not None and (first := Project.objects.filter(pk=project_id).first()) is not None:
        return first
    project = Project(
        kind=kind, source_kind=source_kind, source_id=source_id, framework=framework, codebook=manual.id,
        codebook_version=manual.version, codebook_sha256=manual.sha256, order=order, is_blind=is_blind,
        target_recall=target_recall, n_coders_wanted=n_coders_wanted, is_demo=is_demo, created_by=actor,
        state=Project.State.OPEN,
    )  # fmt: skip
    if project_id is not None:
        project.pk = project_id
    _write_titles(project, titles, actor)
    try:
        with transaction.atomic():
            project.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at the same moment
        return Project.objects.get(pk=project.pk)
    project.n_units = _store_units(project, units)
    if not project.n_units:
        raise ReviewWithoutUnits
    project.save(update_fields=["n_units"])
    audit.record(
        "review.created", actor=actor, target=project, framework=framework, n_units=project.n_units,
        codebook=f"{manual.id} {manual.version}", codebook_sha256=manual.sha256, is_blind=is_blind, order=str(order),
    )  # fmt: skip
    return project


def _write_titles(project: Project, titles: Mapping[str, str], actor: Any) -> None:
    given = {code: titles.get(code, "").strip() for code in LANGUAGES}
    for code, text in given.items():
        setattr(project, f"title_{code}", text)
    source = next((code for code, text in given.items() if text), "")
    for code, text in given.items():
        if text:
            write_text(
                project, "title", code, text, actor=actor, source_language="" if code == source else source,
                machine=project.is_demo,
            )  # fmt: skip


@transaction.atomic
def add_units(*, project: Project, units: Iterable[UnitDraft]) -> int:
    """Add units that the source has got since; returns how many."""
    added = _store_units(project, units)
    Project.objects.filter(pk=project.pk).update(n_units=F("n_units") + added)
    return added


def _store_units(project: Project, drafts: Iterable[UnitDraft]) -> int:
    rows, total = _unit_rows(project, drafts), 0
    while batch := list(islice(rows, BATCH)):
        Unit.objects.bulk_create(batch)
        total += len(batch)
    return total


def _unit_rows(project: Project, drafts: Iterable[UnitDraft]) -> Iterator[Unit]:
    for draft in drafts:
        yield Unit(
            project=project, ref_id=draft.ref_id, position=draft.position, rank=draft.position,
            language=draft.language, text=draft.text, group=draft.group, subject_id=draft.subject_id,
            grade=draft.grade, code=draft.code, ref=draft.ref,
        )  # fmt: skip


@transaction.atomic
def change_project(
    *, actor: Any, project: Project, titles: Mapping[str, str], target_recall: float, n_coders_wanted: int
) -> Project:
    """Change the title, the recall at which reading may stop, or how many coders a unit wants."""
    locked = Project.objects.select_for_update().get(pk=project.pk)
    more_wanted = n_coders_wanted != locked.n_coders_wanted
    _write_titles(locked, titles, actor)
    locked.target_recall, locked.n_coders_wanted = target_recall, n_coders_wanted
    locked.save()
    audit.record(
        "review.changed", actor=actor, target=locked, target_recall=target_recall,
        n_coders_wanted=n_coders_wanted,
    )  # fmt: skip
    if more_wanted:
        _settle_all(locked)
    return locked


def _settle_all(project: Project) -> None:
    """Judge the units with decisions anew, because another number of coders is wanted."""
    judged = list(project.units.filter(n_standing__gt=0).select_for_update())
    for unit in judged:
        unit.project = project
    settle_units(judged)


@transaction.atomic
def close_project(*, actor: Any, project: Project) -> Project:
    """End a review: no decision is taken in any more, results and figures stay."""
    changed = Project.objects.filter(pk=project.pk).exclude(state=Project.State.CLOSED)
    if changed.update(state=Project.State.CLOSED, closed_at=timezone.now()):
        audit.record("review.closed", actor=actor, target=project)
    return _after_change(project)


@transaction.atomic
def reopen_project(*, actor: Any, project: Project) -> Project:
    """Open a closed review again."""
    changed = Project.objects.filter(pk=project.pk).exclude(state=Project.State.OPEN)
    if changed.update(state=Project.State.OPEN, closed_at=None):
        audit.record("review.opened", actor=actor, target=project)
    return _after_change(project)


def _after_change(project: Project) -> Project:
    project.refresh_from_db()
    after = kinds.hooks_of(project.kind).after_closed
    if after is not None:
        after(project)
    return project


@transaction.atomic
def delete_project(*, actor: Any, project: Project) -> None:
    """Delete a review with everything in it; whoever calls it has made sure that it is an invented one."""
    audit.record("review.deleted", actor=actor, target=project)
    # Seats are protected by what their people decided, so that goes first; by subquery, as joins took minutes.
    Decision.objects.filter(unit__in=Unit.objects.filter(project=project)).delete()
    project.delete()


def set_ranks(
    project: Project, ids: Sequence[UUID], estimate: Mapping[str, Any], *, n_decisions: int = 0
) -> Ranking:
    """Put the units into an order, best first, and keep what the ranking says is still unfound.

    Units that are not named stay behind the named ones, among themselves as before. Written in short
    transactions, because coders go on deciding meanwhile; `n_decisions` says after how many it was made.
    """
    field = Unit._meta.pk
    statement = f'UPDATE "{Unit._meta.db_table}" SET "rank" = %s WHERE "id" = %s AND "project_id" = %s'  # noqa: S608
    own = field.get_db_prep_value(project.pk, connection)
    order = (field.get_db_prep_value(one, connection) for one in _all_ids(project, ids))
    ranks = [(rank, one, own) for rank, one in enumerate(order)]
    for start in range(0, len(ranks), BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, ranks[start : start + BATCH])
    return Ranking.objects.create(project=project, n_decisions=n_decisions, estimate=dict(estimate))


def _all_ids(project: Project, ids: Sequence[UUID]) -> list[UUID]:
    named = list(dict.fromkeys(UUID(str(one)) for one in ids))
    known = set(named)
    rest = project.units.order_by("rank", "position").values_list("pk", flat=True)
    return named + [one for one in rest if one not in known]


@transaction.atomic
def carry_results(*, actor: Any, project: Project, results: Mapping[UUID, CarriedResult]) -> int:
    """Give units (by `ref_id`) the result of the edition before; only units that nobody has judged here."""
    units = list(project.units.select_for_update().filter(ref_id__in=list(results), state=Unit.State.OPEN))
    for unit in units:
        result = results[unit.ref_id]
        unit.state, unit.relevance = Unit.State.CARRIED, result.relevance
        unit.competences, unit.demand = list(result.competences), result.demand
        unit.carried_from_id = result.carried_from
    fields = ["state", "relevance", "competences", "demand", "carried_from"]
    Unit.objects.bulk_update(units, fields, batch_size=BATCH)
    audit.record("review.carried", actor=actor, target=project, n_units=len(units))
    return len(units)


def forget_texts(units: QuerySet[Unit]) -> int:
    """Withdraw units and take away what they said, and what coders wrote about it; the decisions stay as numbers."""
    ids = list(units.values_list("pk", flat=True))
    Decision.objects.filter(unit__in=ids).exclude(note="").update(note="")
    return Unit.objects.filter(pk__in=ids).update(text="", ref="", state=Unit.State.WITHDRAWN)
