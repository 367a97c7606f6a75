"""How far a plan hangs on who happened to answer: how often each module is chosen when respondents are resampled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.languages import Translated
from sauatty.core.statistics import FloatArray
from sauatty.core.surveys.needs import Needs
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.plan_catalogue import Catalogue, Wishes
from sauatty.core.surveys.plan_model import Problem, solve

N_PLANS = 100


@dataclass(frozen=True, slots=True)
class ModuleCertainty:
    """How often a module stands in the best plan of resampled needs, as a fraction of `n_plans`."""

    id: str
    title: Translated
    share: float
    n_plans: int

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`."""
        content: dict[str, Any] = as_plain(self)
        return content


def plan_certainty(
    needs: Needs,
    modules: Iterable[ModuleOutline],
    *,
    hours: float,
    sessions: int | None = None,
    languages: Sequence[str] = (),
    forms: Sequence[str] = (),
    wishes: Wishes | None = None,
) -> tuple[ModuleCertainty, ...]:
    """Plan anew for each of the first 100 resamples of the needs, and count how often each module is chosen.

    A module near 1 stands in the plan whoever answers; several near a half can stand for each other. The
    parameters are those of `plan`; needs that a person changed keep their value. All of it takes a few seconds.

    Returns
    -------
    tuple of ModuleCertainty
        Of the modules on offer, the most frequent first; empty where the needs have no resamples.
    """
    catalogue = Catalogue.of(tuple(modules), tuple(languages), tuple(forms), wishes or Wishes())
    problem = catalogue.problem(needs, hours, sessions)
    draws = needs.draws[:N_PLANS]
    if not len(draws):
        return ()
    chosen = np.zeros(len(catalogue.offered))
    for own in draws:
        drawn = _drawn(problem, needs, catalogue.wishes, own)
        chosen[list(solve(drawn, settle_equal=False).chosen)] += 1
    found = [
        ModuleCertainty(one.id, one.title, float(times) / len(draws), len(draws))
        for one, times in zip(catalogue.offered, chosen, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.id)))


def _drawn(problem: Problem, needs: Needs, wishes: Wishes, own: FloatArray) -> Problem:
    kept = np.array([one.competence in wishes.needs for one in needs.needs])
    return replace(problem, needs=np.where(kept, problem.needs, np.maximum(np.nan_to_num(own), 0.0)))
