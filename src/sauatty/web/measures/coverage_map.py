"""The coverage map as pages, files and charts show it: names, classes, links."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from sauatty.web.alignments.figures import Scale, scale_for
from sauatty.web.alignments.selectors import Coverage, CoverageRow, Key
from sauatty.web.curricula.models import Edition
from sauatty.web.curricula.titles import area_name, subject_name

_PARAMETERS = {"subject_area": "subject_area", "subject": "subject", "grade": "grade"}


@dataclass(frozen=True, slots=True)
class MapCell:
    """One cell: its value (a count, or a fraction), its heat class, and the list that it counts."""

    value: float
    css_class: str
    href: str
    competence: Any


@dataclass(frozen=True, slots=True)
class MapRow:
    """One row; `cells` of a row that was not read are empty."""

    label: str
    is_read: bool
    n_objectives: int
    n_relevant: int
    all_href: str
    relevant_href: str
    cells: tuple[MapCell, ...]


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """What the page shows."""

    rows: tuple[MapRow, ...]
    total: MapRow
    scale: Scale
    empty_rows: tuple[str, ...]
    unread_rows: tuple[str, ...]


def row_label(by: str, key: Key, language: str) -> str:
    """Return how a row is called."""
    if by == "grade":
        return gettext("grade %(grade)s") % {"grade": key} if key is not None else gettext("grade not given")
    return (area_name if by == "subject_area" else subject_name)(str(key or ""), language)


def draw_map(coverage: Coverage, edition: Edition, language: str, *, as_shares: bool) -> CoverageMap:
    """Give the figures their names, classes and links."""
    total = CoverageRow(None, coverage.n_objectives, coverage.totals, ())
    largest = max((value for row in coverage.rows for value in row.counts), default=0)
    drawing = _Drawing(coverage, edition, scale_for(largest, is_share=as_shares))
    rows = tuple(drawing.row(row, row_label(coverage.by, row.key, language)) for row in coverage.rows)
    return CoverageMap(
        rows=rows,
        total=drawing.row(total, gettext("All together"), is_total=True),
        scale=drawing.scale,
        empty_rows=tuple(row.label for row in rows if row.is_read and not row.n_relevant),
        unread_rows=tuple(row.label for row in rows if not row.is_read),
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    coverage: Coverage
    edition: Edition
    scale: Scale

    def row(self, row: CoverageRow, label: str, *, is_total: bool = False) -> MapRow:
        narrowed = {} if is_total else self._narrowed(row.key)
        return MapRow(
            label=label,
            is_read=row.n_objectives is not None,
            n_objectives=row.n_objectives or 0,
            n_relevant=row.n_relevant,
            all_href=self._href(narrowed),
            relevant_href=self._href({**narrowed, "relevance": "relevant"}),
            cells=tuple(self._cells(row, narrowed)) if row.n_objectives is not None else (),
        )

    def _narrowed(self, key: Key) -> dict[str, str]:
        return {_PARAMETERS[self.coverage.by]: "-" if key in {None, ""} else str(key)}

    def _cells(self, row: CoverageRow, narrowed: dict[str, str]) -> Iterator[MapCell]:
        for competence, count in zip(self.coverage.competences, row.counts, strict=True):
            value = count / row.n_objectives if self.scale.is_share and row.n_objectives else count
            href = self._href({**narrowed, "competence": competence.id, "relevance": "relevant"})
            yield MapCell(value, self.scale.class_of(value), href, competence)

    def _href(self, parameters: dict[str, str]) -> str:
        query = urlencode({"edition": str(self.edition.pk), **parameters})
        return f"{reverse('curricula:objective_list')}?{query}"


def draw_svg(coverage: Coverage, language: str, *, title: str, threshold: float, note: str) -> str:
    """Return the map as a chart for reports. numpy comes in only here."""
    import numpy as np

    from sauatty.core.coverage import CoverageMatrix
    from sauatty.core.documents.charts import coverage_svg

    is_read = np.array([row.n_objectives is not None for row in coverage.rows])
    shape = (len(coverage.rows), len(coverage.competences))
    counts = np.array([row.counts for row in coverage.rows], dtype=float).reshape(shape)
    expected = np.array([row.expected for row in coverage.rows], dtype=float).reshape(shape)
    n_objectives = np.array([row.n_objectives or 0 for row in coverage.rows], dtype=float)
    counts[~is_read] = expected[~is_read] = np.nan
    n_objectives[~is_read] = np.nan
    keys = tuple("" if row.key is None else str(row.key) for row in coverage.rows)
    matrix = CoverageMatrix(
        by=coverage.by,
        rows=keys,
        competences=tuple(competence.id for competence in coverage.competences),
        threshold=threshold,
        counts=counts,
        expected=expected,
        n_objectives=n_objectives,
    )
    names = {
        key: row_label(coverage.by, row.key, language) for key, row in zip(keys, coverage.rows, strict=True)
    }
    return coverage_svg(matrix, language, title, row_names=names, note=note)
