"""Alpha of the samples and of published tables by other programmes: `python script.py` writes peers.json.

Run in an environment of its own with krippendorff==0.9.0 (GPL) and nltk==3.10.4; neither is a dependency.
"""

import csv
import json
import platform
from importlib.metadata import version
from pathlib import Path

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, jaccard_distance, masi_distance

HERE = Path(__file__).resolve().parent
NAN = float("nan")
# Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability: the tables of its parts A, B and C.
PUBLISHED = {
    "binary": [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]],
    "nominal": [[1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1], [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4]],
    "missing": [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ],
}


def rows(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8") as file:
        return [(row["unit"], row["coder"], row["value"]) for row in csv.DictReader(file)]


def matrix(name):
    """Coders × units, nan where nothing was given."""
    read = rows(name)
    units, coders = (sorted({row[at] for row in read}) for at in (0, 1))
    found = np.full((len(coders), len(units)), NAN)
    for unit, coder, value in read:
        found[coders.index(coder), units.index(unit)] = float(value)
    return found


def alphas(data, levels=("nominal", "ordinal", "interval")):
    return {
        level: float(krippendorff.alpha(np.array(data, float), level_of_measurement=level))
        for level in levels
    }


def set_alphas():
    data = [(coder, unit, frozenset(value.split(";"))) for unit, coder, value in rows("sets")]
    distances = {"masi": masi_distance, "jaccard": jaccard_distance, "equal": binary_distance}
    return {
        name: float(AnnotationTask(data, distance=distance).alpha()) for name, distance in distances.items()
    }


def main():
    versions = {name: version(name) for name in ("krippendorff", "nltk", "numpy")}
    content = {
        "versions": {"python": platform.python_version(), **versions},
        "published": {name: alphas(data) for name, data in PUBLISHED.items()},
        "two_coders": alphas(matrix("two_coders")),
        "five_coders": alphas(matrix("five_coders")),
        "numbers": alphas(matrix("numbers"), ("nominal", "ordinal", "interval")),
        "sets": set_alphas(),
    }
    (HERE / "peers.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
