"""What the page of a proposal shows of its forms: information along the scale, and how alike they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sauatty.core.psychometrics.assembly_blueprint import BankItem
from sauatty.core.psychometrics.equating_curves import item_expectation, item_precision

Json = dict[str, Any]
THETAS = np.round(np.arange(-3.0, 3.01, 0.25), 2)


def figures_of(forms: Mapping[str, Sequence[BankItem]]) -> Json:
    """Return the figures of forms, by their letter: unrounded, provisional as long as difficulties are judgements."""
    curves = {code: _curves(form) for code, form in forms.items()}
    information = np.array([one[0] for one in curves.values()])
    expected = np.array([one[1] for one in curves.values()])
    return {
        "thetas": THETAS.tolist(),
        "information": {code: one[0].tolist() for code, one in curves.items()},
        "expected": {code: one[1].tolist() for code, one in curves.items()},
        "apart_information": float(np.ptp(information, axis=0).max()),
        "apart_points": float(np.ptp(expected, axis=0).max()),
        "forms": {code: _summary(form) for code, form in forms.items()},
        "shared": sorted(set.intersection(*[{one.id for one in form} for form in forms.values()]))
        if len(forms) > 1
        else [],
    }


def _curves(form: Sequence[BankItem]) -> tuple[Any, Any]:
    information = np.sum([item_precision(one.as_curve, THETAS) for one in form], axis=0)
    return information, np.sum([item_expectation(one.as_curve, THETAS) for one in form], axis=0)


def _summary(form: Sequence[BankItem]) -> Json:
    difficulties = [one.difficulty for one in form]
    return {
        "n": len(form), "points": sum(one.max_score for one in form), "mean": float(np.mean(difficulties)),
        "sd": float(np.std(difficulties, ddof=1)) if len(form) > 1 else None,
        "demand": float(np.mean([one.demand for one in form])),
        "kinds": dict(Counter(one.kind for one in form)), "private": sum(one.is_private for one in form),
    }  # fmt: skip
