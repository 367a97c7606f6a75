"""`sauatty test dif`: is an item harder for one group than for equally able people of another?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from sauatty.cli.files import IN_FILE
from sauatty.cli.tables import Value
from sauatty.cli.testing_inputs import (
    answers,
    charts,
    groups_option,
    known_groups,
    outputs,
    read_matrix,
    read_named_groups,
)
from sauatty.cli.testing_outputs import Chart, Shown, aligned, chance, deliver, number
from sauatty.core.psychometrics.dif import Dif, DifFigures, ItemDif, dif

_FIGURES = ("odds_ratio", "delta", "se_delta", "chi2", "p", "p_adjusted", "class", "standardised_difference")
_LOGISTIC = ("p_uniform", "p_nonuniform", "r2_both", "class_uniform", "class_nonuniform")


@click.command()
@click.argument("scores", metavar="SCORES", type=IN_FILE)
@groups_option("who is compared with whom (languages, gender, regions)", required=True)
@answers
@click.option("--reference", help="The group that others are compared with; the largest by default.")
@click.option("--no-logistic", is_flag=True, help="Mantel-Haenszel only, which is quicker.")
@outputs
@charts
def command(scores: str, groups_file: str, reference: str | None, language: str, **options: Any) -> None:
    """Compare items between groups of equally able people (differential item functioning).

    Mantel-Haenszel with the classes of ETS (A negligible, B moderate, C large) and logistic regression. People are
    matched on the raw total including the item; the purified figures, whose total leaves out the items of class B
    and C, stand beside. An odds ratio above 1 and a delta below 0 mean: harder for the focal group.
    """
    matrix = read_matrix(scores, options)
    groups, without = known_groups(matrix, read_named_groups(groups_file) or {})
    found = dif(matrix, groups, reference, with_logistic=not options["no_logistic"])
    found = replace(found, notes=(*found.notes, *without))
    deliver(_shown(found, language), options)


def _shown(found: Dif, language: str) -> Shown:
    head = [
        "item",
        "reference",
        "focal",
        *_FIGURES,
        *(f"purified_{name}" for name in _FIGURES),
        *_LOGISTIC,
        "harder_for",
    ]
    return Shown(
        found.as_json(), head, [_row(item) for item in found.items], _table(found.items), _words(found),
        notes=(*found.notes, *(note for item in found.items for note in item.notes)),
        charts=_charts(found, language),
    )  # fmt: skip


def _row(item: ItemDif) -> list[Value]:
    plain, pure = (_figures(figures) for figures in (item.unpurified, item.purified))
    logistic = item.unpurified.logistic.as_json() if item.unpurified.logistic else {}
    return [
        item.item, item.reference, item.focal, *plain, *pure, *(logistic.get(name) for name in _LOGISTIC),
        item.harder_for,
    ]  # fmt: skip


def _figures(figures: DifFigures | None) -> list[Value]:
    found = figures.mantel_haenszel.as_json() if figures else {}
    return [found.get(name) for name in _FIGURES]


def _table(items: Sequence[ItemDif]) -> str:
    head = (
        "item",
        "focal",
        "odds ratio",
        "delta",
        "p",
        "class",
        "purified delta",
        "p",
        "class",
        "logistic p",
    )
    return aligned(head, [_line(item) for item in items], n_labels=2)


def _line(item: ItemDif) -> list[str]:
    plain = item.unpurified.mantel_haenszel
    pure = item.purified.mantel_haenszel if item.purified else None
    logistic = item.unpurified.logistic
    return [
        item.item, item.focal, number(plain.odds_ratio), number(plain.delta), chance(plain.p), plain.ets_class or "–",
        number(pure.delta if pure else None), chance(pure.p if pure else None), (pure and pure.ets_class) or "–",
        chance(logistic.p_both if logistic else None),
    ]  # fmt: skip


def _words(found: Dif) -> list[str]:
    sizes = ", ".join(f"{name} {n}" for name, n in found.group_sizes.items())
    lines = [f"Reference group '{found.reference}' against {', '.join(found.focals)}; people: {sizes}"]
    for focal in found.focals:
        seen = found.detectable[focal]
        left = ", ".join(found.purified_of[focal]) or "no item"
        lines.append(
            f"{focal}: this sample would find a difference of {number(seen)} delta with 80 % power; "
            f"left out of the purified total: {left}"
        )
    return lines


def _charts(found: Dif, language: str) -> Mapping[str, Chart]:
    from sauatty.core.documents.test_figures import dif_rows, dif_svg

    def of_group(focal: str) -> Chart:
        items = [one.as_json() for one in found.items if one.focal == focal]
        return lambda: dif_svg(dif_rows(items), (found.reference, focal), language)

    return {f"dif-{found.reference}-{focal}": of_group(focal) for focal in found.focals}
