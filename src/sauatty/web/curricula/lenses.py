"""What a higher app knows about objectives, for pages of this app that show it.

The proposals of the machine live in an app above this one, so that app registers a lens when it is ready.
Without one the pages show the objectives alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from sauatty.web.base.jobs import Report
from sauatty.web.curricula.models import Edition, Objective, SubjectProgramme


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands beside one objective: relevance 0-1, its word, the proposals best first, and why."""

    relevance: float
    is_relevant: bool
    word: str
    proposals: tuple[Any, ...]
    words: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    exemplar: str = ""
    exemplar_text: str = ""
    similarity: float | None = None
    model: str = ""
    run_id: UUID | None = None
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeCoverage:
    """Relevant objectives of one programme by grade and competence."""

    competences: tuple[Any, ...]
    rows: tuple[tuple[int | None, int, tuple[int, ...]], ...]
    totals: tuple[int, ...]
    n_relevant: int
    n_objectives: int


class Lens(Protocol):
    """How the pages of this app ask for proposals. Each question names the viewer: a blind coder sees none."""

    def is_hidden(self, edition: Edition, viewer: Any) -> bool:
        """Tell whether the viewer codes this text blindly, so that no proposal may reach them."""

    def narrow(
        self,
        objectives: QuerySet[Objective],
        edition: Edition,
        viewer: Any,
        *,
        competence: str,
        relevance: str,
    ) -> QuerySet[Objective]:
        """Keep the objectives with this first proposal and at least this relevance; all where it is hidden."""

    def look(self, edition: Edition, objectives: Iterable[Objective], viewer: Any) -> dict[UUID, Seen]:
        """Return what is known about some objectives of one edition."""

    def is_matched(self, edition: Edition) -> bool:
        """Tell whether every objective of the edition has been looked at."""

    def competences(self) -> list[tuple[str, str]]:
        """Return the choices of the competence filter (id, words)."""

    def coverage(self, programme: SubjectProgramme, viewer: Any) -> ProgrammeCoverage | None:
        """Return the coverage of one programme, or None where nothing was matched or may be seen."""


class NoLens:
    """Nothing is known about any objective."""

    def is_hidden(self, edition: Edition, viewer: Any) -> bool:
        return False

    def narrow(
        self,
        objectives: QuerySet[Objective],
        edition: Edition,
        viewer: Any,
        *,
        competence: str,
        relevance: str,
    ) -> QuerySet[Objective]:
        return objectives

    def look(self, edition: Edition, objectives: Iterable[Objective], viewer: Any) -> dict[UUID, Seen]:
        return {}

    def is_matched(self, edition: Edition) -> bool:
        return True

    def competences(self) -> list[tuple[str, str]]:
        return []

    def coverage(self, programme: SubjectProgramme, viewer: Any) -> ProgrammeCoverage | None:
        return None


AfterStored = Callable[[Edition, Any, Report], None]


@dataclass(slots=True)
class _Registered:
    lens: Lens = field(default_factory=NoLens)
    after_stored: list[AfterStored] = field(default_factory=list)


_registered = _Registered()


def register_lens(lens: Lens) -> None:
    """Say who knows about objectives; called by the app above when it is ready."""
    _registered.lens = lens


def register_after_stored(step: AfterStored) -> None:
    """Add a step of the storing job: it runs after the edition is committed, and must be repeatable."""
    _registered.after_stored.append(step)


def lens() -> Lens:
    """Return the registered lens."""
    return _registered.lens


def run_after_stored(edition: Edition, actor: Any, report: Report) -> None:
    """Run the registered steps for one stored edition."""
    for step in _registered.after_stored:
        step(edition, actor, report)
