"""Differences between groups and gains as pages show them. Pure: no tables here."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.core.documents.blocks import Figure
from sauatty.core.documents.test_figures import dif_figure, dif_rows, gain_figure, gain_rows
from sauatty.core.languages import format_number
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments.labels import language
from sauatty.web.calibrations.naming import component_names, note_words
from sauatty.web.calibrations.working.plain import FEWER

Json = Mapping[str, Any]
Names = Mapping[str, str]


EFFECTS = {
    "d_av": _("mean gain over the mean spread of both tests"),
    "g_av": _("d_av, corrected for small samples"),
    "d_z": _("mean gain over the spread of the gains"),
    "d_pre": _("mean gain over the spread of the pre-test"),
}

# --- differences ---


def dif_page(result: Json, names: Names) -> dict[str, Any]:
    """Return each comparison with what was found, what could have been found, and whom it compares."""
    return {"parts": [one for part in result["parts"] for one in _comparisons(part, names)]}


def _comparisons(part: Json, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "paper": part["paper"], "reference": names.get(part["reference"], part["reference"]),
            "focal": names.get(focal, focal), "n_reference": part["group_sizes"].get(part["reference"]),
            "n_focal": part["group_sizes"].get(focal), "detectable": part["detectable"][focal],
            "flagged": [_flagged(one) for one in part["items"] if one["focal"] == focal and one["is_flagged"]],
            "turning": [one["item"] for one in part["items"] if one["focal"] == focal and _turns(one)],
            "n_items": sum(one["focal"] == focal for one in part["items"]),
            "note_words": note_words(_named(_unsaid(part, focal), names)), "chart": chart_key(part["paper"], focal),
        }
        for focal in part["focals"]
    ]  # fmt: skip


def _flagged(one: Json) -> dict[str, Any]:
    found = one["purified"] or one
    # Where nobody of one group failed or nobody solved there is no delta; the difference of the points is there.
    difference = found["standardised_difference"]
    shown = found["delta"] if found["delta"] is not None else difference
    return {
        "item": one["item"], "class": found["class"], "delta": found["delta"], "difference": difference,
        "is_harder": (shown or 0) < 0,
    }  # fmt: skip


def _turns(one: Json) -> bool:
    """Tell whether the difference turns round with ability (non-uniform, beyond the smallest)."""
    logistic = (one["purified"] or one)["logistic"]
    return logistic is not None and logistic["class_nonuniform"] in ("B", "C")


def _unsaid(part: Json, focal: str) -> list[Json]:
    """Return the notes without the one about what could have been seen where the page says it already."""
    is_said = part["detectable"][focal] is not None
    return [note for note in part["notes"] if not (is_said and note["code"] == "dif-small-sample")]


def _named(notes: list[Json], names: Names) -> list[dict[str, Any]]:
    """Put the names of groups into notes."""
    keys = ("group", "reference", "focal")
    return [
        {**note, "params": {name: names.get(str(value), value) if name in keys else value
                            for name, value in note["params"].items()}}
        for note in notes
    ]  # fmt: skip


def chart_key(paper: str, focal: str) -> str:
    """Return the name of a chart in addresses."""
    return f"dif-{slug(paper)}-{slug(focal)}"


def slug(name: str) -> str:
    """Return a name that can stand in an address."""
    return "".join(one if one.isascii() and one.isalnum() else "_" for one in name)


def dif_charts(result: Json, names: Names) -> dict[str, Figure]:
    """Return the forest of each comparison."""
    charts = {}
    for part in result["parts"]:
        for focal in part["focals"]:
            rows = dif_rows([one for one in part["items"] if one["focal"] == focal])
            groups = (names.get(part["reference"], part["reference"]), names.get(focal, focal))
            key = chart_key(part["paper"], focal)
            charts[key] = dif_figure(rows, groups, language(), id=key)
    return charts


# --- gain ---


def gain_page(result: Json, names: Names) -> dict[str, Any]:
    """Return the gain as points and as a share of them, on the scale, by part, beside what stands against it."""
    raw = result["raw"]
    most = raw["most"][0] if raw["unit"] == "points" else 1.0
    return {
        "raw": raw, "found": raw["gain"], "most": most,
        "share": {"gain": raw["mean_gain"] / most, "ends": [end / most for end in raw["ci95"]] if raw["ci95"] else None,
                  "pre": raw["gain"]["mean_pre"] / most, "post": raw["gain"]["mean_post"] / most},
        "effects": [{**one, "said": EFFECTS.get(one["name"], one["formula"])} for one in raw["effect_sizes"]],
        "theta": result["theta"], "left": _left(raw["drop_out"]), "thirds": _thirds(raw, most),
        "parts": parts_of(result, names), "takings": _takings(result, names), "result": result,
        "note_words": note_words([*raw["notes"], *result["theta"].get("notes", [])]),
    }  # fmt: skip


def _left(drop_out: Json) -> dict[str, Any]:
    """Return who took one test only, in words: as in the table beside, a few people are not counted out."""
    counts = {
        name: FEWER if 0 < drop_out[name] < MINIMUM_CELL else format_number(drop_out[name], language())
        for name in ("n_both", "n_pre_only", "n_post_only")
    }
    return {**drop_out, **counts}


def _thirds(raw: Json, most: float) -> list[dict[str, Any]]:
    found = raw["regression"]["thirds"] if raw["regression"] else []
    keys = ("mean_pre", "mean_post", "mean_gain", "expected_by_regression", "gain_beyond")
    return [
        {"third": one["third"], "n": one["n"], **{key: one[key] / most for key in keys}}
        for one in found if one["n"] >= 5
    ]  # fmt: skip


def parts_of(result: Json, names: Names) -> list[dict[str, Any]]:
    """Return components and groups with gain as a share of the points and effect size."""
    raw = result["raw"]
    rows = [*raw["by_component"], *(row for by in result["by_group"].values() for row in by)]
    return [_part(row, result, names) for row in rows]


def _part(row: Json, result: Json, names: Names) -> dict[str, Any]:
    titles = {**component_names([one["name"] for one in result["raw"]["by_component"]]), **names}
    most, ends = row["most"], row["gain"]["ci95"]
    return {
        "name": titles.get(row["name"], row["name"]), "n": row["gain"]["n"],
        "mean": row["gain"]["mean_gain"] / most, "ci95": [end / most for end in ends] if ends else None,
        "effect": row["effect_size"]["value"], "effect_ci95": row["effect_size"]["ci95"],
    }  # fmt: skip


def _takings(result: Json, names: Names) -> list[dict[str, Any]]:
    rows = [row for by in result["drop_out"].values() for row in by]
    return [{**row, "name": names.get(row["group"], row["group"])} for row in rows]


def gain_charts(result: Json, names: Names) -> dict[str, Figure]:
    """Return the standardised gains."""
    rows = [row for by in result["by_group"].values() for row in by]
    whole = {**result["raw"], "by_group": rows}
    titles = {**component_names([one["name"] for one in whole["by_component"]]), **names}
    return {"gain": gain_figure(gain_rows(whole, language(), titles), language())}
