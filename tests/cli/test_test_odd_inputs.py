"""Tables and questions that look sound and are not: the figures must say so."""

import numpy as np

from sauatty.core.exchange.gift import read_gift
from sauatty.core.psychometrics.abilities import estimate_abilities
from sauatty.core.psychometrics.classical import item_statistics
from sauatty.core.psychometrics.flags import copy_notes
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.scores import ScoreMatrix

GIFT = b"""::q1:: Which is a source? {=A book ~A wish}

::q2:: Weird {type:strange ~~ => }

::q3:: Empty {=Yes ~ }

::q4:: Unknown {type:strange}
"""


def matrix(scores):
    scores = np.array(scores, float)
    most = tuple(int(top) for top in np.nanmax(scores, axis=0))
    return ScoreMatrix(
        scores,
        tuple(f"p{n}" for n in range(len(scores))),
        tuple(f"i{n}" for n in range(len(most))),
        tuple(max(1, top) for top in most),
    )


def codes(notes):
    return [note.code for note in notes]


def test_a_question_of_unknown_type_or_with_an_empty_option_is_not_read():
    read = read_gift(GIFT, "q.gift")
    assert [one.id for one in read.items] == ["q1"]
    assert len(read.not_read) == 3


def test_a_spread_that_two_people_cannot_show_is_named():
    found = calibrate(matrix([[1, 0, 1], [0, 1, 1]]), "rasch")
    assert "spread-not-estimated" in codes(found.notes)
    theta = estimate_abilities(matrix([[1, 0, 1], [0, 1, 1]]), found).theta
    assert np.allclose(theta, 0, atol=1e-6)


def test_a_copy_with_an_empty_cell_and_a_column_of_sums_are_named():
    drawn = np.random.default_rng(1).integers(0, 2, (20, 3)).astype(float)
    summed = matrix(np.column_stack([drawn, drawn.sum(axis=1)]))
    assert "column-is-sum" in codes(item_statistics(summed).notes)
    copy = drawn[:, 0].copy()
    copy[3] = np.nan
    notes = copy_notes(matrix(np.column_stack([drawn, copy])))
    assert codes(notes) == ["columns-equal-filled"] and notes[0].params["count"] == 19


def test_two_people_give_no_flag_on_the_key():
    flags = [flag for one in item_statistics(matrix([[1, 0, 1], [0, 1, 1]])).items for flag in one.flags]
    assert not {"item-key-suspect", "item-rest-negative"} & set(codes(flags))
