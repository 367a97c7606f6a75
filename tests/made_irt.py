"""Items and answers that the tests of item response theory share."""

import json
from pathlib import Path

import numpy as np

from sauatty.core.psychometrics.irt_results import Calibration, ItemParameters
from sauatty.core.psychometrics.scores import ScoreMatrix, score_matrix

REFERENCE = Path(__file__).resolve().parent / "core" / "reference" / "psychometrics"


def reference(name: str) -> dict:
    """Return what an R script wrote."""
    return json.loads((REFERENCE / name).read_text())


def read(name: str) -> ScoreMatrix:
    """Return the answers that the R script read."""
    return score_matrix(np.genfromtxt(REFERENCE / name, delimiter=",", skip_header=1))


def made_items(n: int, *, slopes: bool = False) -> list[ItemParameters]:
    """Return items from easy to hard; with `slopes` their discriminations differ."""
    places = np.linspace(-1.6, 1.6, n)
    steep = np.resize([0.8, 1.4, 1.0, 1.8], n) if slopes else np.ones(n)
    return [
        ItemParameters(f"i{k + 1}", float(steep[k]), float(places[k]), (float(places[k]),)) for k in range(n)
    ]


def figures(calibration: Calibration, name: str) -> np.ndarray:
    """Return one figure of all items; None becomes nan."""
    return np.array([getattr(item, name) for item in calibration.items], float)
