"""How far people who judge the same things agree."""

from sauatty.core.agreement.alpha import Resampled, krippendorff_alpha
from sauatty.core.agreement.confusions import ConfusionPair, confusion_pairs, count_disagreements
from sauatty.core.agreement.distances import SET_DISTANCES
from sauatty.core.agreement.in_words import in_words, merge_in_words, reading
from sauatty.core.agreement.kappa import cohen_kappa
from sauatty.core.agreement.measure import Agreement, agreement, agreement_by, agreement_by_competence
from sauatty.core.agreement.ratings import LEVELS

__all__ = [
    "LEVELS",
    "SET_DISTANCES",
    "Agreement",
    "ConfusionPair",
    "Resampled",
    "agreement",
    "agreement_by",
    "agreement_by_competence",
    "cohen_kappa",
    "confusion_pairs",
    "count_disagreements",
    "in_words",
    "krippendorff_alpha",
    "merge_in_words",
    "reading",
]
