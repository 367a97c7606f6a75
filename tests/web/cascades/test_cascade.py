import csv
import io
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from sauatty.core.errors import BondClosesCircle, BondPersonUnclear
from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services.content import load_regions
from sauatty.web.activities.models import Activity, Guest
from sauatty.web.attendances.models import Attendance
from sauatty.web.base.models import ExportedFile
from sauatty.web.cascades import erasure, selectors, services
from sauatty.web.cascades.models import Bond
from sauatty.web.events.models import Event, Session, SessionTrainer
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions(db):
    load_regions()


def make_people(*names):
    return [Person.objects.create_person(name=name) for name in names]


def train(programme, slug, trainer, *people):
    event = Event.objects.create(
        programme=programme, slug=slug, title_kk=slug, form="online", language="kk", state="open"
    )
    begins = timezone.now() - timedelta(days=9)
    session = Session.objects.create(
        event=event, number=1, form="online", language="kk", starts_at=begins,
        ends_at=begins + timedelta(hours=1), secret=slug,
    )  # fmt: skip
    SessionTrainer.objects.create(session=session, person=trainer)
    for person in people:
        Attendance.objects.create(session=session, person=person, is_present=True, minutes=60, source="hand")
    return session


def run(programme, person, *guests, audience=(), region="KZ-55", state="accepted"):
    made = Activity.objects.create(
        id=uuid.uuid4(), programme=programme, person=person, language="kk", title="Оқырман сағаты", state=state,
        audience=list(audience), region_id=region, held_on=date(2026, 11, 1), join_code=uuid.uuid4().hex[:12],
    )  # fmt: skip
    for guest in guests:
        Guest.objects.create(activity=made, person=guest)
    return made


@pytest.fixture
def story(programme, bolat):
    """Bolat taught Ainur and Marat; Ainur's guest Saule ran an activity of her own for Dina."""
    ainur, marat, saule, dina = make_people("Айнұр Ермек", "Марат Оспан", "Сәуле Қали", "Дина Тұрар")
    train(programme, "first", bolat, ainur, marat)
    run(programme, ainur, saule, audience=[{"kind": "pupils", "n": 20}])
    run(programme, ainur, audience=[{"kind": "pupils", "low": 20, "high": 30}])
    run(programme, saule, dina, audience=[{"kind": "parents", "n": 5}], region="KZ-75")
    return {"ainur": ainur, "marat": marat, "saule": saule, "dina": dina}


def test_it_works(story, programme, aigerim, client_of):
    page = client_of(aigerim).get(f"/en/cascade/{programme.pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Generation 1 reached 2 people." in text and "They ran 2 activities." in text
    assert "1 of their people ran their own." in text
    assert "Болат Жұмабаев" in text


def test_each_person_stands_in_the_lowest_generation(story, programme, bolat):
    train(programme, "later", bolat, story["dina"])
    facts = selectors.Facts(programme)
    assert [one.n_people for one in selectors.rows_of(facts)] == [1, 3, 1]
    assert facts.tree.generation[facts.number_of(story["dina"].pk)] == 1


def test_a_branch_shows_the_way_to_a_person(story, programme, aigerim, client_of):
    text = client_of(aigerim).get(f"/en/cascade/{programme.pk}/from/{story['saule'].pk}/").content.decode()
    assert text.index("Болат Жұмабаев") < text.index("Айнұр Ермек") < text.index("Дина Тұрар")


def test_a_person_is_found_from_any_keyboard_and_only_in_the_tree(story, programme, aigerim, client_of):
    make_people("Сауле Бөтен")
    text = client_of(aigerim).get(f"/en/cascade/{programme.pk}/?q=сауле").content.decode()
    assert "Сәуле Қали" in text and "Сауле Бөтен" not in text


def test_reach_is_a_range_and_says_by_region(story, programme, aigerim, client_of):
    facts = selectors.Facts(programme)
    found = selectors.unique_reach(selectors.occasions_of(facts))
    assert (found.declared_low, found.declared_high) == (47, 57)
    assert (found.known, found.low, found.high) == (4, 20, 4 + 19 + 30 + 4)
    text = client_of(aigerim).get(f"/en/cascade/{programme.pk}/reach/").content.decode()
    assert "from 20 to 57" in text and "Pavlodar Region" in text


def test_the_map_counts_activities(story, programme, aigerim, client_of):
    answer = client_of(aigerim).get(f"/en/cascade/{programme.pk}/map.svg")
    assert answer["Content-Type"] == "image/svg+xml" and b">2<" in answer.content


def test_a_dropped_or_planned_activity_reached_nobody(story, programme):
    run(programme, story["marat"], audience=[{"kind": "pupils", "n": 900}], state="dropped")
    run(programme, story["marat"], audience=[{"kind": "pupils", "n": 900}], state="planned")
    assert selectors.unique_reach(selectors.occasions_of(selectors.Facts(programme))).high == 57


def test_the_table_without_names_names_nobody(story, programme, aigerim, client_of):
    client_of(aigerim).post(f"/en/cascade/{programme.pk}/table/", {"names": "0"})
    content = bytes(ExportedFile.objects.get().content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content), delimiter=";"))[2] == ["1", "2", "2", "1"]
    assert "Айнұр" not in content and "Болат" not in content


