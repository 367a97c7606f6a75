"""Coverage of competences by subject areas, subjects and grades."""

from sauatty.core.coverage.alignment import (
    PorterAlignment,
    align_patterns,
    align_rows,
    porter_alignment,
    porter_index,
)
from sauatty.core.coverage.comparison import Comparison, ShareDifference, compare
from sauatty.core.coverage.demand import DemandProposal, demand_level, verb_list
from sauatty.core.coverage.evenness import Evenness, evenness, gini, pielou
from sauatty.core.coverage.judged import (
    COUNTS,
    Count,
    JudgedMatrix,
    Pattern,
    judged_matrix,
    judged_row_key,
    mix_sources,
    source_of,
)
from sauatty.core.coverage.judged_rows import (
    is_judged,
    judged_from_decisions,
    judged_from_matches,
    judged_from_rows,
    machine_scores,
)
from sauatty.core.coverage.labels import AXES, NOT_STATED, expected_rows, key_names, row_key, row_names
from sauatty.core.coverage.matrix import CoverageMatrix, coverage_matrix, first_proposal
from sauatty.core.coverage.modules import MODULES, module_matrix, target_columns
from sauatty.core.coverage.opportunities import Opportunity, opportunities
from sauatty.core.coverage.progression import (
    CompetenceProgression,
    GradeStep,
    Progression,
    progression,
    with_proposed_demand,
)
from sauatty.core.coverage.reinforcement import Reinforced, Reinforcement, TradeOff, reinforce
from sauatty.core.coverage.residuals import Gap, expected_counts, gaps, standardised_residuals
from sauatty.core.coverage.unevenness import UnevenCell, Unevenness, evenness_of, flags, unevenness

__all__ = [
    "AXES",
    "COUNTS",
    "MODULES",
    "NOT_STATED",
    "Comparison",
    "CompetenceProgression",
    "Count",
    "CoverageMatrix",
    "DemandProposal",
    "Evenness",
    "Gap",
    "GradeStep",
    "JudgedMatrix",
    "Opportunity",
    "Pattern",
    "PorterAlignment",
    "Progression",
    "Reinforced",
    "Reinforcement",
    "ShareDifference",
    "TradeOff",
    "UnevenCell",
    "Unevenness",
    "align_patterns",
    "align_rows",
    "compare",
    "coverage_matrix",
    "demand_level",
    "evenness",
    "evenness_of",
    "expected_counts",
    "expected_rows",
    "first_proposal",
    "flags",
    "gaps",
    "gini",
    "is_judged",
    "judged_from_decisions",
    "judged_from_matches",
    "judged_from_rows",
    "judged_matrix",
    "judged_row_key",
    "key_names",
    "machine_scores",
    "mix_sources",
    "module_matrix",
    "opportunities",
    "pielou",
    "porter_alignment",
    "porter_index",
    "progression",
    "reinforce",
    "row_key",
    "row_names",
    "source_of",
    "standardised_residuals",
    "target_columns",
    "unevenness",
    "verb_list",
    "with_proposed_demand",
]
