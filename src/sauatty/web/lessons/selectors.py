"""What is known of a person's learning: states, answers, the notebook, and what they can do now."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from sauatty.core.catalogue.lessons import SelfCheck
from sauatty.core.errors import UnknownLesson
from sauatty.core.languages import Translated
from sauatty.web.base import inbox
from sauatty.web.base.models import Envelope, Job
from sauatty.web.lessons import catalogue
from sauatty.web.lessons.catalogue import Shelf, Shelved, ShelvedModule
from sauatty.web.lessons.models import CheckAnswer, NotebookEntry, Progress
from sauatty.web.lessons.submission import KIND


def access_module(shelf: Shelf, module_id: str) -> ShelvedModule:
    """Return a module that has lessons, or 404."""
    found = shelf.module(module_id)
    if found is None:
        raise Http404
    return found


def access_lesson(shelf: Shelf, module_id: str, lesson_id: str) -> Shelved:
    """Return a lesson, or 404."""
    try:
        return shelf.lesson(f"{module_id}.{lesson_id}")
    except UnknownLesson as error:
        raise Http404 from error


@dataclass(frozen=True, slots=True)
class Answer:
    """The newest answer of a person to one question."""

    chosen: tuple[str, ...]
    is_right: bool


@dataclass(frozen=True, slots=True)
class OwnWork:
    """What a person has done in one lesson; empty for a visitor without an account."""

    state: str = ""
    done_on: date | None = None
    is_older_text: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notebook: Mapping[str, str] = field(default_factory=dict)


def is_right(question: SelfCheck, chosen: tuple[str, ...]) -> bool:
    """Tell whether an answer is right: in a question of order the order of the file is."""
    if question.kind == "order":
        return chosen == tuple(one.id for one in question.options)
    return set(chosen) == {one.id for one in question.options if one.is_right}


def summarise_work(person: Any, shelved: Shelved) -> OwnWork:
    """Return a person's work in a lesson (three queries; none without an account)."""
    if not person.is_authenticated:
        return OwnWork()
    own = {"person": person, "lesson": shelved.key}
    progress = Progress.objects.filter(**own).first()
    answers = {
        row.question: Answer(tuple(row.chosen), row.is_right) for row in CheckAnswer.objects.filter(**own)
    }
    notebook = dict(NotebookEntry.objects.filter(**own).values_list("prompt", "text"))
    if progress is None:
        return OwnWork(answers=answers, notebook=notebook)
    is_older = progress.state == Progress.State.DONE and progress.text_sha256 != shelved.sha256
    return OwnWork(progress.state, progress.done_on, is_older, answers, notebook)


def own_work(person: Any) -> dict[str, dict[str, Any]]:
    """Return all of a person's work by lesson, as their own phone keeps it beside saved pages (three queries)."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"state": "opened", "checks": {}, "notebook": {}})
    for key, state in states_of(person).items():
        found[key]["state"] = state
    for row in CheckAnswer.objects.filter(person=person):
        found[row.lesson]["checks"][row.question] = list(row.chosen)
    for note in NotebookEntry.objects.filter(person=person):
        found[note.lesson]["notebook"][note.prompt] = note.text
    return dict(found)


def states_of(person: Any) -> dict[str, str]:
    """Return 'opened' or 'done' for each lesson that a person has touched (one query)."""
    if not person.is_authenticated:
        return {}
    return dict(Progress.objects.filter(person=person).values_list("lesson", "state"))


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """How far a person is in a module."""

    module: ShelvedModule
    n_done: int
    next: Shelved | None

    @property
    def share(self) -> float:
        """Return the fraction of lessons done."""
        return self.n_done / len(self.module.lessons)


@dataclass(frozen=True, slots=True)
class CompetenceProgress:
    """What a person can do now by one competence: the aims of the lessons that they finished."""

    id: str
    n_done: int
    n_lessons: int
    n_right: int
    n_answered: int
    aims: tuple[Translated, ...]


@dataclass(frozen=True, slots=True)
class Learning:
    """All of a person's learning. `resume` is the lesson to go on with."""

    modules: tuple[ModuleProgress, ...]
    competences: tuple[CompetenceProgress, ...]
    n_done: int
    resume: Shelved | None
    n_notes: int


def summarise_learning(person: Any) -> Learning:
    """Return how far a person is (three queries)."""
    shelf = catalogue.shelf()
    rows = list(Progress.objects.filter(person=person).order_by("-changed_at"))
    states = {row.lesson: row.state for row in rows}
    rights: dict[str, list[bool]] = defaultdict(list)
    for key, is_right in CheckAnswer.objects.filter(person=person).values_list("lesson", "is_right"):
        rights[key].append(is_right)
    return Learning(
        modules=tuple(_module_progress(one, states) for one in shelf.modules),
        competences=tuple(_competences(shelf, states, rights)),
        n_done=sum(states.get(key) == Progress.State.DONE for key in shelf.lessons),
        resume=_resume(shelf, rows, states),
        n_notes=NotebookEntry.objects.filter(person=person).exclude(text="").count(),
    )


def done_lessons(person: Any) -> frozenset[str]:
    """Return the keys of the lessons that a person has finished."""
    rows = Progress.objects.filter(person=person, state=Progress.State.DONE)
    return frozenset(rows.values_list("lesson", flat=True))


def done_by_people(people: Iterable[UUID], lessons: Iterable[str]) -> dict[UUID, int]:
    """Count which of some lessons each of several people has finished; who has none is left out (one query)."""
    rows = Progress.objects.filter(
        person__in=list(people), lesson__in=list(lessons), state=Progress.State.DONE
    )
    return dict(rows.order_by().values_list("person").annotate(n=Count("pk")))


