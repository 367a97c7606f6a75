"""A pack so small that every figure of it can be worked out by hand."""

import numpy as np

from sauatty.core.evaluation.pack import (
    ActivityData,
    CurriculumCoverage,
    Pack,
    PackFacts,
    People,
    PlannedTime,
    Recommendations,
    TaughtLesson,
    TestData,
    TrainingData,
)
from sauatty.core.languages import Translated
from sauatty.core.psychometrics.scores import ScoreMatrix

FACTS = PackFacts(
    Translated("Шағын", "Малая", "Small"), "2026-10-01", "tests", "gmilaf", Translated("к", "с", "c")
)
COMPETENCES = ("gmilaf.1.1", "gmilaf.2.3")


def a_test(purpose, rows, items=("a", "b", "c", "d")):
    """Return a test: `rows` maps persons to points; the first half of the items is of the first competence."""
    scores = np.array(list(rows.values()), float).reshape(len(rows), len(items))
    half = len(items) // 2
    competences = {item: COMPETENCES[at >= half] for at, item in enumerate(items)}
    return TestData(purpose, ScoreMatrix(scores, tuple(rows), items, (1,) * len(items)), competences)


PRE = {"p1": [0, 0, 0, 0], "p2": [1, 0, 0, 0], "p3": [1, 1, 0, 0], "p4": [0, 0, 1, 0], "p5": [1, 0, 1, 0]}
FINAL = {"p1": [1, 0, 1, 0], "p2": [1, 0, 1, 1], "p3": [1, 1, 1, 0], "p4": [0, 1, 1, 0], "p6": [1, 1, 1, 1]}


def small_pack(**changes):
    """Return the pack: seven people of whom six were invited, one training, two activities of p1."""
    ids = tuple(f"p{number}" for number in range(1, 8))
    whole = {
        "people": People(
            ids,
            {"region": ("KZ-75",) * 7, "language": ("kk", "kk", "ru", "ru", "kk", "ru", "kk")},
            {
                "invited": (True,) * 6 + (False,),
                "certified": (True, True, False, False, False, True, False),
            },
        ),
        "plan": (PlannedTime("gmilaf.1.1", 30), PlannedTime("gmilaf.2.3", 60), PlannedTime("gmilaf.2.3", 30)),
        "lessons": (TaughtLesson("one", ("gmilaf.1.1", "gmilaf.2.3")), TaughtLesson("two", ("gmilaf.2.3",), True)),
        "tests": (a_test("pre", PRE), a_test("final", FINAL)),
        "trainings": (
            TrainingData(
                "t1", "online", "KZ-75", "kk", "2026-03", 10,
                {"p1": 1.0, "p2": 0.5, "p3": 0.8, "p4": 0.5, "p5": 0.4, "p6": 1.0},
            ),
        ),
        "activities": (
            ActivityData("a1", "p1", "KZ-75", "accepted", ("gmilaf.2.3",), 10, 12, ("p7",)),
            ActivityData("a2", "p1", "KZ-75", "accepted", ("gmilaf.2.3",), 5, 5, ("p7",)),
            ActivityData("a3", "p2", "KZ-75", "reported", ("gmilaf.1.1",), 8, 8),
            ActivityData("a4", "p3", "KZ-75", "planned", ("gmilaf.1.1",)),
        ),
        "coverage": (
            CurriculumCoverage("mathematics-informatics", "gmilaf.1.1", 5, 50),
            CurriculumCoverage("people-society", "gmilaf.1.1", 5, 150),
        ),
        "recommendations": (Recommendations("people-society", "gmilaf.2.3", 3),),
    }  # fmt: skip
    return Pack(FACTS, COMPETENCES, **{**whole, **changes})
