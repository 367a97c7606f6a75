from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from made_tests import TITLES, body, join, make_cohort, make_paper, make_test
from sauatty.core.errors import PaperHoldsMore, PaperIdUnfit, PaperIncomplete
from sauatty.core.errors import TestHasNoPaper as HasNoPaper
from sauatty.core.errors import TestIsFixed as IsFixed
from sauatty.web.papers import selectors, services
from sauatty.web.papers.models import Paper
from sauatty.web.papers.models import Test as Row

pytestmark = pytest.mark.django_db


def form(**fields):
    return {
        "title_kk": "Тест", "title_ru": "Тест", "title_en": "Spring test", "purpose": "pre", "navigation": "all",
        "shuffles": "on", "attempts_allowed": "1", "days_between": "0", "release": "at-once",
    } | fields  # fmt: skip


def test_it_works_to_prepare_open_close_and_open_a_test_again(client_of, aigerim, programme):
    client, paper, cohort = client_of(aigerim), make_paper(programme, aigerim), make_cohort(programme)
    assert "Prepare a test" in client.get("/en/tests/").content.decode()
    begun = client.post("/en/tests/new/", {"programme": str(programme.pk)})
    assert begun["Location"].endswith(f"/tests/new/{programme.pk}/")
    made = client.post(
        begun["Location"],
        form(first_paper=str(paper.pk), cohorts=[str(cohort.pk)], minutes="40", opens_at="2030-01-01T10:00"),
    )
    detail = client.get(made["Location"]).content.decode()
    assert "Spring test" in detail and "40 minutes" in detail and "Бірінші топ" in detail
    row = Row.objects.get()
    assert row.state == "draft" and row.minutes == 40 and row.shuffles and not row.may_be_offline
    edited = client.post(f"/en/tests/{row.pk}/edit/", form(first_paper=str(paper.pk), minutes="50"))
    assert edited.status_code == 302
    assert "The test is open." in client.post(f"/en/tests/{row.pk}/open/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "open" and row.minutes == 50 and not row.cohorts.exists()
    assert "is closed" in client.post(f"/en/tests/{row.pk}/close/", follow=True).content.decode()
    client.post(f"/en/tests/{row.pk}/open/", {"closes_at": "2031-01-01T10:00"})
    row.refresh_from_db()
    assert row.state == "open" and row.closes_at.year in (2030, 2031)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title_kk": "", "title_ru": "", "title_en": ""}, "Write a title in at least one language."),
        (
            {"opens_at": "2030-01-02T10:00", "closes_at": "2030-01-01T10:00"},
            "The end must lie after the beginning.",
        ),
        ({"attempts_allowed": "0"}, "greater than or equal to 1"),
        ({"minutes": "-5"}, "greater than or equal to 1"),
        ({"release": "never", "shows_rationales": "on"}, "nothing can be shown with it"),
        ({"purpose": "exam"}, "Select a valid choice"),
        ({"first_paper": "00000000-0000-0000-0000-000000000000"}, "Select a valid choice"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_links_to_the_field(client_of, aigerim, programme, wrong, said):
    response = client_of(aigerim).post(f"/en/tests/new/{programme.pk}/", form(**wrong))
    page = response.content.decode()
    assert response.status_code == 422 and said in page and 'role="alert"' in page
    assert not Row.objects.exists()


def test_a_test_without_a_paper_is_not_opened_and_the_page_says_why(client_of, aigerim, programme):
    test = services.create_test(actor=aigerim, programme=programme, titles=TITLES, purpose="pre")
    with pytest.raises(HasNoPaper):
        services.open_test(actor=aigerim, test=test)
    page = client_of(aigerim).post(f"/en/tests/{test.pk}/open/", follow=True).content.decode()
    assert "has no paper yet" in page


def test_what_people_were_told_stays_once_a_test_was_open(client_of, aigerim, programme):
    test = make_test(programme, aigerim)
    with pytest.raises(IsFixed):
        services.change_test(actor=aigerim, test=test, minutes=10)
    with pytest.raises(IsFixed):
        services.set_papers(actor=aigerim, test=test, papers=[])
    with pytest.raises(IsFixed):
        services.delete_test(actor=aigerim, test=test)
    paper = str(test.papers.get().paper_id)
    response = client_of(aigerim).post(f"/en/tests/{test.pk}/edit/", form(first_paper=paper, minutes="10"))
    assert response.status_code == 422 and "was open already" in response.content.decode()


def test_strangers_and_visitors_find_no_test_and_trainers_change_none(
    client_of, aigerim, bolat, stranger, programme
):
    test = make_test(programme, aigerim)
    for path in ("", f"{test.pk}/", f"{test.pk}/edit/", "new/", f"new/{programme.pk}/"):
        assert client_of(stranger).get(f"/en/tests/{path}").status_code == 404
        is_read = path in ("", f"{test.pk}/")
        assert client_of(bolat).get(f"/en/tests/{path}").status_code == (200 if is_read else 404)
        assert "/sign-in/" in client_of().get(f"/en/tests/{path}")["Location"]
    assert client_of(aigerim).get("/en/tests/new/nonsense/").status_code == 404


def test_a_list_of_many_tests_costs_few_queries(client_of, aigerim, programme, django_assert_max_num_queries):
    paper = make_paper(programme, aigerim)
    for _ in range(12):
        make_test(programme, aigerim, made=[paper])
    client = client_of(aigerim)
    with django_assert_max_num_queries(6):
        assert client.get("/en/tests/").status_code == 200


# --- papers ---


@pytest.mark.parametrize("more", ["is_right", "key", "why", "credit", "place", "goes_with"])
def test_a_paper_with_a_key_or_a_rationale_in_it_is_refused(aigerim, programme, more):
    from uuid import uuid4

    for where in ("item", "option"):
        bad = body()
        (bad["items"][0] if where == "item" else bad["items"][0]["options"][1])[more] = "b"
        with pytest.raises(PaperHoldsMore, match=more):
            services.publish_paper(
                programme=programme,
                family=uuid4(),
                code="A",
                body=bad,
                languages=["kk"],
                is_provisional=True,
                actor=aigerim,
            )
    assert not Paper.objects.exists()


def test_a_paper_with_a_hole_in_a_language_is_refused_by_name(aigerim, programme):
    from uuid import uuid4

    holed = body()
    del holed["items"][3]["targets"][0]["text"]["ru"]
    with pytest.raises(PaperIncomplete, match="q4"):
        services.publish_paper(
            programme=programme, family=uuid4(), code="A", body=holed, languages=["kk", "ru"], is_provisional=True,
            actor=aigerim,
        )  # fmt: skip


@pytest.mark.parametrize("unfit", ['x" onclick="y', "<b>", "", "a b", "ө"])
def test_an_id_that_a_page_cannot_carry_is_refused(aigerim, programme, unfit):
    from uuid import uuid4

    bad = body()
    bad["items"][0]["options"][0]["id"] = unfit
    with pytest.raises(PaperIdUnfit):
        services.publish_paper(
            programme=programme,
            family=uuid4(),
            code="A",
            body=bad,
            languages=["kk"],
            is_provisional=True,
            actor=aigerim,
        )


def test_a_published_paper_never_changes_and_the_next_one_gets_the_next_number(aigerim, programme):
    paper = make_paper(programme, aigerim)
    again = make_paper(programme, aigerim, family=paper.family)
    assert (paper.number, again.number) == (1, 2) and paper.sha256 == again.sha256
    for change in ({"code": "B"}, {"body": {}}, {"sha256": "0"}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).delete()
    Paper.objects.filter(pk=paper.pk).update(published_by=None)


# --- who gets which paper ---


def test_half_begin_with_one_paper_and_everybody_gets_the_other_one_at_the_end(aigerim, programme):
    from sauatty.web.accounts.models import Person

    family = make_paper(programme, aigerim).family
    a, b = (make_paper(programme, aigerim, code=code, prefix=code.lower(), family=family) for code in "AB")
    first = make_test(programme, aigerim, made=[a, b], opens=False)
    last = services.create_test(actor=aigerim, programme=programme, titles=TITLES, purpose="final")
    services.pair_tests(actor=aigerim, first=first, last=last)
    for test in (first, last):
        services.open_test(actor=aigerim, test=test)
    first, last = Row.objects.get(pk=first.pk), Row.objects.get(pk=last.pk)
    people = [join(Person.objects.create_person(name=f"P {n}"), programme) for n in range(60)]
    pairs = [(selectors.paper_for(first, one).code, selectors.paper_for(last, one).code) for one in people]
    assert set(pairs) == {("A", "B"), ("B", "A")}
    assert 15 <= pairs.count(("A", "B")) <= 45


def test_a_paper_that_somebody_had_is_given_again_only_when_there_is_no_other(aigerim, programme, stranger):
    a, b = (make_paper(programme, aigerim, code=code, prefix=code.lower()) for code in "AB")
    test = make_test(programme, aigerim, made=[a, b])
    first = selectors.paper_for(test, stranger)
    second = selectors.paper_for(test, stranger, taken=[first.pk])
    assert {first.pk, second.pk} == {a.pk, b.pk}
    assert selectors.paper_for(test, stranger, taken=[first.pk, second.pk]).pk == first.pk


def test_the_page_pairs_two_tests_and_swaps_their_papers(client_of, aigerim, programme):
    a, b = (make_paper(programme, aigerim, code=code, prefix=code.lower()) for code in "AB")
    first = make_test(programme, aigerim, made=[a, b], opens=False)
    client = client_of(aigerim)
    made = client.post(
        f"/en/tests/new/{programme.pk}/", form(purpose="final", partner=str(first.pk), title_en="Final")
    )
    last = Row.objects.get(purpose="final")
    assert [one.code for one in selectors.papers_of(last)] == ["B", "A"]
    assert "Paired with" in client.get(made["Location"]).content.decode()


def test_a_test_waits_is_open_and_is_over_by_the_clock_of_the_server(aigerim, programme):
    now = timezone.now()
    test = make_test(
        programme, aigerim, opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=2)
    )
    found = [selectors.phase(test, now + timedelta(minutes=minutes)) for minutes in (0, 61, 121)]
    assert found == ["waiting", "open", "closed"]


def test_the_page_names_a_language_without_a_title_before_anybody_tries_to_open(
    client_of, aigerim, programme
):
    test = make_test(programme, aigerim, made=[make_paper(programme, aigerim)], opens=False)
    page = f"/kk/tests/{test.pk}/"
    assert "English" not in client_of(aigerim).get(page).content.decode().split("notice warning")[-1][:400]

    services.change_test(actor=aigerim, test=test, titles={**TITLES, "en": ""})

    assert "English" in client_of(aigerim).get(page).content.decode().split("notice warning")[-1][:400]
