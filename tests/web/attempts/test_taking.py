import json

import pytest

from made_tests import ANSWERS, KINDS, fields_of, join, make_test
from sauatty.web.attempts import services
from sauatty.web.attempts.models import Attempt

pytestmark = pytest.mark.django_db


def start(client, test):
    response = client.post(f"/en/t/{test.slug}/start/")
    assert response.status_code == 302
    return response["Location"]


def test_it_works_without_javascript_from_my_tests_to_the_result(client_of, dana, test, paper, graded):
    client = client_of(dana)
    assert "Pre-test" in client.get("/en/t/").content.decode()
    welcome = client.get(f"/en/t/{test.slug}/").content.decode()
    assert "as long as you need" in welcome and "What is kept" in welcome and "provisional" in welcome
    address = start(client, test)
    page = client.get(address).content.decode()
    assert page.count('name="shown"') == 6 and "option &lt;a&gt;" in page and "<strong>not</strong>" in page
    assert "invented for this test" in page and "Asel &amp; co" in page
    response = client.post(address, fields_of(paper) | {"go": "submit", "revision": "0", "language": "en"})
    assert response["Location"].endswith("/result/")
    attempt = Attempt.objects.get()
    assert attempt.state == "graded" and attempt.ended_by == "person" and graded == [attempt.pk]
    kinds = {one["id"]: one["kind"] for one in paper.body["items"]}
    assert {kinds[item]: record["answer"] for item, record in attempt.answers.items()} == ANSWERS
    result = client.get(response["Location"]).content.decode()
    assert "5 of 8 points" in result and "between 30% and 86%" in result and "provisional" in result


def test_a_matching_question_with_an_open_row_is_named_before_handing_in(client_of, dana, test, paper):
    client = client_of(dana)
    address = start(client, test)
    fields = fields_of(paper)
    item = next(one["id"] for one in paper.body["items"] if one["kind"] == "match")
    del fields[next(name for name in fields if name.startswith(f"a.{item}."))]

    response = client.post(address, fields | {"go": "submit", "revision": "0", "language": "en"})
    assert response["Location"].endswith("/check/")
    check = client.get(response["Location"]).content.decode()
    assert "Answered in part:" in check and f"#q-{item}" in check and "Still open" not in check


def test_a_page_shows_again_what_was_saved_on_another_device(client_of, dana, test, paper):
    address = start(client_of(dana), test)
    client_of(dana).post(address, fields_of(paper) | {"go": "save", "revision": "0", "language": "en"})
    other = client_of(dana)
    assert start(other, test) == address
    page = other.get(address).content.decode()
    assert page.count(" checked") == 1 + 1 + 2 + 1  # single, judgement, multiple, highlight
    assert page.count(" selected") == 4 + 4  # order, match
    assert "6 of 6 answered" in page


def test_without_a_grader_the_result_page_says_that_it_is_being_graded(client_of, dana, test, paper):
    client = client_of(dana)
    address = start(client, test)
    response = client.post(address, fields_of(paper) | {"go": "submit", "revision": "0", "language": "en"})
    assert Attempt.objects.get().state == "submitted"
    assert "being graded" in client.get(response["Location"]).content.decode()


def test_handing_in_with_open_questions_asks_once_more(client_of, dana, test):
    client = client_of(dana)
    address = start(client, test)
    response = client.post(address, {"go": "submit", "shown": ["q1"], "a.q1": "b", "revision": "0"})
    assert response["Location"].endswith("/check/")
    check = client.get(response["Location"]).content.decode()
    assert "1 of 6 questions are answered" in check and "Hand in all the same" in check
    assert client.post(response["Location"])["Location"].endswith("/result/")
    assert Attempt.objects.get().state == "submitted"


def test_one_question_on_a_page_goes_on_and_back_and_keeps_everything(client_of, dana, programme, aigerim):
    test = make_test(programme, aigerim, navigation="one", shuffles=False)
    client = client_of(dana)
    address = start(client, test)
    page = client.get(address).content.decode()
    assert page.count('name="shown"') == 1 and "Question 1 of 6" in page
    onward = client.post(address, {"go": "next", "number": "1", "shown": "q1", "a.q1": "d", "revision": "0"})
    assert onward["Location"].endswith("?n=2")
    assert 'name="a.q2"' in client.get(onward["Location"]).content.decode()
    back = client.post(address, {"go": "back", "number": "2", "shown": "q2", "revision": "1"})
    assert 'value="d" checked' in client.get(back["Location"]).content.decode()


def test_two_things_on_one_place_are_no_order_and_the_page_says_so(client_of, dana, test):
    client = client_of(dana)
    address = start(client, test)
    places = {f"a.q3.{one}": place for one, place in zip("abcd", "1123", strict=True)}
    client.post(address, {"go": "save", "shown": "q3", "revision": "0"} | places)
    page = client.get(address).content.decode()
    assert "give every line a place of its own" in page and page.count(" selected") == 4
    assert Attempt.objects.get().answers["q3"]["answer"] is None


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_shown_in_every_language(client_of, dana, test, paper, language, kind):
    client = client_of(dana)
    attempt = services.start(person=dana, test=test, language=language)
    page = client.get(f"/{language}/t/a/{attempt.pk}/").content.decode()
    item = next(one for one in paper.body["items"] if one["kind"] == kind)
    assert f'data-kind="{kind}"' in page and f'<html lang="{language}"' in page
    shown = [one["text"][language].replace("<", "&lt;").replace(">", "&gt;") for one in item["options"]]
    assert all(text in page for text in shown)


