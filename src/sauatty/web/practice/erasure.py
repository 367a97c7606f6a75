"""How practice forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.practice.models import Objection, Published, Review


def reviews(person: Any) -> int:
    """Leave levels and decisions alone: the words of what the person wrote, or was written to, go, and their name."""
    own = Review.objects.filter(activity__person=person).update(words="")
    return own + Review.objects.filter(reviewer=person).update(reviewer=None, words="")


def published(person: Any) -> int:
    """Take what the person published out of the library."""
    return int(Published.objects.filter(activity__person=person).delete()[0])


def objections(person: Any) -> int:
    """Leave settled objections without the name of who settled them."""
    return Objection.objects.filter(settled_by=person).update(settled_by=None)
