"""`sauatty test calibrate`: difficulties and discriminations on one scale, with errors and fit."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.cli.tables import Value
from sauatty.cli.testing_inputs import (
    answers,
    charts,
    groups_option,
    method_option,
    model_option,
    outputs,
    read_matrix,
    read_named_groups,
    stacked,
)
from sauatty.cli.testing_outputs import Chart, Shown, aligned, chance, deliver, notes_json, number
from sauatty.core.exchange.test_scores import groups_of
from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.fit import Q3, ItemFit, item_fit, local_dependence
from sauatty.core.psychometrics.fit_scores import SX2, score_fit
from sauatty.core.psychometrics.flags import copy_notes
from sauatty.core.psychometrics.information import information_curves, marginal_reliability
from sauatty.core.psychometrics.irt import Calibration, ItemParameters, calibrate
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.parameter_files import parameters_as_json, read_parameters
from sauatty.core.psychometrics.scores import ScoreMatrix

_FIT = ("infit", "infit_z", "outfit", "outfit_z")


@dataclass(frozen=True, slots=True)
class Fits:
    """How well the answers fit."""

    items: ItemFit
    scores: SX2
    pairs: Q3

    def of_item(self) -> dict[str, dict[str, Any]]:
        """Return the figures of each item."""
        found = {one.item: {key: getattr(one, key) for key in _FIT} for one in self.items.items}
        for one in self.scores.items:
            found[one.item] |= {"s_x2": one.s_x2, "s_x2_df": one.df, "s_x2_p": one.p}
        return found

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what has to be said of the fit."""
        return (*self.items.notes, *self.scores.notes)


@click.command()
@click.argument("scores", metavar="SCORES...", type=IN_FILE, nargs=-1, required=True)
@model_option
@method_option
@answers
@groups_option("groups of people (years, pre and final …) with a mean and a deviation of their own")
@click.option("--anchors", type=IN_FILE, help="Parameters (JSON or CSV) of items that stay as they are.")
@click.option(
    "--fit", "with_fit", is_flag=True, help="Add infit, outfit, S-X² and pairs that hang together (Q3)."
)
@outputs
@charts
def command(scores: tuple[str, ...], model: str, method: str | None, language: str, **options: Any) -> None:
    """Calibrate the items of a test: difficulties and discriminations in logits, with standard errors.

    Difficulties of rasch and pcm have mean 0; 2pl takes abilities as normal with mean 0 and deviation 1 in the first
    group. Items that people were not asked stay empty, so that forms with common items are calibrated together. So
    are several files (pre-test and final test), each a group of its own. The JSON or CSV is what --parameters of the
    other commands reads.
    """
    matrix, groups = _answers(scores, options)
    fixed = _anchors(options["anchors"], matrix) if options["anchors"] else None
    found = calibrate(matrix, model, method=method, groups=groups, anchors=fixed)
    fits = _fits(matrix, found) if options["with_fit"] else None
    deliver(_shown(matrix, found, fits, language), options)


def _answers(
    files: tuple[str, ...], options: Mapping[str, Any]
) -> tuple[ScoreMatrix, tuple[str, ...] | None]:
    """Return the answers, and the group of each person: that of --groups, or the file where there are several."""
    matrices = [read_matrix(name, options) for name in files]
    file = options["groups_file"]
    named = read_named_groups(file)
    if named is not None and file:
        groups = tuple(name for one in matrices for name in groups_of(one.persons, named, shown_name(file)))
    elif len(files) > 1:
        names = zip(matrices, files, strict=True)
        groups = tuple(Path(shown_name(name)).stem for one, name in names for _person in one.persons)
    else:
        return matrices[0], None
    return (stacked(matrices) if len(files) > 1 else matrices[0]), groups


def _anchors(file: str, matrix: ScoreMatrix) -> Mapping[str, ItemParameters]:
    known = read_parameters(read_bytes(file), shown_name(file)).by_item()
    return {item: one for item, one in known.items() if item in matrix.items and one.is_estimated}


def _fits(matrix: ScoreMatrix, found: Calibration) -> Fits:
    return Fits(item_fit(matrix, found), score_fit(matrix, found), local_dependence(matrix, found))


