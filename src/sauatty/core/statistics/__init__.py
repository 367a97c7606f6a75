"""Intervals and resampling: what several parts need."""

from sauatty.core.statistics.arrays import BoolArray, FloatArray
from sauatty.core.statistics.intervals import (
    N_RESAMPLES,
    SEED,
    Interval,
    basic_interval,
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
    "basic_interval",
    "bootstrap_interval",
    "percentile_interval",
    "wilson_interval",
]
