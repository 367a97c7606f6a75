"""A whole act of 11,000 objectives: few questions to the database, and no page that waits for a bootstrap twice."""

import time
import uuid

import pytest

from sauatty.web.alignments import carrying, reviewing
from sauatty.web.alignments.models import MeasureResult
from sauatty.web.base.models import Job
from sauatty.web.coding.models import Project, Unit
from sauatty.web.curricula.models import Document, Edition, Objective, SubjectProgramme
from sauatty.web.curricula.titles import subject_slugs
from web.alignments.cast_reviews import draft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
N = 11_000
COMPETENCES = [f"gmilaf.{part}.{number}" for part in (1, 2, 3) for number in (1, 2, 3, 4)]
PAGES = ("", "objectives/", "unevenness/", "progression/", "gaps/", "most/", "compare/", "research/")
MOST_SECONDS_KEPT, MOST_SECONDS_FRESH = 2.5, 12.0


def make_edition(document, language="ru", change=""):
    edition = Edition.objects.create(
        document=document, language=language, format="html", source_name="act.html", source_sha256="0" * 64,
        content_sha256=uuid.uuid4().hex * 2, n_objectives=N, n_programmes=1, n_oddities=0,
    )  # fmt: skip
    programme = SubjectProgramme.objects.create(
        id=uuid.uuid4(),
        edition=edition,
        position=0,
        slug="all",
        title="Все",
        subject="Все",
        language=language,
    )
    slugs = subject_slugs()
    Objective.objects.bulk_create(
        [
            Objective(
                id=uuid.uuid4(), edition=edition, programme=programme, position=number, ref=str(number),
                language=language, subject="Предмет", subject_id=slugs[number % len(slugs)],
                subject_area="languages-literature" if number % 2 else "people-society", grade=1 + number % 11,
                code=f"{1 + number % 11}.1.1.{number}", search_key="",
                text=f"цель номер {number} {change if number % 10 == 0 else ''}".strip(),
            )
            for number in range(N)
        ],
        batch_size=1000,
    )  # fmt: skip
    return edition


@pytest.fixture
def act(aigerim):
    document = Document.objects.create(
        key="act", kind="model-curriculum", title_ru="Программы", created_by=aigerim
    )
    return document, make_edition(document)


@pytest.fixture
def judged_act(act, aigerim):
    """The act with every objective settled, a tenth of them relevant."""
    document, edition = act
    project = reviewing.begin_review(edition=edition, draft=draft(), actor=aigerim)
    units = list(Unit.objects.filter(project=project).only("pk", "position"))
    for unit in units:
        unit.state = Unit.State.AGREED
        unit.relevance = (2 if unit.position % 3 else 1) if unit.position % 10 == 0 else 0
        unit.competences = [COMPETENCES[(unit.position // 10) ** 2 % 12]] if unit.relevance else []
    Unit.objects.bulk_update(units, ["state", "relevance", "competences"], batch_size=1000)
    return document, edition, project


def test_a_whole_act_becomes_a_review_in_a_job(act, aigerim, run_jobs, django_assert_max_num_queries):
    _, edition = act
    made = reviewing.start_review(edition=edition, draft=draft(), actor=aigerim)
    assert isinstance(made, Job)

    with django_assert_max_num_queries(280):
        run_jobs()

    project = Project.objects.get()
    made.refresh_from_db()
    assert made.state == Job.State.DONE and project.n_units == Unit.objects.count() == N


def test_every_page_stays_quick(judged_act, client_of, aigerim, django_assert_max_num_queries):
    _, edition, _ = judged_act
    client, slow = client_of(aigerim), {}

    def seconds(page):
        started = time.perf_counter()
        answer = client.get(f"/en/coverage/{page}?edition={edition.pk}&by=subject&count=both")
        assert answer.status_code == 200, page
        return time.perf_counter() - started

    for page in PAGES:  # in a row: making the act takes longer than all the pages
        MeasureResult.objects.all().delete()
        fresh = seconds(page)
        with django_assert_max_num_queries(20, info=page):
            kept = seconds(page)
        print(f"\n{page or 'map/'} fresh {fresh:.2f} s, kept {kept:.2f} s")
        if fresh >= MOST_SECONDS_FRESH or kept >= MOST_SECONDS_KEPT:
            slow[page] = fresh, kept

    assert slow == {}


def test_a_review_goes_on_in_a_new_edition(judged_act, aigerim, django_assert_max_num_queries):
    document, edition, project = judged_act
    later = make_edition(document, change="иначе")

    with django_assert_max_num_queries(500):
        made = carrying.go_on(project=project, earlier=edition, later=later, actor=aigerim)

    states = Unit.objects.filter(project=made)
    assert states.filter(state="carried").count() == N * 9 // 10
    assert states.filter(state="open").count() == N // 10
