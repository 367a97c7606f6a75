"""Reviews of objectives: they begin from an edition, know where each objective stands, and order themselves."""

from uuid import uuid4

import pytest

from sauatty.web.alignments import hooks, ranking, reviewing
from sauatty.web.alignments.models import ReviewScope
from sauatty.web.alignments.scoping import Scope
from sauatty.web.base.models import Job
from sauatty.web.coding.models import Project, Ranking, Unit
from web.alignments.cast_reviews import decide, draft
from web.curricula.cast import N_OBJECTIVES, curriculum

pytestmark = pytest.mark.django_db


def form_of(**changes):
    return {
        "request_id": str(uuid4()),
        "title_kk": "Медиасауаттылық",
        "framework": "gmilaf",
        "codebook": "mil-objectives 1",
        "order": "given",
        "is_blind": "yes",
        "target_recall": "95",
        "n_coders_wanted": "2",
        **changes,
    }


def test_it_begins_from_an_edition(store, client_of, aigerim):
    edition = store()
    client = client_of(aigerim)
    assert b"Objectives chosen" in client.get(f"/en/coverage/reviews/start/?edition={edition.pk}").content

    response = client.post(f"/en/coverage/reviews/start/?edition={edition.pk}", form_of())

    project = Project.objects.get()
    assert response.status_code == 302 and response["Location"].endswith(f"/reviews/{project.pk}/")
    assert project.n_units == N_OBJECTIVES and project.is_blind and project.source_id == edition.pk
    assert ReviewScope.objects.get(project=project).edition_id == edition.pk


def test_the_same_form_sent_twice_begins_one_review(store, client_of, aigerim):
    edition = store()
    form = form_of()

    for _ in range(2):
        client_of(aigerim).post(f"/en/coverage/reviews/start/?edition={edition.pk}", form)

    assert Project.objects.count() == 1 and Unit.objects.count() == N_OBJECTIVES


def test_a_part_is_counted_before_it_is_taken(store, client_of, aigerim):
    edition = store()
    client = client_of(aigerim)
    asked = {**form_of(), "edition": str(edition.pk), "grades": ["5"]}

    page = client.get("/en/coverage/reviews/start/", asked)
    client.post(f"/en/coverage/reviews/start/?edition={edition.pk}", form_of(grades=["5"]))

    assert page.context["n_chosen"] == 3
    assert set(Unit.objects.values_list("grade", flat=True)) == {5}


def test_a_form_without_title_says_what_is_missing(store, client_of, aigerim):
    edition = store()

    response = client_of(aigerim).post(
        f"/en/coverage/reviews/start/?edition={edition.pk}", form_of(title_kk="", target_recall="20")
    )

    assert response.status_code == 422 and Project.objects.count() == 0
    assert b'href="#id_title_kk"' in response.content and b'href="#id_target_recall"' in response.content


def test_many_objectives_begin_in_a_job(store, client_of, aigerim, run_jobs, monkeypatch):
    monkeypatch.setattr(reviewing, "AT_ONCE", 2)
    edition = store()
    client = client_of(aigerim)

    response = client.post(f"/en/coverage/reviews/start/?edition={edition.pk}", form_of())
    assert "/jobs/" in response["Location"] and Project.objects.count() == 0
    run_jobs()

    project = Project.objects.get()
    assert client.get(response["Location"])["Location"].endswith(f"/reviews/{project.pk}/")
    assert project.n_units == N_OBJECTIVES


@pytest.mark.parametrize("who", ["stranger", "bolat", None])
def test_only_who_writes_audits_begins_one(store, client_of, request, who):
    edition = store()
    person = request.getfixturevalue(who) if who else None

    response = client_of(person).get(f"/en/coverage/reviews/start/?edition={edition.pk}")

    assert response.status_code == (404 if who else 302)