def test_the_table_with_names_is_a_workbook_of_the_coordinator(story, programme, aigerim, client_of):
    client_of(aigerim).post(f"/en/cascade/{programme.pk}/table/", {"names": "1"})
    assert ExportedFile.objects.get().owner == aigerim
    assert len(selectors.all_nodes(selectors.Facts(programme))) == 5


@pytest.mark.parametrize("page", ["", "reach/", "map.svg", "stated/"])
def test_others_see_nothing(page, story, programme, bolat, stranger, client_of):
    for person in (bolat, stranger):
        assert client_of(person).get(f"/en/cascade/{programme.pk}/{page}").status_code == 404
    assert client_of().get(f"/en/cascade/{programme.pk}/{page}").status_code == 302


def test_a_person_outside_of_the_tree_has_no_branch(story, programme, aigerim, stranger, client_of):
    assert client_of(aigerim).get(f"/en/cascade/{programme.pk}/from/{stranger.pk}/").status_code == 404


def test_nothing_yet_says_what_will_stand_here(programme, aigerim, client_of):
    assert "Here stands who" in client_of(aigerim).get(f"/en/cascade/{programme.pk}/").content.decode()
    assert client_of(aigerim).get(f"/en/cascade/{programme.pk}/reach/").status_code == 200


def test_a_bond_makes_a_generation_and_is_taken_back(story, programme, aigerim, client_of):
    (older,) = make_people("Гүлнар Асқар")
    facts = {"trainer": "Гүлнар Асқар", "person": "Болат Жұмабаев", "why": "a seminar"}
    client = client_of(aigerim)
    assert client.post(f"/en/cascade/{programme.pk}/stated/", facts).status_code == 302
    assert [one.n_people for one in selectors.rows_of(selectors.Facts(programme))] == [1, 1, 2, 1, 1]
    client.post(f"/en/cascade/{programme.pk}/stated/{Bond.objects.get().pk}/delete/")
    assert not Bond.objects.exists() and older.pk


def test_a_circle_is_refused_by_name(story, programme, aigerim, client_of):
    facts = {"trainer": "Дина Тұрар", "person": "Болат Жұмабаев", "why": "a seminar"}
    with pytest.raises(BondClosesCircle) as caught:
        services.state_bond(actor=aigerim, programme=programme, **facts)
    assert caught.value.params == {"trainer": "Дина Тұрар", "person": "Болат Жұмабаев"}
    answer = client_of(aigerim).post(f"/en/cascade/{programme.pk}/stated/", facts)
    assert answer.status_code == 422 and not Bond.objects.exists()


def test_a_name_that_nobody_has_is_said(programme, aigerim):
    with pytest.raises(BondPersonUnclear):
        services.state_bond(actor=aigerim, programme=programme, trainer="Ешкім", person="Ешкім", why="x")


def test_who_is_forgotten_leaves_no_bond(programme, aigerim, bolat, stranger):
    Bond.objects.create(programme=programme, trainer=bolat, person=stranger, why="x", stated_by=aigerim)
    erasure.bonds(stranger)
    assert not Bond.objects.exists()


def test_a_wide_tree_costs_as_many_queries_as_a_small_one(
    programme, bolat, aigerim, client_of, django_assert_max_num_queries
):
    train(programme, "wide", bolat, *make_people(*(f"Адам {n}" for n in range(70))))
    client = client_of(aigerim)
    with django_assert_max_num_queries(20):
        text = client.get(f"/en/cascade/{programme.pk}/from/{bolat.pk}/").content.decode()
    assert "1 / 2" in text


# --- one's own ---


def test_a_participant_sees_by_name_whom_they_met_and_all_others_as_numbers(story, programme, client_of):
    saule = Person.objects.get(name="Сәуле Қали")
    ainur = Person.objects.get(name="Айнұр Ермек")
    for one in (ainur, saule):
        one.grants.create(role="participant", scope_kind="programme", scope_id=programme.pk)

    page = client_of(ainur).get(f"/en/cascade/{programme.pk}/mine/").content.decode()

    assert "Сәуле Қали" in page and "1 person has it from you" in page and "reached: 2 people" in page
    assert "Дина Тұрар" not in page and "Марат Оспан" not in page and "Болат" not in page.split("<main")[1]
    assert client_of(ainur).get("/en/cascade/mine/")["Location"] == f"/en/cascade/{programme.pk}/mine/"
    assert client_of(ainur).get(f"/en/cascade/{programme.pk}/").status_code == 404
    assert "/en/cascade/mine/" in client_of(ainur).get("/en/my-path/").content.decode()


