"""Intervals and resampling: what several parts need."""

from sauatty.core.statistics.arrays import BoolArray, FloatArray
from sauatty.core.statistics.differences import newcombe_interval
from sauatty.core.statistics.intervals import (
    N_RESAMPLES,
    SEED,
    Interval,
    basic_interval,
    bootstrap_interval,
    percentile_interval,
    wilson_interval,
    wilson_share,
)
from sauatty.core.statistics.ranks import RankTrend, kendall_of_table, rank_trend, spearman_of_table

__all__ = [
    "N_RESAMPLES",
    "SEED",
    "BoolArray",
    "FloatArray",
    "Interval",
    "RankTrend",
    "basic_interval",
    "bootstrap_interval",
    "kendall_of_table",
    "newcombe_interval",
    "percentile_interval",
    "rank_trend",
    "spearman_of_table",
    "wilson_interval",
    "wilson_share",
]
