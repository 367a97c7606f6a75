"""How well the reader finds what stands in the real curricula: compared with the rows read by hand.

    python benchmarks/reading_agreement.py [--quiet]

Reads every HTML file of ../shared/data/curricula and compares it with objectives.jsonl: codes, texts, grades,
sections found, and how much of what was returned is real. Prints every difference and
which side looks right.
"""

import argparse
import difflib
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sauatty.core.exchange.curriculum import build_curriculum, squeeze
from sauatty.core.exchange.html import read_html_blocks
from sauatty.core.languages import clean_text
from sauatty.core.records import Objective

CURRICULA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "curricula"


@dataclass
class Agreement:
    """Counts of one file (or of all)."""

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else float("nan")

    def line(self, name: str) -> str:
        shares = [
            f"{part} {self.share(part, whole):7.2%}"
            for part, whole in (
                ("codes", "expected"),
                ("texts", "expected"),
                ("letters", "expected"),
                ("grades", "expected"),
                ("sections", "with_section"),
                ("subsections", "with_subsection"),
                ("places", "expected"),
                ("languages", "expected"),
                ("real", "returned"),
            )
        ]
        return (
            f"{name:38} {self.counts['expected']:5} expected {self.counts['returned']:5} returned  "
            + "  ".join(shares)
        )


def plain_name(name: str | None) -> str:
    """Fold a section's name: no number, no case, no broken words."""
    return squeeze(re.sub(r"^\s*\d{1,2}(\.\d{1,2})?[.)]?\s*", "", clean_text(name or "")))


def pair_up(
    expected: list[dict[str, Any]], found: list[Objective]
) -> list[tuple[dict[str, Any], Objective | None]]:
    """Pair each expected row with the best unused objective of the same code."""
    free: dict[str, list[Objective]] = defaultdict(list)
    for objective in found:
        free[objective.code or ""].append(objective)
    pairs: list[tuple[dict[str, Any], Objective | None]] = []
    for row in expected:
        choices = free[row["code"]]
        best = max(choices, key=lambda one: _likeness(row["text"], one.text), default=None)
        if best is not None:
            choices.remove(best)
        pairs.append((row, best))
    return pairs


def _likeness(one: str, other: str) -> float:
    if squeeze(one) == squeeze(other):
        return 1.0
    return difflib.SequenceMatcher(None, one, other).quick_ratio()


def compare(expected: list[dict[str, Any]], found: list[Objective], page: str) -> Agreement:
    """Compare; a section that was read elsewhere and does not stand in the page is not asked for."""
    result = Agreement()
    letters = squeeze(page)
    for name in {
        row["section"] for row in expected if row["section"] and plain_name(row["section"]) not in letters
    }:
        missing = [row for row in expected if row["section"] == name]
        result.differences.append(f"! section {name!r} of {len(missing)} rows does not stand in this file")
        for row in missing:
            row["section"] = None
    result.counts.update(expected=len(expected), returned=len(found))
    pairs = pair_up(expected, found)
    for row, objective in pairs:
        _compare_row(row, objective, result)
    paired = {id(objective) for _, objective in pairs if objective}
    known = {(row["code"], squeeze(row["text"])) for row in expected}
    for objective in found:
        is_real = id(objective) in paired or (objective.code, squeeze(objective.text)) in known
        result.counts["real"] += is_real
        if not is_real:
            result.differences.append(
                f"+ {objective.code} {objective.place} {objective.flags}: {objective.text}"
            )
    return result


def _compare_row(row: dict[str, Any], objective: Objective | None, result: Agreement) -> None:
    counts = result.counts
    counts["with_section"] += bool(row["section"])
    counts["with_subsection"] += bool(row["subsection"])
    if objective is None:
        result.differences.append(f"- {row['code']} {row['place']}: {row['text']}")
        return
    counts["codes"] += 1
    counts["texts"] += clean_text(row["text"]) == objective.text
    counts["letters"] += squeeze(row["text"]) == squeeze(objective.text)
    counts["grades"] += row["grade"] == objective.grade
    counts["places"] += row["place"] == objective.place
    counts["languages"] += row["language"] == objective.language
    for key in ("section", "subsection"):
        if row[key]:
            same = plain_name(row[key]) == plain_name(getattr(objective, key))
            counts[key + "s"] += same
            if not same:
                result.differences.append(
                    f"~ {row['code']} {key}: {row[key]!r} / {getattr(objective, key)!r}"
                )
    for key in ("grade", "place", "language"):
        if row[key] != getattr(objective, key):
            result.differences.append(f"~ {row['code']} {key}: {row[key]!r} / {getattr(objective, key)!r}")
    if clean_text(row["text"]) != objective.text:
        result.differences.append(
            f"~ {row['code']} text ({_verdict(row['text'], objective)}):"
            f"\n    {row['text']}\n    {objective.text}"
        )


def _verdict(expected: str, objective: Objective) -> str:
    """Say which side looks right; the expected rows keep the act's broken words and lost letters."""
    if "yo-restored" in objective.flags or "word-joined" in objective.flags:
        return f"ours, mended: {', '.join(objective.flags)}"
    if squeeze(expected) == squeeze(objective.text):
        return "same letters, other spaces or marks"
    return "look at both"


def read_expected() -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (CURRICULA / "objectives.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["source"].endswith(".html"):
            rows[row["source"]].append(row)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="only the figures")
    quiet = parser.parse_args().quiet
    if not CURRICULA.exists():
        print("the real curricula of ../shared/data are not beside the project")
        return 0
    total = Agreement()
    for source, expected in sorted(read_expected().items()):
        page = (CURRICULA / source).read_text(encoding="utf-8")
        document = build_curriculum(read_html_blocks(page), source=source, format="html")
        result = compare(expected, list(document.objectives), page)
        total.counts.update(result.counts)
        print(result.line(Path(source).stem))
        if not quiet:
            print("\n".join("    " + line for line in result.differences))
    print(total.line("all"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
