"""The model card: what a model was made from, by what, how well it does, and where not to trust it."""

import platform
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import yaml

from sauatty.core.matching import lexical, model, semantic, training
from sauatty.core.matching.calibration import CrossValidation
from sauatty.core.matching.exemplars import CONTENT, Exemplar, exemplar_files, hash_files

LIMITS = (
    "Proposals for two coders to decide on; nothing may be counted as a decision of the project.",
    "Exemplars were written and translated by machine and have not yet been reviewed by methodologists.",
    "Texts shorter than four words and texts with several objectives in one are less sure.",
    "Kazakh ranks lower than Russian and English; figures are apart below.",
    "Probabilities assume the declared prevalence; where a subject has more or fewer relevant objectives"
    " (informatics against geometry), they are too low or too high.",
    "Words named as reasons come from the n-gram and glossary part; the embedding part has no words to name.",
)


def describe_training(
    made: model.Model, exemplars: Sequence[Exemplar], validation: CrossValidation, path: Path
) -> dict[str, Any]:
    """Return the part of the card that one trained encoder fills."""
    return {
        "name": made.name,
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": hash_files([path])[path.name],
        "calibration": {
            key: round(float(getattr(made.calibration, key)), 4) for key in model.Calibration.__slots__
        },
        "cross_validation": {
            part: {measure: round(float(value), 3) for measure, value in figures.items()}
            for part, figures in validation.figures.items()
        },
        "exemplars": len(exemplars),
    }


def write_card(parts: dict[str, dict[str, Any]], exemplars: Sequence[Exemplar], path: Path) -> None:
    """Write the card of all trained encoders; parts of encoders not trained now are kept if their file is."""
    kept = read_card(path).get("encoders", {}) if path.exists() else {}
    kept = {name: part for name, part in kept.items() if (path.parent / part["file"]).exists()}
    text = yaml.safe_dump(_card({**kept, **parts}, exemplars), allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8")


def read_card(path: Path | None = None) -> dict[str, Any]:
    """Read the shipped card, or another one."""
    document = yaml.safe_load((path or card_path()).read_text(encoding="utf-8"))
    return document if isinstance(document, dict) else {}


def card_path(folder: Path | None = None) -> Path:
    """Return where the card lies beside its models."""
    return (folder or CONTENT / "models") / "mil-1.card.yaml"


def _card(parts: dict[str, dict[str, Any]], exemplars: Sequence[Exemplar]) -> dict[str, Any]:
    relevance = Counter(exemplar.relevance for exemplar in exemplars)
    competences = Counter(exemplar.competence for exemplar in exemplars if exemplar.competence)
    subjects = Counter(exemplar.subject for exemplar in exemplars)
    glossary = CONTENT / "glossary" / "mil.yaml"
    framework = CONTENT / "frameworks" / "gmilaf.yaml"
    return {
        "schema": "model-card/1",
        "name": model.NAME,
        "task": "relevance (none, opportunity, direct) and competence of gmilaf for one learning objective",
        "languages": ["kk", "ru", "en"],
        "licence": "CC-BY-4.0",
        "seed": training.SEED,
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "method": {
            "semantic": "embedding centred per language; logistic regression, multinomial regression",
            "semantic_penalty": training.SEMANTIC_PENALTY,
            "lexical": f"hashed {lexical.SHORTEST}-{lexical.LONGEST}-grams of letters, word pairs, glossary",
            "lexical_penalty": training.LEXICAL_PENALTY,
            "neighbours": f"{semantic.N_NEIGHBOURS} nearest exemplars, temperature {semantic.TEMPERATURE}",
            "shares": {
                "semantic": model.SEMANTIC_SHARE,
                "lexical": model.LEXICAL_SHARE,
                "neighbours": model.NEIGHBOUR_SHARE,
                "descriptions": model.DESCRIPTION_SHARE,
            },
        },
        "declared_prevalence": training.PREVALENCE,
        "validation": f"{training.N_FOLDS} folds by subject: a fold is scored by a model that saw none of its"
        " subjects; rows weighted to the declared prevalence; exemplars are kinder than real curricula",
        "data": {
            "exemplars": len(exemplars),
            "texts": 3 * len(exemplars),
            "relevance": dict(sorted(relevance.items())),
            "competences": dict(sorted(competences.items())),
            "subjects": dict(sorted(subjects.items())),
            "sha256": hash_files([*exemplar_files(), glossary, framework]),
        },
        "encoders": dict(sorted(parts.items())),
        "limits": list(LIMITS),
    }
