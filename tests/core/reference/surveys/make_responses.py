"""Invent the responses that survey_reference.R is run on: `python make_responses.py` in this folder (seed 11)."""

import csv
import random

REGIONS, KINDS, ANSWERS = ["north", "south", "west"], ["school", "library"], ["no", "some", "yes"]


def main() -> None:
    """Write responses.csv: 240 rows, a tenth of the answers missing."""
    generator = random.Random(11)
    with open("responses.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "region", "kind", "answer", "age", "scale"])
        for number in range(240):
            region = generator.choices(REGIONS, [5, 3, 2])[0]
            kind = generator.choices(KINDS, [2, 1])[0]
            answer = generator.choices(
                ANSWERS, {"north": [5, 3, 2], "south": [2, 3, 5], "west": [3, 3, 3]}[region]
            )[0]
            row = [region, kind, answer, str(generator.randint(20, 69)), str(generator.randint(1, 5))]
            kept = row[:2] + [value if generator.random() > 0.1 else "" for value in row[2:]]
            writer.writerow([f"r{number}", *kept])


if __name__ == "__main__":
    main()
