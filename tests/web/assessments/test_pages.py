"""The pages of forms, keys and results: whom they open to, and what they say."""

import io
import zipfile

import pytest
from django.urls import reverse

from sauatty.core.psychometrics.form_rules import default_rules
from sauatty.core.psychometrics.score_files import read_most_points
from sauatty.web.assessments import selectors, services
from sauatty.web.assessments.models import Assembly, Blueprint
from sauatty.web.base.models import ExportedFile, Job
from web.assessments.conftest import right, take
from web.assessments.test_assembling import assembled
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
PUBLIC = "their keys too"


@pytest.fixture(autouse=True)
def _pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


def at(name, *args):
    return reverse(f"assessments:{name}", args=args).replace("/kk/", "/en/").replace("/ru/", "/en/")


def sent(**changes):
    """Return a blueprint as its form sends it."""
    from sauatty.web.assessments.forms import initial_of

    fields = {
        name: value
        for name, value in initial_of(default_rules(length=12), "Course").items()
        if value is not None
    }
    fields |= {"keeps_enemies_apart": "on", **changes}
    return {name: value for name, value in fields.items() if value is not False}


@pytest.fixture
def proposal(aigerim, programme):
    return assembled(aigerim, programme, default_rules(length=12))


def test_every_page_opens_to_the_coordinator_and_is_not_there_for_others(
    aigerim, stranger, bolat, client_of, programme, proposal, test, paper, dana
):
    take(test, paper, dana, right(paper))
    first = proposal.forms.get(code="A").items[0]["item"]
    addresses = [
        at("blueprint_list"), at("blueprint_add", programme.pk), at("blueprint_detail", proposal.blueprint_id),
        at("blueprint_edit", proposal.blueprint_id), at("form_detail", proposal.pk), at("form_chart", proposal.pk),
        f"{at('form_swap', proposal.pk)}?form=A&item={first}", at("exposure", programme.pk),
        at("test_scores", test.pk), at("test_times", test.pk), at("test_patterns", test.pk), at("test_data", test.pk),
        at("key_list", test.pk), at("key_correct", test.pk, paper.pk, "gmilaf-1-2-1"),
    ]  # fmt: skip

    for address in addresses:
        assert client_of(aigerim).get(address).status_code == 200, address
        assert client_of(stranger).get(address).status_code == 404, address
        assert client_of(bolat).get(address).status_code == 404, address
        assert "sign-in" in client_of().get(address)["Location"], address


def test_a_coordinator_of_another_programme_sees_nothing_of_this_one(
    client_of, programme, proposal, test, paper
):
    from sauatty.web.programmes.models import Programme

    other = make_person("Other", "other@example.kz")
    give_role(other, "coordinator", Programme.objects.create(title_ru="Другая"))
    give_role(other, "participant", programme)

    for name, args in (
        ("blueprint_detail", [proposal.blueprint_id]), ("form_detail", [proposal.pk]), ("test_scores", [test.pk]),
        ("test_data", [test.pk]), ("test_times", [test.pk]), ("key_list", [test.pk]), ("exposure", [programme.pk]),
    ):  # fmt: skip
        assert client_of(other).get(at(name, *args)).status_code == 404, name


def test_a_blueprint_is_saved_and_its_forms_are_asked_for(aigerim, client_of, programme):
    client = client_of(aigerim)

    answer = client.post(at("blueprint_add", programme.pk), sent())
    blueprint = Blueprint.objects.get()
    assert answer.status_code == 302 and blueprint.rules["length"] == 12
    assert client.post(at("forms_assemble", blueprint.pk)).status_code == 302
    assert (
        Assembly.objects.get().state == "waiting" and Job.objects.filter(kind="assessments.assemble").exists()
    )
    assert "being assembled" in client.get(at("form_detail", Assembly.objects.get().pk)).content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"n_gmilaf.1.1": 30}, "ask for"),
        ({"least_kind_single": 5, "most_kind_single": 2}, "less than the least"),
        ({"name": ""}, "error"),
        ({"length": "many"}, "error"),
    ],
)
def test_a_blueprint_that_cannot_be_is_refused_at_its_field(aigerim, client_of, programme, change, said):
    answer = client_of(aigerim).post(at("blueprint_add", programme.pk), sent(**change))

    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Blueprint.objects.exists()


def test_the_proposal_shows_its_figures_its_questions_and_what_public_keys_mean(aigerim, client_of, proposal):
    page = client_of(aigerim).get(at("form_detail", proposal.pk)).content.decode()

    assert PUBLIC in page and "Publish the forms" in page and "How alike the forms are" in page
    assert all(f"{one['item']} stem" in page for form in proposal.forms.all() for one in form.items)
    chart = client_of(aigerim).get(at("form_chart", proposal.pk))
    assert chart["Content-Type"] == "image/svg+xml" and chart.content.count(b"<polyline") == 2


