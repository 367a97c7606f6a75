"""A small instrument and the people around it."""

import pytest
from django.urls import reverse

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.web.instruments import services
from sauatty.web.instruments.models import Instrument

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


def url(name, instrument, *args):
    return reverse(f"instruments:{name}", args=[instrument.pk, *args])


def fresh(instrument):
    return Instrument.objects.get(pk=instrument.pk)


def question(instrument, name):
    return drafts.find_question(fresh(instrument).body, name)[1]


def form_of(client, address):
    """Return what the form of a page would send unchanged."""
    context = client.get(address).context
    sent = dict(context["form"].initial)
    page = context.get("page")
    for field in context["form"]:
        sent[field.name] = field.value()
    for grid in [page.choice_grid, page.row_grid] if page else []:
        if grid is not None:
            sent |= {
                f"{grid.prefix}-{key}": grid.management_form[key].value()
                for key in grid.management_form.fields
            }
            sent |= {one[key].html_name: one[key].value() for one in grid for key in one.fields}
    return {key: value for key, value in sent.items() if value is not None and value is not False}
