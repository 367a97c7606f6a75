"""Tables of survey questions as blocks of a document, and the lines that stand beside them."""

from collections.abc import Iterator
from math import isnan

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Table
from sauatty.core.languages import format_number, format_share
from sauatty.core.statistics import Interval
from sauatty.core.surveys.cross import CrossTable, strength
from sauatty.core.surveys.cross_tests import CrossTest
from sauatty.core.surveys.tables import AnswerRow, QuestionTable

GROUP, NONE = "surveys", "–"


def question_title(table: QuestionTable) -> str:
    """Return the text of a question, with the row of a matrix after it."""
    return f"{table.text} – {table.row_label}" if table.row_label else table.text


def base_lines(table: QuestionTable, language: str) -> Iterator[str]:
    """Yield who was asked and who answered, and what the reader must know of the figures."""
    yield _say(
        "base", language, asked=number(table.n_asked, language), answered=number(table.n_answered, language),
        missing=number(table.n_missing, language), share=share(table.share_missing, language),
    )  # fmt: skip
    for key, n in (("off_path", table.n_off_path), ("unknown", table.n_unknown)):
        if n:
            yield _say(key, language, n=number(n, language))
    if table.reason:
        yield _say(f"reason_{table.reason.replace('-', '_')}", language)
    if table.is_multiple:
        yield _say("multiple", language)
    if table.is_weighted and table.n_answered:
        yield from _weighted_lines(table, language)


def _weighted_lines(table: QuestionTable, language: str) -> Iterator[str]:
    effective, effect = number(table.n_effective, language, 1), number(table.design_effect, language, 2)
    yield _say("weighted", language, n=effective, effect=effect)
    if any(row.reason and row.n is not None for row in table.rows):
        yield _say("weighted_hidden", language)


def summary_lines(table: QuestionTable, language: str) -> Iterator[str]:
    """Yield the middle of a scale or of numbers."""
    if table.scale and table.scale.n:
        mean, median = with_interval(table.scale.mean, language), number(table.scale.median, language, 1)
        yield _say("scale_line", language, n=number(table.scale.n, language), median=median, mean=mean)
    if table.number and table.number.n:
        yield _say(
            "number_line", language, n=number(table.number.n, language), mean=with_interval(table.number.mean, language),
            lower=number(table.number.lower_quartile, language, 1), median=number(table.number.median, language, 1),
            upper=number(table.number.upper_quartile, language, 1),
        )  # fmt: skip


def distribution_table(table: QuestionTable, language: str) -> Table:
    """Return the answers of a question with counts, shares and intervals."""
    level = share(table.level, language, 0)
    head = (
        _say("answer", language),
        "n",
        _say("share", language),
        _say("interval_head", language, level=level),
    )
    rows = tuple(_answer_row(row, language) for row in table.rows)
    caption = (
        f"{question_title(table)} ({_say('first_places', language)})"
        if table.ranking
        else question_title(table)
    )
    return Table(caption, head, rows, note=" ".join(base_lines(table, language)))


def _answer_row(row: AnswerRow, language: str) -> tuple[str, ...]:
    if row.n is None:
        return (row.label, _say("hidden", language), NONE, NONE)
    ends = (share(end, language) for end in (row.share.low, row.share.high))
    interval = NONE if isnan(row.share.low) else " – ".join(ends)
    return (row.label, number(row.n, language), share(row.share.estimate, language), interval)


def ranking_table(table: QuestionTable, language: str) -> Table:
    """Return mean ranks and Borda scores, highest score first."""
    head = tuple(_say(key, language) for key in ("answer", "n_ranked", "mean_rank", "borda"))
    ordered = sorted(
        table.ranking, key=lambda row: (isnan(row.borda.estimate), -row.borda.estimate, row.label)
    )
    rows = tuple(
        (
            row.label,
            _say("hidden", language) if row.n_ranked is None else number(row.n_ranked, language),
            number(row.mean_rank, language, 2),
            with_interval(row.borda, language),
        )
        for row in ordered
    )
    return Table(f"{question_title(table)} ({_say('ranking', language)})", head, rows)


def group_table(table: QuestionTable, language: str) -> Table:
    """Return the groups of a question: the share of each answer, or the middle of a number."""
    labels = tuple(row.label for row in table.rows)
    keys = ("median", "mean") if table.number else ("mean",) if table.scale else ()
    head = (_say("group", language), "n", *labels, *(_say(key, language) for key in keys))
    rows = tuple(_group_row(one, keys, language) for one in table.groups)
    return Table(question_title(table), head, rows)


