"""The experts' figures as a published version carries them: for everybody to read."""

from sauatty.core.agreement.content_validity import MIN_EXPERTS
from sauatty.web.adaptations.models import Adaptation
from sauatty.web.adaptations.selectors.rounds import ASPECTS, Json


def published_validity(adaptation: Adaptation) -> Json | None:
    """Return the figures of the last closed round as a published version carries them, or None.

    They are read by everybody: an item stands there where at least three rated it (of two, each would know the
    other's rating), under the code that it is published with, and not where it was left out after the round.
    """
    last = adaptation.rounds.filter(closed_at__isnull=False).order_by("-number").first()
    if last is None or last.results.get("n_experts", 0) < MIN_EXPERTS:
        return None
    rows = adaptation.competences.exclude(action="leave-out").values_list("pk", "code")
    codes = {str(pk): code for pk, code in rows if _is_told(last.results, str(pk))}
    return {
        "round": last.number,
        "closed_on": last.closed_at.date().isoformat() if last.closed_at else "",
        "n_experts": last.results["n_experts"],
        **{
            aspect: {
                **{key: last.results[aspect][key] for key in ("s_cvi_ave", "s_cvi_ua")},
                "items": {
                    codes[key]: value for key, value in last.results[aspect]["items"].items() if key in codes
                },
            }
            for aspect in ASPECTS
        },
    }


def count_raters(adaptation: Adaptation) -> int:
    """Return how many experts rated in the last closed round, 0 where there was none."""
    last = adaptation.rounds.filter(closed_at__isnull=False).order_by("-number").first()
    return int(last.results.get("n_experts", 0)) if last else 0


def _is_told(results: Json, item_id: str) -> bool:
    """Tell whether so many rated an item that its figures give nobody's rating away."""
    found = [results[aspect]["items"].get(item_id) for aspect in ASPECTS]
    return all(one is not None and one["n"] >= MIN_EXPERTS for one in found)
