"""How papers forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.papers.models import Paper, Test


def tests(person: Any) -> int:
    """Leave the tests that the person made without the name of their maker."""
    return Test.objects.filter(created_by=person).update(created_by=None)


def papers(person: Any) -> int:
    """Leave the papers that the person published without their name; the papers themselves never change."""
    return Paper.objects.filter(published_by=person).update(published_by=None)