def test_what_somebody_passed_on_is_for_people_of_the_programme(programme, stranger, client_of):
    assert client_of(stranger).get(f"/en/cascade/{programme.pk}/mine/").status_code == 404
    assert (
        "once you take part in a programme" in client_of(stranger).get("/en/cascade/mine/").content.decode()
    )
    assert client_of().get(f"/en/cascade/{programme.pk}/mine/").status_code == 302


def test_a_trainer_sees_the_branches_of_those_they_trained_and_of_nobody_else(
    story, programme, bolat, client_of
):
    (other,) = make_people("Күләш Бөтен")
    train(programme, "others", other, *make_people("Тұрсын Бөтен"))
    client, mine = client_of(bolat), f"/en/cascade/{programme.pk}/mine/"

    page = client.get(mine).content.decode()

    assert "Айнұр Ермек" in page and "Марат Оспан" in page and "Сәуле Қали" in page and "Бөтен" not in page
    assert "reached: 4 people" in page
    branch = client.get(f"{mine}from/{story['saule'].pk}/").content.decode()
    assert "Дина Тұрар" in branch and branch.index("Айнұр Ермек") < branch.index("<h1>Сәуле Қали")
    for person in (other, bolat):
        assert client.get(f"{mine}from/{person.pk}/").status_code == 404
    assert "/en/cascade/mine/" in client.get("/en/my-path/").content.decode()


def test_who_held_a_training_together_with_somebody_has_all_who_came(story, programme, bolat, client_of):
    (second,) = make_people("Гүлнар Асқар")
    second.grants.create(role="trainer", scope_kind="programme", scope_id=programme.pk)
    SessionTrainer.objects.create(session=Session.objects.get(secret="first"), person=second)

    for person in (bolat, second):
        page = client_of(person).get(f"/en/cascade/{programme.pk}/mine/").content.decode()
        assert "2 people have it from you" in page and "Марат Оспан" in page


def test_a_search_finds_only_whom_one_may_see(story, programme, bolat, client_of):
    ainur, mine = story["ainur"], f"/en/cascade/{programme.pk}/mine/"
    ainur.grants.create(role="participant", scope_kind="programme", scope_id=programme.pk)

    def found(person, text):
        return [one.name for one in client_of(person).get(f"{mine}?q={text}").context["nodes"]]

    assert found(bolat, "дина") == ["Дина Тұрар"] and found(ainur, "сауле") == ["Сәуле Қали"]
    assert found(ainur, "дина") == found(ainur, "марат") == found(bolat, "болат") == []


def test_a_participant_opens_no_branch_and_sees_a_map_of_their_own(story, programme, client_of):
    ainur, mine = story["ainur"], f"/en/cascade/{programme.pk}/mine/"
    ainur.grants.create(role="participant", scope_kind="programme", scope_id=programme.pk)
    run(programme, story["marat"], region="KZ-75")
    client = client_of(ainur)

    assert client.get(f"{mine}from/{story['saule'].pk}/").status_code == 404
    facts, _number = selectors.own_facts(programme, ainur)
    assert selectors.values_of(facts, is_own=True) == {"KZ-55": 2, "KZ-75": 1}
    assert client.get(f"{mine}map.svg")["Content-Type"] == "image/svg+xml"


def test_somebody_outside_of_the_programme_has_no_branch_and_no_map(story, programme, stranger, client_of):
    client = client_of(stranger)
    for page in ("map.svg", f"from/{story['saule'].pk}/"):
        assert client.get(f"/en/cascade/{programme.pk}/mine/{page}").status_code == 404


def test_invented_programmes_share_nobody_with_real_ones(story, programme, aigerim):
    Programme.objects.create(title_kk="Үлгі", is_demo=True)
    real = Programme.objects.create(title_kk="Екінші")
    assert [
        one
        for one, _shared in selectors.overlaps_of(
            selectors.Facts(programme), selectors.comparable(programme, aigerim)
        )
    ] == [real]


def test_a_person_of_the_tree_is_found_among_many_of_the_same_name(story, programme, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_NAMESAKES", (3, 100))
    make_people(*["Аа Көпмын"] * 5)
    trainer, learner = make_people("Яя Көпмын", "Оқушы")
    run(programme, trainer, learner)
    facts = selectors.Facts(programme)
    assert selectors.find_in_tree(facts, "көпмын") == [facts.number_of(trainer.pk)]


def test_a_reach_is_compared_with_a_few_programmes_and_with_whichever_is_chosen(
    story, programme, aigerim, client_of, django_assert_max_num_queries
):
    others = [Programme.objects.create(title_kk=f"Бағдарлама {n}") for n in range(6)]
    aigerim.is_site_admin = True
    aigerim.save()
    address = f"/en/cascade/{programme.pk}/reach/"
    with django_assert_max_num_queries(45):
        page = client_of(aigerim).get(address)
    assert len(page.context["overlaps"]) == 3 and len(page.context["others"]) == 6
    last = others[-1]
    chosen = client_of(aigerim).get(f"{address}?with={last.pk}").context["overlaps"]
    assert [one for one, _shared in chosen] == [last]
