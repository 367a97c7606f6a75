import json
from math import isnan

from sauatty.core.surveys.rates import response_rates

POPULATION = {"KZ-75": {"school": 100, "library": 20}, "KZ-71": {"school": 50}}


def test_it_works():
    found = response_rates({"KZ-75": {"school": 25, "library": 10}, "KZ-71": {"school": 5}}, POPULATION)
    assert [(one.key, one.rate) for one in found.parts] == [
        (("KZ-75", "school"), 0.25), (("KZ-75", "library"), 0.5), (("KZ-71", "school"), 0.1),
    ]  # fmt: skip
    regions, kinds = found.dimensions
    assert [(one.key, one.rate) for one in regions] == [(("KZ-75", "*"), 35 / 120), (("KZ-71", "*"), 0.1)]
    assert [(one.key, one.rate) for one in kinds] == [(("*", "school"), 0.2), (("*", "library"), 0.5)]
    assert (found.total.n_responses, found.total.rate) == (40, 40 / 170)


def test_one_level_has_no_dimensions():
    found = response_rates({"a": 3}, {"a": 10, "b": 5})
    assert (found.dimensions, found.total.rate, found.parts[1].rate) == ((), 0.2, 0)


def test_responses_from_outside_the_population_are_counted_and_have_no_rate():
    found = response_rates({"a": 3, "": 2}, {"a": 10})
    assert found.n_elsewhere == 2
    assert (found.parts[1].reason, isnan(found.parts[1].rate)) == ("population-unknown", True)
    assert json.loads(json.dumps(found.as_json(), allow_nan=False))["parts"][1]["n_population"] is None


def test_more_responses_than_people_are_pointed_out():
    found = response_rates({"a": 12}, {"a": 10})
    assert (found.parts[0].rate, found.parts[0].reason) == (1.2, "more-than-population")


def test_without_a_population_there_is_no_rate():
    found = response_rates({"a": 12}, {})
    assert (found.total.reason, found.total.n_responses) == ("population-unknown", 12)


def test_a_region_with_a_part_of_unknown_size_has_no_rate():
    found = response_rates({"a": {"x": 1, "y": 2}}, {"a": {"x": 4}})
    assert found.dimensions[0][0].reason == "population-unknown"
