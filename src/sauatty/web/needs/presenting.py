"""Figures with names, links and bars, ready for the templates."""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from sauatty.core.documents.charts_parts import column_label
from sauatty.core.documents.survey_tables import cross_lines, mark
from sauatty.core.languages import Translated
from sauatty.core.surveys.cross import CrossTable
from sauatty.core.surveys.hiding import hidden_answers
from sauatty.core.surveys.scores import group_label
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.core.surveys.tables import AnswerRow, QuestionTable
from sauatty.web.needs.asking import AskedSurvey

Json = dict[str, Any]
# The bar of a share on a page is so many units wide.
BAR = 100


def plain(value: float) -> float | None:
    """Return a number, or None where it is undefined: templates show a dash."""
    return None if isnan(value) else value


def rows_link(asked: AskedSurvey, **named: Any) -> str:
    """Return the address of the answers behind a number; none for who reads numbers only."""
    if not asked.sees_rows:
        return ""
    query = asked.query(question="", by="", section="")
    query = {name: value for name, value in query.items() if name not in ("question", "by", "section")}
    told = {name: str(value) for name, value in named.items() if value not in (None, "")}
    return reverse("needs:rows", args=[asked.campaign.pk]) + "?" + urlencode({**query, **told})


def interval(found: Any) -> Json:
    """Return estimate and ends for a template, with the places of the bar."""
    if isnan(found.estimate):
        return {"estimate": None, "low": None, "high": None}
    low, high = (found.low, found.high) if not isnan(found.low) else (found.estimate, found.estimate)
    return {
        "estimate": found.estimate, "low": plain(found.low), "high": plain(found.high),
        "bar": f"{BAR * found.estimate:.1f}", "from": f"{BAR * low:.1f}", "to": f"{BAR * high:.1f}",
    }  # fmt: skip


# --- tables ---


def question(asked: AskedSurvey, tables: Sequence[QuestionTable]) -> Json:
    """Return one question: a list of answers, or a matrix with a column for each choice."""
    first = tables[0]
    is_matrix = first.kind == "matrix"
    shown = {
        "id": first.question, "text": first.text, "kind": first.kind, "is_matrix": is_matrix,
        "tables": [_table(asked, one) for one in tables],
        "choices": [row.label for row in first.rows] if is_matrix else [],
        "is_open": first.kind in ("short", "long", "date"),
    }  # fmt: skip
    return shown


def _table(asked: AskedSurvey, table: QuestionTable) -> Json:
    shown = shown_rows(asked, table)
    # A mean, a median or a rank is one more equation about counts that are hidden.
    is_whole = asked.sees_rows or (all(shown) and table.n_answered >= 2 * MINIMUM_CELL)
    scale = table.scale if table.scale and table.scale.n and is_whole else None
    return {
        "table": table,
        "label": table.row_label,
        "rows": [_row(asked, table, row, one) for row, one in zip(table.rows, shown, strict=True)],
        "missing": plain(table.share_missing),
        "missing_href": rows_link(asked, what="missing", question=table.name) if table.n_missing else "",
        "answered_href": rows_link(asked, what="answer", question=table.name) if table.n_answered else "",
        "mean": interval(scale.mean) if scale else None,
        "median": plain(scale.median) if scale else None,
        "number": _number(table) if is_whole else None,
        "ranking": _ranking(table) if is_whole else [],
    }


def shown_rows(asked: AskedSurvey, table: QuestionTable) -> list[bool]:
    """Tell which counts are shown: all to who may read the answers, no small ones to who reads numbers only."""
    if asked.sees_rows or not table.rows:
        return [True] * len(table.rows)
    counts = np.array([row.n or 0 for row in table.rows], dtype=np.int64)
    return [not one for one in hidden_answers(counts, MINIMUM_CELL).tolist()]


def _row(asked: AskedSurvey, table: QuestionTable, row: AnswerRow, is_shown: bool) -> Json:
    if not is_shown:
        return {"label": row.label, "n": None, "share": {"estimate": None, "low": None}, "href": ""}
    href = rows_link(asked, what="answer", question=table.name, answer=row.code) if row.n else ""
    return {"label": row.label, "n": row.n, "share": interval(row.share), "href": href}


def _number(table: QuestionTable) -> Json | None:
    found = table.number
    if found is None or not found.n:
        return None
    names = ("lower_quartile", "median", "upper_quartile")
    return {**{one: plain(getattr(found, one)) for one in names}, "mean": interval(found.mean), "n": found.n}


def _ranking(table: QuestionTable) -> list[Json]:
    ordered = sorted(table.ranking, key=lambda row: (isnan(row.borda.estimate), -row.borda.estimate))
    return [
        {
            "label": row.label,
            "n": row.n_ranked,
            "mean": plain(row.mean_rank),
            "borda": interval(row.borda),
        }
        for row in ordered
    ]


# --- compare groups ---


def crossed(asked: AskedSurvey, found: CrossTable) -> Json:
    """Return a cross table with marks, links where a cell is shown, and its tests in words."""
    groups = [
        {
            "label": group.group_label,
            "n": group.n_answered,
            "cells": [
                _cell(asked, found, group, row, z) for row, z in zip(group.rows, residuals, strict=True)
            ],
        }
        for group, residuals in zip(found.table.groups, found.residuals, strict=True)
    ]
    whole = _table(asked, found.table)
    return {
        "groups": groups,
        "whole": whole,
        "text": found.table.text + (f" – {found.table.row_label}" if found.table.row_label else ""),
        "by": found.by_label,
        "lines": [line.strip() for line in cross_lines(found, MINIMUM_CELL, asked.language)],
        "choices": [row.label for row in found.table.rows],
        "is_multiple": found.table.is_multiple,
    }


