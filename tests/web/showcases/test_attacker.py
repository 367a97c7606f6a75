"""Somebody with everything that is public, in three languages and over time, works out no small number."""

import importlib.util
import random
from pathlib import Path

import pytest

from sauatty.web.showcases import services

pytestmark = pytest.mark.django_db
_SPEC = importlib.util.spec_from_file_location(
    "attacker", Path(__file__).parents[3] / "benchmarks" / "attacker.py"
)
attacker = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(attacker)


def read(client):
    def fetch(address):
        return client.get(address).content

    return fetch


def nothing_is_told(times):
    """One page tells no more than that a small number is small; several tell no small number and no newcomer."""
    for one in times:
        found = attacker.attack([one])
        assert found.n_recovered == found.n_narrowed == 0
    found = attacker.attack(times)
    print(found)
    assert found.n_hidden and (found.n_recovered, found.n_newcomers) == (0, 0)


def test_everything_public_says_the_same_numbers(client, published):
    grids = attacker.grids_of(read(client), "mil-2027")
    first = grids["en html"][2]
    assert len(grids) == 9 and all(grid == first for _rows, _columns, grid in grids.values())
    of_map = attacker.map_numbers(read(client), "mil-2027")
    totals = {name: row[-1] for name, row in zip(grids["en html"][0], first, strict=True)}
    assert {name: totals.get(name, 0) for name in of_map} == of_map


def test_nothing_is_recovered_from_a_page_that_was_published_twice(client, aigerim, published, come):
    def seen():
        fetch = read(client)
        return attacker.put_together(
            attacker.grids_of(fetch, "mil-2027"), attacker.map_numbers(fetch, "mil-2027")
        )

    times = [seen()]
    come("KZ-55", "school", 6)
    come("KZ-10", "university", 2)
    services.publish(actor=aigerim, showcase=published.showcase)
    times.append(seen())
    nothing_is_told([attacker.as_published(one) for one in attacker.aligned(times)])


def test_of_invented_programmes_nothing_is_recovered_and_without_protection_much_is():
    seen, truth = attacker.published_over_time(random.Random(7), 4, 2)
    nothing_is_told([attacker.as_published(one) for one in seen])
    control = attacker.attack(attacker.unprotected(truth))
    assert control.n_recovered > 0 and control.n_newcomers > 0
