"""The parts of a lesson's page that are the same for everybody, made once for each text and language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sauatty.core.catalogue.lesson_reading import lesson_texts
from sauatty.core.catalogue.lesson_text import plain_text, text_marks
from sauatty.core.catalogue.lessons import CheckOption, Lesson, Resource, SelfCheck, Term
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.catalogue.terms import load_terms, term_names
from sauatty.core.documents.lesson_figures import figure_svg
from sauatty.core.documents.lesson_paper import licence_name, shown_options
from sauatty.web.lessons.catalogue import Shelved
from sauatty.web.lessons.selectors import Answer, OwnWork, is_right
from sauatty.web.lessons.texts import Marks

_KEPT = 800


@dataclass(frozen=True, slots=True)
class Body:
    """The fixed parts of a page: all before the notebook, and all after the questions to oneself."""

    opening: SafeString
    closing: SafeString
    marks: Marks


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option of a question; `place` is where the person put it in a question of order."""

    option: CheckOption
    is_chosen: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A question to oneself with the person's answer, if there is one."""

    question: SelfCheck
    options: tuple[ShownOption, ...]
    is_answered: bool = False
    is_right: bool = False

    @property
    def right_order(self) -> tuple[CheckOption, ...]:
        """Return the options as the file has them, which is the right order of a question of order."""
        return self.question.options


_bodies: dict[tuple[str, str, str, bool], Body] = {}
_parts: dict[tuple[Any, ...], SafeString] = {}


def spoken_in(lesson: Lesson) -> str:
    """Return the language in which the lesson is shown: the page's, or the one that it falls back to."""
    return lesson.title.pick(get_language() or "kk")[1]


def body_of(shelved: Shelved, *, is_text: bool) -> Body:
    """Return the fixed parts of a page in the language of the page; without pictures where `is_text`."""
    key = (shelved.key, shelved.page_mark, get_language() or "kk", is_text)
    found = _bodies.get(key)
    if found is None:
        if len(_bodies) >= _KEPT:
            _bodies.clear()
        found = _bodies[key] = _made(shelved, is_text)
    return found


def _made(shelved: Shelved, is_text: bool) -> Body:
    lesson, language = shelved.lesson, spoken_in(shelved.lesson)
    terms, services = _terms(lesson), _services(lesson)
    marks = Marks(
        terms={one.id: term_names(language)[one.id] for one in terms},
        services={one.id: one.url for one in services},
        sources={one.id: n for n, one in enumerate(lesson.sources, start=1)},
    )
    context = {
        "shelved": shelved, "lesson": lesson, "language": language, "marks": marks, "is_text": is_text,
        "terms": terms, "services": services, "figure": "" if is_text else _figure(lesson, language),
        "page_language_now": get_language() or "kk",
        "n_to_check": sum(one.checked != "facts" for one in lesson.sources),
    }  # fmt: skip
    opening, closing = (
        render_to_string(f"lessons/_lesson_{part}.html", context) for part in ("opening", "closing")
    )
    return Body(opening, closing, marks)


def visitor_part(shelved: Shelved, *, is_text: bool) -> SafeString:
    """Return notebook, questions and end of a lesson for whoever has no account and has answered nothing."""
    beside = tuple(one and (one.key, one.title) for one in (shelved.before, shelved.after))
    key = (shelved.key, shelved.page_mark, get_language() or "kk", beside, is_text)
    found = _parts.get(key)
    if found is None:
        if len(_parts) >= _KEPT:
            _parts.clear()
        context = work_context(shelved, OwnWork()) | {"is_text": is_text}
        found = _parts[key] = render_to_string("lessons/_lesson_work.html", context)
    return found


def visitor_context(shelved: Shelved, *, is_text: bool) -> dict[str, Any]:
    """Return what a page needs for whoever has no account and has answered nothing: parts that are made already."""
    return {
        "lesson": shelved.lesson,
        "shelved": shelved,
        "language": spoken_in(shelved.lesson),
        "visitor_part": visitor_part(shelved, is_text=is_text),
    }


def card_context(shelved: Shelved) -> dict[str, Any]:
    """Return what the page of a card needs: words alone, for marks lead nowhere on paper."""
    lesson, language = shelved.lesson, spoken_in(shelved.lesson)
    names = body_of(shelved, is_text=True).marks.terms
    lines = [plain_text(one.text(language), names) for one in lesson.card]
    return {"lesson": lesson, "language": language, "lines": lines, "licence": licence_name(lesson)}


def work_context(shelved: Shelved, work: OwnWork) -> dict[str, Any]:
    """Return what the template of notebook, questions and end needs."""
    lesson = shelved.lesson
    return {
        "shelved": shelved, "lesson": lesson, "work": work, "language": spoken_in(lesson),
        "marks": body_of(shelved, is_text=True).marks, "checks": checks_of(lesson, work.answers),
        "notebook": [(one, work.notebook.get(one.id, "")) for one in lesson.task.notebook],
    }  # fmt: skip


def references_of(lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Return the terms and services of a lesson, each once, as ('term' or 'resource', id), in the order of the text."""
    marks = (
        mark
        for _place, text in lesson_texts(lesson)
        for one in (text.kk, text.ru, text.en)
        for mark in text_marks(one)
    )
    tasks = (("resource", id) for id in lesson.task.resources)
    return tuple(dict.fromkeys(mark for mark in (*tasks, *marks) if mark[0] in ("term", "resource")))


def _terms(lesson: Lesson) -> list[Term]:
    known = load_terms()
    return [known[ref] for kind, ref in references_of(lesson) if kind == "term" and ref in known]


def _services(lesson: Lesson) -> list[Resource]:
    known = load_resources()
    return [known[ref] for kind, ref in references_of(lesson) if kind == "resource" and ref in known]


def _figure(lesson: Lesson, language: str) -> str:
    """Return the drawing as SVG; core escapes every word in it."""
    return SafeString(figure_svg(lesson.figure, language)) if lesson.figure else ""


# --- questions to oneself ---


def answer_from(question: SelfCheck, sent: QueryDict) -> Answer:
    """Return the answer that a form has sent; in a question of order the options by their places."""
    known = [one.id for one in question.options]
    if question.kind == "order":
        places = {id: sent.get(f"place-{id}", "") for id in known}
        chosen = sorted((id for id in known if places[id].isdecimal()), key=lambda id: int(places[id]))
    else:
        chosen = [id for id in dict.fromkeys(sent.getlist("chosen")) if id in known]
    return Answer(tuple(chosen), is_right(question, tuple(chosen)))


def checks_of(lesson: Lesson, answers: Mapping[str, Answer]) -> tuple[ShownCheck, ...]:
    """Return the questions as a page shows them; `answers` have `chosen` and `is_right`."""
    return tuple(_check(one, answers.get(one.id)) for one in lesson.self_check)


def _check(question: SelfCheck, answer: Answer | None) -> ShownCheck:
    chosen: Sequence[str] = answer.chosen if answer else ()
    options = tuple(
        ShownOption(one, one.id in chosen, chosen.index(one.id) + 1 if one.id in chosen else 0)
        for one in (question.options[place] for place in shown_options(question))
    )
    return ShownCheck(question, options, answer is not None, bool(answer and answer.is_right))
