"""How `sauatty objectives coverage` prints a coverage matrix: table, JSON, CSV, XLSX or SVG."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isnan
from typing import Any

from sauatty.cli.tables import Value, csv_table, text_table, xlsx_book
from sauatty.core.catalogue import word
from sauatty.core.coverage import CoverageMatrix, Evenness, gaps, standardised_residuals
from sauatty.core.languages import format_number

NOT_READ = "–"


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """A matrix with the names of its rows, its evenness, and the models that proposed."""

    matrix: CoverageMatrix
    names: Mapping[str, str]
    evenness: Evenness
    models: tuple[str, ...]
    language: str

    def render(self, form: str) -> str | bytes:
        """Return the report as 'table', 'json', 'csv', 'xlsx' or 'svg'."""
        renderers: dict[str, Callable[[], str | bytes]] = {
            "table": self._table, "json": self._json, "csv": self._csv, "xlsx": self._xlsx, "svg": self._svg,
        }  # fmt: skip
        return renderers[form]()

    def _head(self) -> list[str]:
        counted = [self._word(key) for key in ("objectives", "relevant")]
        return [self._word(f"by_{self.matrix.by}"), *counted, *self.matrix.competences]

    def _rows(self, key: str) -> list[list[Value]]:
        rows: list[list[Value]] = []
        for row in self.matrix.as_rows():
            values = row[key] or dict.fromkeys(self.matrix.competences)
            rows.append([self.names[row["row"]], row["n_objectives"], row["n_relevant"], *values.values()])
        return rows

    def _table(self) -> str:
        head = self._head()
        head[3:] = [competence.partition(".")[2] for competence in self.matrix.competences]
        rows = [[_shown(value, self.language) for value in row] for row in self._rows("counts")]
        rows.append([self._word("total"), *self._totals()])
        return text_table(head, rows, numeric=range(1, len(head))) + "\n" + self._foot()

    def _totals(self) -> list[str]:
        read = self.matrix.is_read
        sums = [self.matrix.n_objectives[read].sum(), self.matrix.n_relevant[read].sum(), *self.matrix.totals]
        return [format_number(float(value), self.language) for value in sums]

    def _foot(self) -> str:
        lines = [f"{NOT_READ} {self._word('not_read')}", self._evenness_text()]
        if self.models:
            lines.append(f"{self._word('machine')}: {', '.join(self.models)}")
        return "\n".join(lines) + "\n"

    def _evenness_text(self) -> str:
        found = self.evenness
        parts = [
            f"{self._word('evenness')} {_shown(found.pielou.estimate, self.language)}{self._interval_text()}",
            f"{self._word('gini')} {_shown(found.gini, self.language)}",
            f"n = {format_number(found.n, self.language)}",
        ]
        return "; ".join(parts)

    def _interval_text(self) -> str:
        ends = self.evenness.pielou
        if isnan(ends.low):
            return ""
        low, high = (_shown(value, self.language) for value in (ends.low, ends.high))
        return f", {word('coverage', 'interval', self.language, low=low, high=high)}"

    def _word(self, key: str) -> str:
        return word("coverage", key, self.language)

    def _json(self) -> str:
        missing = {gap.row: list(gap.competences) for gap in gaps(self.matrix)}
        residuals = standardised_residuals(self.matrix.counts)
        rows = [
            {
                **row,
                "name": self.names[row["row"]],
                "gaps": missing.get(row["row"], []) if row["counts"] else None,
                "residuals": dict(zip(self.matrix.competences, map(float, residuals[index]), strict=True))
                if row["counts"]
                else None,
            }
            for index, row in enumerate(self.matrix.as_rows())
        ]
        content = {
            "by": self.matrix.by,
            "threshold": self.matrix.threshold,
            "models": list(self.models),
            "competences": list(self.matrix.competences),
            "rows": rows,
            "totals": dict(zip(self.matrix.competences, map(int, self.matrix.totals), strict=True)),
            "evenness": asdict(self.evenness),
        }
        return json.dumps(_without_nan(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def _csv(self) -> bytes:
        return csv_table(self._head(), self._rows("counts"))

    def _xlsx(self) -> bytes:
        sheets = [(key, self._head(), self._rows(key)) for key in ("counts", "shares", "expected")]
        return xlsx_book([*sheets, ("evenness", ["measure", "value"], self._measures())])

    def _measures(self) -> Sequence[Sequence[Value]]:
        found = self.evenness
        measures: list[tuple[str, Value]] = [
            ("Pielou J", found.pielou.estimate), ("low", found.pielou.low), ("high", found.pielou.high),
            ("level", found.pielou.level), ("Gini", found.gini), ("n", found.n),
            ("threshold", self.matrix.threshold), ("model", ", ".join(self.models)),
        ]  # fmt: skip
        return [[name, _without_nan(value)] for name, value in measures]

    def _svg(self) -> str:
        from sauatty.core.documents.charts import coverage_svg

        title = self._word("title")
        note = f"{self._evenness_text()}. {self._word('machine')}."
        return coverage_svg(self.matrix, self.language, title, row_names=self.names, note=note)


def _shown(value: Value, language: str) -> str:
    if value is None or (isinstance(value, float) and isnan(value)):
        return NOT_READ
    if isinstance(value, str):
        return value
    return format_number(value, language, 2 if isinstance(value, float) else 0)


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and isnan(value) else value
