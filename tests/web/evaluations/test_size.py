"""The board of a programme as large as those of the two stories: 31 trainings, 391 people, seven trainings onsite."""

import pytest

from sauatty.web.accounts.models import Grant, Person
from web.evaluations.test_board import address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REGIONS = ("KZ-55", "KZ-79", "KZ-19", "KZ-75", "KZ-71")
KINDS = ("school", "school-library", "public-library", "university", "")


@pytest.fixture
def trainings(make_event):
    return [
        make_event(
            f"training-{n}", days=-90 + 3 * n, form="onsite" if n < 7 else "online", n_sessions=2,
            region_id=REGIONS[n % 5] if n < 7 else None,
        )
        for n in range(31)
    ]  # fmt: skip


def test_it_works(programme, trainings, make_visitor, client_of, django_assert_max_num_queries):
    for n in range(391):
        make_visitor(
            f"Қатысушы {n:03}", REGIONS[n % 5], KINDS[n % 5], *(trainings[(n + k) % 31] for k in range(3))
        )
    saule = Person.objects.create_person(name="Сәуле Қайратова", email="saule@example.kz")
    Grant.objects.create(person=saule, role="coordinator", scope_kind="programme", scope_id=programme.pk)
    client = client_of(saule)
    client.get(address(programme))

    with django_assert_max_num_queries(26):
        page = client.get(address(programme))

    assert "391" in page.content.decode() and len(page.content) <= 60_000
