"""A guide on the small curriculum of the audit pages, its review settled, its authors and reviewers."""

import pytest

from sauatty.core.catalogue import load_codebooks
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from sauatty.web.curricula.models import Edition
from sauatty.web.guides import services
from sauatty.web.guides.models import Membership
from web.conftest import give_role, make_person

# code → relevance, competences; as two coders alike
JUDGED = {
    "5.1.1.1": (2, ["gmilaf.1.2"]),
    "5.1.2.1": (0, []),
    "5.1.3.1": (1, ["gmilaf.2.3"]),
    "6.1.1.1": (2, ["gmilaf.2.3"]),
    "6.1.2.1": (0, []),
    "6.1.3.1": (1, ["gmilaf.3.2", "gmilaf.2.3"]),
}
TITLES = {"kk": "Ойдан құрастырылған нұсқаулық", "ru": "Вымышленное руководство", "en": "Invented guide"}
FACTS = {
    "titles": TITLES,
    "grades": [],
    "source": "agreed",
    "languages": ["ru", "kk", "en"],
    "audience": "teachers",
    "chapters": [
        "introduction",
        "map",
        "direct",
        "opportunities",
        "progression",
        "assessment",
        "policy",
        "method",
    ],
    "stale_policy": "block",
    "signatures_needed": 1,
    "is_public": False,
}


def settle(edition, judged=JUDGED):
    """A closed review of an edition in which two coders agreed on everything."""
    manual = load_codebooks()[0]
    project = Project.objects.create(
        kind="objectives", title_ru="Разметка", source_kind="edition", source_id=edition.pk, framework="gmilaf",
        codebook=manual.id, codebook_version=manual.version, codebook_sha256=manual.sha256, state="closed",
    )  # fmt: skip
    seats = [Seat.objects.create(project=project, role="coder", label=label) for label in ("A", "B")]
    for row in edition.objectives.all():
        relevance, competences = judged[row.code]
        unit = Unit.objects.create(
            project=project, ref_id=row.pk, position=row.position, rank=row.position, language=row.language,
            text=row.text, grade=row.grade, code=row.code, state="agreed", relevance=relevance,
            competences=competences, n_standing=2,
        )  # fmt: skip
        for seat in seats:
            _decide(unit, seat, relevance, competences)
    return project


def _decide(unit, seat, relevance, competences):
    import uuid

    from django.utils import timezone

    Decision.objects.create(
        id=uuid.uuid4(),
        unit=unit,
        seat=seat,
        relevance=relevance,
        competences=competences,
        decided_at=timezone.now(),
    )


@pytest.fixture
def edition(store):
    """The small curriculum in Russian and Kazakh; returns the Russian edition."""
    from web.curricula.cast import curriculum

    store(curriculum("kk"), "kk.html")
    russian = store(curriculum("ru"), "ru.html")
    assert Edition.objects.count() == 2
    return russian


@pytest.fixture
def review(edition):
    return settle(edition)


@pytest.fixture
def saule(programme):
    """A methodologist."""
    person = make_person("Сәуле Ахметова", "saule@example.kz")
    give_role(person, "methodologist")
    return person


@pytest.fixture
def marat(db):
    """A reviewer without any role of the audit."""
    return make_person("Марат Оспанов", "marat@example.kz")


@pytest.fixture
def make_guide(edition, saule, run_jobs):
    """Make and draft a guide; keyword arguments replace its facts."""

    def make(draft=True, **facts):
        found = FACTS | facts
        guide = services.create_guide(
            actor=saule, edition=edition, programmes=edition.programmes.all(), facts=found
        )
        if draft:
            services.ask_for_draft(guide=guide, actor=saule)
            run_jobs()
            guide.refresh_from_db()
        return guide

    return make


@pytest.fixture
def guide(review, make_guide, marat, saule):
    """A drafted guide with an author and a reviewer."""
    made = make_guide()
    services.add_member(guide=made, person=marat, role=Membership.Role.REVIEWER, actor=saule)
    return made


@pytest.fixture
def blind(edition, bolat):
    """Bolat codes the Russian text blindly."""
    project = Project.objects.create(
        kind="objectives", title_ru="Разметка", source_kind="edition", source_id=edition.pk, framework="gmilaf",
        codebook="mil-objectives", codebook_version="1", codebook_sha256="0" * 64, state="open", is_blind=True,
    )  # fmt: skip
    Seat.objects.create(project=project, person=bolat, role="coder", label="A")
    return project
