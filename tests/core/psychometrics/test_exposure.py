"""How often each item was seen."""

from sauatty.core.psychometrics.exposure import exposure


def test_it_works():
    found = exposure(
        [("a", "x"), ("b", "x"), ("b", "x"), ("b", "y"), ("b", "gone")], ["y", "x", "z"], limit=0.8
    )
    assert [(row.item, row.n_people, row.n_twice, row.share) for row in found.items] == [
        ("x", 2, 1, 1.0),
        ("y", 1, 0, 0.5),
        ("z", 0, 0, 0.0),
    ]
    assert found.n_people == 2 and found.over == ("x",) and found.unused == ("z",)


def test_a_bank_that_nobody_has_seen_has_no_shares():
    found = exposure([], ["x"], limit=0.1)
    assert found.items[0].share is None and not found.over and found.unused == ("x",)
