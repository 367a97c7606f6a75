"""`sauatty test cut-score`: a pass mark from the ratings of judges, and how surely it parts people."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import click
import numpy as np

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.cli.tables import Value
from sauatty.cli.testing_inputs import answers, outputs, read_matrix
from sauatty.cli.testing_outputs import Shown, aligned, deliver, ends, notes_json, number
from sauatty.core.errors import CutOutOfRange, FiguresDoNotFit, RatingsUnsound, ScoreNoNumber, ScoreTooLarge
from sauatty.core.exchange.test_scores import read_score_table
from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.classification import Classification, lee, livingston_lewis, rudner
from sauatty.core.psychometrics.cutscore import (
    AngoffRound,
    CutScore,
    JudgeRatings,
    PassShare,
    ThetaCut,
    cut_score,
    pass_share,
    theta_cut,
)
from sauatty.core.psychometrics.irt_results import Calibration, ItemParameters
from sauatty.core.psychometrics.notes import Note
from sauatty.core.psychometrics.parameter_files import STANDARD_GROUP, read_parameters
from sauatty.core.psychometrics.reliability import reliability
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray, Interval


@dataclass(frozen=True, slots=True)
class PassMark:
    """The rounds, and what a cohort and a calibration say of the last one."""

    rounds: CutScore
    theta: ThetaCut | None
    passing: PassShare | None
    classifications: tuple[Classification, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what has to be said."""
        final = self.rounds.final
        of_judges = (note for judge in final.judges for note in judge.notes)
        return (*final.notes, *of_judges, *(note for one in self.classifications for note in one.notes))


@click.command("cut-score")
@click.argument("ratings", metavar="RATINGS...", type=IN_FILE, nargs=-1, required=True)
@click.option("--scores", type=IN_FILE, help="SCORES.csv of a cohort: who would pass, and what they solved.")
@answers
@click.option(
    "--parameters", type=IN_FILE, help="Parameters of the items (JSON or CSV): the pass mark in logits."
)
@outputs
def command(ratings: tuple[str, ...], scores: str | None, parameters: str | None, **options: Any) -> None:
    """Set a pass mark by the modified Angoff method from one file of RATINGS for each round.

    RATINGS.csv has a column 'judge', then one column for each item: how many of a hundred people who are just about
    competent would solve it, 0 to 100; an empty cell is not rated. The last round counts. With --scores it says what
    share would pass, with --scores or --parameters how surely the pass mark parts people.
    """
    matrix = read_matrix(scores, options) if scores else None
    known = read_parameters(read_bytes(parameters), shown_name(parameters)).by_item() if parameters else None
    first = _table(ratings[0])
    items = first.items
    curves = _of_items(known, items, parameters) if known is not None else None
    matrix = _on_items(matrix, items, scores) if matrix is not None else None
    points = _points(curves, matrix, len(items))
    rounds = [_aligned(_table(name), items, points, name) for name in ratings]
    found = cut_score(rounds, curves, _solved(matrix))
    deliver(_shown(_mark(found, curves, matrix)), options)


def _table(name: str) -> JudgeRatings:
    """Return the ratings of a file."""
    shown = shown_name(name)
    try:
        found = read_score_table(read_bytes(name), shown)
    except (ScoreTooLarge, ScoreNoNumber) as error:
        params = error.params
        place = f"'{shown}', line {params['line']}: '{params['value']}' for '{params['item']}'"
        raise RatingsUnsound(problem=f"{place} is no percent from 0 to 100; for 0.6 write 60") from error
    if (found.scores > 0).any() and not (found.scores > 1).any():
        raise RatingsUnsound(problem=f"'{shown}' has no rating above 1; write percents, 60 for 0.6")
    return JudgeRatings(found.scores, found.persons, found.items)


def _aligned(found: JudgeRatings, items: tuple[str, ...], points: tuple[int, ...], name: str) -> JudgeRatings:
    """Return the ratings of a round in the order of the first one's items."""
    if set(found.items) != set(items):
        odd = sorted(set(found.items) ^ set(items))[0]
        raise RatingsUnsound(problem=f"'{odd}' does not stand in every round ({shown_name(name)})")
    columns = [found.items.index(item) for item in items]
    return JudgeRatings(found.percents[:, columns], found.judges, items, points)


def _of_items(
    known: Any, items: Sequence[str], name: str | None
) -> tuple[ItemParameters, ...]:  # fmt: skip
    missing = [item for item in items if item not in known]
    if missing:
        raise RatingsUnsound(problem=f"'{missing[0]}' is judged and stands not in {shown_name(str(name))}")
    return tuple(known[item] for item in items)


def _on_items(matrix: ScoreMatrix, items: Sequence[str], name: str | None) -> ScoreMatrix:
    missing = [item for item in items if item not in matrix.items]
    if missing:
        raise RatingsUnsound(problem=f"'{missing[0]}' is judged and stands not in {shown_name(str(name))}")
    return matrix.of_items([matrix.items.index(item) for item in items])


def _points(
    curves: Sequence[ItemParameters] | None, matrix: ScoreMatrix | None, n_items: int
) -> tuple[int, ...]:
    """Return the most points of the items: those of the calibration, else of the answers, else one each."""
    if curves is not None:
        return tuple(one.max_score for one in curves)
    return matrix.max_scores if matrix is not None else (1,) * n_items


