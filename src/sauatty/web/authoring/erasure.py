"""How authoring forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.authoring.models import AuthoredLesson, LessonFile, LessonVersion, TextReview


def authorship(person: Any) -> int:
    """Leave lessons, versions and files without the person's name; the texts stay."""
    rows: list[tuple[Any, str]] = [
        (AuthoredLesson, "created_by"), (AuthoredLesson, "draft_changed_by"), (LessonVersion, "published_by"),
        (LessonFile, "added_by"),
    ]  # fmt: skip
    return sum(model.objects.filter(**{field: person}).update(**{field: None}) for model, field in rows)


def signatures(person: Any) -> int:
    """Take the name off what the person signed: from then on nobody stands behind it, the remark loses its writer."""
    return TextReview.objects.filter(person=person).update(person=None, name="")


def keep(person: Any) -> int:
    """Nothing to do: `authorship` takes the name off these rows together."""
    return 0
