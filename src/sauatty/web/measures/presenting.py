"""Figures with names, classes, marks and links, ready for the templates."""

from collections.abc import Mapping
from typing import Any

from sauatty.web.alignments.figures import competence_of
from sauatty.web.alignments.labels import CELLS, FLAGS, REASONS, RELEVANCE, SIGNS, UNDEFINED
from sauatty.web.measures.asking import Asked
from sauatty.web.measures.judged_map import list_address, named, row_name
from sauatty.web.measures.measuring import Json


def narrowed(asked: Asked, query: Mapping[str, str]) -> list[str]:
    """Return in words what a list of objectives is narrowed to."""
    parts: list[str] = []
    if query.get("row"):
        row = query["row"]
        parts.append(row_name(asked.question.by, "" if row == "-" else row, asked.language))
    if query.get("competence"):
        found = named(query["competence"], asked.language)
        parts.append(f"{found['code']} {found['name']}")
    return parts


def unevenness(asked: Asked, found: Json) -> Json:
    """Return the table of cells, and the marked ones with the strongest first."""
    columns = [
        competence_of(cell["competence"]) for cell in (found["rows"][0]["cells"] if found["rows"] else [])
    ]
    rows = [
        {
            "label": row_name(asked.question.by, row["row"], asked.language),
            "evenness": row["evenness"],
            "cells": [_uneven(asked, row["row"], cell) for cell in row["cells"]],
        }
        for row in found["rows"]
    ]
    firm = [
        {**cell, "label": row["label"]}
        for row in rows
        for cell in row["cells"]
        if cell["flag"] not in ("", "too-small")
    ]
    firm.sort(key=lambda cell: -abs(cell["residual"]))
    return {"columns": columns, "rows": rows, "marked": firm}


def _uneven(asked: Asked, row: str, cell: Json) -> Json:
    return {
        **cell,
        "named": named(cell["competence"], asked.language),
        "sign": SIGNS[cell["flag"]],
        "words": FLAGS[cell["flag"]],
        "href": list_address(asked, row, cell["competence"]),
    }


def progression(asked: Asked, found: Json) -> Json:
    """Return the grades as columns, and each competence with its cells and its trend in words."""
    steps = found["competences"][0]["steps"] if found["competences"] else []
    rows = [
        {**one, "named": named(one["competence"], asked.language), "why": UNDEFINED.get(one["undefined"], "")}
        for one in found["competences"]
    ]
    return {"grades": [step["grade"] for step in steps], "rows": rows}


def gap_rows(asked: Asked, found: Json) -> list[Json]:
    """Return every row that has an empty or thin cell, with how many are empty."""
    n_empty: dict[str, int] = {}
    for cell in found["cells"]:
        n_empty[cell["row"]] = n_empty.get(cell["row"], 0) + (not cell["n"])
    return [
        {
            "key": row or "-",
            "label": row_name(asked.question.by, row, asked.language),
            "n_empty": n,
            "row": row,
        }
        for row, n in n_empty.items()
    ]


def gaps(asked: Asked, found: Json, rows: list[Json]) -> list[Json]:
    """Return the cells of some rows, each offer with its reason in words."""
    cells: dict[str, list[Json]] = {}
    wanted = {row["row"] for row in rows}
    for cell in found["cells"]:
        if cell["row"] in wanted:
            cells.setdefault(cell["row"], []).append(_gap(asked, cell))
    return [{**row, "cells": cells[row["row"]]} for row in rows]


def _gap(asked: Asked, cell: Json) -> Json:
    return {
        **cell,
        "named": named(cell["competence"], asked.language),
        "words": CELLS["thin" if cell["n"] else "empty"],
        "offers": [
            {
                **offer,
                "why": REASONS[offer["reason"]],
                "is_machine": offer["reason"] == "machine-score",
                "related_named": named(offer["related"], asked.language) if offer["related"] else None,
            }
            for offer in cell["offers"]
        ],
    }


def reinforcement(asked: Asked, found: Json) -> Json:
    """Return the chosen objectives with names, the counts before and after, and the points of the trade-off."""
    steps = found["steps"]
    k = found["k"]
    # a hundred points say as much as thousands; the chosen one and the last always stand among them
    every = max(1, len(steps) // 100)
    return {
        "chosen": [
            {
                **one,
                "named": named(one["competence"], asked.language),
                "row_name": row_name(asked.question.by, one["row"], asked.language),
            }
            for one in found["chosen"]
        ],
        "before_after": [
            (named(one, asked.language), before, after)
            for one, before, after in zip(found["columns"], found["before"], found["after"], strict=True)
        ],
        "steps": [step for step in steps if step["k"] % every == 0 or step["k"] in (k, len(steps) - 1)],
    }


def comparison(asked: Asked, found: Json) -> Json:
    """Return the differences with names."""
    by, language = asked.question.by, asked.language
    return {
        "found": found,
        "totals": [{**one, "named": named(one["competence"], language)} for one in found["totals"]],
        "clear_cells": [
            {**one, "named": named(one["competence"], language), "label": row_name(by, one["row"], language)}
            for one in found["cells"]
        ],
        "only_in_a": _pairs(asked, found["only_in_a"]),
        "only_in_b": _pairs(asked, found["only_in_b"]),
        "rows_only_in_a": [row_name(by, row, language) for row in found["rows_only_in_a"]],
        "rows_only_in_b": [row_name(by, row, language) for row in found["rows_only_in_b"]],
    }


def _pairs(asked: Asked, pairs: list[list[str]]) -> list[tuple[str, Any]]:
    return [
        (row_name(asked.question.by, row, asked.language), named(competence, asked.language))
        for row, competence in pairs
    ]


def research(asked: Asked, found: Json) -> list[Json]:
    """Return Porter's index of each row with its name."""
    return [
        {**row, "label": row_name(asked.question.by, row["row"], asked.language)} for row in found["rows"]
    ]


def relevance_words(relevance: int | None) -> Any:
    """Return the word of a relevance."""
    return RELEVANCE[relevance]
