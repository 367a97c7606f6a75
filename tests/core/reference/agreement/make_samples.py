"""The invented judgements that the references were computed on: `python make_samples.py` writes the CSV files.

Run with Python's own `random` alone, so that the files can be made again anywhere.
"""

import csv
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMPETENCES = [f"{part}.{number}" for part in (1, 2, 3) for number in (1, 2, 3, 4)]


def two_coders(generator):
    """60 units, values 0-3, the second coder mostly near the first; 5 units that only one judged."""
    for unit in range(60):
        first = generator.choice([0, 0, 0, 1, 1, 2, 3])
        second = min(3, max(0, first + generator.choice([0, 0, 0, 0, 1, -1, 2])))
        yield unit, "a", first
        if unit % 12:
            yield unit, "b", second


def five_coders(generator):
    """80 units, values 1-7, five coders of whom each unit has one to five."""
    for unit in range(80):
        truth = generator.randint(1, 7)
        for coder in generator.sample("abcde", generator.randint(1, 5)):
            yield unit, coder, min(7, max(1, truth + generator.choice([0, 0, 0, 1, -1, 2, -3])))


def numbers(generator):
    """50 units of three coders with decimal values, for the interval level."""
    for unit in range(50):
        truth = generator.gauss(50, 12)
        for coder in generator.sample("abc", generator.randint(1, 3)):
            yield unit, coder, round(truth + generator.gauss(0, 6), 2)


def sets(generator):
    """90 units of four coders, one to three competences each, never none (nltk knows no empty set)."""
    for unit in range(90):
        truth = generator.sample(COMPETENCES, generator.randint(1, 3))
        for coder in generator.sample("abcd", generator.randint(1, 4)):
            given = {one for one in truth if generator.random() < 0.8} or {generator.choice(COMPETENCES)}
            if generator.random() < 0.25:
                given.add(generator.choice(COMPETENCES))
            yield unit, coder, ";".join(sorted(given))


def main():
    for seed, make in enumerate((two_coders, five_coders, numbers, sets), 1):
        with (HERE / f"{make.__name__}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["unit", "coder", "value"])
            writer.writerows(
                (f"u{unit:02}", coder, value) for unit, coder, value in make(random.Random(seed))
            )


if __name__ == "__main__":
    main()
