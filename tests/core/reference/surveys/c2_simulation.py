"""The simulations that the pages of explanation quote, a minute in all:

PYTHONPATH=src:tests python tests/core/reference/surveys/c2_simulation.py
"""

import numpy as np
from scipy.stats import norm

from core.surveys.need_cast import FOUR, SHOWS, cast_instrument, cast_table, draw_responses
from core.surveys.test_plan import brute_force, random_problem
from sauatty.core.errors import PlanImpossible
from sauatty.core.surveys.familiarity import familiarity
from sauatty.core.surveys.needs import needs
from sauatty.core.surveys.plan_model import solve

D, CRITERION, N_REAL, N_FOILS = 1.5, 0.3, 10, 3
ASKED = cast_instrument(N_REAL, N_FOILS)


def draw(n, spread, knowledge, difficulty, seed):
    """Claims with a known d': `spread` of criteria, of `knowledge`, and of the terms' `difficulty`."""
    generator = np.random.default_rng(seed)
    own = CRITERION + spread * generator.normal(size=(n, 1))
    known = knowledge * generator.normal(size=(n, 1))
    real = norm.cdf(D / 2 + difficulty * np.linspace(-1, 1, N_REAL) + known - own)
    foil = norm.cdf(-D / 2 + difficulty * np.linspace(-1, 1, N_FOILS) - own)
    claims = np.hstack([generator.random((n, N_REAL)) < real, generator.random((n, N_FOILS)) < foil])
    names = ["mil", *(f"real{at}" for at in range(1, N_REAL)), *(f"foil{at}" for at in range(N_FOILS))]
    columns = {name: np.where(claims[:, at], "could", "never") for at, name in enumerate(names)}
    return cast_table({f"familiarity_{name}": own for name, own in columns.items()})


def detection():
    for n in (60, 150, 400):
        for shape in ((0, 0, 0), (0.5, 0, 0), (1, 0, 0), (1, 0.7, 0.5)):
            tables = (draw(n, *shape, seed) for seed in range(100))
            found = [familiarity(ASKED, one, n_resamples=200).all for one in tables]
            for key in ("d_prime_typical", "d_prime_pooled", "d_prime"):
                own = [getattr(one, key) for one in found]
                held = np.mean([one.low <= D <= one.high for one in own])
                print(n, *shape, key, f"{np.mean([one.estimate for one in own]):.2f}", f"{held:.0%}")


def ranks():
    for true in ((0.62, 0.56, 0.5, 0.44), (0.53, 0.51, 0.49, 0.47), (0.52, 0.51, 0.5, 0.49)):
        held, width = [], []
        for seed in range(150):
            drawn = draw_responses(120, true, seed=seed)
            found = needs(
                cast_instrument(),
                *drawn,
                shows=SHOWS,
                n_resamples=300,
                seed=seed,
                weights_of_parts={"claimed": 1, "practice": 1},
            )
            held += [one.rank_low <= FOUR.index(one.competence) + 1 <= one.rank_high for one in found.needs]
            width += [one.rank_high - one.rank_low for one in found.needs]
        print("ranks", true, f"{np.mean(held):.1%}", f"mean width {np.mean(width):.1f}")


def plans(seeds=range(1000, 1900)):
    different = 0
    for seed in seeds:
        problem = random_problem(seed)
        try:
            found = solve(problem).chosen
        except PlanImpossible:
            found = None
        different += found != brute_force(problem)
    print("plans", len(seeds), "different from the best of all subsets:", different)


if __name__ == "__main__":
    detection()
    ranks()
    plans()
