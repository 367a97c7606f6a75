"""What statistics are made of: points, letters, groups and times of those who took tests."""

import numpy as np
import pytest

from sauatty.web.accounts.models import Region
from sauatty.web.assessments import selectors
from web.assessments.conftest import make_test, right, take
from web.conftest import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return [make_person(f"Person {n}", f"p{n}@example.kz") for n in range(4)]


def test_points_of_everybody_stand_in_one_matrix_under_codes(test, paper, people):
    for n, person in enumerate(people):
        take(test, paper, person, right(paper, *[f"gmilaf-1-{c}-1" for c in (2, 3, 4)[:n]]))

    matrix = selectors.score_matrix_of([test])

    assert matrix.scores.shape == (4, 12) and matrix.items[0] == "gmilaf-1-1-4"
    assert matrix.max_scores == (2, *[1] * 11)
    sums = dict(zip(matrix.persons, np.nansum(matrix.scores, axis=1), strict=True))
    codes = [selectors.person_code(person.pk, test.programme_id) for person in people]
    assert [sums[code] for code in codes] == [13, 12, 11, 10]
    assert not any(
        str(person.pk) in code or person.name in code for person, code in zip(people, codes, strict=True)
    )


def test_the_first_attempt_counts_and_one_set_aside_does_not(test, paper, people):
    take(test, paper, people[0], right(paper, "gmilaf-1-2-1"))
    take(test, paper, people[0], right(paper), number=2)
    aside = take(test, paper, people[1], right(paper))
    aside.state = "void"
    aside.save()

    first = selectors.score_matrix_of([test])
    last = selectors.score_matrix_of([test], taken=selectors.taken_of([test], which="last"))

    assert np.nansum(first.scores) == 12 and np.nansum(last.scores) == 13
    assert selectors.count_graded([test]) == 2


def test_what_was_not_reached_is_zero_or_missing_as_one_asks(test, paper, people):
    take(test, paper, people[0], {"gmilaf-1-1-4": "b", "gmilaf-1-2-1": ""}, ended_by="clock")

    as_zero = selectors.score_matrix_of([test])
    as_missing = selectors.score_matrix_of([test], not_reached="missing")

    assert np.isnan(as_zero.scores).sum() == 0 and np.isnan(as_missing.scores).sum() == 10
    assert as_missing.scores[0, as_missing.items.index("gmilaf-1-2-1")] == 0


def test_somebody_who_took_both_tests_has_a_row_in_each(aigerim, programme, test, paper, people):
    final = make_test(aigerim, programme, [paper], purpose="final")
    take(test, paper, people[0], right(paper, "gmilaf-1-2-1"))
    take(final, paper, people[0], right(paper), language="ru")

    matrix = selectors.score_matrix_of([test, final])
    code = selectors.person_code(people[0].pk, programme.pk)

    assert matrix.persons == (f"{code}@practice", f"{code}@final")
    assert selectors.groups_of([test, final], "language").names == ("kk", "ru")
    assert selectors.groups_of([test, final], "test").names == ("practice", "final")


def test_letters_and_key_fit_the_command_line(test, paper, people):
    take(test, paper, people[0], right(paper, "gmilaf-1-2-1"))

    taken = selectors.taken_of([test])
    table = selectors.responses_of([test], taken=taken)
    key = selectors.key_letters_of(taken)

    chosen = dict(zip(table.items, table.letters[0], strict=True))
    assert chosen["gmilaf-1-2-1"] == "c" and chosen["gmilaf-1-1-4"] == "b"
    assert key["gmilaf-1-2-1"] == "b" and set(key) == set(table.items)


def test_a_region_is_that_of_the_person_and_unknown_groups_are_said_to_be(test, paper, people):
    region = Region.objects.create(
        code="KZ-75", kato="750000000", kind="city", name_kk="Алматы", name_ru="Алматы", name_en="Almaty"
    )
    people[0].region = region
    people[0].save()
    take(test, paper, people[0], right(paper))

    assert selectors.groups_of([test], "region").names == ("KZ-75",)
    assert not selectors.groups_of([test], "gender").is_known


def test_the_number_of_queries_does_not_grow_with_people(test, paper, people, django_assert_max_num_queries):
    for person in people:
        take(test, paper, person, right(paper))
    with django_assert_max_num_queries(2):
        selectors.score_matrix_of([test])
    with django_assert_max_num_queries(3):
        selectors.responses_of([test])
    taken = selectors.taken_of([test])
    with django_assert_max_num_queries(1):
        seconds = selectors.seconds_of(taken, ["gmilaf-1-2-1", "not-asked"])
    assert seconds[:, 0].tolist() == [9.0] * 4 and np.isnan(seconds[:, 1]).all()
