"""`sauatty test score`: where each person stands on the scale of a calibration."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import click

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.cli.tables import Value
from sauatty.cli.testing_inputs import (
    answers,
    charts,
    groups_option,
    model_option,
    outputs,
    read_matrix,
    read_named_groups,
)
from sauatty.cli.testing_outputs import Chart, Shown, aligned, deliver, notes_json, number
from sauatty.core.exchange.test_scores import groups_of
from sauatty.core.psychometrics.abilities import Abilities, estimate_abilities
from sauatty.core.psychometrics.fit_persons import PersonFit, person_fit
from sauatty.core.psychometrics.information import empirical_reliability
from sauatty.core.psychometrics.irt import Calibration, calibrate
from sauatty.core.psychometrics.parameter_files import read_parameters
from sauatty.core.psychometrics.scores import ScoreMatrix

MOST_LINES = 200
_FIT = ("lz", "p", "infit", "outfit")


@dataclass(frozen=True, slots=True)
class Scored:
    """People and where they stand."""

    matrix: ScoreMatrix
    scale: Calibration
    people: Abilities
    fit: PersonFit | None

    def columns(self) -> dict[str, list[Any]]:
        """Return the table, column by column."""
        import numpy as np

        asked = ~np.isnan(self.matrix.scores)
        points = np.where(asked, self.matrix.scores, 0.0).sum(axis=1)
        found = {
            "person": list(self.matrix.persons),
            "points": points.astype(int).tolist(),
            "most": (asked @ np.array(self.matrix.max_scores)).astype(int).tolist(),
            "n_answered": asked.sum(axis=1).tolist(),
            "theta": self.people.theta.tolist(),
            "se": self.people.se.tolist(),
            "is_extreme": self.people.is_extreme.tolist(),
        }
        fit = self.fit
        return found | {name: getattr(fit, name).tolist() for name in (_FIT if fit else ())}


@click.command()
@click.argument("scores", metavar="SCORES", type=IN_FILE)
@click.option(
    "--parameters",
    type=IN_FILE,
    help="What 'sauatty test calibrate' wrote (JSON or CSV); else these answers are calibrated first.",
)
@click.option(
    "--method",
    type=click.Choice(["eap", "wle", "mle"]),
    default="eap",
    show_default=True,
    help="Mean of the posterior, Warm's weighted likelihood (for comparing groups), or maximum likelihood.",
)
@model_option
@answers
@groups_option("groups of the calibration, whose distributions eap starts from")
@click.option(
    "--person-fit", is_flag=True, help="Add lz*, infit and outfit of each person: patterns to look at."
)
@outputs
@charts
def command(scores: str, parameters: str | None, method: str, language: str, **options: Any) -> None:
    """Score people on the scale of a calibration: ability in logits, each with its standard error.

    Without --parameters the answers are calibrated first (--model). Items need not be all those of the calibration.
    """
    matrix = read_matrix(scores, options)
    groups = _groups(matrix, options["groups_file"])
    if parameters:
        scale = read_parameters(read_bytes(parameters), shown_name(parameters))
        matrix = _with_points_of(matrix, scale)
    else:
        scale = calibrate(matrix, options["model"], groups=groups, with_errors=False)
    people = estimate_abilities(matrix, scale, method, groups=groups if method == "eap" else None)
    fit = person_fit(matrix, scale) if options["person_fit"] else None
    deliver(_shown(Scored(matrix, scale, people, fit), language), options)


def _groups(matrix: ScoreMatrix, file: str | None) -> tuple[str, ...] | None:
    named = read_named_groups(file)
    return groups_of(matrix.persons, named, shown_name(file)) if named is not None and file else None


def _with_points_of(matrix: ScoreMatrix, scale: Calibration) -> ScoreMatrix:
    """Return the matrix with the most points that the calibration knows of, which nobody here may have had."""
    known = scale.by_item()
    pairs = zip(matrix.items, matrix.max_scores, strict=True)
    most = (known[item].max_score if item in known else most for item, most in pairs)
    return replace(matrix, max_scores=tuple(most))


def _shown(found: Scored, language: str) -> Shown:
    columns = found.columns()
    rows: list[list[Value]] = [list(row) for row in zip(*columns.values(), strict=True)]
    trust = empirical_reliability(found.people)
    notes = (*found.scale.notes, *found.people.notes, *(found.fit.notes if found.fit else ()))
    content = {
        "method": found.people.method, "model": found.scale.model, "n_persons": found.matrix.n_persons,
        "reliability": trust, "people": [dict(zip(columns, row, strict=True)) for row in rows],
        "notes": notes_json(notes),
    }  # fmt: skip
    words = [
        f"{found.matrix.n_persons} people by {found.people.method}, {found.scale.model}; "
        f"reliability {number(trust, 3)}"
    ]
    more = len(rows) - MOST_LINES
    after = [f"{more} more people: --format csv has all of them."] if more > 0 else []
    return Shown(
        content,
        list(columns),
        rows,
        _table(list(columns), rows),
        words,
        after,
        notes,
        _charts(found, language),
    )


def _table(head: list[str], rows: list[list[Value]]) -> str:
    lines = [
        [number(value, 2) if isinstance(value, float) else _said(value) for value in row]
        for row in rows[:MOST_LINES]
    ]
    return aligned(head, lines)


def _said(value: Value) -> str:
    return ("yes" if value else "") if isinstance(value, bool) else str(value)


def _charts(found: Scored, language: str) -> Mapping[str, Chart]:
    from sauatty.core.documents.test_figures import wright_svg

    items = {one.item: one.difficulty for one in found.scale.items if one.item in found.matrix.items}
    return {"wright": lambda: wright_svg(found.people.theta.tolist(), items, language)}
