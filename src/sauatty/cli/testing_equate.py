"""`sauatty test equate`: points of one form as points of another."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import isnan
from typing import Any, cast

import click
import numpy as np

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.cli.tables import Value
from sauatty.cli.testing_inputs import answers, charts, model_option, outputs, read_two
from sauatty.cli.testing_outputs import Chart, Shown, aligned, deliver, notes_json, number
from sauatty.core.errors import EquatingImpossible
from sauatty.core.psychometrics.drift import Drift, drift
from sauatty.core.psychometrics.equating import METHODS as OBSERVED
from sauatty.core.psychometrics.equating import Equating, ScoreMethod, equate_scores
from sauatty.core.psychometrics.equating_curves import form_expectation, points_of
from sauatty.core.psychometrics.equating_links import METHODS as LINKS
from sauatty.core.psychometrics.equating_links import Link, LinkMethod, link, true_score_equating
from sauatty.core.psychometrics.irt import Calibration, calibrate
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.parameter_files import is_parameters, item_as_json, read_parameters
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import SEED, FloatArray

Curves = tuple[ItemParameters, ...]


@click.command()
@click.argument("new", metavar="NEW", type=IN_FILE)
@click.argument("base", metavar="BASE", type=IN_FILE)
@click.option(
    "--method",
    type=click.Choice([*OBSERVED, *LINKS]),
    default="equipercentile",
    show_default=True,
    help="The first three compare totals of equivalent groups, the others link two calibrations by common items.",
)
@answers
@model_option
@click.option("--no-smoothing", is_flag=True, help="equipercentile: take the totals as they are.")
@click.option(
    "--resamples",
    type=click.IntRange(0, 10_000),
    default=500,
    show_default=True,
    help="Bootstrap samples for the errors of observed totals.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the bootstrap.")
@outputs
@charts
def command(new: str, base: str, method: str, language: str, **options: Any) -> None:
    """Say what each total of a NEW form is worth on a BASE form.

    NEW and BASE are two SCORES files. By totals (mean, linear, equipercentile) the groups have to be equivalent, such
    as halves of a cohort drawn by chance. The others (mean-sigma, mean-mean, stocking-lord, haebara) need common items
    and take parameters that 'sauatty test calibrate' wrote as well.
    """
    if method in OBSERVED:
        deliver(_observed(new, base, cast(ScoreMethod, method), options), options)
        return
    first, second = _calibrations(new, base, options)
    deliver(_linked(first, second, cast(LinkMethod, method), language), options)


# --- totals ---


def _observed(new: str, base: str, method: ScoreMethod, options: Mapping[str, Any]) -> Shown:
    matrices = read_two(new, base, options)
    totals = [_whole_totals(matrix, name) for matrix, name in zip(matrices, (new, base), strict=True)]
    left = sum(matrix.n_persons - len(values) for matrix, values in zip(matrices, totals, strict=True))
    most = (sum(matrices[0].max_scores), sum(matrices[1].max_scores))
    found = equate_scores(
        totals[0], totals[1], most, method, is_smoothed=not options["no_smoothing"],
        n_resamples=options["resamples"], seed=options["seed"],
    )  # fmt: skip
    notes = (*found.notes, *((Note("equating-needs-all-answers", {"count": left}),) if left else ()))
    both = len(set(matrices[0].persons) & set(matrices[1].persons))
    notes += (Note("equating-same-people", {"count": both}),) if both else ()
    return _shown_observed(found, notes, most)


def _whole_totals(matrix: ScoreMatrix, name: str) -> FloatArray:
    """Return the totals of those who answered everything; raise where nobody did."""
    totals = matrix.scores.sum(axis=1)
    whole = np.asarray(totals[~np.isnan(totals)])
    if not len(whole):
        raise EquatingImpossible(problem=f"nobody in '{shown_name(name)}' answered every question")
    return whole


def _shown_observed(found: Equating, notes: Sequence[Note], most: tuple[int, int]) -> Shown:
    content = {**asdict(found), "most": list(most), "notes": notes_json(notes)}
    rows: list[list[Value]] = [[row.points, row.equivalent, row.se] for row in found.rows]
    table = aligned(
        ("points", "on the base form", "se"),
        [(str(row[0]), number(row[1]), number(row[2])) for row in _of(rows)],
    )
    words = [f"{found.method}: {found.n_new} people with the new form, {found.n_base} with the base form"]
    return Shown(content, ("points", "equivalent", "se"), rows, table, words, notes=notes)


def _of(rows: Sequence[Sequence[Value]]) -> Sequence[Sequence[Any]]:
    return rows


# --- links ---


def _calibrations(new: str, base: str, options: Mapping[str, Any]) -> tuple[Calibration, Calibration]:
    """Return two calibrations: those of the files, or of the answers in them."""
    contents = [read_bytes(new), read_bytes(base)]
    if all(is_parameters(content) for content in contents):
        first, second = (
            read_parameters(content, shown_name(name))
            for content, name in zip(contents, (new, base), strict=True)
        )
        return first, second
    matrices = read_two(new, base, options)
    first, second = (calibrate(matrix, options["model"]) for matrix in matrices)
    return first, second


def _linked(new: Calibration, base: Calibration, method: LinkMethod, language: str) -> Shown:
    found = link(new.items, base.items, method)
    moved = drift(base.items, new.items, method)
    on_base = found.items(new.items)
    rows = true_score_equating(on_base, base.items)
    notes = (
        *new.notes,
        *base.notes,
        *found.notes,
        *moved.notes,
        *(n for one in moved.items for n in one.notes),
    )
    content = {
        **asdict(found), "rows": [asdict(row) for row in rows], "items": [item_as_json(one) for one in on_base],
        "drift": [_drift_json(one) for one in moved.items], "notes": notes_json(notes),
    }  # fmt: skip
    values: list[list[Value]] = [[row.points, row.theta, row.equivalent] for row in rows]
    table = aligned(
        ("points", "theta", "on the base form"),
        [(str(row.points), number(row.theta), number(row.equivalent)) for row in rows],
    )
    return Shown(
        content, ("points", "theta", "equivalent"), values, table, _words(found, moved), notes=notes,
        charts=_charts(on_base, base.items, language),
    )  # fmt: skip


def _drift_json(one: Any) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if key != "notes"}


def _words(found: Link, moved: Drift) -> list[str]:
    slope, intercept = number(found.slope, 3), number(found.intercept, 3)
    lines = [
        f"{found.method} over {len(found.common)} common items: theta on the base scale = {slope} × theta + {intercept}"
    ]
    if found.se_intercept is not None and not isnan(found.se_intercept):
        lines.append(f"errors: slope {number(found.se_slope, 3)}, intercept {number(found.se_intercept, 3)}")
    lines.append(f"Common items that moved: {', '.join(moved.moved) or 'none'}")
    return lines


def _charts(new: Curves, base: Curves, language: str) -> Mapping[str, Chart]:
    from sauatty.core.documents.test_figures_curves import icc_svg

    thetas = np.linspace(-4, 4, 81)
    shares = {
        name: (form_expectation(form, thetas) / points_of(form)).tolist()
        for name, form in (("new", new), ("base", base))
    }
    return {"forms": lambda: icc_svg(thetas.tolist(), shares, language, name="forms")}
