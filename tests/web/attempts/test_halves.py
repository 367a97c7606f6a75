"""Two papers in one test: the halves of a cohort are of equal size, and the final test gives the other paper."""

import pytest

from made_tests import TITLES, join, make_paper, make_test
from sauatty.web.accounts.models import Person
from sauatty.web.attempts import printing, selectors, services
from sauatty.web.papers import services as papers
from sauatty.web.papers.models import Test as Row

pytestmark = pytest.mark.django_db


def begin(test, person):
    return services.start(person=person, test=test, language="kk").paper.code


@pytest.fixture
def pair(programme, aigerim):
    family = make_paper(programme, aigerim).family
    made = [make_paper(programme, aigerim, code=code, prefix=code.lower(), family=family) for code in "AB"]
    first = make_test(programme, aigerim, made=made, opens=False)
    last = papers.create_test(actor=aigerim, programme=programme, titles=TITLES, purpose="final")
    papers.pair_tests(actor=aigerim, first=first, last=last)
    for test in (first, last):
        papers.open_test(actor=aigerim, test=test)
    return Row.objects.get(pk=first.pk), Row.objects.get(pk=last.pk)


def test_however_few_people_the_halves_are_equal_and_swap(pair, programme):
    people = [join(Person.objects.create_person(name=f"P {n}"), programme) for n in range(9)]
    before = [begin(pair[0], one) for one in people]
    after = [begin(pair[1], one) for one in people]

    assert abs(before.count("A") - before.count("B")) == 1
    assert all({one, other} == {"A", "B"} for one, other in zip(before, after, strict=True))


def test_the_list_of_codes_halves_the_people_and_swaps_them_too(pair, programme):
    people = [join(Person.objects.create_person(name=f"P {n}"), programme) for n in range(7)]
    begun = begin(pair[0], people[0])

    before, after = (printing._papers_of(test, selectors.asked_of(test)) for test in pair)

    codes = [before[one.pk] for one in people]
    assert abs(codes.count("A") - codes.count("B")) <= 1 and {before[people[0].pk], begun} == {"A", "B"}
    assert after[people[0].pk] != begun
