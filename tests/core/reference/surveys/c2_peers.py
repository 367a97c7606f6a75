"""Figures of statsmodels and scipy for the change of pairs: `python c2_peers.py > c2_peers.json`, in an environment with both.

The versions stand in the file.
"""

import csv
import json
from pathlib import Path

import scipy
import statsmodels
from scipy.stats import norm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).parent
pairs = list(csv.DictReader((HERE / "c2_mcnemar.csv").open()))
found = []
for row in pairs:
    both, gained, lost, neither = (int(row[key]) for key in ("both", "gained", "lost", "neither"))
    n = both + gained + lost + neither
    found.append(
        {
            "table": [both, gained, lost, neither],
            "p_exact": float(mcnemar([[both, lost], [gained, neither]], exact=True).pvalue)
            if gained + lost
            else 1.0,
            "before": list(map(float, proportion_confint(both + lost, n, method="wilson"))),
            "after": list(map(float, proportion_confint(both + gained, n, method="wilson"))),
        }
    )
d = float(norm.ppf(8.5 / 11) - norm.ppf(1.5 / 4))
print(
    json.dumps(
        {
            "versions": {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__},
            "pairs": found,
            "d_prime_8_10_1_3": d,
        },
        indent=1,
    )
)
