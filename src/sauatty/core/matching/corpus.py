"""The exemplars as arrays: one row per text, three rows (kk, ru, en) per idea."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from sauatty.core.languages import LANGUAGES
from sauatty.core.matching.exemplars import CONTENT, Exemplar
from sauatty.core.matching.lexical import prepare

Floats = NDArray[np.float64]
# What a competence that fits beside the first one counts.
_ALSO = 0.35


@dataclass(frozen=True, slots=True)
class Corpus:
    """Exemplars as rows of texts.

    `ideas` numbers the exemplar of each row; `competences` has shape (n_texts, n_competences) with shares
    that sum to 1 where relevant and zeros elsewhere; `is_accepted` marks first and other competences alike.
    """

    texts: list[str]
    languages: list[str]
    ideas: NDArray[np.intp]
    subjects: list[str]
    is_relevant: NDArray[np.bool_]
    is_direct: NDArray[np.bool_]
    competences: Floats

    @property
    def is_accepted(self) -> NDArray[np.bool_]:
        """Return which competences fit each text."""
        return self.competences > 0


def build_corpus(exemplars: Sequence[Exemplar], competences: Sequence[str]) -> Corpus:
    """Lay the exemplars out as rows, ordered by exemplar and language."""
    rows = [(number, language) for number in range(len(exemplars)) for language in LANGUAGES]
    owners = [exemplars[number] for number, _ in rows]
    return Corpus(
        texts=[prepare(exemplars[number].texts[language]) for number, language in rows],
        languages=[language for _, language in rows],
        ideas=np.array([number for number, _ in rows], dtype=np.intp),
        subjects=[owner.subject for owner in owners],
        is_relevant=np.array([owner.is_relevant for owner in owners]),
        is_direct=np.array([owner.relevance == "direct" for owner in owners]),
        competences=np.array([_share(owner, competences) for owner in owners]),
    )


def _share(exemplar: Exemplar, competences: Sequence[str]) -> list[float]:
    shares = [_ALSO if competence in exemplar.also else 0.0 for competence in competences]
    if exemplar.competence in competences:
        shares[competences.index(exemplar.competence)] = 1.0
    total = sum(shares) or 1.0
    return [share / total for share in shares] if exemplar.is_relevant else [0.0] * len(competences)


def load_descriptions(path: Path | None = None) -> dict[str, dict[str, str]]:
    """Read name and description of each competence of gmilaf: {id: {language: text}}."""
    source = path or CONTENT / "frameworks" / "gmilaf.yaml"
    document = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {
        f"{document['id']}.{node['code']}": {
            language: prepare(f"{node['name'][language]}. {node['description'][language]}")
            for language in LANGUAGES
        }
        for node in document["nodes"]
        if node["type"] == "competence"
    }


def folds_of_subjects(subjects: Sequence[str], n_folds: int, seed: int) -> NDArray[np.intp]:
    """Give each subject to one fold, so that a fold is tried by a model that never saw its subjects."""
    names = sorted(set(subjects))
    np.random.default_rng(seed).shuffle(names)
    fold_of = {name: number % n_folds for number, name in enumerate(names)}
    return np.array([fold_of[subject] for subject in subjects], dtype=np.intp)
