from dataclasses import replace

import numpy as np
import pytest

from core.coverage.samples import COMPETENCES, judged
from sauatty.core.coverage import (
    expected_rows,
    gaps,
    is_judged,
    judged_from_decisions,
    judged_from_matches,
    judged_from_rows,
    judged_matrix,
    key_names,
    mix_sources,
    module_matrix,
    target_columns,
)
from sauatty.core.errors import (
    CoderNotChosen,
    CoderUnknown,
    DecisionsUnmatched,
    RowInvalid,
    SourcesMixed,
    UnknownCompetence,
)
from sauatty.core.records import Decision

ROWS = [
    judged("a", 2, "2.3", "2.2", subject_id="history", grade=7, hours=68.0),
    judged("b", 1, "2.3", subject_id="history", grade=7, hours=68.0),
    judged("c", 0, subject_id="history", grade=8, hours=34.0),
    judged("d", None, subject_id="history", grade=8, hours=34.0),
    judged("e", 2, "3.2", area="natural-science", subject_id="biology", grade=8),
    judged("f", None, area="technology-art", subject_id="art", grade=5),
]


def build(by="subject_area", **options):
    return judged_matrix(ROWS, by=by, competences=COMPETENCES, **options)


def cell(matrix, row, competence):
    return float(matrix.counts[matrix.rows.index(row), matrix.competences.index(f"gmilaf.{competence}")])


def test_it_works():
    matrix = build()
    assert matrix.rows == ("people-society", "natural-science", "technology-art")
    assert matrix.n_objectives.tolist() == [4, 1, 1]
    assert matrix.n_judged[:2].tolist() == [3, 1]
    assert matrix.n_relevant[:2].tolist() == [1, 1]
    assert cell(matrix, "people-society", "2.3") == cell(matrix, "people-society", "2.2") == 1
    assert matrix.source == "agreed"
    assert not matrix.is_complete


@pytest.mark.parametrize(("count", "expected"), [("direct", 1), ("opportunity", 1), ("both", 2)])
def test_direct_opportunity_or_both_count(count, expected):
    assert cell(build(count=count), "people-society", "2.3") == expected


def test_an_objective_with_several_competences_counts_in_each_and_once_as_relevant():
    matrix = build(count="both")
    assert matrix.counts[0].sum() == 3
    assert matrix.n_relevant[0] == 2


def test_only_the_first_competence_counts_where_that_is_asked():
    matrix = build(first=True)
    assert cell(matrix, "people-society", "2.3") == 1
    assert cell(matrix, "people-society", "2.2") == 0
    assert matrix.counting == "first"


def test_fractional_counting_shares_one_among_the_competences():
    matrix = build(count="both", fractional=True)
    assert cell(matrix, "people-society", "2.3") == 1.5
    assert cell(matrix, "people-society", "2.2") == 0.5
    assert matrix.n_carrying[0].sum() == 3


def test_a_row_that_nobody_judged_is_never_zero():
    matrix = build(expected_rows=expected_rows("subject_area"))
    row = matrix.rows.index("technology-art")
    assert np.isnan(matrix.counts[row]).all()
    assert matrix.as_rows()[row]["counts"] is None
    assert matrix.as_rows()[row]["n_objectives"] == 1
    assert "technology-art" not in {gap.row for gap in gaps(matrix)}


def test_shares_are_of_the_judged_objectives():
    assert build(count="both").shares[0, COMPETENCES.index("gmilaf.2.3")] == pytest.approx(2 / 3)


def test_per_hour_needs_the_hours_of_every_subject_and_grade():
    matrix = build(count="both")
    assert matrix.hours[0] == 102
    assert matrix.per_hour[0, COMPETENCES.index("gmilaf.2.3")] == pytest.approx(2 / 102)
    assert np.isnan(matrix.hours[1])
    contested = [ROWS[0], replace(ROWS[1], hours=51.0)]
    assert np.isnan(judged_matrix(contested, by="grade", competences=COMPETENCES).hours[0])


def test_subjects_and_grades_can_be_crossed():
    matrix = build("subject_grade")
    assert matrix.rows == ("history/7", "history/8", "biology/8", "art/5")
    assert key_names(matrix.rows, "subject_grade", "en")["biology/8"] == "Biology, Grade 8"


