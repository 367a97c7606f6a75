"""The invented programme's lesson: a shipped one, copied beside it and left as a draft."""

from typing import Any

from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.web.authoring import selectors, services
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


def remove() -> None:
    """Delete what is invented."""
    services.delete_demo_lessons()
