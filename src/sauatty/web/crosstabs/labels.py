"""The words of variables, values and measures in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.core.evaluation.crosstab import BAND_VARIABLES, MEASURES, STAGE_VARIABLES, VARIABLES
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.texts import in_language
from sauatty.web.evaluations import selectors as evaluations
from sauatty.web.programmes import selectors as programmes

VARIABLE_LABELS: Mapping[str, Any] = {
    "region": gettext_lazy("Region"), "workplace": gettext_lazy("Kind of organisation"),
    "language": gettext_lazy("Language"), "cohort": gettext_lazy("Cohort"),
    "form": gettext_lazy("Form of the training"), "tested_before": gettext_lazy("Took the pre-test"),
    "attended": gettext_lazy("Attended"), "tested_after": gettext_lazy("Took the final test"),
    "active": gettext_lazy("Ran an own activity"), "certified": gettext_lazy("Has a certificate"),
    "pre_band": gettext_lazy("Result of the pre-test"), "final_band": gettext_lazy("Result of the final test"),
}  # fmt: skip
MEASURE_LABELS: Mapping[str, Any] = {
    "count": gettext_lazy("Number of people"), "row_share": gettext_lazy("Share of the row"),
    "column_share": gettext_lazy("Share of the column"), "mean_pre": gettext_lazy("Mean of the pre-test"),
    "mean_final": gettext_lazy("Mean of the final test"), "mean_gain": gettext_lazy("Mean gain"),
}  # fmt: skip
_FORMS = {
    "online": gettext_lazy("online"),
    "onsite": gettext_lazy("face to face"),
    "mixed": gettext_lazy("mixed"),
}
_SAID = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}
_BANDS = {
    "low": gettext_lazy("under 50 %"),
    "middle": gettext_lazy("50 to 74 %"),
    "high": gettext_lazy("from 75 %"),
}


def variables() -> list[tuple[str, Any]]:
    """Return the variables with their words."""
    return [(name, VARIABLE_LABELS[name]) for name in VARIABLES]


def measures() -> list[tuple[str, Any]]:
    """Return the measures with their words."""
    return [(name, MEASURE_LABELS[name]) for name in MEASURES]


def value_labels(programme: Any) -> dict[str, dict[str, str]]:
    """Return the words of the values of each variable (two queries)."""
    cohorts = {str(one.pk): in_language(one, "name") for one in programmes.list_cohorts(programme)}
    found: dict[str, Mapping[str, Any]] = {
        "region": evaluations.region_names(), "workplace": evaluations.kind_names(), "language": LANGUAGE_NAMES,
        "cohort": cohorts, "form": _FORMS, **dict.fromkeys(STAGE_VARIABLES, _SAID),
        **dict.fromkeys(BAND_VARIABLES, _BANDS),
    }  # fmt: skip
    return {name: {key: str(word) for key, word in words.items()} for name, words in found.items()}


def value_label(words: Mapping[str, Mapping[str, str]], variable: str, value: str) -> str:
    """Return the word of one value; '' is not known."""
    return words[variable].get(value, value) if value else _("not known")
