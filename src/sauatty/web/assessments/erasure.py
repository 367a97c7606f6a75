"""How assessments forget a person: points go with the attempt; forms and keys stay without their maker's name."""

from typing import Any

from sauatty.web.assessments.models import Assembly, AttemptScore, Blueprint, ScoringKey


def blueprints(person: Any) -> int:
    """Leave blueprints without the name of who made them."""
    return Blueprint.objects.filter(created_by=person).update(created_by=None)


def assemblies(person: Any) -> int:
    """Leave assembled forms without the name of who asked for them."""
    return Assembly.objects.filter(created_by=person).update(created_by=None)


def keys(person: Any) -> int:
    """Leave keys without the name of who published or corrected them."""
    return ScoringKey.objects.filter(made_by=person).update(made_by=None)


def scores(person: Any) -> int:
    """Delete the points of a person's attempts."""
    return int(AttemptScore.objects.filter(attempt__person=person).delete()[0])
