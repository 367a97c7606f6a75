"""What the parts of the report on a programme share: what it is made from, words, and figures with n and interval."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from sauatty.core.catalogue.regions import load_regions
from sauatty.core.catalogue.words import word, words
from sauatty.core.documents.blocks import Table
from sauatty.core.documents.charts_parts import column_label
from sauatty.core.documents.test_figures import ForestRow
from sauatty.core.evaluation.evaluate import Evaluation
from sauatty.core.evaluation.figures import Figure as Number
from sauatty.core.evaluation.limits import Limit
from sauatty.core.evaluation.pack import Pack
from sauatty.core.languages import format_number, format_share

GROUP, NONE, HIDDEN = "evaluation_report", "–", "…"
_DECIMAL = re.compile(r"-?\d+\.(\d+)")
_WHOLE = frozenset({"count", "minutes"})


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """What the report is made from. `sha256` is that of the file of the pack, `version` that of the software."""

    pack: Pack
    found: Evaluation
    sha256: str = ""
    version: str = ""
    written_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class EvaluationWords:
    """Words and numbers of the report in one language."""

    language: str

    def say(self, key: str, **params: object) -> str:
        """Return a word of the report."""
        return word(GROUP, key, self.language, **params)

    def count(self, value: float) -> str:
        """Write a whole number."""
        return format_number(value, self.language)

    def plain(self, value: float | None, unit: str) -> str:
        """Write a value in its unit, '–' where there is none."""
        if value is None or not isfinite(value):
            return NONE
        if unit == "share":
            return format_share(value, self.language, 1)
        whole = unit == "minutes" or (unit in _WHOLE and float(value).is_integer())
        return format_number(value, self.language, 0 if whole else 2)

    def value(self, one: Number) -> str:
        """Write the value of a figure alone."""
        return self.plain(one.value, one.unit)

    def ends(self, one: Number) -> str:
        """Write the interval of a figure."""
        if one.low is None or one.high is None:
            return NONE
        return f"[{self.plain(one.low, one.unit)}; {self.plain(one.high, one.unit)}]"

    def full(self, one: Number) -> str:
        """Write a figure with its interval and on how many it stands."""
        if one.value is None:
            return self.say("cannot", reason=self.why(one.why_missing))
        ends = f" {self.ends(one)}" if one.low is not None else ""
        return f"{self.value(one)}{ends} (n = {self.count(one.n)})"

    def cells(self, one: Number) -> tuple[str, str, str]:
        """Write value, interval and n as cells of a table."""
        n = self.count(one.n) if one.value is not None else NONE
        return self.value(one), self.ends(one), n

    def why(self, code: str) -> str:
        """Return why there is no figure."""
        return self.say(f"why_{code}" if f"why_{code}" in words(GROUP) else "why_other")

    def dashes(self, figures: Iterable[Number]) -> str:
        """Return the line that says why some figures of a table are not there, '' where all are."""
        reasons = dict.fromkeys(self.why(one.why_missing) for one in figures if one.value is None)
        return self.say("dashes", reasons="; ".join(reasons)) if reasons else ""

    def competence(self, id: str) -> str:
        """Return code and name of a competence."""
        return " ".join(filter(None, column_label(id, self.language, None)))

    def key(self, trait: str, code: str) -> str:
        """Return the name of a group."""
        if trait == "region":
            names = {one.id: one.name.text(self.language) for one in load_regions().regions}
            return names.get(code, code)
        return self.say(f"key_{code}") if f"key_{code}" in words(GROUP) else code

    def limit(self, one: Limit) -> str:
        """Return what the data cannot say; of codes without words here the English sentence."""
        if f"limit_{one.code}" not in words(GROUP):
            return one.in_words
        params = {key: self._param(value) for key, value in one.params.items()}
        purpose = f"purpose_{params.get('purpose')}"
        if purpose in words(GROUP):
            params["purpose"] = self.say(purpose)
        return self.say(f"limit_{one.code}", **params)

    def _param(self, value: object) -> str:
        """Write the number of a limit as the language does; what is no number stands as it is."""
        if isinstance(value, int | float):
            return self.plain(value, "count")
        found = _DECIMAL.fullmatch(str(value))
        return format_number(float(str(value)), self.language, len(found[1])) if found else str(value)

    def head(self, *keys: str) -> tuple[str, ...]:
        """Return the head of a table; what is no word stands as it is."""
        return tuple(self.say(key) if key in words(GROUP) else key for key in keys)


def figures_table(
    caption: str, named: Sequence[tuple[str, Number]], words: EvaluationWords, id: str
) -> Table:
    """Return a table of figures with a row for each: value, interval, n."""
    rows = tuple((name, *words.cells(one)) for name, one in named)
    head = words.head("figure", "value", "interval", "n")
    return Table(caption, head, rows, id, words.dashes(one for _, one in named))


def forest_rows(named: Iterable[tuple[str, Number]]) -> list[ForestRow]:
    """Return figures as the rows of a forest."""
    return [ForestRow(name, one.value, one.low, one.high, n=one.n) for name, one in named]
