"""How `sauatty objectives coverage` prints judged objectives: table, JSON, CSV, XLSX or SVG."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sauatty.cli import measures_json, measures_text
from sauatty.cli.judged import Judged
from sauatty.cli.measures_text import Wording
from sauatty.cli.tables import Value, xlsx_book
from sauatty.core.coverage import (
    JudgedMatrix,
    Opportunity,
    Unevenness,
    judged_matrix,
    key_names,
    opportunities,
    unevenness,
)


@dataclass(frozen=True)
class JudgedReport:
    """A matrix of judged objectives with what was asked to be shown beside it."""

    matrix: JudgedMatrix
    judged: Judged
    language: str
    with_cells: bool = False
    with_research: bool = False
    with_opportunities: bool = False

    @cached_property
    def found(self) -> Unevenness:
        """Return the evenness and the cells."""
        return unevenness(self.matrix)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of the rows."""
        return key_names(self.matrix.rows, self.matrix.by, self.language)

    @property
    def words(self) -> Wording:
        """Return the words of the language."""
        return Wording(self.language)

    def offers(self) -> list[Opportunity]:
        """Return the ranked objectives for the empty and thin cells of the direct objectives."""
        matrix = judged_matrix(
            self.judged.objectives,
            by=self.matrix.by,
            competences=self.judged.competences,
            expected_rows=self.matrix.rows,
        )
        return opportunities(self.judged.objectives, matrix, scores=self.judged.scores)

    def render(self, form: str) -> str | bytes:
        """Return the report as 'table', 'json', 'csv', 'xlsx' or 'svg'."""
        renderers: dict[str, Callable[[], str | bytes]] = {
            "table": self._table, "json": self._json, "csv": self._csv, "xlsx": self._xlsx, "svg": self._svg,
        }  # fmt: skip
        return renderers[form]()

    def _table(self) -> str:
        text = measures_text.coverage_text(
            self.matrix, self.found, self.names, self.words, cells=self.with_cells
        )
        if self.with_research:
            text += measures_text.research_text(self.matrix, self.found, self.names, self.words)
        if self.with_opportunities:
            text += measures_text.opportunities_text(self.offers(), self.names, self.words)
        return text

    def _json(self) -> str:
        content = measures_json.coverage_json(self.matrix, self.found, self.names)
        if self.with_research:
            content["research"] = measures_json.research_json(self.matrix, self.found)
        if self.with_opportunities:
            content["opportunities"] = [measures_json.opportunity_json(one) for one in self.offers()]
        return measures_json.written(content)

    def _csv(self) -> bytes:
        if self.with_cells:
            return measures_text.cells_csv(self.found, self.names)
        return measures_text.coverage_csv(self.matrix, self.names, self.words)

    def _xlsx(self) -> bytes:
        head = ["row", "n_objectives", "n_judged", "n_relevant", *self.matrix.competences]
        sheets = [(key, head, self._sheet(key)) for key in ("counts", "shares", "per_hour")]
        return xlsx_book([*sheets, ("evenness", ["measure", "value"], self._measures())])

    def _sheet(self, key: str) -> list[list[Value]]:
        rows: list[list[Value]] = []
        for row in self.matrix.as_rows():
            values = row[key] or dict.fromkeys(self.matrix.competences)
            n = (row[one] for one in ("n_objectives", "n_judged", "n_relevant"))
            rows.append([self.names[row["row"]], *n, *values.values()])
        return rows

    def _measures(self) -> list[list[Value]]:
        found = self.found
        ends = found.evenness.pielou
        measures: list[tuple[str, Value]] = [
            ("Pielou J", ends.estimate), ("low", ends.low), ("high", ends.high), ("Gini", found.evenness.gini),
            ("n_relevant", found.n_relevant), ("codings", found.evenness.n), ("minimum", found.minimum),
            ("undefined", found.undefined), ("count", self.matrix.count), ("counting", self.matrix.counting),
            ("source", self.matrix.source),
        ]  # fmt: skip
        return [[name, measures_json.without_nan(value)] for name, value in measures]

    def _svg(self) -> str:
        from sauatty.core.documents.charts_measures import judged_svg

        words = self.words
        parts = [measures_text.evenness_line(self.found, words)]
        parts += [words.say(f"source_{self.matrix.source}")] if self.matrix.source else []
        title = words.say(f"title_{self.matrix.count}")
        return judged_svg(self.matrix, self.language, title, row_names=self.names, note="; ".join(parts))
