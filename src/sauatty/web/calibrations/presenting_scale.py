"""Calibration, equating and drift as pages show them. Pure: no tables here."""

from collections.abc import Mapping
from typing import Any

from sauatty.core.documents.blocks import Figure
from sauatty.core.documents.test_figures import wright_figure
from sauatty.core.documents.test_figures_curves import icc_figure, information_figure
from sauatty.core.documents.test_figures_drift import drift_figure, equating_table
from sauatty.core.psychometrics.information import information_curves
from sauatty.web.assessments.labels import language
from sauatty.web.calibrations.naming import note_words
from sauatty.web.calibrations.working.parameters import items_from

Json = Mapping[str, Any]
Names = Mapping[str, str]
MISFIT_LOW, MISFIT_HIGH, MISFIT_Z = 0.7, 1.3, 1.96
N_CURVES = 24


def calibration_page(result: Json, names: Names) -> dict[str, Any]:
    """Return items with their parameters and fit, groups, reliability and what hangs together."""
    found, fit = result["calibration"], {one["item"]: one for one in result["fit"]}
    chance = {one["item"]: one for one in result["sx2"]}
    rows = [
        {
            **one,
            "fit": fit.get(one["item"]),
            "sx2": chance.get(one["item"]),
            "misfit": _misfit(fit.get(one["item"])),
        }
        for one in sorted(found["items"], key=_by_difficulty)
    ]
    return {
        "found": found, "rows": rows, "pairs": result["q3"]["above"], "n_pairs": result["q3"]["n_above"],
        "groups": [{**one, "title": names.get(one["name"], one["name"]),
                    "reliability": result["reliability"]["marginal"].get(one["name"])} for one in found["groups"]],
        "n_papers": sum(one["n"] for one in found["groups"]),
        "note_words": note_words(result["notes"]), "has_slopes": found["model"] == "2pl",
        "has_chance": any(one["p"] is not None for one in result["sx2"]),
        "n_misfit": sum(bool(row["misfit"]) for row in rows), "empirical": result["reliability"]["empirical"],
    }  # fmt: skip


def _by_difficulty(row: Json) -> tuple[bool, float]:
    return row["difficulty"] is None, row["difficulty"] or 0.0


def _misfit(fit: Json | None) -> str:
    """Say whether a question is noisier or more regular than the model expects, beyond chance and by much."""
    if fit is None or fit["infit"] is None or abs(fit["infit_z"] or 0.0) < MISFIT_Z:
        return ""
    return "noisy" if fit["infit"] > MISFIT_HIGH else "regular" if fit["infit"] < MISFIT_LOW else ""


def calibration_charts(result: Json, names: Names) -> dict[str, Figure]:
    """Return the Wright map, the information of each paper and the curves of its items."""
    thetas = [theta for values in result["thetas"].values() for theta in values]
    levels = {one["item"]: one["difficulty"] for one in result["calibration"]["items"]}
    charts = {"wright": wright_figure(thetas, levels, language())}
    at = result["curves"]["thetas"]
    for paper, curves in result["curves"]["papers"].items():
        charts[f"information-{paper}"] = information_figure(
            at, curves["information"], curves["expected"], language(), id=f"information-{paper}"
        )
        charts[f"icc-{paper}"] = _icc(result["calibration"], paper, curves["items"])
    return charts


def _icc(found: Json, paper: str, items: list[str]) -> Figure:
    wanted = items_from(one for one in found["items"] if one["item"] in set(items[:N_CURVES]))
    most = {one.item: one.max_score for one in wanted}
    curves = information_curves(wanted)
    shares = {
        item: (row / most[item]).tolist() for item, row in zip(curves.items, curves.item_score, strict=True)
    }
    return icc_figure(curves.thetas.tolist(), shares, language(), id=f"icc-{paper}")


def equating_page(result: Json, names: Names) -> dict[str, Any]:
    """Return what totals are worth on the other paper."""
    notes = {note["code"]: note for one in result["methods"] for note in one["notes"]}
    first = result["methods"][0]
    return {
        "found": result, "table": equating_table(result, language()), "note_words": note_words(notes.values()),
        "goes_beyond": any(_beyond(one["rows"], result["most"][1]) for one in result["methods"]),
        "n_new": first["n_new"], "n_base": first["n_base"], "test": names.get(result["test"], result["test"]),
    }  # fmt: skip


def _beyond(rows: list[Json], most: float) -> bool:
    """Tell whether an equivalent lies below no points or above the most points."""
    return any(row["equivalent"] is not None and not 0 <= row["equivalent"] <= most for row in rows)


def drift_page(result: Json, names: Names) -> dict[str, Any]:
    """Return what moved between two versions of parameters."""
    words = note_words(note for one in result["items"] for note in one["notes"])
    return {"found": result, "words": words, "note_words": note_words(result["notes"])}


def drift_charts(result: Json, names: Names) -> dict[str, Figure]:
    """Return the displacements."""
    return {"drift": drift_figure(result, language())}