def test_the_language_can_be_changed_in_the_middle_and_the_change_is_kept(client_of, dana, test, paper):
    client = client_of(dana)
    address = start(client, test)
    response = client.post(
        address, {"go": "ru", "shown": "q1", "a.q1": "b", "revision": "0", "language": "en"}
    )
    assert response["Location"].startswith("/ru/")
    assert "option" in client.get(response["Location"]).content.decode()
    attempt = Attempt.objects.get()
    assert attempt.language == "ru" and [one[1] for one in attempt.switches] == ["ru"]
    assert attempt.answers["q1"]["language"] == "en"


def test_strangers_and_visitors_find_nothing(client_of, bolat, dana, test):
    attempt = services.start(person=dana, test=test, language="kk")
    other = client_of(bolat)
    for end in ("", "check/", "result/"):
        assert other.get(f"/en/t/a/{attempt.pk}/{end}").status_code == 404
    assert other.post(f"/en/t/a/{attempt.pk}/save/", "{}", content_type="application/json").status_code == 404
    visitor = client_of()
    for address in ("/en/t/", f"/en/t/{test.slug}/", f"/en/t/a/{attempt.pk}/"):
        assert "/sign-in/" in visitor.get(address)["Location"]


def test_a_test_of_another_programme_is_not_there(client_of, stranger, test):
    assert client_of(stranger).get(f"/en/t/{test.slug}/").status_code == 404
    assert "Pre-test" not in client_of(stranger).get("/en/t/").content.decode()


def test_a_practice_test_outside_of_programmes_is_there_for_anybody_signed_in(client_of, stranger, aigerim):
    test = make_test(
        None, aigerim, purpose="practice", titles={"kk": "Жаттығу", "ru": "Пробный", "en": "Try"}
    )
    client = client_of(stranger)
    assert "Try" in client.get("/en/t/").content.decode()
    assert client.get(start(client, test)).status_code == 200


def test_large_print_is_remembered_and_nothing_is_lost_by_asking_for_it(client_of, dana, test):
    client = client_of(dana)
    address = start(client, test)
    response = client.post(address, {"go": "large", "shown": "q1", "a.q1": "b", "revision": "0"})
    page = client.get(response["Location"]).content.decode()
    assert 'class="survey test large"' in page and 'value="b" checked' in page
    assert 'test large"' in client.get(f"/en/t/{test.slug}/").content.decode()


def test_a_person_of_two_cohorts_sees_only_what_their_cohort_is_asked(
    client_of, bolat, stranger, programme, aigerim
):
    from made_tests import make_cohort
    from sauatty.web.papers import services as papers

    cohort = make_cohort(programme)
    test = make_test(programme, aigerim)
    papers.set_cohorts(actor=aigerim, test=test, cohorts=[cohort])
    said = client_of(bolat).get(f"/en/t/{test.slug}/").content.decode()
    assert (
        "You are not among them" in said and "Begin" not in said
    )  # a trainer of the programme reads the test
    client = client_of(join(stranger, programme, cohort))
    start(client, test)
    assert Attempt.objects.get().cohort == cohort


def test_pages_cost_few_queries(client_of, dana, test, paper, django_assert_max_num_queries):
    client = client_of(dana)
    with django_assert_max_num_queries(9):
        client.get("/en/t/")
    with django_assert_max_num_queries(8):
        client.get(f"/en/t/{test.slug}/")
    with django_assert_max_num_queries(12):
        address = start(client, test)
    with django_assert_max_num_queries(5):
        client.get(address)
    body = json.dumps({"answers": {"q1": {"answer": "b", "ms": 4000}}, "revision": 0, "language": "en"})
    with django_assert_max_num_queries(8):
        assert client.post(address + "save/", body, content_type="application/json").status_code == 200


def test_a_test_that_is_not_open_yet_says_so_to_those_who_will_take_it(
    client_of, dana, programme, aigerim, django_user_model
):
    test = make_test(programme, aigerim, opens=False)
    said = client_of(dana).get(f"/en/t/{test.slug}/").content.decode()
    assert "not open yet" in said and "Begin" not in said
    other = django_user_model.objects.create_person(name="Басқа")
    assert client_of(other).get(f"/en/t/{test.slug}/").status_code == 404


def test_whoever_runs_a_test_is_led_to_its_page_instead_of_nowhere(client_of, test, programme, aigerim):
    from made_tests import make_cohort
    from sauatty.web.papers import services as papers

    asked = make_test(programme, aigerim)
    papers.set_cohorts(actor=aigerim, test=asked, cohorts=[make_cohort(programme)])
    assert f'href="/en/tests/{asked.pk}/"' in client_of(aigerim).get(f"/en/t/{asked.slug}/").content.decode()