def _shown(matrix: ScoreMatrix, found: Calibration, fits: Fits | None, language: str) -> Shown:
    reliability = _reliability(found)
    notes = (*found.notes, *copy_notes(matrix), *(fits.notes if fits else ()))
    content = parameters_as_json(found)
    of_item = fits.of_item() if fits else {}
    content["items"] = [one | of_item.get(one["item"], {}) for one in content["items"]]
    content |= {"marginal_reliability": reliability, "q3": _q3(fits.pairs) if fits else None}
    content["notes"] = notes_json(notes)
    head, rows = _values(found, of_item)
    return Shown(
        content, head, rows, _table(found.items, of_item), _words(found, reliability), _pairs(fits), notes,
        _charts(matrix, found, language),
    )  # fmt: skip


def _reliability(found: Calibration) -> float | None:
    return marginal_reliability(found) if any(one.is_estimated for one in found.items) else None


def _q3(pairs: Q3) -> dict[str, Any]:
    return {"mean": pairs.mean, "limit": pairs.limit, "above": [asdict(pair) for pair in pairs.above]}


def _values(
    found: Calibration, of_item: Mapping[str, Mapping[str, Any]]
) -> tuple[list[str], list[list[Value]]]:
    most = max((one.max_score for one in found.items), default=1)
    steps = [f"step_{n}" for n in range(1, most + 1)] if most > 1 else []
    more = list(next(iter(of_item.values()), {}))
    rows: list[list[Value]] = []
    for one in found.items:
        own = [*one.steps, *[None] * most][: len(steps)]
        row = [one.item, one.difficulty, one.se_difficulty, one.discrimination, one.se_discrimination, *own]
        rows.append([*row, *(of_item.get(one.item, {}).get(key) for key in more)])
    return ["item", "difficulty", "se", "discrimination", "se_discrimination", *steps, *more], rows


def _table(items: Sequence[ItemParameters], of_item: Mapping[str, Mapping[str, Any]]) -> str:
    has_steps = any(one.max_score > 1 for one in items)
    head = ["item", "difficulty", "se", "discrimination", "se", *(["steps"] if has_steps else [])]
    head += ["infit", "outfit", "S-X² p"] if of_item else []
    rows = []
    for one in items:
        row = [one.item, number(one.difficulty), number(one.se_difficulty)]
        row += [number(one.discrimination), number(one.se_discrimination)]
        row += [" ".join(number(step) for step in one.steps)] if has_steps else []
        own = of_item.get(one.item, {})
        row += (
            [number(own.get("infit")), number(own.get("outfit")), chance(own.get("s_x2_p"))]
            if of_item
            else []
        )
        rows.append(row)
    return aligned(head, rows)


def _words(found: Calibration, reliability: float | None) -> list[str]:
    groups = "; ".join(
        f"{one.name}: {one.n} people, mean {number(one.mean)}, deviation {number(one.sd)}" for one in found.groups
    )  # fmt: skip
    return [
        f"{found.model} by {found.method}: {found.n_persons} people, {len(found.items)} items; "
        f"log-likelihood {number(found.log_likelihood)}",
        f"Abilities: {groups}; marginal reliability {number(reliability, 3)}",
    ]


def _pairs(fits: Fits | None) -> list[str]:
    """Return the pairs of items that share more than the ability."""
    if fits is None or not fits.pairs.above:
        return []
    pairs = ", ".join(f"{one.item} & {one.other} ({number(one.q3)})" for one in fits.pairs.above[:10])
    return [f"Residuals hang together (Q3, mean {number(fits.pairs.mean)}): {pairs}"]


def _charts(matrix: ScoreMatrix, found: Calibration, language: str) -> Mapping[str, Chart]:
    from sauatty.core.documents.test_figures import wright_svg
    from sauatty.core.documents.test_figures_curves import icc_svg, information_svg, item_information_svg

    if not any(one.is_estimated for one in found.items):
        return {}
    curves = information_curves(found)
    thetas = curves.thetas.tolist()
    most = {one.item: one.max_score for one in found.items}
    shares = {
        item: (row / most[item]).tolist() for item, row in zip(curves.items, curves.item_score, strict=True)
    }
    each = dict(zip(curves.items, curves.item_information.tolist(), strict=True))

    def wright() -> str:
        people = estimate_abilities(matrix, found, "wle").theta.tolist()
        return wright_svg(people, {one.item: one.difficulty for one in found.items}, language)

    return {
        "icc": lambda: icc_svg(thetas, shares, language),
        "information": lambda: information_svg(thetas, curves.information.tolist(), language),
        "item-information": lambda: item_information_svg(thetas, each, language),
        "wright": wright,
    }