def count_learners(people: Any) -> tuple[int, int]:
    """Count who of some people (a queryset) has begun a lesson, and the lessons they finished (one query)."""
    rows = Progress.objects.filter(person__in=people.values("pk"))
    done = Count("pk", filter=Q(state=Progress.State.DONE))
    found = rows.aggregate(n=Count("person", distinct=True), done=done)
    return found["n"], found["done"]


def _module_progress(module: ShelvedModule, states: Mapping[str, str]) -> ModuleProgress:
    left = [one for one in module.lessons if states.get(one.key) != Progress.State.DONE]
    return ModuleProgress(module, len(module.lessons) - len(left), left[0] if left else None)


def _competences(
    shelf: Shelf, states: Mapping[str, str], rights: Mapping[str, list[bool]]
) -> list[CompetenceProgress]:
    by_id: dict[str, list[Shelved]] = defaultdict(list)
    for one in shelf.lessons.values():
        for competence_id in one.lesson.competences:
            by_id[competence_id].append(one)
    return [_competence(id, by_id[id], states, rights) for id in sorted(by_id)]


def _competence(
    id: str, lessons: list[Shelved], states: Mapping[str, str], rights: Mapping[str, list[bool]]
) -> CompetenceProgress:
    done = [one for one in lessons if states.get(one.key) == Progress.State.DONE]
    answered = [right for one in lessons for right in rights.get(one.key, ())]
    return CompetenceProgress(
        id, len(done), len(lessons), sum(answered), len(answered), tuple(one.lesson.aim for one in done)
    )


def _resume(shelf: Shelf, rows: list[Progress], states: Mapping[str, str]) -> Shelved | None:
    """Return the lesson that was begun last; else the one after the last that was finished; else the first."""
    for row in rows:
        found = shelf.lessons.get(row.lesson)
        if found and row.state != Progress.State.DONE:
            return found
        if found and found.after and states.get(found.after.key) != Progress.State.DONE:
            return shelf.lessons[found.after.key]
    left = (one for one in shelf.lessons.values() if states.get(one.key) != Progress.State.DONE)
    return next(left, None)


# --- notebook ---


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of the notebook with the words of its prompt; those of a lesson that is gone have none."""

    prompt_id: str
    prompt: Translated
    text: str
    older_text: str
    changed_at: Any


@dataclass(frozen=True, slots=True)
class LessonNotes:
    """The entries of one lesson."""

    key: str
    shelved: Shelved | None
    notes: tuple[Note, ...]


def list_notebook(person: Any) -> list[LessonNotes]:
    """Return all that a person wrote, lesson by lesson, in the order of the curriculum (one query)."""
    shelf = catalogue.shelf()
    by_lesson: dict[str, list[NotebookEntry]] = defaultdict(list)
    for row in NotebookEntry.objects.filter(person=person).exclude(text="", older_text=""):
        by_lesson[row.lesson].append(row)
    order = {key: n for n, key in enumerate(shelf.lessons)}
    keys = sorted(by_lesson, key=lambda key: (order.get(key, len(order)), key))
    return [_notes(key, shelf.lessons.get(key), by_lesson[key]) for key in keys]


def _notes(key: str, shelved: Shelved | None, rows: list[NotebookEntry]) -> LessonNotes:
    prompts = {one.id: one.prompt for one in shelved.lesson.task.notebook} if shelved else {}
    order = {id: n for n, id in enumerate(prompts)}
    notes = sorted(rows, key=lambda row: (order.get(row.prompt, len(order)), row.prompt))
    return LessonNotes(
        key,
        shelved,
        tuple(
            Note(row.prompt, prompts.get(row.prompt, Translated()), row.text, row.older_text, row.changed_at)
            for row in notes
        ),
    )


@dataclass(frozen=True, slots=True)
class RefusedWork:
    """What was sent and kept, but could not be written into the notebook; `problem` is the code of the reason."""

    sent_at: Any
    problem: str
    lesson: str
    shelved: Shelved | None
    texts: tuple[str, ...]
    n_answers: int


def list_refused(person: Any) -> list[RefusedWork]:
    """Return a person's work that could not be taken in, with the texts that they wrote, newest first (one query)."""
    shelf = catalogue.shelf()
    return [_refused(one, shelf) for one in inbox.list_kept_aside(KIND, person)]


def _refused(envelope: Envelope, shelf: Shelf) -> RefusedWork:
    body = json.loads(bytes(envelope.raw))
    lesson = str(body.get("lesson") or "")[:120]
    return RefusedWork(
        envelope.received_at,
        envelope.problem,
        lesson,
        shelf.lessons.get(lesson),
        tuple(str(row["text"]) for row in _rows_of(body, "notebook") if row.get("text")),
        len(_rows_of(body, "checks")),
    )


def _rows_of(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the rows of a body that may be anything."""
    rows = body.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def unfinished_job(kind: str, person: Any, wanted: Mapping[str, str]) -> Job | None:
    """Return a job of the person that makes the same and is not over."""
    same = {f"payload__{name}": value for name, value in wanted.items()}
    waiting = (Job.State.QUEUED, Job.State.RUNNING)
    return Job.objects.filter(kind=kind, created_by=person, state__in=waiting, **same).first()


def job_of_file(kind: str, file_id: str) -> Job | None:
    """Return the job that was asked for a file."""
    return Job.objects.filter(idempotency_key=f"{kind}:{UUID(file_id)}").select_related("created_by").first()
