import numpy as np
import pytest

from sauatty.core.errors import ContentInvalid, ModelMissing
from sauatty.core.matching.corpus import build_corpus, folds_of_subjects, load_descriptions
from sauatty.core.matching.exemplars import Exemplar, load_exemplars
from sauatty.core.matching.glossary import load_glossary
from sauatty.core.matching.linear import fit_logistic, fit_multinomial
from sauatty.core.matching.matcher import Matcher
from sauatty.core.matching.model import path_of_model, read_model, save_model
from sauatty.core.matching.training import prepare_lesson, train

SUBJECTS = ("history", "physics", "music", "law")


class LetterCounts:
    """A made-up encoder: how often each of 16 letters stands in a text."""

    name, dimension = "letter-counts", 16

    def encode(self, texts, progress=None):
        counts = [[text.count(letter) + 0.1 for letter in "abcdefghijklmnop"] for text in texts]
        return np.array(counts, dtype=np.float32).reshape(len(texts), self.dimension)


def small_exemplars():
    made = []
    for number in range(24):
        subject = SUBJECTS[number % 4]
        code = ("gmilaf.1.2", "gmilaf.2.3")[number // 4 % 2]
        verb = {"gmilaf.1.2": "search the library for", "gmilaf.2.3": "compare newspapers about"}[code]
        said = {language: f"{verb} topic{number} {language}" for language in ("kk", "ru", "en")}
        relevance = "direct" if number % 3 else "opportunity"
        made.append(Exemplar(f"yes-{number}", relevance, code, (), subject, said))
        idle = {language: f"solve equation{number} and jump {language}" for language in ("kk", "ru", "en")}
        made.append(Exemplar(f"no-{number}", "none", None, (), subject, idle))
    return made


def lesson_of(exemplars, encoder=None):
    return prepare_lesson(exemplars, load_descriptions(), load_glossary(), encoder)


@pytest.fixture(scope="module")
def trained():
    exemplars = small_exemplars()
    return train(exemplars, lesson_of(exemplars, LetterCounts()))


@pytest.mark.slow
def test_it_works(trained):
    model, validation = trained
    assert model.name == "sauatty-mil-1/letter-counts"
    assert validation.figures["all"]["average_precision"] > 0.9


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(trained, tmp_path):
    exemplars = small_exemplars()
    again, _ = train(exemplars, lesson_of(exemplars, LetterCounts()))
    save_model(trained[0], tmp_path / "first.npz")
    save_model(again, tmp_path / "second.npz")
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()


@pytest.mark.slow
def test_another_encoder_can_be_trained_for_and_matched_with(trained, tmp_path):
    path = path_of_model("letter-counts", tmp_path)
    save_model(trained[0], path)
    matcher = Matcher(read_model(path), load_glossary(), LetterCounts())
    found = matcher.match(["compare newspapers about a war", "solve equation and jump"], ["en", "en"], top=2)
    assert found[0].model == "sauatty-mil-1/letter-counts"
    assert found[0].relevance > 0.5 > found[1].relevance
    assert found[0].proposals[0].competence == "gmilaf.2.3"


@pytest.mark.slow
def test_a_kept_model_scores_like_the_trained_one(trained, tmp_path):
    path = path_of_model("letter-counts", tmp_path)
    save_model(trained[0], path)
    texts = ["search the library for topic3", "compare newspapers", "jump"]
    first, second = (
        Matcher(model, load_glossary(), LetterCounts()).match(texts, ["en"] * 3)
        for model in (trained[0], read_model(path))
    )
    for before, after in zip(first, second, strict=True):
        assert after.relevance == pytest.approx(before.relevance, abs=0.02)


def test_a_damaged_model_says_how_to_get_a_new_one(tmp_path):
    path = tmp_path / "mil-1.ngram.npz"
    path.write_bytes(b"not a model")
    with pytest.raises(ModelMissing, match="sauatty model train"):
        read_model(path)


def test_logistic_regression_agrees_with_scikit_learn():
    from sklearn.linear_model import LogisticRegression

    generator = np.random.default_rng(3)
    features = generator.normal(size=(120, 5))
    truth = (features[:, 0] + generator.normal(size=120) > 0).astype(float)
    coefficients, intercept = fit_logistic(features, truth, np.ones(120), 2.0)
    oracle = LogisticRegression(C=0.5, tol=1e-8).fit(features, truth)
    assert coefficients == pytest.approx(oracle.coef_[0], abs=0.02)
    assert intercept == pytest.approx(oracle.intercept_[0], abs=0.02)


def test_multinomial_regression_agrees_with_scikit_learn():
    from sklearn.linear_model import LogisticRegression

    generator = np.random.default_rng(4)
    features = generator.normal(size=(150, 4))
    classes = np.argmax(features[:, :3] + generator.normal(size=(150, 3)), axis=1)
    table, intercepts = fit_multinomial(features, np.eye(3)[classes], 1.0)
    oracle = LogisticRegression(C=1.0, tol=1e-8).fit(features, classes)
    ours = features @ table + intercepts
    theirs = oracle.decision_function(features)
    assert (ours - ours.mean(axis=1, keepdims=True)) == pytest.approx(
        theirs - theirs.mean(axis=1, keepdims=True), abs=0.1
    )


def test_a_subject_is_never_in_two_folds():
    subjects = ["history", "law", "history", "music", "law", "history"]
    folds = folds_of_subjects(subjects, 3, seed=1)
    assert len({(subject, fold) for subject, fold in zip(subjects, folds, strict=True)}) == 3


def test_the_three_languages_of_an_exemplar_share_one_idea():
    corpus = build_corpus(small_exemplars()[:2], ("gmilaf.1.2", "gmilaf.2.3"))
    assert corpus.ideas.tolist() == [0, 0, 0, 1, 1, 1]
    assert corpus.languages == ["kk", "ru", "en"] * 2


def test_the_shipped_exemplars_cover_every_competence_directly_and_as_an_opportunity():
    seen = {(one.competence, one.relevance) for one in load_exemplars() if one.is_relevant}
    assert seen == {(code, kind) for code in load_descriptions() for kind in ("direct", "opportunity")}


def test_an_exemplar_without_kazakh_is_refused(tmp_path):
    text = "schema: exemplars/1\ncompetence: gmilaf.1.1\nexemplars:\n  - {id: a, relevance: direct, ru: x, en: y}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentInvalid, match="lacks a relevance or a language"):
        load_exemplars(tmp_path)
