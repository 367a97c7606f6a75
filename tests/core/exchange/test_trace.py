import pytest

from sauatty.core.exchange.trace import trace_objectives, trace_outcomes
from sauatty.core.records import Objective


def objective(
    name: str, *, area: str = "area", subject: str | None = None, grade: int | None = None
) -> Objective:
    return Objective(
        id=name,
        language="ru",
        subject="",
        subject_id=subject,
        subject_area=area,
        grade=grade,
        code=None,
        code_raw=None,
        section=None,
        subsection=None,
        text=name,
        programme="s3-ru" if name.startswith("out") else "a1-ru",
    )


OUTCOMES = [objective("out1"), objective("out2"), objective("out3", area="unread")]
OBJECTIVES = [objective("a", grade=5), objective("b", grade=6), objective("c", grade=10)]
SIMILARITY = [[0.6, 0.9, 0.95], [0.1, float("nan"), 0.2], [0.9, 0.9, 0.9]]


def test_it_works():
    first, second, third = trace_outcomes(OUTCOMES, OBJECTIVES, SIMILARITY)
    assert [link.objective.id for link in first.links] == ["c", "b", "a"]
    assert (first.status, second.status, third.status) == ("delivered", "not-delivered", "not-read")


def test_only_objectives_of_the_level_deliver():
    (first, *_) = trace_outcomes(OUTCOMES, OBJECTIVES, SIMILARITY, level_grades={"s3-ru": (5, 6, 7, 8, 9)})
    assert [(link.objective.id, link.similarity) for link in first.links] == [("b", 0.9), ("a", 0.6)]


def test_an_outcome_of_a_subject_wants_that_subject():
    outcome = objective("out", subject="informatics")
    rows = [objective("a", subject="algebra"), objective("b", subject="informatics")]
    (trace,) = trace_outcomes([outcome], rows, [[0.99, 0.7]])
    assert [link.objective.id for link in trace.links] == ["b"]


def test_links_are_limited_and_turn_round():
    traces = trace_outcomes(OUTCOMES, OBJECTIVES, SIMILARITY, n_links=1)
    back = trace_objectives(traces, OBJECTIVES)
    assert [[outcome.id for outcome in one.outcomes] for one in back] == [[], [], ["out1"]]


def test_a_matrix_of_another_shape_is_an_error():
    with pytest.raises(ValueError, match="shape"):
        trace_outcomes(OUTCOMES, OBJECTIVES, [[0.5]])
