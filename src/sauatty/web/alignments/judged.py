"""Objectives with what is held of them, from one source at a time: the machine, one coder, or what was agreed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from sauatty.core.records import JudgedObjective
from sauatty.web.alignments import proposals
from sauatty.web.alignments.blindness import SOURCE_KIND
from sauatty.web.alignments.models import MatchRun, TeachingHours
from sauatty.web.alignments.selectors import finished_run
from sauatty.web.coding import selectors as coding
from sauatty.web.curricula.models import Edition, SubjectProgramme

MACHINE, AGREED, CODER = "machine", "agreed", "coder"
# The machine tells whether an objective is relevant, not whether directly or as an opportunity.
MACHINE_RELEVANT = 1
_COLUMNS = ("pk", "subject_area", "subject_id", "grade", "language", "code", "text", "subject")


@dataclass(frozen=True, slots=True)
class Source:
    """Who holds the figures. `key` is what addresses carry: 'machine', 'agreed:<project>', 'coder:<seat>'."""

    kind: str
    framework: str
    run: MatchRun | None = None
    project: Any = None
    seat: Any = None

    @property
    def key(self) -> str:
        """Return the source as an address names it."""
        if self.kind == MACHINE:
            return MACHINE
        return f"{self.kind}:{self.project.pk if self.kind == AGREED else self.seat.pk}"

    @property
    def is_machine(self) -> bool:
        """Tell whether nobody has reviewed what it holds."""
        return self.kind == MACHINE

    @property
    def saw_proposals(self) -> bool:
        """Tell whether a decision behind the figures was made by somebody who saw the machine's proposals."""
        if self.is_machine:
            return False
        seats = [self.seat] if self.seat else [one for one in self.project.seats.all() if one.n_standing]
        return not self.project.is_blind or any(one.sees_proposals for one in seats)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has judged anything yet that this source could show."""
        if self.is_machine:
            return False
        return not (self.seat.n_standing if self.seat else coding.has_results(self.project))

    def version(self) -> str:
        """Return what changes whenever a figure of this source could."""
        if self.is_machine:
            made = f"{self.run.pk} {self.run.finished_at}" if self.run else ""
        else:
            made = coding.results_stamp(self.project)
        return hashlib.sha256(f"{self.key} {self.framework} {made}".encode()).hexdigest()


def _projects_of(edition: Edition) -> list[Any]:
    """Return the reviews of an edition (asked once per edition object)."""
    if not hasattr(edition, "_reviews"):
        edition._reviews = coding.list_projects_of(SOURCE_KIND, edition.pk)
    found: list[Any] = edition._reviews
    return found


def current_project(edition: Edition, subjects: Iterable[str] = ()) -> Any | None:
    """Return the review whose results stand for an edition: the newest closed one, else a finished one.

    Reviews may take one subject each: of several that are over, one with results in `subjects` comes first.
    """
    projects = _projects_of(edition)
    over = [one for one in projects if one.is_closed]
    over += [one for one in projects if not one.is_closed and coding.is_finished(one)]
    wanted = list(subjects)
    fitting = (one for one in over if wanted and coding.has_results(one, wanted))
    return next(fitting, None) or next(iter(over), None)


def list_sources(viewer: Any, edition: Edition) -> list[Source]:
    """Return what a viewer may look at: what was agreed, single coders where it is allowed, the machine."""
    found: list[Source] = []
    for project in _projects_of(edition):
        found.append(Source(AGREED, project.framework, project=project))
        found += [
            Source(CODER, project.framework, project=project, seat=seat)
            for seat in coding.readable_seats(viewer, project)
        ]
    run = finished_run(edition)
    return [*found, Source(MACHINE, run.framework, run=run)] if run else found


def choose_source(edition: Edition, sources: list[Source], wanted: str = "") -> Source | None:
    """Return the source that a page asks for (404 where it is foreign), else the agreed one, else the machine."""
    if wanted:
        chosen = next((one for one in sources if one.key == wanted), None)
        if chosen is None:
            raise Http404
        return chosen
    current = current_project(edition)
    standing = (one for one in sources if one.kind == AGREED and current and one.project.pk == current.pk)
    machine = (one for one in sources if one.is_machine)
    return next(standing, None) or next(machine, None) or next(iter(sources), None)


def judged_objectives(
    edition: Edition, *, source: str, project: Any = None, programme: SubjectProgramme | None = None
) -> list[JudgedObjective]:
    """Return the objectives of an edition, or of one programme, with what one source holds of them.

    `source` is 'machine', 'agreed' or 'coder:<seat>'; `project` is the review (the current one if none is named).
    What the source has not judged has relevance None. The machine does not tell direct from opportunity: its
    relevant objectives count as 1. Costs two queries and what the review asks for its results.
    """
    kind, _, seat_id = source.partition(":")
    if kind == MACHINE:
        run = finished_run(edition)
        held = proposals.results_of(run, programme) if run else {}
    else:
        project = project or current_project(edition)
        held = _results(project, seat_id) if project else {}
    return _joined(edition, held, kind, programme)


def objectives_of(source: Source, edition: Edition) -> list[JudgedObjective]:
    """Return the objectives of an edition with what a chosen source holds of them."""
    name = f"{CODER}:{source.seat.pk}" if source.kind == CODER else source.kind
    return judged_objectives(edition, source=name, project=source.project)


Held = Mapping[UUID, tuple[int | None, tuple[str, ...], int | None]]


def _results(project: Any, seat_id: str) -> Held:
    if not seat_id:
        return {
            ref: (one.relevance, tuple(one.competences), one.demand)
            for ref, one in coding.standing_results(project).items()
        }
    seat = next((one for one in project.seats.all() if str(one.pk) == seat_id), None)
    if seat is None:
        raise Http404
    return {
        UUID(one.unit): (one.relevance, one.competences, one.demand)
        for one in coding.judged_decisions(project, seat=seat)
    }


def _joined(
    edition: Edition, held: Held, kind: str, programme: SubjectProgramme | None
) -> list[JudgedObjective]:
    rows = edition.objectives.order_by("position")
    rows = rows.filter(programme=programme) if programme is not None else rows
    hours = hours_of(edition)
    return [
        _judged(row, held.get(row[0], (None, (), None)), kind, hours)
        for row in rows.values_list(*_COLUMNS).iterator()
    ]


def _judged(
    row: tuple[Any, ...],
    held: tuple[int | None, tuple[str, ...], int | None],
    kind: str,
    hours: Mapping[tuple[str, int | None], float],
) -> JudgedObjective:
    pk, area, subject_id, grade, language, code, text, subject = row
    return JudgedObjective(
        id=str(pk),
        subject_area=area or None,
        subject_id=subject_id or None,
        grade=grade,
        language=language,
        relevance=held[0],
        competences=held[1],
        demand=held[2],
        source=kind,
        code=code or None,
        text=text,
        subject=subject,
        hours=hours.get((subject_id, grade)),
    )


def hours_of(edition: Edition) -> dict[tuple[str, int | None], float]:
    """Return the teaching hours of an edition by subject and grade, where a methodologist has entered them."""
    rows = TeachingHours.objects.filter(edition=edition).values_list("subject_id", "grade", "hours")
    return {(subject, grade): float(hours) for subject, grade, hours in rows}


def count_judged(objectives: Iterable[JudgedObjective]) -> tuple[int, int]:
    """Return (how many were judged, how many there are)."""
    listed = list(objectives)
    return sum(one.relevance is not None for one in listed), len(listed)