def test_an_objective_stands_between_its_neighbours_and_beside_its_pair(store, begin):
    store(curriculum("kk"), "act-kk.html")
    project = begin(store(curriculum("ru"), "act-ru.html"))
    unit = Unit.objects.get(project=project, code="6.1.1.1")

    place = hooks.places_of([unit])[unit.pk]

    assert place.pair.language == "kk" and "сенімділігін" in place.pair.text
    assert any("5.1.1.1" in line or "5.1.3.1" in line for line in place.before)
    assert place.after and place.path


def test_places_of_many_cost_a_few_questions(store, begin, django_assert_max_num_queries):
    project = begin(store())
    units = list(Unit.objects.filter(project=project))

    with django_assert_max_num_queries(5):
        places = hooks.places_of(units)

    assert len(places) == N_OBJECTIVES


def test_the_machine_proposes_for_those_who_may_see_it(store, begin):
    project = begin(store())
    units = list(Unit.objects.filter(project=project).select_related("project"))

    proposals = hooks.proposals_of(units)

    by_code = {unit.code: proposals[unit.pk] for unit in units}
    assert by_code["6.1.1.1"].competences[0] == "gmilaf.2.3" and by_code["6.1.1.1"].relevance == 0.9
    assert by_code["5.1.2.1"].competences == ()


class LastFirst:
    """Stands for the core's ranker: the undecided ones, the last first."""

    def __init__(self, units):
        self.units = units

    def order(self, decided):
        return [str(unit.id) for unit in reversed(self.units) if str(unit.id) not in decided]


def test_the_order_is_learnt_after_every_fifty_decisions(store, begin, seat, coders, run_jobs, monkeypatch):
    from sauatty.web.coding.services import decisions

    monkeypatch.setattr(decisions, "RERANK_EVERY", 2)
    monkeypatch.setattr(ranking, "the_ranker", lambda units, prior: LastFirst(units))
    monkeypatch.setattr(ranking, "estimate", lambda ranker, decided: {})
    project = begin(store(), order="relevant-first")
    first, second = seat(project, *coders)
    run_jobs()
    assert Unit.objects.filter(project=project).order_by("rank").first().code == "6.1.3.1"

    decide(first, "6.1.3.1", 2, ["gmilaf.3.2"])
    decide(second, "6.1.3.1", 2, ["gmilaf.3.2"])
    run_jobs()

    keys = Job.objects.filter(kind=ranking.RANK_JOB).values_list("idempotency_key", flat=True)
    assert Ranking.objects.filter(project=project).first().n_decisions == 2
    assert sorted(keys) == [f"alignments.rank:{project.pk}:0", f"alignments.rank:{project.pk}:2"]
    assert Unit.objects.filter(project=project).order_by("rank").first().code == "6.1.3.1"


def test_the_core_orders_what_is_left_and_says_what_is_unfound(
    store, begin, seat, coders, run_jobs, settings
):
    settings.MATCH_ENCODER = "ngram"
    ranking._encoder.cache_clear()
    project = begin(store(), order="relevant-first")
    (first, *_) = seat(project, *coders)
    run_jobs()
    ranks = list(Unit.objects.filter(project=project).order_by("rank").values_list("code", flat=True))
    assert set(ranks[-2:]) == {"5.1.2.1", "6.1.2.1"}, "what the machine holds for irrelevant comes last"

    decide(first, "5.1.2.1", 0)
    decide(first, "6.1.1.1", 2, ["gmilaf.2.3"])
    ranking.do_rank({"project": str(project.pk), "n_decisions": 2}, lambda done, total: None)

    ranks = list(Unit.objects.filter(project=project).order_by("rank").values_list("code", flat=True))
    assert ranks[:2] == ["5.1.2.1", "6.1.1.1"]
    told = project.rankings.first().estimate
    assert told["found"] == 1 and told["n_read"] == 2 and told["expected"]["high"] >= told["expected"]["low"]


def test_no_objective_is_no_review(store, client_of, aigerim):
    edition = store()
    empty = draft(scope=Scope(subject_id="mathematics"))
    with pytest.raises(Exception, match="objective|unit"):
        reviewing.begin_review(edition=edition, draft=empty, actor=aigerim)
    assert Project.objects.count() == 0
