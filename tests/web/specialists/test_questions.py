"""How many typed questions, in three languages and with endings, the directory answers with exactly the right people."""

import pytest

from sauatty.web.accounts.models import Person
from sauatty.web.specialists import selectors, services
from sauatty.web.specialists.views.filters import Filter
from web.specialists.questions import FRESH, PEOPLE, QUESTIONS, SECOND, TEACHERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(db):
    for name, (region, languages, competences, subjects, town) in PEOPLE.items():
        services.join(
            person=Person.objects.create_person(name=name), language="kk", region_id=region, locality=town,
            languages=languages.split(), competences=[f"gmilaf.{one}" for one in competences.split()],
            subjects=subjects.split(), roles=["teacher"] if name in TEACHERS else [], audience="public",
        )  # fmt: skip


def wrong_answers(rf, actor, questions):
    """Return the questions that are not answered with exactly the right names."""
    wrong = []
    for asked, right in questions:
        found, _left = selectors.find_as_asked(actor, **Filter.of(rf.get("/", {"q": asked})).conditions())
        names = {one.person.name for one in found}
        if names != set(right.split()):
            wrong.append((asked, right, sorted(names)))
    return wrong


@pytest.mark.parametrize(("questions", "most_wrong"), [(QUESTIONS, 0), (SECOND, 0), (FRESH, 1)])
def test_typed_questions_find_the_right_people(rf, aigerim, directory, questions, most_wrong):
    wrong = wrong_answers(rf, aigerim, questions)
    print(f"{len(questions) - len(wrong)} of {len(questions)} questions answered right; wrong: {wrong}")
    assert len(wrong) <= most_wrong, wrong


def test_the_same_is_found_by_filters(client_of, directory):
    page = client_of().get("/en/specialists/?region=KZ-55&language=kk&competence=gmilaf.2.2").content.decode()
    assert "Айгүл" in page and "Борис" not in page and "Гүлнар" not in page


def test_words_that_stand_with_nobody_are_named_and_left_out(client_of, directory):
    page = client_of().get("/en/specialists/", {"q": "Орал тексеру шапшаң"}).content.decode()
    assert "Назым" in page and "were left out" in page and "шапшаң" in page
    assert "Назым" not in client_of().get("/en/specialists/", {"q": "шапшаң"}).content.decode()


def test_a_word_that_stands_with_nobody_hides_nobody_whom_another_word_names(client_of, directory):
    page = client_of().get("/en/specialists/", {"q": "Айгүл шапшаң"}).content.decode()
    assert "Айгүл" in page and "Борис" not in page and "were left out" in page


def test_more_entries_than_are_read_are_said_and_narrowed_by_the_database(
    client_of, directory, aigerim, monkeypatch
):
    monkeypatch.setattr(selectors, "MOST_READ", 3)
    assert len(selectors.find_specialists(aigerim)) == 3
    page = client_of().get("/en/specialists/").content.decode()
    assert "too large to search it all at once" in page
    found = selectors.find_specialists(aigerim, region="KZ-55", language="kk")
    assert found and {one.region_id for one in found} == {"KZ-55"}
    assert all("kk" in one.languages for one in found)
    one_region = client_of().get("/en/specialists/?region=KZ-55&language=kk&competence=gmilaf.2.2")
    assert "too large" not in one_region.content.decode()
