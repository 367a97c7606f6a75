"""The invented programme's lesson: a shipped one, copied beside it and left as a draft."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.web.authoring import selectors, services
from sauatty.web.base.demo import DemoCount
from sauatty.web.base.texts import in_language
from sauatty.web.programmes import selectors as programmes

SHIPPED = "copyright.licences"


def make(actor: Any) -> None:
    """Copy a shipped lesson into the invented programme, unless a copy is there."""
    programme = programmes.demo_programme(actor)
    lesson = next((one for one in load_lessons() if one.key == SHIPPED), None)
    if programme is None or lesson is None:
        return
    if not selectors.list_lessons(actor).filter(programme=programme, made_from=SHIPPED).exists():
        services.copy_lesson(actor=actor, lesson=lesson, programme=programme)


def count() -> Iterator[DemoCount]:
    """Name the lessons that go, also those that people wrote in the invented programme."""
    rows = selectors.list_demo_lessons()
    yield DemoCount(_("Lessons"), len(rows), tuple(in_language(one, "title") for one in rows))


def remove() -> None:
    """Delete what is invented."""
    services.delete_demo_lessons()
