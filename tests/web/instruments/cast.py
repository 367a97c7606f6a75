"""A small instrument and the people around it."""

import pytest

from sauatty.web.instruments import services

TEXT = {"kk": "Мәтін", "ru": "Текст", "en": "Text"}


def text(stem):
    return {"kk": f"{stem} кк", "ru": f"{stem} ру", "en": f"{stem} en"}


def choices(*codes):
    return [{"code": code, "label": text(f"Choice {code}")} for code in codes]


BODY = {
    "schema": "instrument/1", "id": "small", "version": "1", "kind": "needs", "title": text("Small survey"),
    "lists": {"yesno": choices("yes", "no")},
    "sections": [
        {"id": "you", "title": text("About you"), "questions": [
            {"id": "region", "kind": "region", "text": text("Region"), "role": "attribute"},
            {"id": "works", "kind": "single", "text": text("Do you work"), "choices": "yesno", "required": True},
            {"id": "years", "kind": "number", "text": text("Years"), "when": "${works} = 'yes'", "minimum": 0,
             "check": ". <= 60", "check_message": text("Too many")},
        ]},
        {"id": "use", "title": text("Use"), "questions": [
            {"id": "topics", "kind": "multiple", "text": text("Topics"), "choices": choices("a", "b", "c"),
             "allow_other": True},
            {"id": "order", "kind": "ranking", "text": text("Order"), "choices": choices("a", "b", "c")},
            {"id": "terms", "kind": "matrix", "text": text("Terms"), "choices": choices("never", "heard"),
             "rows": [{"code": "mil", "label": text("MIL")}, {"code": "zzz", "label": text("Zzz")}]},
            {"id": "again", "kind": "single", "text": text("Again"), "choices": "yesno"},
            {"id": "say", "kind": "long", "text": text("Say"), "role": "definition"},
        ]},
    ],
}  # fmt: skip


@pytest.fixture
def instrument(aigerim, programme):
    """A complete draft of the programme, in kk leading."""
    return services.start_from_body(actor=aigerim, body=BODY, language="kk", programme=programme)
