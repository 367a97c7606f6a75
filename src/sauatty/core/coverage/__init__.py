"""Coverage of competences by subject areas, subjects and grades."""

from sauatty.core.coverage.evenness import Evenness, evenness, gini, pielou
from sauatty.core.coverage.labels import AXES, NOT_STATED, expected_rows, row_key, row_names
from sauatty.core.coverage.matrix import CoverageMatrix, coverage_matrix, first_proposal
from sauatty.core.coverage.residuals import Gap, gaps, standardised_residuals

__all__ = [
    "AXES",
    "NOT_STATED",
    "CoverageMatrix",
    "Evenness",
    "Gap",
    "coverage_matrix",
    "evenness",
    "expected_rows",
    "first_proposal",
    "gaps",
    "gini",
    "pielou",
    "row_key",
    "row_names",
    "standardised_residuals",
]
