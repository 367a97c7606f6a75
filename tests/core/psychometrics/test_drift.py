"""Items that moved between two calibrations."""

from dataclasses import replace

import numpy as np
import pytest

from sauatty.core.errors import EquatingImpossible
from sauatty.core.psychometrics.drift import drift, robust_z
from sauatty.core.psychometrics.equating_links import moved
from sauatty.core.psychometrics.irt_results import ItemParameters


def make_items(n=16, seed=4, se=0.1):
    rng = np.random.default_rng(seed)
    found = []
    for place in range(n):
        difficulty = float(rng.normal())
        steps = (difficulty - 0.5, difficulty + 0.5) if place % 5 == 0 else (difficulty,)
        found.append(
            ItemParameters(
                f"i{place}", float(rng.uniform(0.7, 1.6)), difficulty, steps, 0.1, se, (se,) * len(steps)
            )
        )
    return found


def shaken(items, seed=9, sd=0.08):
    rng = np.random.default_rng(seed)
    return [shifted(item, float(rng.normal(0, sd))) for item in items]


def shifted(item, by):
    return moved(item, 1.0, by)


OLD = make_items()


def on_another_scale(items):
    return [moved(item, 1 / 1.2, -0.3) for item in items]


def test_it_works():
    new = shaken(OLD)
    new[2] = shifted(new[2], -1.2)
    found = drift(OLD, on_another_scale(new))
    assert found.moved == ("i2",)
    row = found.items[2]
    assert row.displacement == pytest.approx(-1.2, abs=0.2) and row.z < -5 and row.robust_z < -1.645
    assert row.notes[0].code == "item-became-easier"
    assert "i2" not in found.link.common
    assert found.link.slope == pytest.approx(1.2, abs=0.06)


def test_a_change_of_scale_alone_moves_nothing():
    found = drift(OLD, on_another_scale(OLD))
    assert not found.moved
    assert max(abs(row.displacement) for row in found.items) < 1e-5
    assert max(row.points for row in found.items) < 1e-5
    assert all(row.discrimination_ratio == pytest.approx(1) for row in found.items)


def test_two_moved_items_do_not_hide_behind_the_link():
    new = shaken(OLD)
    for place in (3, 7, 11):
        new[place] = shifted(new[place], 1.0)
    found = drift(OLD, new)
    assert set(found.moved) == {"i3", "i7", "i11"}
    assert found.items[3].displacement == pytest.approx(1.0, abs=0.25)
    assert found.items[3].notes[0].code == "item-became-harder"


def test_a_move_within_its_own_noise_is_no_move():
    old = make_items(se=0.6)
    new = shaken(old)
    new[2] = shifted(new[2], 0.7)
    assert drift(old, new).moved == ()


def test_items_of_one_calibration_only_are_listed():
    found = drift(OLD[1:], OLD[:-1])
    assert found.only_new == ("i0",) and found.only_old == ("i15",)


def test_items_without_parameters_are_no_common_items():
    new = [replace(OLD[0], difficulty=None, steps=(None,)), *OLD[1:]]
    assert "i0" in drift(OLD, new).only_new


def test_three_common_items_give_displacements_without_a_robust_z():
    found = drift(OLD[:3], OLD[:3])
    assert [row.robust_z for row in found.items] == [None] * 3
    assert found.notes[0].code == "drift-few-items"


def test_nothing_in_common_is_refused():
    with pytest.raises(EquatingImpossible):
        drift(OLD[:3], OLD[3:])


def test_a_robust_z_is_that_of_the_paper():
    found = robust_z(np.array([0.0, 0.1, 0.2, 0.3, 2.0]))
    assert found[4] == pytest.approx((2.0 - 0.2) / (0.74 * 0.2))
