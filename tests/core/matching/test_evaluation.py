import pytest

from sauatty.core.errors import GoldMismatch
from sauatty.core.matching.evaluation import evaluate


def gold_row(number, relevant, codes_a=(), codes_b=(), language="ru"):
    return {
        "id": f"o-{number}", "language": language, "subject": "History", "code": f"7.1.{number // 2}",
        "relevant": relevant, "coder_a": {"codes": list(codes_a)}, "coder_b": {"codes": list(codes_b)},
    }  # fmt: skip


def matched_row(number, relevance, *competences):
    proposals = [{"competence": one, "score": 0.5} for one in competences]
    return {"id": f"o-{number}", "relevance": relevance, "proposals": proposals, "model": "made-up/none"}


GOLD = [
    gold_row(0, True, ["G-2.3"], ["G-2.2", "G-2.3"]),
    gold_row(1, True, ["G-1.2"], ["G-1.2"], "kk"),
    gold_row(2, False),
    gold_row(3, False, language="kk"),
    gold_row(4, None, ["G-3.1"]),
]
MATCHED = [
    matched_row(0, 0.9, "gmilaf.2.2", "gmilaf.2.3", "gmilaf.1.1"),
    matched_row(1, 0.4, "gmilaf.3.4", "gmilaf.1.3", "gmilaf.1.2"),
    matched_row(2, 0.6, "gmilaf.1.1", "gmilaf.1.2", "gmilaf.1.3"),
    matched_row(3, 0.1, "gmilaf.1.1", "gmilaf.1.2", "gmilaf.1.3"),
    matched_row(4, 0.99, "gmilaf.3.1", "gmilaf.1.2", "gmilaf.1.3"),
]


def test_it_works():
    found = evaluate(MATCHED, GOLD, n_resamples=50)
    everything = found.parts["all"]
    assert (everything.n_rows, everything.n_relevant) == (4, 2)
    assert everything.measures["average_precision"].estimate == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    assert everything.measures["recall_at_1"].estimate == 0.5
    assert everything.measures["recall_at_3"].estimate == 1.0
    assert everything.measures["first_code"].estimate == 0.5
    assert everything.measures["f1"].estimate == pytest.approx(0.5)


def test_rows_whose_coders_differ_are_left_out_and_counted():
    found = evaluate(MATCHED, GOLD, n_resamples=10)
    assert found.n_unsettled == 1
    assert found.n_unmatched == 0


def test_kazakh_and_russian_are_measured_apart():
    parts = evaluate(MATCHED, GOLD, n_resamples=10).parts
    assert parts["kk"].measures["recall_at_1"].estimate == 0.0
    assert parts["ru"].measures["recall_at_1"].estimate == 1.0


def test_recall_at_five_is_unknown_where_three_were_proposed():
    recall = evaluate(MATCHED, GOLD, n_resamples=10).parts["all"].measures["recall_at_5"].estimate
    assert recall != recall


def test_the_same_files_give_the_same_intervals():
    first, second = (repr(evaluate(MATCHED, GOLD, n_resamples=20)) for _ in range(2))
    assert first == second


def test_files_without_a_common_id_say_so():
    with pytest.raises(GoldMismatch, match="Compare a matched file"):
        evaluate([matched_row(77, 0.5)], GOLD)


def test_the_threshold_of_an_unknown_model_is_the_middle():
    assert evaluate(MATCHED, GOLD, n_resamples=10).threshold == 0.5
