"""Logistic regression of an item on total, group and their product: uniform and non-uniform differences."""

from dataclasses import dataclass
from math import exp, log
from typing import Any

import numpy as np
from scipy.special import expit, log_expit
from scipy.stats import chi2

from sauatty.core.psychometrics.dif_tables import DifTable
from sauatty.core.statistics import FloatArray

_FAR = 30.0  # a linear predictor beyond which a fit runs off to infinity


@dataclass(frozen=True, slots=True)
class LogisticDif:
    """Likelihood ratio tests of three nested models, and how much more of the answers they explain.

    `p_uniform` tests the group (1 df), `p_nonuniform` group × total (1 df), `p_both` the two (2 df). `r2_uniform`,
    `r2_nonuniform` and `r2_both` are differences of Nagelkerke's R². `group_effect` is the log odds of the focal group
    in the second model. Classes after Jodoin and Gierl, for each test by its own difference of R² (A below 0.035 or
    p >= 0.05, C from 0.07). None = no finite solution.
    """

    chi2_uniform: float | None
    p_uniform: float | None
    r2_uniform: float | None
    chi2_nonuniform: float | None
    p_nonuniform: float | None
    r2_nonuniform: float | None
    p_both: float | None
    r2_both: float | None
    group_effect: float | None
    class_uniform: str | None
    class_nonuniform: str | None

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class _Fit:
    log_likelihood: float
    coefficients: FloatArray


def logistic_dif(table: DifTable) -> LogisticDif:
    """Return the three models of one item; of several points, at least half of them count as solved.

    Notes
    -----
    People of the same total and group are one binomial count, so that the cost does not grow with the sample; the
    likelihoods are those of single answers. Checked against ``glm`` of R 4.2.

    References
    ----------
    Swaminathan, H., Rogers, H. J. (1990). Detecting differential item functioning using logistic regression
    procedures. Journal of Educational Measurement, 27, 361-370. doi:10.1111/j.1745-3984.1990.tb00754.x

    Jodoin, M. G., Gierl, M. J. (2001). Evaluating type I error and power rates using an effect size measure with the
    logistic regression procedure for DIF detection. Applied Measurement in Education, 14, 329-349.
    doi:10.1207/S15324818AME1404_2
    """
    least = -(-(table.counts.shape[2] - 1) // 2)
    null = _null(float(table.counts[:, :, least:].sum()), float(table.counts.sum()))
    if null is None:
        return LogisticDif(*(None,) * 11)
    design, solved, n = _binomial(table, least)
    fits = [_fit(design[:, :width], solved, n) for width in (2, 3, 4)]
    total, uniform, both = fits
    r2 = [None if fit is None else _nagelkerke(fit.log_likelihood, null, float(n.sum())) for fit in fits]
    chi_uniform, p_uniform = _compared(total, uniform, 1)
    chi_nonuniform, p_nonuniform = _compared(uniform, both, 1)
    grown = [_grown(r2[0], r2[1]), _grown(r2[1], r2[2])]
    return LogisticDif(
        chi2_uniform=chi_uniform, p_uniform=p_uniform, r2_uniform=grown[0],
        chi2_nonuniform=chi_nonuniform, p_nonuniform=p_nonuniform, r2_nonuniform=grown[1],
        p_both=_compared(total, both, 2)[1], r2_both=_grown(r2[0], r2[2]),
        group_effect=None if uniform is None else float(uniform.coefficients[2]),
        class_uniform=_class(p_uniform, grown[0]), class_nonuniform=_class(p_nonuniform, grown[1]),
    )  # fmt: skip


def _binomial(table: DifTable, least: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the design (1, total, group, product), solved and asked of every level and group with anybody."""
    n = table.counts.sum(axis=2).ravel()
    solved = table.counts[:, :, least:].sum(axis=2).ravel()
    total = np.repeat(table.totals, 2)
    group = np.tile([0.0, 1.0], len(table.totals))
    # Centred and scaled totals give the same fits and keep the equations well-conditioned.
    scale = max(float(np.std(table.totals)), 1.0)
    level = (total - table.totals.mean()) / scale
    design = np.stack([np.ones_like(level), level, group, level * group], axis=1)
    kept = n > 0
    return design[kept], solved[kept], n[kept]


def _fit(design: FloatArray, solved: FloatArray, n: FloatArray) -> _Fit | None:
    """Fit by Newton steps; None where the solution runs off or the design is not of full rank."""
    beta = np.zeros(design.shape[1])
    for _round in range(40):
        expected = expit(design @ beta)
        weights = n * expected * (1 - expected)
        information = design.T @ (weights[:, None] * design)
        if np.linalg.cond(information) > 1e12:
            return None
        step = np.linalg.solve(information, design.T @ (solved - n * expected))
        beta = beta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-9:
            break
    else:
        return None
    predicted = design @ beta
    if float(np.abs(beta).max()) > _FAR:
        return None
    likelihood = solved @ log_expit(predicted) + (n - solved) @ log_expit(-predicted)
    return _Fit(float(likelihood), beta)


def _null(solved: float, n: float) -> float | None:
    """Return the log-likelihood without any predictor; None where everybody or nobody solved the item."""
    if not 0 < solved < n:
        return None
    return solved * log(solved / n) + (n - solved) * log(1 - solved / n)


def _nagelkerke(fitted: float, null: float, n: float) -> float:
    return (1 - exp(2 * (null - fitted) / n)) / (1 - exp(2 * null / n))


def _grown(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def _compared(small: _Fit | None, large: _Fit | None, df: int) -> tuple[float | None, float | None]:
    if small is None or large is None:
        return None, None
    statistic = max(2 * (large.log_likelihood - small.log_likelihood), 0.0)
    return statistic, float(chi2.sf(statistic, df))


def _class(p: float | None, grown: float | None) -> str | None:
    if p is None or grown is None:
        return None
    return "A" if p >= 0.05 or grown < 0.035 else "B" if grown < 0.07 else "C"
