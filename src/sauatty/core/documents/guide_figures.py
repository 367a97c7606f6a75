"""The tables and figures of a guide, written in one language from the plain data of `guide_tables`."""

from collections.abc import Mapping, Sequence
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Cell, Figure, Run, Table
from sauatty.core.documents.charts import heat_step
from sauatty.core.documents.guide_chart import map_title, subject_map_svg
from sauatty.core.documents.guide_facts import Fact, source_of, spoken_language
from sauatty.core.languages import Translated, format_number


def computed_block(
    id: str, kind: str, table: Mapping[str, Any], facts: Mapping[str, Fact], language: str
) -> Table | Figure:
    """Return the block that shows a table; `kind` is one of COMPUTED."""
    if kind == "map":
        return _map(id, table, language)
    if kind == "progression":
        return _progression(id, table, language)
    if kind == "direct-table":
        return _direct(id, table, facts, language)
    return _standard(id, table, facts, language)


def _say(key: str, language: str, **names: object) -> str:
    return word("guide", key, language, **names)


def _subject(table: Mapping[str, Any], language: str) -> str:
    return Translated.from_mapping(table["subject"]).text(language)


def _source(table: Mapping[str, Any], language: str) -> str:
    return _say(f"table_note_{table['source']}", language)


def _by_source(key: str, table: Mapping[str, Any]) -> str:
    return f"{key}_machine" if table["source"] == "machine" else key


def _competence_names(table: Mapping[str, Any], language: str) -> list[str]:
    return [
        f"{one['code']} {Translated.from_mapping(one['name']).text(language)}" for one in table["competences"]
    ]


def _map(id: str, table: Mapping[str, Any], language: str) -> Figure:
    subject = _subject(table, language)
    return Figure(
        svg=subject_map_svg(table, language),
        alt=_say(_by_source("map_alt", table), language, subject=subject),
        caption=map_title(table, language),
        id=id,
        table=_by_grade(
            f"{id}-t",
            table,
            language,
            _say(_by_source("map_table", table), language, subject=subject),
            _direct_cells(table, language),
        ),
    )


def _direct_cells(table: Mapping[str, Any], language: str) -> list[list[tuple[str, int]]]:
    return [[(format_number(n, language), heat_step(n)) for n in row] for row in table["direct"]]


def _by_grade(
    id: str, table: Mapping[str, Any], language: str, caption: str, cells: Sequence[Sequence[tuple[str, int]]]
) -> Table:
    """Return competences as rows and grades as columns: names are long, grades are few."""
    header = [_say("competence", language), *(_say("grade", language, grade=one) for one in table["grades"])]
    columns = list(zip(*cells, strict=True)) if cells else [()] * len(table["competences"])
    names = _competence_names(table, language)
    return Table(
        caption=caption,
        header=tuple(header),
        rows=tuple((name, *(text for text, _ in row)) for name, row in zip(names, columns, strict=True)),
        id=id,
        note=_source(table, language),
        heat=tuple((None, *(f"h{step}" for _, step in row)) for row in columns),
    )


def _progression(id: str, table: Mapping[str, Any], language: str) -> Table:
    is_machine = table["source"] == "machine"
    cells = _direct_cells(table, language) if is_machine else _both_cells(table, language)
    caption = _say(_by_source("progression_table", table), language, subject=_subject(table, language))
    return _by_grade(id, table, language, caption, cells)


def _both_cells(table: Mapping[str, Any], language: str) -> list[list[tuple[str, int]]]:
    return [
        [
            (f"{format_number(n, language)} / {format_number(room, language)}", heat_step(n))
            for n, room in zip(direct, opportunity, strict=True)
        ]
        for direct, opportunity in zip(table["direct"], table["opportunity"], strict=True)
    ]


def _quotation(name: str, facts: Mapping[str, Fact], language: str) -> Cell:
    fact = facts.get(name)
    if fact is None:
        return "–"
    spoken = spoken_language(fact, language)
    return (Run(fact.texts.text(language), field=name, language=spoken if spoken != language else ""),)


def _direct(id: str, table: Mapping[str, Any], facts: Mapping[str, Fact], language: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for row in table["rows"]:
        fact = facts.get(row["objective"])
        place = source_of(fact, language) if fact else "–"
        quotation = _quotation(row["objective"], facts, language)
        rows.append((place, quotation, ", ".join(row["competences"])))
    return Table(
        caption=_say(_by_source("direct_table", table), language, subject=_subject(table, language)),
        header=(_say("code", language), _say("objective", language), _say("competence", language)),
        rows=tuple(rows),
        id=id,
        note=_source(table, language),
    )


def _standard(id: str, table: Mapping[str, Any], facts: Mapping[str, Fact], language: str) -> Table:
    return Table(
        caption=_say("standard_table", language),
        header=(_say("provision", language), _say("competence", language), _say("answer", language)),
        rows=tuple(
            (
                _quotation(row["outcome"], facts, language),
                row["competence"],
                _say(row["status"], language, n=format_number(row["n"], language)),
            )
            for row in table["rows"]
        ),
        id=id,
        note=" ".join((_source(table, language), *_left_out(table, language))),
    )


def _left_out(table: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """Say how many rows did not fit: a table that is cut short never looks whole."""
    n = table.get("n_left_out", 0)
    return (_say("standard_left_out", language, n=format_number(n, language)),) if n else ()
