"""The shipped pair of papers in a simulation: who meets which questions, and how likely each is to be solved.

The model declares easy, middling and hard items of each competence. A shipped paper has fewer, so the items of a
competence take the first and the last of them; whoever solves an item gets all of its points.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from sauatty.core.catalogue.forms import load_form_sets
from sauatty.core.catalogue.item_keys import key_of
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.evaluation.pack import TestData, TestPurpose
from sauatty.core.evaluation.simulation_model import Group, IntArray, ProgrammeModel
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import FloatArray


@dataclass(frozen=True, slots=True)
class PairItem:
    """One question of a paper (0 or 1) with its most points and the parameters that the model gives it."""

    id: str
    paper: int
    competence: str
    most: int
    slope: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The questions of both papers, by name: people of even rows take paper 0 first and paper 1 last, odd ones otherwise."""

    items: tuple[PairItem, ...]

    def points(self) -> FloatArray:
        """Return the most points of each question."""
        return np.array([float(one.most) for one in self.items])

    def on(self, paper: int) -> FloatArray:
        """Return 1 for the questions of a paper, 0 for the others."""
        return np.array([float(one.paper == paper) for one in self.items])

    def solved(self, model: ProgrammeModel, group: Group, *, after: bool) -> FloatArray:
        """Return the chance to solve each question, (n, n_items)."""
        columns = []
        for one in self.items:
            gained = group.after + model.number(one.competence, "gain") if after else group.ability
            columns.append(expit(one.slope * (gained - one.difficulty)))
        return np.asarray(np.column_stack(columns))


def shipped_pair(model: ProgrammeModel) -> Pair:
    """Return the pair of papers that Sauatty comes with, with parameters of the model."""
    known = {one.id: one for one in load_items()}
    forms = load_form_sets()[0].forms
    found: list[PairItem] = []
    for paper, (_code, ids) in enumerate(sorted(forms.items())):
        for competence in model.competences:
            own = [one for one in ids if known[one].competence == competence]
            places = [at for at, one in enumerate(model.items()) if one[0] == competence]
            for number, id in enumerate(own):
                slope, difficulty = model.items()[places[-1 if number else 0]][1:]
                found.append(PairItem(id, paper, competence, key_of(known[id]).max_score, slope, difficulty))
    return Pair(tuple(sorted(found, key=lambda one: one.id)))


def paired_test(
    model: ProgrammeModel, pair: Pair, purpose: TestPurpose, group: Group, ids: tuple[str, ...], rows: IntArray,
    dice: np.random.Generator,
) -> TestData:  # fmt: skip
    """Return the points of the people in `rows`; what does not stand on their paper is nan."""
    chances = pair.solved(model, group, after=purpose == "final")
    scores = (dice.random(chances.shape) < chances) * pair.points()
    paper = (rows + (purpose == "final")) % 2
    asked = np.where(paper[:, None] == 0, pair.on(0), pair.on(1)) > 0
    matrix = ScoreMatrix(
        np.where(asked, scores, np.nan), tuple(ids[row] for row in rows.tolist()), tuple(one.id for one in pair.items),
        tuple(one.most for one in pair.items),
    )  # fmt: skip
    return TestData(purpose, matrix, {one.id: one.competence for one in pair.items})
