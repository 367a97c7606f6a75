"""Objectives → JSON lines, CSV and CASE JSON."""

import csv
import json
from collections.abc import Iterable
from io import StringIO

from sauatty.core.exchange.case import case_objectives
from sauatty.core.exchange.cells import could_run
from sauatty.core.exchange.fields import as_text
from sauatty.core.records import CurriculumDocument, Objective

CSV_COLUMNS = tuple(Objective.__dataclass_fields__)


def write_jsonl(objectives: Iterable[Objective]) -> str:
    """Write one JSON object per line; `read_jsonl` gives the same objectives back."""
    rows = (json.dumps(objective.as_row(), ensure_ascii=False) for objective in objectives)
    return "".join(f"{row}\n" for row in rows)


def write_csv(objectives: Iterable[Objective], *, columns: Iterable[str] = CSV_COLUMNS) -> str:
    """Write a table that no spreadsheet takes for formulas; flags are parted by spaces.

    Save it as UTF-8 with a byte order mark ('utf-8-sig'), or Excel shows wrong Kazakh letters.
    """
    names = tuple(columns)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for objective in objectives:
        row = objective.as_row()
        row["flags"] = " ".join(objective.flags)
        writer.writerow([guard_formula(as_text(row[name])) for name in names])
    return out.getvalue()


def guard_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could run: one that starts with = + - @ or a tab."""
    return f"'{text}" if could_run(text) else text


def write_case(document: CurriculumDocument, base_url: str) -> str:
    """Write the objectives of a document as a CASE 1.1 package in JSON."""
    return json.dumps(case_objectives(document, base_url), ensure_ascii=False, indent=1)