def test_a_swap_and_publishing_go_through_their_pages(aigerim, client_of, proposal):
    client = client_of(aigerim)
    old = proposal.forms.get(code="A").items[0]["item"]
    new = services.candidates(services.desk_of(proposal), "A", old)[0].known.id

    change = {"form": "A", "item": old, "new": new, "revision": 1}
    assert client.post(at("form_swap", proposal.pk), change).status_code == 302
    late = client.post(at("form_publish", proposal.pk), {"revision": 1})
    assert late.status_code == 422 and "in the meantime" in late.content.decode()
    assert client.post(at("form_publish", proposal.pk), {"revision": 2}).status_code == 302
    assert "Hash of the paper" in client.get(at("form_detail", proposal.pk)).content.decode()


def test_the_rule_in_the_way_is_said_in_words(aigerim, client_of, programme):
    from dataclasses import replace

    asked = replace(default_rules(length=24), competences={"gmilaf.1.1": 9})
    page = client_of(aigerim).get(at("form_detail", assembled(aigerim, programme, asked).pk)).content.decode()

    assert "at least 9 asked, 2 possible" in page


def test_a_key_is_corrected_after_its_effect_was_shown(aigerim, client_of, test, paper, dana):
    take(test, paper, dana, right(paper))
    client, address = client_of(aigerim), at("key_correct", test.pk, paper.pk, "gmilaf-1-2-1")
    wanted = {"way": "key", "right": "c", "reason": "misprint"}

    looked = client.post(address, {**wanted, "step": "look"}).content.decode()
    assert "Дана Оқырман" in looked and "13 / 13" in looked and "12 / 13" in looked
    assert client.post(address, {**wanted, "step": "do"}).status_code == 302
    services.do_regrade(Job.objects.get(kind=services.REGRADE_JOB).payload, lambda done, total: None)
    assert "a key was corrected; before: 13" in client.get(at("test_scores", test.pk)).content.decode()
    assert client.post(address, {**wanted, "step": "do"}).status_code == 422


def test_scores_are_listed_in_few_queries(aigerim, client_of, test, paper, django_assert_max_num_queries):
    client = client_of(aigerim)
    for n in range(12):
        take(test, paper, make_person(f"Person {n}"), right(paper))
    client.get(at("test_scores", test.pk))
    with django_assert_max_num_queries(14):
        page = client.get(at("test_scores", test.pk)).content.decode()
    assert "Person 11" in page and "100" in page


def test_patterns_are_worded_without_an_accusation(aigerim, client_of, test, paper):
    ids = [one["id"] for one in paper.body["items"]]
    for n in range(14):
        given = dict.fromkeys(ids, "a") if n < 2 else {id: "bcd"[(n + k) % 3] for k, id in enumerate(ids)}
        take(test, paper, make_person(f"Person {n}"), given)

    page = client_of(aigerim).get(at("test_patterns", test.pk)).content.decode()

    assert "Person 0" in page and "Person 1" in page
    assert "says nothing about what anybody did" in page
    assert not any(word in page.lower() for word in ("cheat", "fraud", "suspicious", "copied"))


def make_data(person, test, choice=None):
    from sauatty.web.assessments.researching import DataChoice

    job = services.ask_for_data(actor=person, test=test, choice=choice or DataChoice())
    services.do_data(job.payload, lambda done, total: None)
    found = ExportedFile.objects.filter(pk=job.payload["file"]).first()
    return zipfile.ZipFile(io.BytesIO(bytes(found.content))) if found else None


def test_tables_for_research_are_read_by_the_readers_of_the_command_line(aigerim, test, paper):
    from sauatty.core.exchange.test_scores import read_key, read_letters, read_score_table
    from sauatty.web.assessments.researching import DataChoice

    for n in range(6):
        take(
            test,
            paper,
            make_person(f"Person {n}"),
            right(paper, *["gmilaf-1-2-1"][: n % 2]),
            language=["kk", "ru"][n % 2],
        )
    files = make_data(aigerim, test, DataChoice(with_letters=True))

    scores = read_score_table(files.read("SCORES.csv"), "SCORES.csv")
    letters = read_letters(files.read("RESPONSES.csv"), "RESPONSES.csv")
    key = read_key(files.read("KEY.csv"), "KEY.csv")
    assert scores.scores.sum() == 13 * 6 - 3 and len(scores.persons) == 6
    assert scores.persons == letters.persons and set(key) == set(letters.items) == set(scores.items)
    text = b"".join(files.read(name) for name in files.namelist()).decode()
    assert "Person" not in text
    points = read_most_points(files.read("POINTS.csv"), "POINTS.csv")
    assert set(points) == set(scores.items) and set(points.values()) <= {1, 2}
    assert files.read("COMPONENTS.csv").decode("utf-8-sig").splitlines()[1] == "gmilaf-1-1-4;gmilaf.1"
    # two languages of three people each are too small to stand alone
    assert "GROUPS-language.csv" not in files.namelist()


