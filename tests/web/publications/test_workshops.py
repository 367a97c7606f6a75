import datetime as dt
import uuid

import pytest

from sauatty.core.errors import FormSentAnew
from sauatty.web.publications import selectors, services
from sauatty.web.publications.models import Challenge, Workshop

pytestmark = pytest.mark.django_db
DATA = {"held_on": "2026-10-01", "region": "KZ-71", "n_participants": "24"}


@pytest.fixture
def workshop(guide, saule):
    facts = {"held_on": dt.date(2026, 10, 1), "region": "KZ-71", "n_participants": 24}
    return services.record_workshop(guide=guide, actor=saule, facts=facts)


def challenge_data(**changes):
    return {
        "subject_id": "informatics",
        "kind": "time",
        "language": "kk",
        "text": "Уақыт жетпейді.",
    } | changes


def test_it_works(client_of, saule, guide):
    client = client_of(saule)
    client.post(f"/en/guides/{guide.pk}/workshops/", DATA)
    workshop = Workshop.objects.get()
    response = client.post(f"/en/guides/{guide.pk}/workshops/{workshop.pk}/challenges/add/", challenge_data())
    challenge = Challenge.objects.get()
    block = guide.blocks.get(key="introduction.purpose")
    client.post(
        f"/en/guides/{guide.pk}/challenges/{challenge.pk}/?chapter=introduction", {"blocks": [str(block.pk)]}
    )

    assert str(challenge.pk) in response["Location"]
    assert list(challenge.blocks.all()) == [block]
    page = client.get(f"/en/guides/{guide.pk}/workshops/").content.decode()
    assert "Уақыт жетпейді." in page and "Astana" in page and "24 participants" in page
    assert "Уақыт жетпейді." in client.get(f"/en/guides/{guide.pk}/blocks/{block.pk}/").content.decode()


def test_the_same_workshop_sent_twice_is_one(client_of, saule, guide):
    for _ in range(2):
        client_of(saule).post(f"/en/guides/{guide.pk}/workshops/", DATA)

    assert Workshop.objects.count() == 1


def test_two_workshops_of_one_day_in_one_region_are_two(client_of, saule, guide, workshop):
    keys = [str(uuid.uuid4()), str(uuid.uuid4())]
    for key in [*keys, keys[0]]:
        client_of(saule).post(f"/en/guides/{guide.pk}/workshops/", DATA | {"key": key})

    assert {str(one.pk) for one in Workshop.objects.all()} == {*keys, str(workshop.pk)}
    client_of(saule).post(f"/en/guides/{guide.pk}/workshops/", DATA)
    assert Workshop.objects.count() == 3
    page = client_of(saule).get(f"/en/guides/{guide.pk}/workshops/").content.decode()
    assert 'name="key"' in page


def test_a_key_of_another_guide_is_refused(saule, guide, workshop, make_guide):
    facts = {"held_on": workshop.held_on, "region": "KZ-71", "n_participants": 24}

    with pytest.raises(FormSentAnew):
        services.record_workshop(guide=make_guide(draft=False), actor=saule, facts=facts, key=workshop.pk)


BAD_CHANGES = (
    {"held_on": "2999-01-01"},
    {"held_on": "soon"},
    {"region": "KZ-00"},
    {"n_participants": "0"},
    {"n_participants": "many"},
)


def test_bad_input_is_a_page(client_of, saule, guide):
    for changes in BAD_CHANGES:
        response = client_of(saule).post(f"/en/guides/{guide.pk}/workshops/", DATA | changes)

        assert response.status_code == 422 and 'role="alert"' in response.content.decode(), changes
        assert not Workshop.objects.exists(), changes


def test_linking_one_chapter_keeps_what_was_linked_in_another(client_of, saule, guide, workshop):
    facts = challenge_data()
    challenge = services.add_challenge(workshop=workshop, actor=saule, facts=facts)
    first, second = (guide.blocks.get(key=key) for key in ("introduction.purpose", "method.limits"))
    services.link_challenge(challenge=challenge, blocks=[first], actor=saule)

    client_of(saule).post(
        f"/en/guides/{guide.pk}/challenges/{challenge.pk}/?chapter=method", {"blocks": [str(second.pk)]}
    )

    assert set(challenge.blocks.all()) == {first, second}


def test_challenges_are_listed_by_region_and_subject(client_of, saule, guide, workshop):
    other = services.record_workshop(
        guide=guide,
        actor=saule,
        facts={"held_on": dt.date(2026, 9, 1), "region": "KZ-75", "n_participants": 9},
    )
    services.add_challenge(workshop=workshop, actor=saule, facts=challenge_data(text="Астанада айтылды"))
    services.add_challenge(
        workshop=other, actor=saule, facts=challenge_data(text="Алматыда айтылды", kind="network")
    )
    client = client_of(saule)

    page = client.get(f"/en/guides/{guide.pk}/challenges/?region=KZ-75").content.decode()

    assert "Алматыда айтылды" in page and "Астанада айтылды" not in page
    assert selectors.count_challenges(guide) == [("KZ-71", "informatics", 1), ("KZ-75", "informatics", 1)]
    assert "Астанада айтылды" in client.get(f"/en/guides/{guide.pk}/challenges/?kind=time").content.decode()


def test_a_workshop_of_another_guide_is_not_found(client_of, saule, guide, workshop, make_guide):
    other = make_guide(draft=False)

    response = client_of(saule).post(
        f"/en/guides/{other.pk}/workshops/{workshop.pk}/challenges/add/", challenge_data()
    )

    assert response.status_code == 404


def test_reviewers_record_workshops_too(client_of, marat, guide):
    assert client_of(marat).post(f"/en/guides/{guide.pk}/workshops/", DATA).status_code == 302


def test_the_list_costs_few_queries(client_of, saule, guide, django_assert_max_num_queries):
    for number in range(1, 9):
        made = services.record_workshop(
            guide=guide,
            actor=saule,
            facts={"held_on": dt.date(2026, 9, number), "region": "KZ-75", "n_participants": 9},
        )
        services.add_challenge(workshop=made, actor=saule, facts=challenge_data(text=f"Сөз {number}"))
    client = client_of(saule)

    with django_assert_max_num_queries(14):
        client.get(f"/en/guides/{guide.pk}/workshops/")
