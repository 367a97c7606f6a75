"""A small invented lesson, complete in three languages, and rows made from it."""

import copy

import pytest
from django.utils import timezone

from sauatty.core.catalogue.lesson_reading import language_sha256, lesson_from_mapping, lesson_sha256
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring.models import AuthoredLesson, LessonVersion, TextReview


def three(text):
    return {"kk": f"{text} қазақша", "ru": f"{text} по-русски", "en": f"{text} in English"}


WORDS = {"a": "бір", "b": "екі", "c": "үш"}


def option(name, is_right):
    return {
        "id": name,
        "text": three(f"Жауап {WORDS[name]}"),
        "is_right": is_right,
        "why": three(f"Себебі {WORDS[name]}"),
    }


BODY = {
    "schema": "lesson/1", "id": "own-lesson", "module": "copyright",
    "title": three("Сабақ"), "aim": three("Мақсат"),
    "competences": ["gmilaf.1.3", "gmilaf.3.2"], "audience": ["teacher"], "level": "basic", "minutes": 20,
    "situation": three("Жағдай"),
    "sections": [
        {"id": "one", "heading": three("Бірінші"), "text": three("Мәтін.[^own]"), "more": three("Толығырақ")},
        {"id": "two", "heading": three("Екінші"), "text": three("Басқа мәтін")},
    ],
    "example": {"task": three("Мысал"), "steps": [three("Қадам"), three("Тағы")], "result": three("Нәтиже")},
    "task": {
        "intro": three("Тапсырма"), "steps": [three("Бастаңыз"), three("Аяқтаңыз")],
        "notebook": [{"id": "note", "prompt": three("Жазып қойыңыз")}], "offline": three("Желісіз"),
    },
    "self_check": [
        {"id": f"q{n}", "kind": "single", "stem": three(f"Сұрақ {n}"),
         "options": [option("a", True), option("b", False), option("c", False)]}
        for n in (1, 2, 3)
    ],
    "card": [three(f"Жол {n}") for n in range(1, 6)],
    "facilitator": {
        "timing": [{"minutes": 10, "text": three("Кіріспе")}, {"minutes": 30, "text": three("Жұмыс")}],
        "grouping": three("Жұппен"), "offline": three("Қағазбен"),
        "questions": [{"question": three("Неге"), "answer": three("Өйткені")}, {"question": three("Қалай"), "answer": three("Былай")}],
    },
    "sources": [{"id": "own", "text": three("Ойдан құрастырылған дереккөз"), "checked": "to-check", "url": "https://example.kz/"}],
    "provenance": {"author": "Sauatty project", "written": dict.fromkeys(LANGUAGES, "machine"), "licence": "CC-BY-4.0"},
}  # fmt: skip


def lesson_body(**changes):
    return copy.deepcopy(BODY) | changes


def store_lesson(person=None, *, programme=None, is_demo=False, **changes):
    """Store a draft as it stands; services are tested elsewhere."""
    body = lesson_body(**changes)
    lesson = lesson_from_mapping(body, "test")
    titles = {f"title_{language}": body["title"].get(language, "") for language in LANGUAGES}
    return AuthoredLesson.objects.create(
        module=lesson.module, slug=lesson.id, body=body, created_by=person, draft_changed_at=timezone.now(),
        shas={language: language_sha256(lesson, language) for language in LANGUAGES}, is_demo=is_demo,
        programme=programme, **titles,
    )  # fmt: skip


def store_version(row, number=1, **fields):
    lesson = lesson_from_mapping(row.body, "test")
    return LessonVersion.objects.create(
        lesson=row, number=number, body=row.body, sha256=lesson_sha256(lesson), shas=row.shas,
        published_at=timezone.now(), **fields,
    )  # fmt: skip


def store_review(row, language, person, **fields):
    sha = row.shas[language]
    values = {"decision": "signed", "read_sha256": sha, "sha256": sha} | fields
    return TextReview.objects.create(
        key=row.key, language=language, person=person, name=person.name, at=timezone.now(), **values
    )


@pytest.fixture
def own_lesson(aigerim, programme):
    return store_lesson(aigerim, programme=programme)
