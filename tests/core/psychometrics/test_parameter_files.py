import json

import pytest

from sauatty.core.errors import ParametersUnreadable
from sauatty.core.psychometrics.parameter_files import read_parameters

ITEM = {"item": "a", "difficulty": 0.5}


@pytest.mark.parametrize(
    "body",
    [
        {"items": [ITEM], "n_persons": "many"},
        {"items": [ITEM], "n_persons": float("inf")},
        {"items": [{"item": "a", "difficulty": 10**400}]},
        {"items": [{"item": "a", "difficulty": float("nan")}]},
        {"items": [ITEM | {"discrimination": 0}]},
        {"items": [ITEM | {"steps": 3}]},
        {"items": [ITEM, ITEM]},
        {"items": [ITEM], "groups": [{"name": "g", "mean": 0, "sd": 0}]},
        {"items": []},
    ],
)
def test_parameters_that_say_nothing_usable_are_refused_by_name(body):
    with pytest.raises(ParametersUnreadable, match=r"'p\.json'"):
        read_parameters(json.dumps(body).encode(), "p.json")


def test_a_table_of_difficulties_is_a_calibration_of_the_rasch_model():
    found = read_parameters(b"item;difficulty\na;-0,5\nb;0,5\n", "p.csv")
    assert (found.model, [(one.item, one.difficulty, one.discrimination) for one in found.items]) == (
        "rasch", [("a", -0.5, 1.0), ("b", 0.5, 1.0)],
    )  # fmt: skip
    assert [(group.mean, group.sd) for group in found.groups] == [(0.0, 1.0)]
