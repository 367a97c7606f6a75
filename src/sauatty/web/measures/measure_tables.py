"""The measures as spreadsheets that explain themselves: numbers unrounded, whose figures they are on top."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext

from sauatty.web.alignments.figures import competence_of
from sauatty.web.alignments.labels import CELLS, COUNT_WORDS, FLAGS, REASONS
from sauatty.web.base.texts import in_language
from sauatty.web.curricula.templatetags.audit_words import act_day, tongue
from sauatty.web.measures.asking import Asked, source_words
from sauatty.web.measures.judged_map import row_name
from sauatty.web.measures.measuring import Json

Row = list[Any]


def measure_rows(asked: Asked, measure: str, target: float) -> list[Row]:
    """Return one measure as rows of a spreadsheet, its context first."""
    body = _TABLES[measure](asked, target)
    return [*_context(asked), [], *body]


def _context(asked: Asked) -> Iterator[Row]:
    edition, source = asked.edition, asked.source
    if edition.document.is_demo:
        yield [gettext("Invented data for looking around")]
    dated = [act_day(edition.adopted_on)] if edition.adopted_on else []
    yield [gettext("Document"), in_language(edition.document, "title")]
    yield [gettext("Edition"), ", ".join([str(tongue(edition.language)), *dated])]
    yield [gettext("Figures"), source_words(source)]
    if source.is_machine:
        yield [gettext("Model"), source.run.model if source.run else ""]
        yield [gettext("State of the figures"), gettext("machine proposals, not reviewed by a person")]
    else:
        named = f"{source.project.codebook} {source.project.codebook_version}"
        yield [gettext("Coding manual"), named]
        yield [gettext("Framework"), source.framework]
    if source.saw_proposals:
        yield [gettext("A coder behind these figures saw the machine's proposals.")]
    yield [gettext("What counts"), str(COUNT_WORDS[asked.question.count])]


def _heads(columns: list[str], language: str) -> Row:
    # a head of the bare code '1.1' would become the first of January in Excel
    named = [competence_of(one) for one in columns]
    return [f"{one.code} {one.name.text(language)}" for one in named]


def _name(identity: str, language: str) -> str:
    return str(_heads([identity], language)[0])


def _map(asked: Asked, target: float) -> list[Row]:
    found = asked.measures.map()
    columns = found["columns"]
    head = [
        gettext("Row"), gettext("Objectives"), gettext("Judged"), gettext("Counted here"), gettext("Hours"),
        *_heads(columns, asked.language),
    ]  # fmt: skip
    body = [_map_row(asked, row, columns) for row in found["rows"]]
    total = [
        gettext("All together"), found["n_objectives"], found["n_judged"], found["n_relevant"], "",
        *found["totals"].values(),
    ]  # fmt: skip
    return [head, *body, total]


def _map_row(asked: Asked, row: Json, columns: list[str]) -> Row:
    label = row_name(asked.question.by, row["row"], asked.language)
    if row["n_objectives"] is None:
        return [label, *[gettext("not read")] * (4 + len(columns))]
    if row["n_judged"] is None:
        return [label, row["n_objectives"], *[gettext("not judged")] * (3 + len(columns))]
    values = [row["counts"][one] for one in columns]
    return [label, row["n_objectives"], row["n_judged"], row["n_relevant"], row["hours"] or "", *values]


def _unevenness(asked: Asked, target: float) -> list[Row]:
    found = asked.measures.unevenness()
    even = found["evenness"]
    head = [
        gettext("Row"), gettext("Competence"), gettext("Objectives that carry it"), gettext("Judged"),
        gettext("Share"), gettext("Interval from"), gettext("Interval to"), gettext("Expected"),
        gettext("Standardised residual"), gettext("Mark"),
    ]  # fmt: skip
    body = [
        [
            row_name(asked.question.by, row["row"], asked.language), _name(cell["competence"], asked.language),
            cell["n"], cell["n_judged"], cell["estimate"], cell["low"], cell["high"], cell["expected"],
            "" if cell["residual"] is None else cell["residual"], str(FLAGS[cell["flag"]]),
        ]
        for row in found["rows"]
        for cell in row["cells"]
    ]  # fmt: skip
    shown = not found["undefined"]
    index = [even["estimate"], even["low"], even["high"]] if shown else [gettext("too few"), "", ""]
    return [
        [gettext("Evenness (Pielou)"), *index, gettext("codings"), even["n"]],
        [gettext("Objectives that count"), found["n_relevant"]],
        [],
        head,
        *body,
    ]


def _progression(asked: Asked, target: float) -> list[Row]:
    found = asked.measures.progression()
    head = [
        gettext("Competence"), gettext("Grade"), gettext("Objectives that carry it"), gettext("Judged"), gettext("Share"),
        gettext("Interval from"), gettext("Interval to"), gettext("With a demand"), gettext("Mean demand"),
        gettext("Median demand"),
    ]  # fmt: skip
    body = [
        [
            _name(one["competence"], asked.language), step["grade"], step["n"], step["n_judged"],
            step["estimate"], step["low"], step["high"], step["n_with_demand"],
            "" if step["mean"] is None else step["mean"], "" if step["median"] is None else step["median"],
        ]
        for one in found["competences"]
        for step in one["steps"]
    ]  # fmt: skip
    return [head, *body]


def _gaps(asked: Asked, target: float) -> list[Row]:
    found = asked.measures.gaps()
    head = [
        gettext("Row"), gettext("Competence"), gettext("Cell"), gettext("Direct objectives there"), gettext("Rank"),
        gettext("Code"), gettext("Grade"), gettext("Subject"), gettext("Objective"), gettext("Why"),
    ]  # fmt: skip
    body = [row for cell in found["cells"] for row in _gap_rows(asked, cell)]
    return [head, *body]


def _gap_rows(asked: Asked, cell: Json) -> Iterator[Row]:
    head = [
        row_name(asked.question.by, cell["row"], asked.language), _name(cell["competence"], asked.language),
        str(CELLS["thin" if cell["n"] else "empty"]), cell["n"],
    ]  # fmt: skip
    if not cell["offers"]:
        yield [*head, "", "", "", "", gettext("no objective offers itself"), ""]
    for offer in cell["offers"]:
        yield [
            *head, offer["rank"], offer["code"], offer["grade"] or "", offer["subject"], offer["text"],
            str(REASONS[offer["reason"]]),
        ]  # fmt: skip


def _reinforcement(asked: Asked, target: float) -> list[Row]:
    found = asked.measures.reinforcement(target)
    chosen = [
        [
            number, one["code"], one["grade"] or "", one["subject"], one["text"],
            _name(one["competence"], asked.language), one["id"],
        ]
        for number, one in enumerate(found["chosen"], 1)
    ]  # fmt: skip
    steps = [
        [step["k"], "" if step["evenness"] is None else step["evenness"], step["competence"]]
        for step in found["steps"]
    ]
    return [
        [gettext("Target evenness"), found["target"]],
        [gettext("Evenness now"), _or_empty(found["evenness_before"])],
        [gettext("Evenness with the set"), _or_empty(found["evenness_after"])],
        [],
        [
            gettext("Rank"), gettext("Code"), gettext("Grade"), gettext("Subject"), gettext("Objective"),
            gettext("Competence to build in"), gettext("Id"),
        ],
        *chosen,
        [],
        [gettext("Reinforced objectives"), gettext("Best evenness"), gettext("Competence added")],
        *steps,
    ]  # fmt: skip


def _or_empty(value: float | None) -> Any:
    return "" if value is None else value


def _research(asked: Asked, target: float) -> list[Row]:
    found = asked.measures.research()
    head = [
        gettext("Row"), gettext("Porter's index"), gettext("by chance, mean"), gettext("by chance, from"),
        gettext("by chance, to"), "p", gettext("Objectives here"), gettext("Objectives elsewhere"),
    ]  # fmt: skip
    body = [
        [
            row_name(asked.question.by, row["row"], asked.language),
            *(_or_empty(row[name]) for name in ("index", "mean", "low", "high", "p", "n_a", "n_b")),
        ]
        for row in found["rows"]
    ]
    return [
        [gettext("Gini's coefficient"), _or_empty(found["evenness"]["gini"])],
        [gettext("Evenness (Pielou)"), _or_empty(found["evenness"]["estimate"])],
        [gettext("codings"), found["evenness"]["n"]],
        [],
        head,
        *body,
    ]


_TABLES: dict[str, Callable[[Asked, float], list[Row]]] = {
    "coverage_map": _map,
    "unevenness": _unevenness,
    "progression": _progression,
    "gaps": _gaps,
    "reinforcement": _reinforcement,
    "research": _research,
}
MEASURES = tuple(_TABLES)
