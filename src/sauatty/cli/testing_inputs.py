"""What the commands on tests read, and the options they share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click
import numpy as np

from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name
from sauatty.core.errors import OutputNotWritten
from sauatty.core.exchange.test_scores import (
    LetterTable,
    check_key,
    read_components,
    read_groups,
    read_key,
    read_letters,
)
from sauatty.core.languages import LANGUAGES
from sauatty.core.psychometrics.gain_totals import of_like_items
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.score_files import read_most_points, read_scores, score_letters
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("text", "json", "csv")
MODELS = ("rasch", "2pl", "pcm")


class ChartFolder(click.Path):
    """A folder for charts; it is made where it is missing, before the work begins."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder."""
        folder = str(super().convert(value, param, ctx))
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputNotWritten(name=folder, problem=error.strerror or str(error)) from error
        return folder


def outputs(command: Command) -> Command:
    """Add the options that say what is written where."""
    return _with(
        command,
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            default="text",
            show_default=True,
            help="text is rounded for reading; json and csv hold unrounded numbers.",
        ),
        click.option("-o", "--out", type=OUT_FILE, help="File to write instead of standard output."),
    )


def charts(command: Command) -> Command:
    """Add the options of charts."""
    return _with(
        command,
        click.option(
            "--svg", "folder", type=ChartFolder(file_okay=False), help="Write charts as SVG into this folder."
        ),
        click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            default="en",
            show_default=True,
            help="Language of the charts.",
        ),
    )


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def answers(command: Command) -> Command:
    """Add the options that say what the cells of SCORES mean."""
    return _with(
        command,
        click.option(
            "--key",
            "key_file",
            type=IN_FILE,
            help="KEY.csv (item,key): the file holds letters of options, not points.",
        ),
        click.option(
            "--points",
            "points_file",
            type=IN_FILE,
            help="POINTS.csv (item,points): the most points of items, where nobody may have got them all.",
        ),
        click.option(
            "--only",
            type=(IN_FILE, str),
            metavar="GROUPS.csv GROUP",
            help="Only the people of one group (who took paper A), and the items that they were asked.",
        ),
    )


model_option = click.option(
    "--model",
    type=click.Choice(MODELS),
    default="rasch",
    show_default=True,
    help="rasch and 2pl take right or wrong, pcm (partial credit) any whole points.",
)
method_option = click.option(
    "--method",
    type=click.Choice(["cml", "mml"]),
    help="Conditional or marginal maximum likelihood. By default cml, and mml for 2pl, groups and anchors.",
)


def groups_option(text: str, *, required: bool = False) -> Callable[[Command], Command]:
    """Return the option for groups with its own words."""
    words = f"GROUPS.csv (person,group): {text}."
    return click.option("--groups", "groups_file", type=IN_FILE, required=required, help=words)


def read_matrix(name: str, options: Mapping[str, Any]) -> ScoreMatrix:
    """Return the points of a file, or those of its letters by the key that the options name."""
    key_file = options["key_file"]
    if key_file is None:
        matrix = read_scores(read_bytes(name), shown_name(name), _most_points(options))
        rows, columns = _chosen(matrix.persons, ~np.isnan(matrix.scores), options)
        return matrix if rows is None else matrix.of_persons(rows).of_items(columns)
    letters, key = read_answers(name, options)
    return score_letters(letters, key, shown_name(key_file))


def _most_points(options: Mapping[str, Any]) -> dict[str, int] | None:
    name = options["points_file"]
    return read_most_points(read_bytes(name), shown_name(name)) if name else None


def _chosen(
    persons: Sequence[str], asked: BoolArray, options: Mapping[str, Any]
) -> tuple[list[int] | None, list[int]]:
    """Return the rows and the columns of --only; no rows where everybody is wanted."""
    if not options["only"]:
        return None, []
    file, group = options["only"]
    groups = read_groups(read_bytes(file), shown_name(file))
    rows = [row for row, person in enumerate(persons) if groups.get(person) == group]
    if not rows:
        raise click.BadParameter(f"nobody who answered stands in the group '{group}' of {shown_name(file)}")
    return rows, [int(column) for column in np.flatnonzero(asked[rows].any(axis=0))]


def read_answers(name: str, options: Mapping[str, Any]) -> tuple[LetterTable, dict[str, str]]:
    """Return the letters of a file and the key, which has to fit."""
    key_file = options["key_file"]
    key = read_key(read_bytes(key_file), shown_name(key_file))
    letters = _letters(name, options)
    check_key(letters.items, key if not options["only"] else _of(key, letters.items), shown_name(key_file))
    return letters, _of(key, letters.items)


def _of(key: Mapping[str, str], items: Sequence[str]) -> dict[str, str]:
    return {item: key[item] for item in items if item in key}


def _letters(name: str, options: Mapping[str, Any]) -> LetterTable:
    found = read_letters(read_bytes(name), shown_name(name))
    rows, columns = _chosen(found.persons, found.letters != "", options)
    if rows is None:
        return found
    persons, items = tuple(found.persons[row] for row in rows), tuple(found.items[at] for at in columns)
    return LetterTable(persons, items, found.letters[np.ix_(rows, columns)])


def read_two(one: str, other: str, options: Mapping[str, Any]) -> tuple[ScoreMatrix, ScoreMatrix]:
    """Return two tests; one key serves both, and an item of both has the same most points in both."""
    key_file = options["key_file"]
    if key_file is None:
        first, second = read_matrix(one, options), read_matrix(other, options)
        return of_like_items(first, second), of_like_items(second, first)
    key = read_key(read_bytes(key_file), shown_name(key_file))
    tables = [_letters(name, options) for name in (one, other)]
    both = list(dict.fromkeys([*tables[0].items, *tables[1].items]))
    check_key(both, key if not options["only"] else _of(key, both), shown_name(key_file))
    first, second = (score_letters(table, _of(key, table.items)) for table in tables)
    return first, second


def read_named_groups(groups_file: str | None) -> dict[str, str] | None:
    """Return person -> group; None without a file."""
    return read_groups(read_bytes(groups_file), shown_name(groups_file)) if groups_file else None


def read_named_components(components_file: str | None) -> dict[str, str] | None:
    """Return item -> component; None without a file."""
    if components_file is None:
        return None
    return read_components(read_bytes(components_file), shown_name(components_file))


def known_groups(matrix: ScoreMatrix, groups: dict[str, str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Return the group of each person, '' for none, and a note on those who stand in none."""
    names = tuple(groups.get(person, "") for person in matrix.persons)
    n_without = names.count("")
    return names, (Note("person-without-group", {"count": n_without}),) if n_without else ()


def stacked(matrices: Sequence[ScoreMatrix]) -> ScoreMatrix:
    """Return the rows of several tests under each other over the items of all: nan = not in that test."""
    first = matrices[0]
    items = tuple(dict.fromkeys(item for one in matrices for item in one.items))
    most: dict[str, int] = {}
    for one in matrices:
        for item, top in zip(one.items, one.max_scores, strict=True):
            most[item] = max(top, most.get(item, 1))
    scores = np.full((sum(one.n_persons for one in matrices), len(items)), np.nan)
    start, persons = 0, []
    for number, one in enumerate(matrices, 1):
        columns = [items.index(item) for item in one.items]
        scores[start : start + one.n_persons, columns] = one.scores
        persons += [f"{number}:{person}" for person in one.persons]
        start += one.n_persons
    return replace(
        first, scores=scores, persons=tuple(persons), items=items, max_scores=tuple(most[i] for i in items)
    )
