"""A small instrument, invented for the tests of reading, checking and following one."""

from copy import deepcopy
from typing import Any

from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.catalogue.instruments import Instrument


def text(words: str) -> dict[str, str]:
    return {"kk": f"{words} kk", "ru": f"{words} ru", "en": f"{words} en"}


def choice(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "label": text(code), **more}


SMALL: dict[str, Any] = {
    "schema": "instrument/1",
    "id": "small",
    "version": "1",
    "kind": "needs",
    "languages": ["kk", "ru", "en"],
    "title": text("title"),
    "about": text("about"),
    "provenance": {"author": "tests", "written": "hand", "translated": {"kk": "hand"}, "licence": "CC-BY-4.0"},
    "lists": {
        "known": [choice("never", score=0), choice("heard", score=0.5), choice("explain", score=1)],
    },
    "sections": [
        {
            "id": "profile",
            "title": text("profile"),
            "questions": [
                {"id": "welcome", "kind": "note", "text": text("welcome")},
                {"id": "region", "kind": "region", "text": text("region"), "role": "attribute"},
                {
                    "id": "job", "kind": "single", "text": text("job"), "required": True, "allow_other": True,
                    "choices": [choice("librarian"), choice("teacher")],
                },
                {
                    "id": "years", "kind": "number", "text": text("years"), "minimum": 0, "maximum": 60,
                    "when": "${job} = 'teacher'", "check": ". mod 1 = 0", "check_message": text("whole years"),
                },
            ],
        },
        {
            "id": "knowledge",
            "title": text("knowledge"),
            "when": "${job} != ''",
            "questions": [
                {
                    "id": "terms", "kind": "matrix", "text": text("terms"), "role": "familiarity", "choices": "known",
                    "rows": [
                        {"code": code, "label": text(code), "foil": code == "blurb"}
                        for code in ("mil", "source", "deepfake", "metadata", "blurb")
                    ],
                },
                {"id": "definition", "kind": "long", "text": text("definition"), "role": "definition", "length": 100},
                {
                    "id": "tools", "kind": "multiple", "text": text("tools"), "maximum": 2,
                    "choices": [choice("books"), choice("web"), choice("friends"), choice("none", exclusive=True)],
                },
                {
                    "id": "why_none", "kind": "short", "text": text("why none"),
                    "when": "selected(${tools}, 'none') and ${years} > 10",
                },
                {
                    "id": "needs", "kind": "ranking", "text": text("needs"), "role": "need", "minimum": 1, "maximum": 2,
                    "choices": [choice("gmilaf_1_1"), choice("gmilaf_2_3"), choice("own", competences=["gmilaf.3.1"])],
                },
                {"id": "since", "kind": "date", "text": text("since"), "check": ". <= today()", "check_message": text("past")},
            ],
        },
    ],
}  # fmt: skip


def mapping() -> dict[str, Any]:
    return deepcopy(SMALL)


def small() -> Instrument:
    return instrument_from_mapping(SMALL, "small.yaml")


def question_of(changed: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for section in changed["sections"] for one in section["questions"] if one["id"] == name)


def changed(name: str, **keys: Any) -> Instrument:
    """Return the small instrument with other keys in one question; None takes a key out."""
    whole = mapping()
    question = question_of(whole, name)
    for key, value in keys.items():
        question[key] = value
    return instrument_from_mapping(whole, "small.yaml")
