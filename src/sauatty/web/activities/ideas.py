"""What a plan can begin with: a suggested class activity, or what higher apps offer, such as a colleague's practice."""

from collections.abc import Callable
from typing import Any

from sauatty.core.catalogue.activities import load_activities
from sauatty.core.catalogue.lesson_text import plain_text
from sauatty.core.catalogue.terms import load_terms
from sauatty.web.lessons import catalogue as lessons

Offer = Callable[[str], dict[str, Any] | None]
_offers: dict[str, Offer] = {}


def register_source(kind: str, offer: Offer) -> None:
    """Add what turns 'kind:id' into the first values of a plan; called by an app when it is ready."""
    _offers[kind] = offer


def begun_with(source: str, language: str) -> dict[str, Any]:
    """Return the first values of a plan; nothing where the source is not known."""
    kind, _colon, id = source.partition(":")
    if kind == "idea":
        return _idea(id, language)
    if kind == "lesson":
        return _lesson(id, language)
    offer = _offers.get(kind)
    found = offer(id) if offer else None
    return {**found, "source": source} if found else {}


def list_ideas(language: str) -> list[tuple[str, str, str]]:
    """Return the suggested class activities: source, competence and title."""
    return [(f"idea:{one.id}", one.competence, one.title.text(language)) for one in load_activities()]


def list_lessons(language: str) -> list[tuple[str, str, str]]:
    """Return the lessons whose task can be done with others: source, module and title."""
    return [
        (f"lesson:{one.key}", module.title.text(language), one.lesson.title.text(language))
        for module in lessons.shelf().modules
        for one in module.lessons
    ]


def _lesson(key: str, language: str) -> dict[str, Any]:
    """Return the task of a lesson as a plan: what it is about, its steps, and how to work in groups."""
    found = lessons.shelf().lessons.get(key)
    if found is None:
        return {}
    one = found.lesson
    steps = [f"{n}. {_plain(step, language)}" for n, step in enumerate(one.task.steps, start=1)]
    parts = [_plain(one.task.intro, language), *steps, _plain(one.facilitator.grouping, language)]
    return {
        "source": f"lesson:{key}", "title": one.title.text(language)[:250], "aim": _plain(one.aim, language),
        "plan": "\n".join(part for part in parts if part), "competences": list(one.competences),
    }  # fmt: skip


def _plain(text: Any, language: str) -> str:
    terms = {slug: one.term.text(language) for slug, one in load_terms().items()}
    return plain_text(text.text(language), terms)


def _idea(id: str, language: str) -> dict[str, Any]:
    one = next((one for one in load_activities() if one.id == id), None)
    if one is None:
        return {}
    steps = "\n".join(f"{n}. {step.text(language)}" for n, step in enumerate(one.steps, start=1))
    return {
        "source": f"idea:{id}", "title": one.title.text(language), "aim": one.aim.text(language), "plan": steps,
        "competences": [one.competence], "audience_kinds": [one.level],
    }  # fmt: skip
