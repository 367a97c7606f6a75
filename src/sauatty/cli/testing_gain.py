"""`sauatty test gain`: what the same people can do in the final test beyond the pre-test."""

from collections.abc import Mapping, Sequence
from typing import Any

import click
import numpy as np

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.cli.tables import Value
from sauatty.cli.testing_inputs import (
    MODELS,
    answers,
    charts,
    groups_option,
    outputs,
    read_named_components,
    read_named_groups,
    read_two,
    stacked,
)
from sauatty.cli.testing_outputs import (
    Chart,
    Shown,
    aligned,
    chance,
    deliver,
    ends,
    interval_columns,
    number,
    two,
)
from sauatty.core.psychometrics.gain import Gain, PartGain, gain
from sauatty.core.psychometrics.gain_effects import EffectSize, MeanGain
from sauatty.core.psychometrics.gain_theta import ThetaGain, theta_gain
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.reliability import reliability
from sauatty.core.psychometrics.scores import ScoreMatrix

MOST_FORMS = 12
_HEAD = (
    "part", "name", "unit", "n", "mean_pre", "mean_post", "mean_gain", *interval_columns("gain"), "p", "effect_size",
    *interval_columns("effect_size"),
)  # fmt: skip


@click.command()
@click.argument("pre", metavar="PRE", type=IN_FILE)
@click.argument("post", metavar="POST", type=IN_FILE)
@answers
@groups_option("languages, cohorts …, for a gain of each")
@click.option(
    "--components",
    "components_file",
    type=IN_FILE,
    help="COMPONENTS.csv (item,component): for a gain of each.",
)
@click.option(
    "--model", type=click.Choice(MODELS), help="Give the gain in logits too, both tests calibrated together."
)
@click.option(
    "--parameters", type=IN_FILE, help="Give the gain in logits too, by these parameters (JSON or CSV)."
)
@outputs
@charts
def command(
    pre: str, post: str, model: str | None, parameters: str | None, language: str, **options: Any
) -> None:
    """Say what people gained from a pre-test to a final test, PRE.csv to POST.csv.

    People are paired by the column 'person'. 'effect_size' is d_av, the mean gain over the average standard
    deviation; others stand beside it. Who took one test only is counted, and regression to the mean shown. With
    --model or --parameters the gain stands on the scale of abilities too, which makes forms of different difficulty
    comparable if they have items in common.
    """
    before, after = read_two(pre, post, options)
    groups, components = (
        read_named_groups(options["groups_file"]), read_named_components(options["components_file"])
    )  # fmt: skip
    found = gain(before, after, groups=groups, components=components, reliability_pre=_trust(before))
    on_scale, notes = _on_scale(before, after, model, parameters)
    deliver(_shown(found, on_scale, notes, language), options)


def _trust(matrix: ScoreMatrix) -> float | None:
    """Return alpha of the pre-test; where forms share too little for one, its mean over forms, weighed by people."""
    whole = reliability(matrix).alpha
    if whole is not None:
        return whole
    forms, of_row = np.unique(~np.isnan(matrix.scores), axis=0, return_inverse=True)
    found: list[tuple[float, int]] = []
    for place, asked in enumerate(forms if len(forms) <= MOST_FORMS else ()):
        rows = np.flatnonzero(of_row == place).tolist()
        alpha = reliability(matrix.of_persons(rows).of_items(np.flatnonzero(asked).tolist())).alpha
        found += [(alpha, len(rows))] if alpha is not None else []
    return sum(alpha * n for alpha, n in found) / sum(n for _alpha, n in found) if found else None


def _on_scale(
    before: ScoreMatrix, after: ScoreMatrix, model: str | None, parameters: str | None
) -> tuple[ThetaGain | None, tuple[Note, ...]]:
    """Return the gain in logits, where it was asked for; abilities are Warm's."""
    from sauatty.core.psychometrics.abilities import estimate_abilities

    if not (model or parameters):
        return None, ()
    scale = _scale(before, after, model, parameters)
    first, last = (estimate_abilities(matrix, scale, "wle") for matrix in (before, after))
    place = {person: row for row, person in enumerate(after.persons)}
    rows = np.array([place.get(person, -1) for person in before.persons], int)
    theta, se = (np.where(rows < 0, np.nan, values[rows]) for values in (last.theta, last.se))
    found = theta_gain(first.theta, theta, first.se, se)
    return found, (*scale.notes, *found.notes)


def _scale(before: ScoreMatrix, after: ScoreMatrix, model: str | None, parameters: str | None) -> Calibration:
    from sauatty.core.psychometrics.irt import calibrate
    from sauatty.core.psychometrics.parameter_files import read_parameters

    if parameters:
        return read_parameters(read_bytes(parameters), shown_name(parameters))
    names = ["pre"] * before.n_persons + ["final"] * after.n_persons
    return calibrate(stacked([before, after]), model or "rasch", groups=names, with_errors=False)


def _shown(found: Gain, on_scale: ThetaGain | None, notes: Sequence[Note], language: str) -> Shown:
    content: dict[str, Any] = found.as_json() | {"theta": None}
    rows = [_row("all", "", found.unit, found.gain, found.effect_sizes[0])]
    if on_scale:
        content["theta"] = on_scale.as_json()
        rows.append(_row("theta", "", "logits", on_scale.gain, on_scale.effect_sizes[0]))
    rows += [_part("component", one) for one in found.by_component]
    rows += [_part("group", one) for one in found.by_group]
    return Shown(
        content, _HEAD, rows, _table(rows), _words(found), _after(found), (*found.notes, *notes),
        _charts(content, language),
    )  # fmt: skip


def _row(part: str, name: str, unit: str, one: MeanGain, effect: EffectSize) -> list[Value]:
    return [
        part, name, unit, one.n, one.mean_pre, one.mean_post, one.mean_gain, *two(one.ci95), one.p, effect.value,
        *two(effect.ci95),
    ]  # fmt: skip


def _part(kind: str, one: PartGain) -> list[Value]:
    return _row(kind, one.name, one.unit, one.gain, one.effect_size)


def _table(rows: Sequence[Sequence[Any]]) -> str:
    head = ("part", "unit", "n", "pre", "final", "gain", "95 %", "p", "d_av", "95 %")
    lines = [
        (
            f"{row[0]} {row[1]}".strip(), row[2], str(row[3]), number(row[4]), number(row[5]), number(row[6]),
            ends(row[7:9]), chance(row[9]), number(row[10]), ends(row[11:13]),
        )
        for row in rows
    ]  # fmt: skip
    return aligned(head, lines, n_labels=2)


def _words(found: Gain) -> list[str]:
    left = found.drop_out
    return [
        f"{left.n_both} people took both tests, {left.n_pre_only} the pre-test only, {left.n_post_only} the final "
        f"test only; most points {found.most[0]} and {found.most[1]}"
    ]


def _after(found: Gain) -> list[str]:
    """Return what chance alone would have brought, by thirds of the pre-test."""
    lines = [
        f"{one.third} third in the pre-test ({one.n}): gained {number(one.mean_gain)}, "
        f"by regression to the mean alone {number(one.expected_by_regression)}"
        for one in (found.regression.thirds if found.regression else ())
    ]
    change = found.reliable_change
    if change:
        lines.append(
            f"Changed by more than errors of measurement: {change.n_improved} up, {change.n_declined} down"
        )
    return lines


def _charts(content: Mapping[str, Any], language: str) -> Mapping[str, Chart]:
    from sauatty.core.documents.test_figures import gain_rows, gain_svg

    return {"gain": lambda: gain_svg(gain_rows(content, language), language)}
