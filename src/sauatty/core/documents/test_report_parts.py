"""What the parts of the report on tests share: words, numbers, references, the table of hashes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents import test_figures_axes as axes
from sauatty.core.documents.blocks import Figure, Table
from sauatty.core.languages import format_share

GROUP, NONE = "test_report", axes.NONE
SHA_SHOWN = 16
Json = Mapping[str, Any]
_REFERENCES: dict[str, tuple[str, ...]] = {
    "items": (
        "Henrysson, S. (1963). Correction of item-total correlations in item analysis. Psychometrika, 28, 211–218. "
        "doi:10.1007/BF02289618",
        "Maydeu-Olivares, A., Coffman, D. L., & Hartmann, W. M. (2007). Asymptotically distribution-free (ADF) interval "
        "estimation of coefficient alpha. Psychological Methods, 12(2), 157–176. doi:10.1037/1082-989X.12.2.157",
        "McDonald, R. P. (1999). Test theory: A unified treatment. Erlbaum.",
    ),
    "calibration": (
        "Bock, R. D., & Aitkin, M. (1981). Marginal maximum likelihood estimation of item parameters. Psychometrika, "
        "46(4), 443–459. doi:10.1007/BF02293801",
        "Masters, G. N. (1982). A Rasch model for partial credit scoring. Psychometrika, 47(2), 149–174. "
        "doi:10.1007/BF02296272",
        "Orlando, M., & Thissen, D. (2000). Likelihood-based item-fit indices for dichotomous item response theory "
        "models. Applied Psychological Measurement, 24(1), 50–64. doi:10.1177/01466216000241003",
        "Rasch, G. (1960). Probabilistic models for some intelligence and attainment tests. Danish Institute for "
        "Educational Research.",
        "Warm, T. A. (1989). Weighted likelihood estimation of ability in item response theory. Psychometrika, 54(3), "
        "427–450. doi:10.1007/BF02294627",
        "Wright, B. D., & Masters, G. N. (1982). Rating scale analysis. MESA Press.",
        "Yen, W. M. (1984). Effects of local item dependence on the fit and equating performance of the three-parameter "
        "logistic model. Applied Psychological Measurement, 8(2), 125–145. doi:10.1177/014662168400800201",
    ),
    "dif": (
        "Holland, P. W., & Thayer, D. T. (1988). Differential item performance and the Mantel–Haenszel procedure. In "
        "H. Wainer & H. I. Braun (Eds.), Test validity (pp. 129–145). Erlbaum.",
        "Jodoin, M. G., & Gierl, M. J. (2001). Evaluating type I error and power rates using an effect size measure "
        "with the logistic regression procedure for DIF detection. Applied Measurement in Education, 14(4), 329–349. "
        "doi:10.1207/S15324818AME1404_2",
        "Swaminathan, H., & Rogers, H. J. (1990). Detecting differential item functioning using logistic regression "
        "procedures. Journal of Educational Measurement, 27(4), 361–370. doi:10.1111/j.1745-3984.1990.tb00754.x",
        "Zieky, M. (1993). Practical questions in the use of DIF statistics in test development. In P. W. Holland & "
        "H. Wainer (Eds.), Differential item functioning (pp. 337–347). Erlbaum.",
    ),
    "equating": (
        "Kolen, M. J., & Brennan, R. L. (2014). Test equating, scaling, and linking (3rd ed.). Springer. "
        "doi:10.1007/978-1-4939-0317-7",
    ),
    "gain": (
        "Campbell, D. T., & Kenny, D. A. (1999). A primer on regression artifacts. Guilford.",
        "Jacobson, N. S., & Truax, P. (1991). Clinical significance: A statistical approach to defining meaningful "
        "change in psychotherapy research. Journal of Consulting and Clinical Psychology, 59(1), 12–19. "
        "doi:10.1037/0022-006X.59.1.12",
        "Lakens, D. (2013). Calculating and reporting effect sizes to facilitate cumulative science. Frontiers in "
        "Psychology, 4, 863. doi:10.3389/fpsyg.2013.00863",
    ),
    "drift": (
        "Huynh, H., & Meyer, P. (2010). Use of robust z in detecting unstable items in item response theory models. "
        "Practical Assessment, Research & Evaluation, 15(2). doi:10.7275/wk1e-bz14",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Words and numbers of the report in one language."""

    language: str
    names: Mapping[str, str]
    say_notes: Callable[[Iterable[Json]], list[str]]

    def say(self, key: str, **params: object) -> str:
        """Return a word of the report."""
        return word(GROUP, key, self.language, **params)

    def number(self, value: float | None, digits: int = 2) -> str:
        """Write a number."""
        return axes.number(value, self.language, digits)

    def share(self, value: float | None, digits: int = 0) -> str:
        """Write a share."""
        return NONE if value is None else format_share(value, self.language, digits)

    def ends(self, ends: Iterable[float] | None, digits: int = 2) -> str:
        """Write an interval, nothing where there is none."""
        low, high = ends or (None, None)
        return axes.interval(low, high, self.language, digits) if low is not None else ""

    def shares(self, ends: Iterable[float] | None, digits: int = 0) -> str:
        """Write an interval of shares, nothing where there is none."""
        low, high = ends or (None, None)
        return f"[{self.share(low, digits)}; {self.share(high, digits)}]" if low is not None else ""

    def name(self, code: str) -> str:
        """Return the name of a group or a component."""
        return self.names.get(code, code)

    def notes(self, notes: Iterable[Json]) -> list[str]:
        """Put notes into words, with the names of groups."""
        return self.say_notes([self._named(note) for note in notes])

    def _named(self, note: Json) -> Json:
        keys = ("group", "reference", "focal")
        params = {
            key: self.name(str(value)) if key in keys else value for key, value in note["params"].items()
        }
        return {**note, "params": params}


def of_paper(figure: Figure, paper: str, words: ReportWords) -> Figure:
    """Return a figure whose caption names its paper."""
    return replace(figure, caption=f"{words.say('paper', code=paper)}. {figure.caption}")


def references(kinds: Iterable[str]) -> list[str]:
    """Return the references of the analyses that were made, by author."""
    return sorted({one for kind in kinds for one in _REFERENCES.get(kind, ())})


def hash_table(hashes: Mapping[str, tuple[str, str]], words: ReportWords) -> Table:
    """Return what identifies inputs and results."""
    head = tuple(words.say(key) for key in ("analysis", "inputs", "result"))
    rows = tuple(
        (words.say(f"chapter_{kind}"), one[:SHA_SHOWN], other[:SHA_SHOWN])
        for kind, (one, other) in hashes.items()
    )
    return Table(words.say("hash_table"), head, rows, "hashes")
