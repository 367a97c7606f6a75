"""Intervals and resampling: what several parts need."""

from sauatty.core.statistics.arrays import BoolArray, FloatArray
from sauatty.core.statistics.intervals import (
    N_RESAMPLES,
    SEED,
    Interval,
    bootstrap_interval,
    percentile_interval,
    wilson_interval,
)

__all__ = [
    "N_RESAMPLES",
    "SEED",
    "BoolArray",
    "FloatArray",
    "Interval",
    "bootstrap_interval",
    "percentile_interval",
    "wilson_interval",
]
