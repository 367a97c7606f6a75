import pytest
from django.utils import translation

from made_tests import ANSWERS, join, make_paper, make_test
from sauatty.web.attempts import keying, selectors
from sauatty.web.attempts.models import Attempt
from sauatty.web.base import jobs
from sauatty.web.base.models import ExportedFile, Job

pytestmark = pytest.mark.django_db
# single b, multiple a c, order c a d b, match a=x b=y c=z d=x, highlight b, judgement c
GOOD = "b; ac; cadb; a=p b=q c=r d=p; b; c"


@pytest.fixture
def items(paper):
    return paper.body["items"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def kinds_of(given, items):
    kinds = {one["id"]: one["kind"] for one in items}
    return {kinds[one.item]: one.answer for one in given}


@pytest.mark.parametrize(
    "line",
    [
        f"abc234: {GOOD}", f"ABC234: {GOOD.upper()}", f"abc234:{GOOD};", "abc234 b ac cadb a=p,b=q,c=r,d=p b c",
        "abc234 b a,c c>a>d>b ap,bq,cr,dp b c", "abc234: b; ас; саdb; а=р b=q с=r d=р; b; с", f"аbс234: {GOOD}",
    ],
)  # fmt: skip
def test_a_line_is_read_however_it_is_typed(items, line):
    (found,) = keying.read_lines(line, items)
    assert found.problem == "" and found.code == "abc234" and kinds_of(found.given, items) == ANSWERS


def test_an_answer_is_written_as_it_was_typed(items):
    (found,) = keying.read_lines(f"abc234: {GOOD}", items)
    kept = {one.item: one.answer for one in found.given}

    typed = "; ".join(keying.letters_of(item, kept[item["id"]]) for item in items)
    assert typed == "b; a c; c>a>d>b; a=p b=q c=r d=p; b; c"
    assert kinds_of(keying.read_lines(f"abc234: {typed}", items)[0].given, items) == ANSWERS


def test_a_hyphen_stands_for_no_answer(items):
    (found,) = keying.read_lines("abc234: -; –; .; ; -; c", items)
    assert [one.answer for one in found.given] == [None] * 5 + ["c"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("abc234: b; ac", "2 answers are typed, the paper has 6 questions"),
        (f"abc234: {GOOD}; b", "7 answers are typed"),
        (f"abc234: e; {GOOD[3:]}", "Question 1 has no letter 'e'; it has a b c d"),
        (f"abc234: ab; {GOOD[3:]}", "Question 1 takes one letter, not 'ab'"),
        ("abc234: b; aca; cadb; -; b; c", "Question 2: a letter stands twice"),
        ("abc234: b; ac; cad; -; b; c", "Question 3 takes all 4 letters"),
        ("abc234: b; ac; cadb; a=b; b; c", "Question 4 has no letter 'b'; it has p q r"),
        ("abc234: b; ac; cadb; p; b; c", "Question 4 takes pairs such as a=p"),
        ("abc234: b; ac; cadb; a=p a=q; b; c", "Question 4: a letter stands twice"),
        ("abc234: в; ac; cadb; -; b; c", "Question 1: 'в' has Cyrillic letters"),
        ("abc234: b; аб; cadb; -; b; c", "Question 2: 'aб' has Cyrillic letters"),
        ("abc234", "0 answers are typed"),
    ],
)
def test_a_wrong_line_says_which_question_and_what_it_takes(items, line, said):
    (found,) = keying.read_lines(line, items)
    assert said in found.problem and not found.given


def send(client, test, lines, **fields):
    data = {"paper": "A", "language": "kk", "lines": lines} | fields
    return client.post(f"/en/t/of/{test.pk}/on-paper/", data)


def test_it_works_for_a_trainer_to_type_in_sheets(client_of, bolat, dana, test, graded):
    client, code = client_of(bolat), selectors.sheet_code(dana)
    assert (
        "abc234: a; a; abcd; a=p b=p c=p d=p; a; a"
        in client.get(f"/en/t/of/{test.pk}/on-paper/").content.decode()
    )
    response = send(client, test, f"{code}: {GOOD}")
    assert response.status_code == 200 and "1 sheet is taken in. Дана Бөтен." in response.content.decode()
    attempt = Attempt.objects.get()
    assert (attempt.mode, attempt.state, attempt.entered_by) == ("paper", "graded", bolat)
    assert attempt.answers["q3"]["answer"] == ANSWERS["order"] and attempt.language == "kk"


