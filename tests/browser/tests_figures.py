"""What the command line makes of the exported tables, and tables cut out of them."""

import csv
import json
import subprocess
import sys
from pathlib import Path

SAUATTY = str(Path(sys.executable).parent / "sauatty")


def run_cli(*arguments):
    """Return what a command on tests says as JSON."""
    command = [SAUATTY, "test", *map(str, arguments), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rows_of(path):
    """Return a table as a list of rows by column."""
    text = path.read_text("utf-8-sig")
    parted = ";" if ";" in text.split("\n", 1)[0] else ","
    return list(csv.DictReader(text.splitlines(), delimiter=parted))


def write(path, rows):
    """Write rows as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def of_paper(folder, ids):
    """Cut out everybody who took the paper of some questions, before or after, and its questions alone."""
    rows = [row for purpose in ("pre", "final") for row in rows_of(folder / f"SCORES-{purpose}.csv")]
    found = [
        {"person": row["person"]} | {id: row[id] for id in sorted(ids)} for row in rows if row[ids[0]] != ""
    ]
    return write(folder / "PAPER.csv", sorted(found, key=lambda row: row["person"]))


def together(folder):
    """Put both tests under each other, with a table of which test a row is of."""
    rows, groups = [], []
    for purpose in ("pre", "final"):
        for row in rows_of(folder / f"SCORES-{purpose}.csv"):
            rows.append(row | {"person": f"{row['person']}@{purpose}"})
            groups.append({"person": rows[-1]["person"], "group": purpose})
    return write(folder / "BOTH.csv", rows), write(folder / "TESTS.csv", groups)
