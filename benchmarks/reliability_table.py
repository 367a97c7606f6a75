"""The table of what holds: `python benchmarks/reliability_table.py [--write]`.

Reads reliability.toml, checks that every test and command it names is there, and writes docs/reference/reliability.md.
It says nothing about whether a test passes: `make test-all`, `make rel` and the benchmarks do.
"""

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE, PAGE = ROOT / "benchmarks" / "reliability.toml", ROOT / "docs" / "reference" / "reliability.md"
STATES = {"held": "held", "part": "in part", "open": "open"}
GROUPS = {
    "D": "Durability and things done at once", "O": "Without a connection", "B": "Bad files and odd input",
    "S": "Security", "P": "Privacy", "L": "Load",
}  # fmt: skip
EXPECTED = [
    *(f"D{n}" for n in range(1, 12)), *(f"O{n}" for n in range(1, 9)), *(f"B{n}" for n in range(1, 9)),
    *(f"S{n}" for n in range(15)), *(f"P{n}" for n in range(1, 11)), *(f"L{n}" for n in range(1, 9)),
]  # fmt: skip
HEAD = """# Reliability, security and privacy: what holds, and what does not yet

Written by `python benchmarks/reliability_table.py --write` from `benchmarks/reliability.toml`; a test checks that every
test and command named here is there. **Held**: tested, and a control shows that the test can see the fault. **In part**:
tested, with the gap named. **Open**: not tested. Figures were measured on machines of two processors shared with other
work; where a command prints the figure, ask it on your machine.
"""


def read() -> list[dict[str, Any]]:
    """Return the rows in their order."""
    return list(tomllib.loads(SOURCE.read_text(encoding="utf-8"))["row"])


def is_there(named: str) -> bool:
    """Tell whether a test, a file or a command of make exists."""
    if named.startswith("make "):
        return bool(re.search(rf"^{re.escape(named[5:])}:", (ROOT / "Makefile").read_text(), re.MULTILINE))
    path, _, test = named.partition("::")
    file = ROOT / path
    if not file.is_file():
        return False
    return not test or bool(re.search(rf"^def {re.escape(test)}\(", file.read_text("utf-8"), re.MULTILINE))


def problems(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Name what is wrong with the table: rows that are missing, tests that are not there, claims without a control."""
    rows = list(rows)
    ids = [row["id"] for row in rows]
    found = [f"{one}: no row" for one in EXPECTED if one not in ids]
    for row in rows:
        named = [*row.get("tests", []), *row.get("control", [])]
        found += [f"{row['id']}: {one} is not there" for one in named if not is_there(one)]
        if row["state"] not in STATES:
            found.append(f"{row['id']}: unknown state {row['state']!r}")
        if row["state"] == "held" and not (row.get("tests") and row.get("control")):
            found.append(f"{row['id']}: held without a test or without a control")
        if row["state"] != "held" and not row.get("gap"):
            found.append(f"{row['id']}: the gap is not named")
    return found


def page(rows: Iterable[dict[str, Any]]) -> str:
    """Return the page."""
    rows = list(rows)
    counts = Counter(row["state"] for row in rows)
    said = [
        HEAD,
        ", ".join(f"{counts[state]} {label}" for state, label in STATES.items()) + f"; {len(rows)} in all.\n",
    ]
    for letter, title in GROUPS.items():
        said += [
            f"## {title}\n",
            "| | Goal | State | Figure reached | Test; *control* | Gap |",
            "|---|---|---|---|---|---|",
        ]
        said += [_line(row) for row in rows if row["id"].startswith(letter)] + [""]
    return "\n".join(said)


def _line(row: dict[str, Any]) -> str:
    tests = [f"`{one}`" for one in row.get("tests", [])] + [f"*`{one}`*" for one in row.get("control", [])]
    cells = (
        row["id"],
        row["goal"],
        STATES[row["state"]],
        row.get("figure") or "not measured",
        "<br>".join(tests),
        row.get("gap", ""),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> int:
    """Check, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true")
    rows, found = read(), problems(read())
    if parser.parse_args().write and not found:
        PAGE.write_text(page(rows), encoding="utf-8")
    print("\n".join(found) or f"{len(rows)} rows: every test and command is there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
