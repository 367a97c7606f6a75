"""How guides forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.guides.models import BlockText, Comment, Guide, Membership, TextRevision


def keep(person: Any) -> int:
    """Nothing to do: `authorship` takes the name off these rows together."""
    return 0


def authorship(person: Any) -> int:
    """Leave guides and texts without the person's name; the words stay, they are the guide's."""
    rows: list[tuple[Any, str]] = [
        (Guide, "created_by"), (BlockText, "author"), (BlockText, "taken_over_by"), (TextRevision, "author"),
    ]  # fmt: skip
    return sum(model.objects.filter(**{field: person}).update(**{field: None}) for model, field in rows)


def memberships(person: Any) -> int:
    """Take the person off every guide."""
    return int(Membership.objects.filter(person=person).delete()[0])


def comments(person: Any) -> int:
    """Leave comments without a name, whether they were written here or in Word."""
    own = Comment.objects.filter(author=person).update(author=None, word_author="")
    named = Comment.objects.filter(word_author=person.name).update(word_author="")
    return own + named + Comment.objects.filter(resolved_by=person).update(resolved_by=None)
