"""What a tabulated question is made of.

Counts are of respondents and never weighted. Shares, means and quantiles are weighted where weights were given;
their intervals then rest on the effective number of respondents. `nan` (null in JSON) stands where nothing can be
said, and `reason` says why:

- 'not-in-table': the responses have no column for the question;
- 'nobody-asked', 'nobody-answered';
- 'small-cells': hidden, as a count is small or protects a small one;
- 'too-few': hidden, as fewer people answered than the smallest count that is shown.
"""

from dataclasses import dataclass
from math import nan
from typing import Any

from sauatty.core.statistics import Interval
from sauatty.core.surveys.plain import as_plain

NOTHING = Interval(nan, nan, nan)
NOT_IN_TABLE, NOBODY_ASKED, NOBODY_ANSWERED = "not-in-table", "nobody-asked", "nobody-answered"
SMALL_CELLS, TOO_FEW = "small-cells", "too-few"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """How many respondents gave one answer: `n` (None where hidden) and their share of those who answered."""

    code: str
    label: str
    n: int | None
    weighted_n: float
    share: Interval
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScaleSummary:
    """The middle of a scale. `values` are what each step counts; answers beside the scale stay out."""

    n: int
    values: dict[str, float]
    median: float
    mean: Interval


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """The middle of numbers. Smallest and largest are left out: each of them is one person's answer."""

    n: int
    lower_quartile: float
    median: float
    upper_quartile: float
    mean: Interval


@dataclass(frozen=True, slots=True)
class RankRow:
    """One choice of a ranking.

    `mean_rank` is over those who ranked it (1 is first); `borda` (0-1, 1 where everybody put it first) is over all
    who ranked anything, choices that somebody left out sharing the places that are left.
    """

    code: str
    label: str
    n_ranked: int | None
    mean_rank: float
    borda: Interval
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """One question, or one row of a matrix, tabulated for all respondents or for one group of them.

    `n_asked` are those to whom it was relevant, by the logic of the instrument; `n_missing` those of them who gave
    no answer. Answers where the question was not relevant (`n_off_path`) and answers that the question does not
    know (`n_unknown`) are counted apart and are in no row. In a multiple question the shares are of respondents
    and may pass 100 % together; in a ranking the rows are the first places. `groups` has the same table for each
    group where the tabulation was by an attribute; respondents without a group are in the whole only.
    """

    question: str
    name: str
    kind: str
    text: str
    row_label: str
    n_asked: int
    n_answered: int
    n_missing: int
    share_missing: float
    n_off_path: int = 0
    n_unknown: int = 0
    rows: tuple[AnswerRow, ...] = ()
    scale: ScaleSummary | None = None
    number: NumberSummary | None = None
    ranking: tuple[RankRow, ...] = ()
    is_weighted: bool = False
    weighted_answered: float = nan
    n_effective: float = nan
    design_effect: float = nan
    level: float = 0.95
    group: str = ""
    group_label: str = ""
    groups: tuple["QuestionTable", ...] = ()
    reason: str = ""

    @property
    def is_multiple(self) -> bool:
        """Tell whether one respondent can stand in several rows."""
        return self.kind == "multiple"

    def as_json(self) -> dict[str, Any]:
        """Return the table for `json.dumps`: numbers unrounded, null where there is none."""
        found: dict[str, Any] = as_plain(self)
        return found
