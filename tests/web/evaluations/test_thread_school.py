"""What pupils meet at school stands on the thread of an invented programme: the invented curriculum and its guide."""

import pytest
from django.core.cache import cache

from sauatty.web.accounts.models import Person
from sauatty.web.evaluations import gathering
from sauatty.web.programmes.models import Programme
from web.evaluations.test_thread import address
from web.test_demonstration import invented  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_invented_programme_shows_its_curriculum_and_guide_and_no_other(invented, client_of):  # noqa: F811
    cache.clear()
    aigerim = Person.objects.get(email="aigerim@example.kz")
    programme = Programme.objects.get(is_demo=True)
    found = gathering.gather(programme, aigerim)

    assert found.pack.coverage and found.school.edition.document.is_demo
    assert all(0 <= one.n_covering <= one.n_objectives for one in found.pack.coverage)
    page = client_of(aigerim).get("/en" + address(programme)[3:]).content.decode()
    assert 'class="invented"' in page
    assert "no curriculum looked through" not in page
    assert "/coverage/" in page

    ordinary = Programme.objects.create(title_kk="Шын бағдарлама")
    assert not gathering.gather(ordinary, aigerim).pack.coverage
