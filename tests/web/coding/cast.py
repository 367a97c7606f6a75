"""Who and what the tests of coding play with: an invented review and what its people send."""

import uuid

from django.urls import reverse
from django.utils import translation

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.coding import services
from sauatty.web.coding.models import Seat

KIND = "test-kind"
SECRET_MODEL = "invented-model-7"
TEXTS = [
    ("7.1.1.1", "Жарнаманың кімге арналғанын талдайды", "languages", 7),
    ("7.1.1.2", "Екі дереккөзді салыстырады", "languages", 7),
    ("8.2.1.1", "Диаграммадан дерек алады", "mathematics", 8),
    ("8.2.1.2", "Теңдеуді шешеді", "mathematics", 8),
    ("9.3.1.1", "Мультимедиалық өнім жасайды", "informatics", 9),
    ("9.3.1.2", "Алгоритм құрады", "informatics", 9),
]


_OF_AGREEMENTS = {
    "agreement", "agreement_compute", "adjudication", "adjudication_list", "decision_export", "decision_import",
    "decision_store",
}  # fmt: skip


def make_person(name, email=None, role=None):
    person = Person.objects.create_person(name=name, email=email)
    if role:
        Grant.objects.create(person=person, role=role, scope_kind="site")
    return person


def drafts(texts=TEXTS):
    return [
        services.UnitDraft(uuid.uuid4(), n, "kk", text, area, area, grade, code)
        for n, (code, text, area, grade) in enumerate(texts)
    ]


def make_project(actor, *, units=None, **settings):
    return services.create_project(
        actor=actor,
        kind=KIND,
        titles={"kk": "Шолу", "ru": "Обзор", "en": "A review"},
        source_kind="edition",
        source_id=uuid.uuid4(),
        framework="gmilaf",
        codebook="mil-objectives",
        units=drafts() if units is None else units,
        **settings,
    )


def seated(project, name, role=Seat.Role.CODER, **settings):
    person = make_person(name, f"{uuid.uuid4().hex[:8]}@example.kz")
    return services.seat_person(
        actor=project.created_by, project=project, person=person, role=role, **settings
    )


def body(unit, relevance=0, competences=(), **more):
    return {
        "kind": "coding-decision",
        "unit": str(unit.pk),
        "relevance": relevance,
        "competences": list(competences),
        "demand": None,
        "unsure": False,
        "note": "",
        **more,
    }


def send(seat, unit, relevance=0, competences=(), *, envelope_id=None, **more):
    """Send a decision the way every submission goes; returns the receipt."""
    return services.submit(
        envelope_id=envelope_id or uuid.uuid4(), body=body(unit, relevance, competences, **more), actor=seat.person
    )  # fmt: skip


def undo(seat, decision_id, envelope_id=None):
    sent = {"kind": "coding-undo", "decision": str(decision_id)}
    return services.submit(envelope_id=envelope_id or uuid.uuid4(), body=sent, actor=seat.person)


def page(name, project, *args, language="en"):
    """Return the address of a page of a review."""
    with translation.override(language):
        app = "agreements" if name in _OF_AGREEMENTS else "coding"
        return reverse(f"{app}:{name}", args=[project.pk, *args])
