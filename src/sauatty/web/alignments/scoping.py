"""Which objectives of an edition a review takes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from sauatty.web.curricula.models import Edition, Objective


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of an edition; empty means everything."""

    subject_area: str = ""
    subject_id: str = ""
    grades: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether every objective is taken."""
        return not (self.subject_area or self.subject_id or self.grades)


def list_scope(edition: Edition, scope: Scope) -> QuerySet[Objective]:
    """Return the objectives of a part of an edition, in the document's order."""
    rows = edition.objectives.order_by("position")
    if scope.subject_area:
        rows = rows.filter(subject_area=scope.subject_area)
    if scope.subject_id:
        rows = rows.filter(subject_id=scope.subject_id)
    return rows.filter(grade__in=scope.grades) if scope.grades else rows


@dataclass(frozen=True, slots=True)
class Parts:
    """How many objectives each area, subject and grade of an edition holds."""

    areas: dict[str, int]
    subjects: dict[str, int]
    grades: dict[int, int]
    n_objectives: int


def summarise_parts(edition: Edition) -> Parts:
    """Count the objectives of an edition by area, subject and grade, in one query."""
    rows = edition.objectives.order_by().values_list("subject_area", "subject_id", "grade")
    counted = list(rows.annotate(n=Count("pk")))
    return Parts(
        areas=_sums((area, n) for area, _, _, n in counted if area),
        subjects=_sums((subject, n) for _, subject, _, n in counted if subject),
        grades=dict(sorted(_sums((grade, n) for _, _, grade, n in counted if grade is not None).items())),
        n_objectives=sum(row[3] for row in counted),
    )


def _sums(pairs: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    sums: Counter[Any] = Counter()
    for key, n in pairs:
        sums[key] += n
    return dict(sums)