def _solved(matrix: ScoreMatrix | None) -> FloatArray | None:
    """Return what share of the points the cohort got on each item, nan where nobody was asked."""
    if matrix is None:
        return None
    asked = ~np.isnan(matrix.scores)
    got = np.where(asked, matrix.scores, 0.0).sum(axis=0)
    possible = asked.sum(axis=0) * np.array(matrix.max_scores)
    return np.asarray(np.divide(got, possible, out=np.full(len(got), np.nan), where=possible > 0))


def _mark(found: CutScore, curves: Sequence[ItemParameters] | None, matrix: ScoreMatrix | None) -> PassMark:
    final = found.final
    usable = curves if curves is not None and all(one.is_estimated for one in curves) else None
    theta = theta_cut(usable, final) if usable else None
    passing = pass_share(_totals(matrix), final) if matrix is not None else None
    sure = _by_totals(matrix, final) if matrix is not None else []
    if usable and 1 <= final.least_points <= final.most:
        sure.append(lee(usable, final.least_points))
    if usable and matrix is not None and theta is not None and theta.theta is not None:
        sure += _by_abilities(matrix, usable, theta.theta)
    return PassMark(found, theta, passing, tuple(sure))


def _by_abilities(matrix: ScoreMatrix, curves: Sequence[ItemParameters], cut: float) -> list[Classification]:
    """Return how surely Warm's abilities part people; nothing where nobody has one."""
    scale = Calibration("2pl", "mml", 0, tuple(curves), (STANDARD_GROUP,), 0.0, 0, True)
    people = estimate_abilities(matrix, scale, "wle")
    try:
        return [rudner(people.theta, people.se, cut)]
    except FiguresDoNotFit:
        return []


def _totals(matrix: ScoreMatrix) -> FloatArray:
    """Return the totals; nan for people who were not asked everything."""
    return np.asarray(matrix.scores.sum(axis=1))


def _by_totals(matrix: ScoreMatrix, final: AngoffRound) -> list[Classification]:
    """Return how surely totals part people; nothing where they do not vary or have no reliability."""
    alpha = reliability(matrix).alpha
    if alpha is None:
        return []
    try:
        return [livingston_lewis(_totals(matrix), final.least_points, final.most, alpha)]
    except (FiguresDoNotFit, CutOutOfRange):
        return []


# --- what is shown ---


def _shown(found: PassMark) -> Shown:
    final, rounds = found.rounds.final, found.rounds
    content = {
        "cut": final.cut, "most": final.most, "share": final.share, "least_points": final.least_points,
        "se": final.se, "ci95": _ends(final.interval), "se_with_items": final.se_with_items,
        "change": rounds.change, "spread": list(rounds.spread), "n_changed": rounds.n_changed,
        "rounds": [_round_json(one) for one in rounds.rounds], "theta": asdict(found.theta) if found.theta else None,
        "passing": _passing_json(found.passing), "classification": [_class_json(one) for one in found.classifications],
        "notes": notes_json(found.notes),
    }  # fmt: skip
    head = ("round", "judge", "n_rated", "cut", "severity", "correlation", "misplaced")
    rows: list[list[Value]] = [
        [number, one.judge, one.n_rated, one.cut, one.severity, one.correlation, one.misplaced]
        for number, this in enumerate(rounds.rounds, 1)
        for one in this.judges
    ]
    return Shown(content, head, rows, _judges(final), _words(found), notes=found.notes)


def _ends(interval: Interval) -> list[float] | None:
    return None if np.isnan(interval.low) else [interval.low, interval.high]


def _round_json(one: AngoffRound) -> dict[str, Any]:
    body = {key: value for key, value in asdict(one).items() if key not in ("notes", "interval", "judges")}
    judges = [{key: value for key, value in asdict(judge).items() if key != "notes"} for judge in one.judges]
    return {
        **body,
        "share": one.share,
        "ci95": _ends(one.interval),
        "judges": judges,
        "notes": notes_json(one.notes),
    }


def _passing_json(found: PassShare | None) -> dict[str, Any] | None:
    if found is None:
        return None
    ends = _ends(found.share)
    return {
        "n": found.n,
        "share": found.share.estimate,
        "ci95": ends,
        "if_high": found.if_high,
        "if_low": found.if_low,
    }


def _class_json(one: Classification) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if key != "notes"}


def _judges(final: AngoffRound) -> str:
    rows = [
        (one.judge, str(one.n_rated), number(one.cut), number(one.severity), number(one.correlation),
         number(one.misplaced))
        for one in final.judges
    ]  # fmt: skip
    return aligned(("judge", "rated", "cut", "severity", "correlation", "misplaced"), rows)


def _words(found: PassMark) -> list[str]:
    final, rounds = found.rounds.final, found.rounds
    interval = ends((final.interval.low, final.interval.high))
    lines = [
        f"Pass mark {number(final.cut)} of {final.most} points {interval}, so {final.least_points} points pass; "
        f"standard error {number(final.se)}, with other items too {number(final.se_with_items)}",
    ]
    if len(rounds.rounds) > 1:
        cuts = ", ".join(number(one.cut) for one in rounds.rounds)
        lines.append(f"Rounds: {cuts}; {rounds.n_changed} ratings changed")
    if found.theta:
        lines.append(f"In logits {number(found.theta.theta)} {ends((found.theta.low, found.theta.high))}")
    if found.passing:
        share = found.passing.share
        lines.append(
            f"{round(share.estimate * found.passing.n)} of {found.passing.n} people pass "
            f"({100 * share.estimate:.0f} %), share {ends((share.low, share.high))}"
        )
    lines += [
        f"{one.method}: accuracy {number(one.accuracy)}, consistency {number(one.consistency)}, "
        f"kappa {number(one.kappa)}"
        for one in found.classifications
    ]
    return lines
