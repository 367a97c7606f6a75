"""Suggestions for open answers: when a machine may learn, that it learns, and what it says of itself."""

import numpy as np
import pytest

from sauatty.core.errors import TooFewCodesToLearn
from sauatty.core.surveys.suggestions import (
    MINIMUM_CODES,
    MINIMUM_OF_GRADE,
    AnswerToCode,
    compare,
    lacking_codes,
    suggest_codes,
)

PARTS = ("access", "evaluate", "ethics")
CHECK = [
    "ақпаратты тексеру",
    "акпаратты тексеру",
    "aqparatty tekseru",
    "проверять информацию",
    "checking information",
]
FIND = ["іздеп табу", "издеп табу", "izdep tabu", "искать и находить", "finding what is needed"]
OTHER = ["компьютермен жұмыс", "компьютер", "kompiuter", "работа на компьютере", "using a computer"]
TAILS = ["керек", "ғой", "деп ойлаймын", "это важно", "I think", "мениңше", "наверное", "менің ойымша"]


def invented(n=90, coded=True, seed=1):
    """Grade 3 names both, 2 one of them, 1 something else."""
    draw = np.random.default_rng(seed)
    answers = []
    for number in range(n):
        grade = number % 3 + 1
        form = draw.integers(len(CHECK))
        check, find, other, tail = CHECK[form], FIND[form], OTHER[form], TAILS[draw.integers(len(TAILS))]
        said = {3: f"{find}, {check} {tail}", 2: f"{check} {tail}", 1: f"{other} {tail} {number % 7}"}[grade]
        parts = {3: ("access", "evaluate"), 2: ("evaluate",), 1: ()}[grade]
        one = AnswerToCode(
            f"{'c' if coded else 'r'}{number}", said, "kk", grade if coded else None, parts if coded else ()
        )
        answers.append(one)
    return answers


def test_it_works():
    answers = invented() + invented(30, coded=False, seed=2)

    found = suggest_codes(answers, parts=PARTS, n_resamples=200)

    wanted = {f"r{n}": n % 3 + 1 for n in range(30)}
    right = sum(one.grade == wanted[one.id] for one in found.suggestions)
    assert len(found.suggestions) == 30
    assert right >= 26
    assert found.held_out.grades.alpha.estimate > 0.7
    assert found.held_out.grades.alpha.low <= found.held_out.grades.alpha.estimate <= 1
    assert set(found.held_out.by_part) == set(PARTS)
    assert {part for one in found.suggestions for part in one.parts} <= {"access", "evaluate"}


def test_the_same_answers_give_the_same_suggestions_in_any_order():
    answers = invented() + invented(9, coded=False, seed=2)

    once = suggest_codes(answers, parts=PARTS, n_resamples=50)
    again = suggest_codes(answers, parts=PARTS, n_resamples=50)

    assert once.as_json() == again.as_json()
    assert once.suggestions == again.suggestions


def test_held_out_answers_teach_nothing_about_themselves():
    draw = np.random.default_rng(3)
    codes = draw.permutation([1] * 45 + [2] * 45)
    noise = [
        AnswerToCode(f"c{n}", " ".join(draw.choice(TAILS, 3)) + f" {n}", "kk", int(grade), ())
        for n, grade in enumerate(codes)
    ]

    found = suggest_codes(noise, parts=PARTS, n_resamples=200)

    assert found.held_out.grades.alpha.low < 0 < found.held_out.grades.alpha.high


def test_equal_answers_lie_in_one_fold():
    same = [AnswerToCode(f"c{n}", f"жауап {n // 2}", "kk", 1 + n // 2 % 2) for n in range(80)]

    found = suggest_codes(same, n_resamples=50)

    assert found.held_out.grades_equal.percent < 0.8  # by heart it would be 1


@pytest.mark.parametrize(
    ("counts", "lacking"),
    [
        ({1: 30, 2: 30}, {}),
        ({1: 30, 2: 29}, {-1: 1}),
        ({0: 9, 1: 30, 2: 30}, {0: 1}),
        ({0: 0, 1: 30, 2: 30}, {}),
        ({1: 90}, {-1: MINIMUM_OF_GRADE}),
        ({}, {-1: MINIMUM_CODES}),
    ],
)
def test_what_is_missing_before_a_machine_may_learn(counts, lacking):
    assert lacking_codes(counts) == lacking


def test_too_few_codes_are_refused_by_number():
    with pytest.raises(TooFewCodesToLearn) as caught:
        suggest_codes(invented(59), parts=PARTS)

    assert caught.value.params["n"] == 59


def test_an_answer_in_three_ways_of_typing_is_suggested_alike():
    typed = ["ақпаратты тексеру керек", "акпаратты тексеру керек", "aqparatty tekseru kerek"]
    asked = [AnswerToCode(f"r{n}", text, "kk") for n, text in enumerate(typed)]

    found = suggest_codes(invented() + asked, parts=PARTS, n_resamples=50)

    assert len({(one.grade, one.parts) for one in found.suggestions}) == 1
    assert found.suggestions[0].grade == 2


def test_no_answer_carries_no_part():
    answers = [AnswerToCode(f"c{n}", f"жоқ {n % 5}", "kk", 0) for n in range(30)]
    answers += [AnswerToCode(f"d{n}", f"тексеру {n % 5}", "kk", 2, ("evaluate",)) for n in range(40)]

    found = suggest_codes([*answers, AnswerToCode("r", "жоқ 1", "kk")], parts=("evaluate",), n_resamples=20)

    assert (found.suggestions[0].grade, found.suggestions[0].parts) == (0, ())


def test_embeddings_are_listened_to():
    answers = invented()
    vectors = np.zeros((len(answers) + 1, 3), dtype=np.float32)
    for row, one in enumerate(answers):
        vectors[row, one.grade - 1] = 1.0
    vectors[-1, 0] = 1.0

    found = suggest_codes([*answers, AnswerToCode("r", "әлдене", "kk")], vectors, n_resamples=20)

    assert found.suggestions[0].grade == 1


def test_two_sources_that_say_the_same_agree_wholly():
    codes = [(str(n), n % 3, ("access",) if n % 2 else ()) for n in range(12)]

    found = compare(codes, codes, parts=PARTS, n_resamples=20)

    assert found.grades.alpha.estimate == 1.0
    assert found.parts.percent == 1.0
    assert found.by_part["ethics"].undefined == "all-equal"
