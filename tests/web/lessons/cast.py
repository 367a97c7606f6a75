"""Two small invented lessons of an invented module, as content files have them."""

from sauatty.core.catalogue.lesson_reading import lesson_from_mapping
from sauatty.core.catalogue.lessons import Resource, Term
from sauatty.core.catalogue.modules import LessonOutline, ModuleOutline
from sauatty.core.languages import Translated


def words(text):
    return {"kk": f"{text} кк", "ru": f"{text} ру", "en": text}


def option(id, *, is_right=False):
    return {"id": id, "text": words(f"Option {id}"), "is_right": is_right, "why": words(f"Why {id}")}


def lesson_mapping(id="first", **changes):
    return {
        "schema": "lesson/1",
        "id": id,
        "module": "trying",
        "title": words(f"Lesson {id}"),
        "aim": words(f"You can {id}"),
        "competences": ["gmilaf.2.3"],
        "audience": ["teacher"],
        "level": "basic",
        "minutes": 20,
        "situation": words("An invented morning in a library."),
        "figure": {
            "kind": "flow",
            "title": words("Steps"),
            "alt": words("First look, then ask"),
            "labels": [words("Look"), words("Ask"), words("Tell")],
        },
        "sections": [
            {
                "id": "one",
                "heading": words("One idea"),
                "text": words("A **strong** word, a [[licence|permission]], [a service](resource:library).[^law]"),
                "more": words("A nuance <b>not bold</b>"),
            },
            {"id": "two", "heading": words("Another idea"), "text": words("- one\n- two")},
        ],
        "example": {"task": words("A task"), "steps": [words("Step a")], "result": words("A result"), "is_invented": True},
        "task": {
            "intro": words("Now you"),
            "steps": [words("Do this")],
            "notebook": [{"id": "found", "prompt": words("What did you find?")}],
            "resources": ["library"],
            "offline": words("Use a newspaper"),
        },
        "self_check": [
            {"id": "q1", "stem": words("Which?"), "options": [option("a"), option("b", is_right=True), option("c")]},
            {
                "id": "q2",
                "kind": "multiple",
                "stem": words("Which ones?"),
                "options": [option("a", is_right=True), option("b"), option("c", is_right=True)],
            },
            {
                "id": "q3",
                "kind": "order",
                "stem": words("In which order?"),
                "options": [option("x", is_right=True), option("y", is_right=True), option("z", is_right=True)],
            },
        ],
        "card": [words("Remember this")],
        "facilitator": {
            "timing": [{"minutes": 40, "text": words("All of it")}],
            "grouping": words("Pairs"),
            "offline": words("On paper"),
            "questions": [{"question": words("Why so?"), "answer": words("Because")}],
        },
        "sources": [{"id": "law", "text": words("A law"), "url": "https://example.kz/law", "checked": "to-check"}],
        "provenance": {
            "author": "Sauatty project",
            "written": {"kk": "machine", "ru": "machine", "en": "machine"},
            "reviewed_by": {},
            "licence": "CC-BY-4.0",
        },
    } | changes  # fmt: skip


def lessons(*ids, **changes):
    return tuple(lesson_from_mapping(lesson_mapping(id, **changes), id) for id in ids)


def outline():
    rows = tuple(LessonOutline(id, Translated(id, id, id), 1, ("gmilaf.2.3",)) for id in ("first", "second"))
    title = Translated("Байқау", "Проба", "Trying")
    return ModuleOutline("trying", title, title, {"gmilaf.2.3": 1.0}, 2, 2, rows)


TERM = Term("licence", Translated("лицензия", "лицензия", "licence"), Translated("Рұқсат", "Разрешение", "A permission"), "own",
            forbidden={"kk": ("лисензия*",)}, competences=("gmilaf.3.2",))  # fmt: skip
RESOURCE = Resource("library", Translated("Кітапхана", "Библиотека", "Library"), "https://example.kz/library",
                    Translated("Іздеу", "Искать", "Search"), ("kk",), "to-check", "2026-11-22")  # fmt: skip