def test_sources_are_never_mixed_unless_told():
    mixed = [ROWS[0], replace(ROWS[4], source="machine")]
    with pytest.raises(SourcesMixed) as caught:
        judged_matrix(mixed, by="grade", competences=COMPETENCES)
    assert caught.value.params["sources"] == "agreed, machine"
    assert judged_matrix(mix_sources(mixed), by="grade", competences=COMPETENCES).source == "mixed"


def test_a_competence_without_a_column_is_refused():
    with pytest.raises(UnknownCompetence):
        judged_matrix([judged("a", 2, "2.3")], by="grade", competences=COMPETENCES[:3])


# --- modules ---


def test_a_competence_counts_in_every_module_that_it_leads_to_once():
    matrix = module_matrix([judged("a", 2, "2.2", "2.3")], by="grade")
    carried = {name for name, n in zip(matrix.competences, matrix.counts[0], strict=True) if n}
    assert carried == {"mil2021.m4", "mil2021.m6", "mil2021.m10", "mil2021.m11"}
    assert matrix.counts[0].max() == 1
    assert len(target_columns("mil2021")) == 12


def test_fractional_modules_add_up_to_the_objective():
    matrix = module_matrix([judged("a", 2, "2.2", "2.3")], by="grade", fractional=True)
    shares = dict(zip(matrix.competences, matrix.counts[0].tolist(), strict=True))
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["mil2021.m4"] == pytest.approx(1 / 6 + 1 / 4)


# --- from files ---


def row(own_id, **more):
    return {"id": own_id, "subject_area": "people-society", "grade": "7 класс", "language": "ru", **more}


def test_rows_with_decisions_are_read_in_any_spelling():
    found = judged_from_rows([row("a", decision=2, competences=["G-2.3", "gmilaf.2.3"], source="order.html")])
    assert found[0].competences == ("gmilaf.2.3",)
    assert found[0].grade == 7
    assert found[0].source == "agreed"


def test_a_judgement_is_told_from_a_probability():
    assert is_judged({"decision": None})
    assert is_judged({"relevance": 1, "competences": [], "proposals": []})
    assert not is_judged({"relevance": 1.0, "competences": [], "proposals": []})
    assert not is_judged({"relevance": 1, "proposals": []})


@pytest.mark.parametrize(
    "broken",
    [
        {"decision": 3},
        {"decision": True},
        {"decision": 2, "competences": "2.3"},
        {"decision": 1, "demand": 7},
    ],
)
def test_rows_that_are_no_judgement_are_refused_with_their_line(broken):
    with pytest.raises(RowInvalid) as caught:
        judged_from_rows([row("a", decision=0), row("b", **broken)])
    assert caught.value.params["line"] == 2


DECISIONS = [
    Decision("a", "agreed", 2, ("gmilaf.2.3",), 4),
    Decision("a", "aigul", 1, ("gmilaf.2.2",)),
    Decision("b", "aigul", 0),
]


def join(decisions, coder=""):
    return judged_from_decisions([row("a"), row("b")], decisions, names=("o", "d"), coder=coder)


def test_agreed_decisions_stand_before_those_of_a_coder():
    found = join(DECISIONS)
    assert [one.relevance for one in found] == [2, None]
    assert found[0].demand == 4
    assert {one.source for one in found} == {"agreed"}


def test_one_coder_can_be_chosen():
    found = join(DECISIONS, "aigul")
    assert [one.relevance for one in found] == [1, 0]
    assert {one.source for one in found} == {"coder"}


def test_several_coders_without_agreed_decisions_ask_for_one():
    both = [DECISIONS[1], Decision("b", "dana", 0)]
    with pytest.raises(CoderNotChosen) as caught:
        join(both)
    assert caught.value.params["coders"] == "aigul, dana"
    assert [one.relevance for one in join(both[:1])] == [1, None]


def test_an_unknown_coder_and_decisions_about_something_else_are_refused():
    with pytest.raises(CoderUnknown):
        join(DECISIONS, "nobody")
    with pytest.raises(DecisionsUnmatched):
        join([Decision("z", "agreed", 2)])


def test_the_machine_judges_by_its_threshold():
    proposals = [{"competence": "gmilaf.2.3", "score": 0.8}]
    found = judged_from_matches(
        [row("a", relevance=0.6, proposals=proposals), row("b", relevance=0.3, proposals=proposals)], 0.5
    )
    assert [(one.relevance, one.competences, one.source) for one in found] == [
        (1, ("gmilaf.2.3",), "machine"),
        (0, (), "machine"),
    ]
