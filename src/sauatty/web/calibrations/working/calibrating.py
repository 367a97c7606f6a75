"""Calibration: all papers and tests on one scale, with errors, fit, what hangs together and how exact the papers are."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sauatty.core.errors import AnswersTooFew, SauattyError
from sauatty.core.psychometrics.abilities import Abilities, estimate_abilities
from sauatty.core.psychometrics.fit import item_fit, local_dependence
from sauatty.core.psychometrics.fit_scores import score_fit
from sauatty.core.psychometrics.information import (
    empirical_reliability,
    information_curves,
    marginal_reliability,
)
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_results import Calibration
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.calibrations.gathering import Answers
from sauatty.web.calibrations.working.plain import plain

AUTO = "auto"
N_PAIRS = 12


def calibration(answers: Answers, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters, abilities without names, fit and information.

    Papers that share no item stand on one scale because halves drawn by chance took them: each test is one group with
    a mean and a spread of its own.

    Raises
    ------
    AnswersTooFew
    """
    if answers.n_persons < MINIMUM_CELL:
        raise AnswersTooFew(needed=MINIMUM_CELL)
    found = calibrated(answers, str(choices.get("model", AUTO)))
    people = estimate_abilities(answers.matrix, found, "wle")
    papers = answers.by_paper()
    return {
        "calibration": plain(found), "thetas": _thetas(people, answers), "reliability": _reliability(found, people),
        "fit": _fit(answers.matrix, found), "sx2": _score_fit(papers, found), "q3": _dependence(answers, found, people),
        "curves": _curves(found, papers), "notes": plain((*found.notes, *people.notes)),
    }  # fmt: skip


def calibrated(answers: Answers, model: str = AUTO) -> Calibration:
    """Calibrate the answers: 'rasch' or 'pcm' unless another model is asked for."""
    matrix = answers.matrix
    if model == AUTO:
        model = "rasch" if matrix.is_dichotomous else "pcm"
    return calibrate(matrix, model, method="mml", groups=answers.groups("test"))


def _thetas(people: Abilities, answers: Answers) -> dict[str, list[float]]:
    """Return sorted abilities by test, so that nobody can be told from their place."""
    groups = np.array(answers.groups("test"))
    known = np.isfinite(people.theta)
    found = {name: np.sort(people.theta[known & (groups == name)]) for name in sorted(set(groups.tolist()))}
    return {name: values.tolist() for name, values in found.items() if len(values) >= MINIMUM_CELL}


def _reliability(found: Calibration, people: Abilities) -> dict[str, Any]:
    by_group = {group.name: marginal_reliability(found, group) for group in found.groups}
    return {"empirical": plain(empirical_reliability(people)), "marginal": plain(by_group)}


def _fit(matrix: ScoreMatrix, found: Calibration) -> list[dict[str, Any]]:
    return list(plain(item_fit(matrix, found).items))


def _score_fit(papers: Mapping[str, Answers], found: Calibration) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for part in papers.values():
        try:
            rows += plain(score_fit(part.matrix, found).items)
        except SauattyError:
            continue
    return rows


def _dependence(answers: Answers, found: Calibration, people: Abilities) -> dict[str, Any]:
    q3 = local_dependence(answers.matrix, found, people)
    return {
        "mean": plain(q3.mean),
        "limit": q3.limit,
        "above": plain(q3.above[:N_PAIRS]),
        "n_above": len(q3.above),
    }


def _curves(found: Calibration, papers: Mapping[str, Answers]) -> dict[str, Any]:
    whole = information_curves(found)
    rows = {}
    for paper, part in papers.items():
        curves = information_curves(found, whole.thetas, items=_estimated(found, part.matrix.items))
        rows[paper] = {
            "information": plain(curves.information), "expected": plain(curves.expected_score),
            "most": sum(part.matrix.max_scores), "items": list(curves.items),
        }  # fmt: skip
    return {"thetas": plain(np.round(whole.thetas, 10)), "papers": rows}


def _estimated(found: Calibration, items: Sequence[str]) -> list[str]:
    known = found.by_item()
    return [item for item in items if item in known and known[item].is_estimated]