def _group_row(table: QuestionTable, keys: tuple[str, ...], language: str) -> tuple[str, ...]:
    hidden = _say("hidden", language)
    shares = (hidden if row.n is None else share(row.share.estimate, language) for row in table.rows)
    found = table.number or table.scale
    middle = [(number(found.median, language, 1) if key == "median" else with_interval(found.mean, language))
              if found else hidden for key in keys]  # fmt: skip
    return (table.group_label, number(table.n_answered, language), *shares, *middle)


def cross_lines(found: CrossTable, minimum: int, language: str) -> Iterator[str]:
    """Yield the tests of a cross table and what is hidden in it."""
    if found.n_without_group:
        yield _say("without_group", language, n=number(found.n_without_group, language))
    if found.n_hidden:
        yield _say("hidden_note", language, n=number(found.n_hidden, language), minimum=minimum)
    labels = {row.code: row.label for row in found.table.rows} | {
        one.group: one.group_label for one in found.table.groups
    }
    labels[""] = _say("no_group", language)
    for test in found.tests:
        yield from _test_lines(test, labels, language)


def _test_lines(test: CrossTest, labels: dict[str, str], language: str) -> Iterator[str]:
    if not test.kind:
        said = _say(f"reason_{test.reason.replace('-', '_')}", language)
        yield f"{labels[test.code]}: {said}" if test.code else said
        return
    line = _say(
        "test_line", language, test=_say(f"test_{test.kind.replace('-', '_')}", language), p=p_value(test.p, language),
        v=with_interval(test.v, language), n=number(test.n, language),
        strength=_say(f"strength_{strength(test.v) or 'none'}", language),
    )  # fmt: skip
    yield f"{labels[test.code]}: {line}" if test.code else line[:1].upper() + line[1:]
    if not isnan(test.p_holm):
        yield "  " + _say("corrected", language, label=labels[test.code], p=p_value(test.p_holm, language))
    pooled = [labels.get(code, code) for code in (*test.pooled_groups, *test.pooled_answers)]
    if pooled:
        yield "  " + _say("pooled", language, names=", ".join(pooled))


def cross_block(found: CrossTable, minimum: int, language: str) -> Table:
    """Return a cross table with a mark (▲ ▼) where a cell is clearly over or under what its margins let expect."""
    plain = group_table(found.table, language)
    n_answers = len(found.table.rows)
    rows = []
    for cells, residuals in zip(plain.rows, found.residuals, strict=True):
        marked = [
            f"{cell} {mark(z)}".rstrip() for cell, z in zip(cells[2 : 2 + n_answers], residuals, strict=True)
        ]
        rows.append((*cells[:2], *marked, *cells[2 + n_answers :]))
    head = (found.by_label, *plain.header[1:])
    return Table(plain.caption, head, tuple(rows), note=" ".join(cross_lines(found, minimum, language)))


def mark(residual: float) -> str:
    """Return ▲ or ▼ for a residual beyond 2, which is clearly more or fewer than expected."""
    return "" if isnan(residual) or abs(residual) <= 2 else "▲" if residual > 0 else "▼"


# --- figures in words ---


def number(value: float, language: str, digits: int = 0) -> str:
    """Return a number, or a dash where there is none."""
    return (
        NONE if isnan(value) else format_number(value, language, 0 if float(value).is_integer() else digits)
    )


def share(value: float, language: str, digits: int = 1) -> str:
    """Return a fraction in percent, or a dash where there is none."""
    return NONE if isnan(value) else format_share(value, language, digits)


def with_interval(found: Interval, language: str) -> str:
    """Return an estimate with the ends of its interval."""
    if isnan(found.estimate):
        return NONE
    estimate, low, high = (format_number(one, language, 2) if not isnan(one) else NONE
                           for one in (found.estimate, found.low, found.high))  # fmt: skip
    return (
        estimate
        if isnan(found.low)
        else _say("with_interval", language, estimate=estimate, low=low, high=high)
    )


def p_value(p: float, language: str) -> str:
    """Return '= 0.012' or '< 0.001'."""
    return f"< {format_number(0.001, language, 3)}" if p < 0.001 else f"= {format_number(p, language, 3)}"


def _say(key: str, language: str, **params: object) -> str:
    return word(GROUP, key, language, **params)
