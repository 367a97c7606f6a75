"""A small invented lesson, whole by every rule, and how to change one place of it."""

import copy
from collections.abc import Callable
from typing import Any

from sauatty.core.catalogue.lesson_reading import lesson_from_mapping
from sauatty.core.catalogue.lessons import Lesson


def text(
    kk: str = "Бұл – қазақша сөйлем.", ru: str = "Это русское предложение.", en: str = "This is a sentence."
) -> dict[str, str]:
    return {"kk": kk, "ru": ru, "en": en}


def option(slug: str, is_right: bool) -> dict[str, Any]:
    return {
        "id": slug,
        "text": text(
            f"Бірінші жауап {slug.upper()}", f"Ответ под буквой {slug.upper()}", f"The answer {slug.upper()}"
        ),
        "is_right": is_right,
        "why": text(
            "Себебі дереккөз тексерілмеген.",
            "Потому что источник не проверен.",
            "Because nobody checked the source.",
        ),
    }


def question(slug: str) -> dict[str, Any]:
    options = [option("a", True), option("b", False), option("c", False)]
    return {
        "id": slug,
        "kind": "single",
        "stem": text("Қайсысы дұрыс?", "Что верно?", "Which is right?"),
        "options": options,
    }


def mapping() -> dict[str, Any]:
    """Return a fresh mapping of the lesson, as its file would have it."""
    return copy.deepcopy(_LESSON)


def small(change: Callable[[dict[str, Any]], Any] | None = None) -> Lesson:
    """Return the lesson, changed in place first."""
    found = mapping()
    if change is not None:
        change(found)
    return lesson_from_mapping(found, "lessons/copyright/licences.yaml")


_LESSON: dict[str, Any] = {
    "schema": "lesson/1",
    "id": "licences",
    "module": "copyright",
    "title": text("Лицензияны оқу", "Читаем лицензию", "Reading a licence"),
    "aim": text(
        "Лицензияны оқып үйренесіз.", "Вы научитесь читать лицензию.", "You learn to read a licence."
    ),
    "competences": ["gmilaf.1.3", "gmilaf.3.2"],
    "audience": ["school-librarian", "teacher"],
    "level": "basic",
    "minutes": 20,
    "situation": text(
        "Кітапханашы сурет іздеп отыр.", "Библиотекарь ищет снимок.", "A librarian looks for a picture."
    ),
    "sections": [
        {
            "id": "signs",
            "heading": text("Белгілер", "Знаки", "Signs"),
            "text": text(
                "[[licence|Лицензия]] – рұқсат.[^law]\n\n- авторын жазыңыз;\n- көзін жазыңыз.",
                "[[licence|Лицензия]] – разрешение.[^law]\n\n- назовите автора;\n- назовите источник.",
                "A [[licence]] is a permission.[^law]\n\n- name the author;\n- name the source.",
            ),
        }
    ],
    "example": {"task": text(), "steps": [text(), text()], "result": text()},
    "task": {
        "intro": text(),
        "steps": [
            text(
                "[Әділет](resource:adilet) сайтын ашыңыз.",
                "Откройте сайт [Әділет](resource:adilet).",
                "Open the site [Adilet](resource:adilet).",
            )
        ],
        "notebook": [{"id": "found", "prompt": text("Не таптыңыз?", "Что вы нашли?", "What did you find?")}],
        "resources": ["adilet"],
        "offline": text(),
    },
    "self_check": [question("q1"), question("q2"), question("q3")],
    "card": [text(), text(), text(), text()],
    "facilitator": {
        "timing": [{"minutes": 15, "text": text()}, {"minutes": 25, "text": text()}],
        "grouping": text(),
        "offline": text(),
        "questions": [{"question": text("Неге?", "Почему?", "Why?"), "answer": text()}],
    },
    "sources": [
        {
            "id": "law",
            "text": text("1996 жылғы заң", "Закон 1996 года", "The law of 1996"),
            "checked": "to-check",
            "url": "https://adilet.zan.kz/",
            "on": "2026-11-22",
        }
    ],
    "provenance": {
        "author": "Sauatty project",
        "written": {"kk": "machine", "ru": "machine", "en": "machine"},
    },
}
