"""How calibrations forget a person: figures of groups stay without the name of who asked for them."""

from typing import Any

from sauatty.web.calibrations.models import Analysis, ParameterSet


def analyses(person: Any) -> int:
    """Leave analyses without the name of who asked for them."""
    return Analysis.objects.filter(created_by=person).update(created_by=None)


def parameter_sets(person: Any) -> int:
    """Leave parameters without the name of who took them into use."""
    return ParameterSet.objects.filter(made_by=person).update(made_by=None)
