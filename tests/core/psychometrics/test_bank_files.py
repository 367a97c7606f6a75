import pytest

from sauatty.core.errors import BlueprintUnreadable
from sauatty.core.psychometrics.bank_files import read_bank, read_blueprint


def test_a_blueprint_is_read():
    text = b"n_items: 4\nper_competence: {'1.1': [1, 2]}\nper_demand: {2: 1}\ntargets: {0: 1.5, -0.5: '1,25'}\nmust: [a]\n"
    found = read_blueprint(text, "b.yaml")
    assert (found.n_items, found.per_competence, found.per_demand) == (4, {"1.1": (1, 2)}, {2: (1, 1)})
    assert (found.targets, found.must) == ({0.0: 1.5, -0.5: 1.25}, ("a",))


@pytest.mark.parametrize(
    "text",
    [
        "n_items: [",
        "- 1\n",
        "n_items: 4\nmust: [2020-99-99]\n",
        f"n_items: 1{'0' * 400}\n",
        "n_items: 4\nmust: " + "[" * 5000 + "]" * 5000,
        "n_items: 4\nmust: &a [*a]\n",
        "n_items: 4.5\n",
        "n_items: -4\n",
        "n_items: 4\nlength: 3\n",
        "n_items: 4\nper_demand: {1: [1, 2, 3]}\n",
        "per_demand: {1: 1}\n",
    ],
)
def test_a_blueprint_that_cannot_be_read_is_refused_by_name(text):
    with pytest.raises(BlueprintUnreadable, match=r"'b\.yaml'"):
        read_blueprint(text.encode(), "b.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "item,b\nx,1\n",
        "item,difficulty\n",
        "item,difficulty\nx,\n",
        "item,difficulty\nx,hard\n",
        "item,difficulty\n,1\n",
    ],
)
def test_a_bank_that_cannot_be_read_is_refused_by_name(text):
    with pytest.raises(BlueprintUnreadable, match=r"'b\.csv'"):
        read_bank(text.encode(), "b.csv")
