"""`sauatty test items`: difficulty, item-rest correlation, reliability, and who chose which option."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from sauatty.cli.files import IN_FILE, shown_name
from sauatty.cli.testing_inputs import answers, charts, outputs, read_answers, read_matrix
from sauatty.cli.testing_outputs import (
    Chart,
    Shown,
    aligned,
    deliver,
    ends,
    interval_columns,
    notes_json,
    number,
    two,
)
from sauatty.core.psychometrics.classical import ItemStatistic, ItemStatistics, item_statistics
from sauatty.core.psychometrics.distractors import ItemOptions, option_statistics
from sauatty.core.psychometrics.flags import LEAST_PERSONS
from sauatty.core.psychometrics.reliability import Reliability, reliability
from sauatty.core.psychometrics.score_files import score_letters
from sauatty.core.psychometrics.scores import ScoreMatrix

_HEAD = (
    "item", "n", "max_score", "mean", "sd", "difficulty", *interval_columns("difficulty"), "item_rest",
    *interval_columns("item_rest"), "alpha_if_dropped", "flags",
)  # fmt: skip


@click.command()
@click.argument("scores", metavar="SCORES", type=IN_FILE)
@answers
@click.option(
    "--parts",
    type=click.Choice(["3", "5"]),
    default="3",
    show_default=True,
    help="Into how many parts people are split when options are counted (with --key).",
)
@outputs
@charts
def command(scores: str, parts: str, language: str, **options: Any) -> None:
    """Look at the items of a test: difficulty, item-rest correlation, reliability, options.

    'difficulty' is the mean as a share of the most points (0 nobody, 1 everybody), as classical test theory calls it.
    With --key the shares of the options by thirds of the people stand in the JSON and in the charts.
    """
    chosen: tuple[ItemOptions, ...] = ()
    key_file = options["key_file"]
    if key_file is None:
        matrix = read_matrix(scores, options)
    else:
        letters, key = read_answers(scores, options)
        matrix = score_letters(letters, key, shown_name(key_file))
        chosen = option_statistics(letters, key, n_parts=3 if parts == "3" else 5)
    found, trust = item_statistics(matrix), reliability(matrix)
    deliver(_shown(matrix, found, trust, chosen, language), options)


def _shown(
    matrix: ScoreMatrix, found: ItemStatistics, trust: Reliability, options: Sequence[ItemOptions], language: str
) -> Shown:  # fmt: skip
    shared = tuple(dict.fromkeys(note.code for note in (*found.notes, *trust.notes)))
    notes = [next(one for one in (*found.notes, *trust.notes) if one.code == code) for code in shared]
    content = {
        **trust.as_json(),
        "items": [item.as_json() for item in found.items],
        "options": [one.as_json() for one in options] if options else None,
        "notes": notes_json(notes),
    }
    flags = [flag for item in found.items for flag in item.flags]
    flags += [flag for one in options for flag in one.flags]
    return Shown(
        content, _HEAD, [_row(item) for item in found.items], _table(found.items), _words(trust),
        notes=[*notes, *flags], charts=_charts(matrix, options, language),
    )  # fmt: skip


def _row(item: ItemStatistic) -> list[str | int | float | None]:
    flags = " ".join(flag.code for flag in item.flags)
    return [
        item.item, item.n, item.max_score, item.mean, item.sd, item.difficulty, *two(item.difficulty_ci95),
        item.item_rest, *two(item.item_rest_ci95), item.alpha_if_dropped, flags,
    ]  # fmt: skip


def _table(items: Sequence[ItemStatistic]) -> str:
    rows = [
        (
            item.item, str(item.n), number(item.difficulty), ends(item.difficulty_ci95), number(item.item_rest),
            ends(item.item_rest_ci95), number(item.alpha_if_dropped), "look" if item.flags else "",
        )
        for item in items
    ]  # fmt: skip
    head = ("item", "n", "difficulty", "95 %", "item-rest", "95 %", "alpha without", "")
    return aligned(head, rows)


def _words(trust: Reliability) -> list[str]:
    halves = trust.split_half
    people = (
        f"{trust.n_persons} people, {trust.n_items} items; mean {number(trust.total_mean)} points, "
        f"standard deviation {number(trust.total_sd)}"
    )
    if trust.n_persons < LEAST_PERSONS:
        return [people, f"Too few people for reliability and item-rest: at least {LEAST_PERSONS} are needed"]
    return [
        people,
        f"alpha {number(trust.alpha, 3)} {ends(trust.alpha_ci95, 3)}, omega total {number(trust.omega_total, 3)} "
        f"{ends(trust.omega_total_ci95, 3)}, split half {number(halves.mean if halves else None, 3)}",
        f"standard error of measurement {number(trust.sem)} points {ends(trust.sem_ci95)}",
    ]


def _charts(matrix: ScoreMatrix, options: Sequence[ItemOptions], language: str) -> Mapping[str, Chart]:
    from sauatty.core.documents.test_figures_curves import distractors_svg

    def of_item(one: ItemOptions) -> Chart:
        return lambda: distractors_svg(one.as_json(), language)

    return {"wright": lambda: _wright(matrix, language)} | {
        f"options-{one.item}": of_item(one) for one in options
    }


def _wright(matrix: ScoreMatrix, language: str) -> str:
    """Draw people and items on one scale, by the Rasch model or partial credit."""
    from sauatty.core.documents.test_figures import wright_svg
    from sauatty.core.psychometrics.abilities import estimate_abilities
    from sauatty.core.psychometrics.irt import calibrate

    found = calibrate(matrix, "rasch" if matrix.is_dichotomous else "pcm", with_errors=False)
    people = estimate_abilities(matrix, found, "wle")
    return wright_svg(people.theta.tolist(), {one.item: one.difficulty for one in found.items}, language)