def test_letters_go_to_analysts_points_to_researchers_and_nothing_of_a_few_people(
    programme, test, paper, dana, client_of
):
    from sauatty.web.assessments.researching import DataChoice

    researcher, analyst = make_person("R", "r@example.kz"), make_person("A", "a@example.kz")
    give_role(researcher, "researcher", programme), give_role(analyst, "analyst", programme)
    take(test, paper, dana, right(paper))
    assert make_data(researcher, test) is None
    assert "Fewer than" in client_of(researcher).get(at("test_data", test.pk)).content.decode()
    for n in range(5):
        take(test, paper, make_person(f"Person {n}"), right(paper))

    assert "KEY.csv" not in make_data(researcher, test).namelist()
    assert make_data(researcher, test, DataChoice(with_letters=True)) is None
    assert "KEY.csv" in make_data(analyst, test, DataChoice(with_letters=True)).namelist()
    page = client_of(researcher).post(at("test_data", test.pk), {"which": "first", "not_reached": "zero"})
    assert page.status_code == 302 and not Job.objects.latest("created_at").payload["choice"]["with_letters"]


def test_a_person_who_is_erased_leaves_no_points(aigerim, test, paper, dana):
    from sauatty.web.assessments import erasure
    from sauatty.web.assessments.models import AttemptScore

    take(test, paper, dana, right(paper))

    assert erasure.scores(dana) == 1 and not AttemptScore.objects.exists()
    assert selectors.taken_of([test]) == []


def test_the_page_of_a_test_says_that_its_keys_are_public(aigerim, client_of, test):
    page = client_of(aigerim).get(f"/en/tests/{test.pk}/").content.decode()

    assert "Let nothing hang on the score" in page and "Results by person" in page


def test_each_paper_of_a_pair_has_tables_of_its_own_and_an_empty_test_none(aigerim, programme, shipped):
    from uuid import uuid4

    from sauatty.core.exchange.test_scores import read_score_table
    from sauatty.web.assessments.bank import BankEntry
    from sauatty.web.papers import services as papers
    from web.assessments.conftest import make_test

    family, both = uuid4(), []
    for code, start in (("A", 0), ("B", 1)):
        entries = [BankEntry(one, True) for one in shipped[start::4]]
        both.append(
            services.publish_items(
                actor=aigerim, programme=programme, family=family, code=code, entries=entries
            )
        )
    pre = make_test(aigerim, programme, both, purpose="pre")
    final = papers.create_test(actor=aigerim, programme=programme, titles={"ru": "Итог"}, purpose="final")
    pre.pair = final.pair = family
    pre.save(), final.save()
    for n in range(6):
        take(pre, both[n % 2], make_person(f"Person {n}"), right(both[n % 2]))

    files = make_data(aigerim, pre)

    names = files.namelist()
    assert {"SCORES-pre.csv", "SCORES-pre-A.csv", "SCORES-pre-B.csv", "GROUPS-paper.csv"} - set(names) == {
        "GROUPS-paper.csv"
    }
    assert not any("final" in name for name in names)
    assert read_score_table(files.read("SCORES-pre-A.csv"), "A").scores.shape == (3, 12)


def test_lists_and_proposals_ask_the_same_number_of_questions_however_long_they_are(
    aigerim, client_of, programme, proposal, test, django_assert_max_num_queries
):
    client = client_of(aigerim)
    for n in range(8):
        services.save_blueprint(actor=aigerim, programme=programme, name=f"Course {n}", rules=default_rules())
    for address in (at("blueprint_list"), at("form_detail", proposal.pk), at("key_list", test.pk)):
        client.get(address)
    with django_assert_max_num_queries(8):
        client.get(at("blueprint_list"))
    with django_assert_max_num_queries(10):
        client.get(at("form_detail", proposal.pk))
    with django_assert_max_num_queries(10):
        client.get(at("key_list", test.pk))


def test_the_needs_of_the_programmes_plan_are_filled_in(monkeypatch, aigerim, client_of, programme):
    from types import SimpleNamespace

    from sauatty.web.assessments.selectors import forms as reading

    figures = {
        "needs": [{"competence": "gmilaf.2.3", "need": 0.9}, {"competence": "gmilaf.1.1", "need": 0.1}]
    }

    class Campaigns(list):
        def filter(self, **scope):
            assert scope == {"programme": programme}
            return self

    monkeypatch.setattr(reading.plans, "list_campaigns", lambda person: Campaigns(["survey"]))
    monkeypatch.setattr(reading.plans, "may_be_told", lambda person, campaign: True)
    monkeypatch.setattr(reading.plans, "find_version", lambda campaign: SimpleNamespace(figures=figures))

    page = client_of(aigerim).get(at("blueprint_add", programme.pk))

    assert "come from the needs" in page.content.decode()
    numbers = page.context["form"].initial
    # the small bank has four items of each competence for two forms
    assert (
        numbers["n_gmilaf.2.3"] == 2
        and sum(n for name, n in numbers.items() if name.startswith("n_gmilaf")) == 24
    )