def test_good_lines_are_taken_in_and_the_others_stay_in_the_field_with_the_reason(
    client_of, aigerim, bolat, dana, test
):
    join(bolat, test.programme)
    lines = f"zzzzzz: {GOOD}\n{selectors.sheet_code(dana)}: {GOOD}\n\n{selectors.sheet_code(bolat)}: b; ac"
    response = send(client_of(aigerim), test, lines)
    page = response.content.decode()
    assert response.status_code == 422 and "1 sheet is taken in" in page
    assert "Nobody who is asked to take this test has the code &#x27;zzzzzz&#x27;" in page
    assert "Line 4" in page and "Болат Жұмабаев" in page and "2 answers are typed" in page
    field = page.split("<textarea")[1].split("</textarea>")[0]
    assert "zzzzzz" in field and selectors.sheet_code(dana) not in field
    assert Attempt.objects.count() == 1


def test_entering_a_sheet_twice_is_refused_by_name(client_of, bolat, dana, programme, aigerim, graded):
    test = make_test(programme, aigerim, attempts_allowed=2)
    line = f"{selectors.sheet_code(dana)}: {GOOD}"
    client = client_of(bolat)
    send(client, test, line)
    response = send(client, test, line)
    assert response.status_code == 422
    assert "The sheet of Дана Бөтен with these answers was entered already." in response.content.decode()
    once = make_test(programme, aigerim)
    send(client, once, line)
    other = send(client, once, line.replace(": b;", ": a;")).content.decode()
    assert "All 1 attempts at this test were made." in other
    assert Attempt.objects.filter(test=once).count() == 1


def test_only_those_who_train_in_the_programme_type_sheets(client_of, dana, stranger, test, aigerim, bolat):
    assert client_of(dana).get(f"/en/t/of/{test.pk}/on-paper/").status_code == 404
    from sauatty.web.accounts.models import Grant
    from sauatty.web.programmes.models import Programme

    elsewhere = Programme.objects.create(title_kk="Басқа")
    dana.__dict__.pop("_role_names", None)
    Grant.objects.create(person=dana, role="trainer", scope_kind="programme", scope_id=elsewhere.pk)
    assert client_of(dana).get(f"/en/t/of/{test.pk}/on-paper/").status_code == 404
    assert client_of(bolat).get(f"/en/t/of/{test.pk}/on-paper/").status_code == 200


def test_sheets_of_a_test_that_is_being_prepared_are_not_taken_in(client_of, bolat, dana, programme, aigerim):
    test = make_test(programme, aigerim, opens=False)
    response = send(client_of(bolat), test, f"{selectors.sheet_code(dana)}: {GOOD}")
    assert response.status_code == 422 and not Attempt.objects.exists()
    assert "Open the test first" in response.content.decode()


def test_an_empty_or_foreign_form_is_refused(client_of, bolat, test):
    client = client_of(bolat)
    assert send(client, test, "").status_code == 422
    assert send(client, test, GOOD, paper="Z").status_code == 422
    for wrong in ({"kind": "exe"}, {"paper": "Z"}, {"language": "uz"}):
        data = {"paper": "A", "language": "kk", "kind": "paper"} | wrong
        assert client.post(f"/en/t/of/{test.pk}/on-paper/print/", data).status_code == 404


@pytest.mark.parametrize("kind", ["paper", "large", "codes"])
def test_a_printed_test_is_made_by_a_job_and_fetched_by_who_asked(client_of, bolat, dana, test, kind):
    client = client_of(bolat)
    asked = client.post(f"/en/t/of/{test.pk}/on-paper/print/", {"paper": "A", "language": "ru", "kind": kind})
    assert "/jobs/" in asked["Location"]
    jobs.run_job.func(str(Job.objects.get().pk))
    assert Job.objects.get().state == "done"
    file = ExportedFile.objects.get(owner=bolat)
    assert bytes(file.content).startswith(b"%PDF") and file.name.endswith(f"-ru-{kind}.pdf")


def test_codes_of_a_large_cohort_differ(programme):
    from sauatty.web.accounts.models import Person

    people = [Person.objects.create_person(name=f"P {n}") for n in range(300)]
    assert len({selectors.sheet_code(one) for one in people}) == 300


def test_a_paper_with_two_forms_is_typed_for_the_form_that_stands_on_the_sheet(
    client_of, bolat, dana, programme, aigerim
):
    made = [make_paper(programme, aigerim, code=code, prefix=code.lower()) for code in "AB"]
    test = make_test(programme, aigerim, made=made)
    send(client_of(bolat), test, f"{selectors.sheet_code(dana)}: {GOOD}", paper="B")
    assert Attempt.objects.get().paper == made[1] and "b1" in Attempt.objects.get().answers
