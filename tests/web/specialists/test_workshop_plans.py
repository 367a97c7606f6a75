import pytest

from sauatty.web.base.models import ExportedFile

pytestmark = pytest.mark.django_db
PLAN = "/en/specialists/regions/workshops/"
ASKED = {
    "kind": "schools", "per_specialist": "60", "budget": "6000000", "price": "1000000", "prices": "", "price_person": "0",
    "least": "25", "most": "30", "percent_staying": "50", "most_workshops": "", "white_spots_first": "on",
}  # fmt: skip


def test_it_works(aigerim, client_of, enter):
    for n in range(8):
        enter(f"Маман {n}")
    client = client_of(aigerim)
    empty = client.get(PLAN).content.decode()
    page = client.get(PLAN, ASKED).content.decode()

    assert "Round 1" not in empty and "Round 1" in page
    assert "It is proven that fewer are not enough" in page and "Each round is proven" in page
    assert "has enough now" in page  # Pavlodar: 371 schools for 8 specialists


def test_a_budget_that_is_too_small_names_the_regions(aigerim, client_of):
    answer = client_of(aigerim).get(PLAN, ASKED | {"prices": "Маңғыстау облысы; 9000000"})
    page = answer.content.decode()

    assert answer.status_code == 422 and "A workshop costs more than a round has: Mangystau Region" in page


def test_numbers_that_are_not_known_are_named(aigerim, client_of):
    page = client_of(aigerim).get(PLAN, ASKED | {"kind": "libraries"}).content.decode()

    assert "nothing is planned:" in page and "Pavlodar Region" in page and "Round 1" not in page


@pytest.mark.parametrize(
    "wrong",
    [{"least": "31"}, {"per_specialist": "0"}, {"budget": "x"}, {"percent_staying": "101"}, {"prices": "Нарния;5"},
     {"budget": "-1"}, {"most": "99999"}],
)  # fmt: skip
def test_facts_that_make_no_sense_are_said_at_their_field(aigerim, client_of, wrong):
    answer = client_of(aigerim).get(PLAN, ASKED | wrong)

    assert answer.status_code == 422 and "Please correct this" in answer.content.decode()


def test_the_plan_is_offered_as_a_workbook(aigerim, client_of):
    client = client_of(aigerim)
    query = "&".join(f"{name}={value}" for name, value in ASKED.items())
    answer = client.post(f"{PLAN}file/?{query}")

    assert answer.status_code == 302
    file = ExportedFile.objects.get()
    assert file.owner == aigerim and bytes(file.content).startswith(b"PK")


def test_trainers_and_strangers_do_not_plan(bolat, stranger, client_of):
    assert client_of(bolat).get(PLAN).status_code == 404
    assert client_of(stranger).get(PLAN).status_code == 404
