"""A test of six items that dana takes in the programme of aigerim."""

import pytest

import made_tests
from sauatty.web.attempts import grading

RESULT = {
    "score": 5, "max": 8, "percent": 62.5, "low": 0.3, "high": 0.86, "provisional": True, "offline": False,
    "components": [{"component": "gmilaf.2", "score": 5, "max": 8, "low": 0.3, "high": 0.86}],
    "theta": None, "lessons": [], "rationales": None,
}  # fmt: skip


@pytest.fixture
def graded(monkeypatch):
    """Every attempt that is handed in gets the same invented result; returns who was graded."""
    seen = []

    def grade(attempt):
        seen.append(attempt.pk)
        attempt.state, attempt.result, attempt.graded_at = "graded", RESULT, attempt.submitted_at
        attempt.save(update_fields=["state", "result", "graded_at"])

    monkeypatch.setattr(grading, "_graders", [grade])
    return seen


@pytest.fixture(autouse=True)
def _nobody_grades(monkeypatch):
    monkeypatch.setattr(grading, "_graders", [])


@pytest.fixture
def dana(stranger, programme):
    """A participant of the programme."""
    return made_tests.join(stranger, programme)


@pytest.fixture
def test(programme, aigerim):
    return made_tests.make_test(programme, aigerim)


@pytest.fixture
def paper(test):
    return test.papers.get().paper