def _cell(
    asked: AskedSurvey, found: CrossTable, group: QuestionTable, row: AnswerRow, residual: float
) -> Json:
    names = {"question": group.name, "answer": row.code, "by": found.by, "group": group.group}
    return {
        "n": row.n,
        "share": interval(row.share),
        "mark": mark(residual),
        "href": rows_link(asked, what="answer", **names) if row.n else "",
    }


# --- claimed and shown ---


def claimed(asked: AskedSurvey, found: Json) -> Json:
    """Return levels by grades with links."""
    cells = {(one["claim"], one["grade"]): one for one in found["cells"]}
    rows = []
    for level in found["levels"]:
        own = [cells[level["code"], grade] for grade in range(4)]
        told = [
            {**one, "href": rows_link(asked, what="claim", claim=one["claim"], grade=one["grade"]) if one["n"] else ""}
            for one in own
        ]  # fmt: skip
        n = sum(one["n"] for one in own)
        rows.append(
            {
                "label": text(level["label"], asked.language),
                "could": level["could_explain"],
                "cells": told,
                "n": n,
            }
        )
    over = found["overclaiming"]
    return {
        "rows": rows,
        "over": over,
        "over_href": rows_link(asked, what="over") if over["n_overclaimed"] else "",
        "groups": [named_group(asked, found["by"], one) for one in found["groups"]],
        "sources": found["sources"],
        # Without a code only the empty definitions have a grade: a share of them would mislead.
        "is_coded": bool(found["sources"]),
    }


def named_group(asked: AskedSurvey, by: str, one: Mapping[str, Any]) -> Json:
    """Return a group with its name."""
    return {**one, "label": group_name(asked, by, one["key"])}


def group_name(asked: AskedSurvey, by: str, key: str) -> str:
    """Return what a group is called; '' where nobody gave one."""
    from sauatty.core.surveys.answers import choices_of

    question = asked.figures.instrument.question(by)
    if question is not None and question.kind in ("region", "organisation"):
        choices = choices_of(question, asked.figures.asked.answers(by), asked.language)
        return dict(zip(choices.codes, choices.labels, strict=True)).get(key, key)
    return group_label(asked.figures.instrument, by, key, asked.language)


def text(told: Mapping[str, str], language: str) -> str:
    """Return a translated text that was kept as plain values."""
    return Translated(told["kk"], told["ru"], told["en"]).text(language)


def detected(asked: AskedSurvey, found: Json) -> Json:
    """Return the terms, real ones first, and the groups with their names."""
    terms = sorted(found["terms"], key=lambda one: (one["is_foil"], -(one["claimed"]["estimate"] or 0)))
    return {
        "terms": [{**one, "label": text(one["label"], asked.language)} for one in terms],
        "all": found["all"],
        "groups": [named_group(asked, found["by"], one) for one in found["groups"]],
        "n_incomplete": found["n_incomplete"],
    }


# --- needs ---


def ranked(asked: AskedSurvey, found: Json) -> Json:
    """Return the needs with names, bars and links, and the pairs whose order is not certain."""
    names = {one["competence"]: named(one["competence"], asked.language) for one in found["needs"]}
    pairs = [
        {
            "first": names[one["first"]],
            "second": names[one["second"]],
            "difference": one["difference"],
        }
        for one in found["uncertain"]
    ]
    n = len(found["needs"])
    return {
        "needs": [_need(asked, one) for one in found["needs"]],
        "unknown": [named(one, asked.language) for one in found["unknown"]],
        "pairs": pairs,
        "n_pairs": n * (n - 1) // 2,
    }


def named(competence: str, language: str) -> Json:
    """Return code and name of a competence."""
    code, name = column_label(competence, language, None)
    return {"code": code, "name": name}


def _need(asked: AskedSurvey, one: Json) -> Json:
    index = one["index"]
    bar = {
        "bar": f"{BAR * (index['estimate'] or 0):.1f}",
        "from": f"{BAR * (index['low'] if index['low'] is not None else index['estimate'] or 0):.1f}",
        "to": f"{BAR * (index['high'] if index['high'] is not None else index['estimate'] or 0):.1f}",
    }
    parts = [
        {
            **part,
            "href": rows_link(asked, what="need", competence=one["competence"], part=part["part"])
            if part["n_in_need"]
            else "",
        }
        for part in one["parts"]
    ]
    return {
        **one,
        "named": named(one["competence"], asked.language),
        "index": {**index, **bar},
        "parts": parts,
    }


# --- weights ---


def margins(asked: AskedSurvey, found: Any) -> list[Json]:
    """Return the rows of the margins with the names of regions and kinds."""
    from sauatty.web.surveys import labels

    names = {**labels.region_names(), **labels.kind_labels(asked.campaign, asked.language)}
    return [
        {
            "label": ", ".join(names.get(code, code) for code in row.code.split("*")),
            "n": row.n,
            "population": row.share_population,
            "before": row.share_before,
            "after": plain(row.share_after),
        }
        for row in found.rows
    ]
