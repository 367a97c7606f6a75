"""The measures as text for people: tables with one line of explanation where a number needs it."""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import Any

from sauatty.cli.tables import Value, csv_table, text_table
from sauatty.core.catalogue import word
from sauatty.core.coverage import (
    Comparison,
    JudgedMatrix,
    Opportunity,
    PorterAlignment,
    Progression,
    Reinforcement,
    UnevenCell,
    Unevenness,
    align_rows,
)
from sauatty.core.languages import format_number, format_share
from sauatty.core.statistics import Interval

NONE = "–"


class Wording:
    """Numbers and words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **params: object) -> str:
        """Return a word of the measures."""
        return word("measures", key, self.language, **params)

    def of_coverage(self, key: str, **params: object) -> str:
        """Return a word of the coverage table."""
        return word("coverage", key, self.language, **params)

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return a number, or a dash where there is none."""
        if value is None or isnan(value):
            return NONE
        shown = digits if digits or float(value).is_integer() else 1
        return format_number(value, self.language, shown)

    def share(self, value: float) -> str:
        """Return a fraction in percent."""
        return NONE if isnan(value) else format_share(value, self.language, 1)

    def ends(self, found: Interval, digits: int = 2) -> str:
        """Return an estimate with its interval."""
        low, high = (self.number(end, digits) for end in (found.low, found.high))
        estimate = self.number(found.estimate, digits)
        return estimate if isnan(found.low) else f"{estimate} [{low}; {high}]"


def short(competence: str) -> str:
    """Return the code of a competence without its framework."""
    return competence.partition(".")[2] or competence


def rows_word(by: str, words: Wording) -> str:
    """Return what the rows are."""
    return words.say("by_subject_grade") if by == "subject_grade" else words.of_coverage(f"by_{by}")


# --- coverage ---


def coverage_text(
    matrix: JudgedMatrix, found: Unevenness, names: Mapping[str, str], words: Wording, *, cells: bool
) -> str:
    """Return the table of counts with the evenness, and with `cells` those that stand out."""
    head = [
        rows_word(matrix.by, words), words.of_coverage("objectives"), words.say("objectives_judged"),
        words.of_coverage("relevant"), *map(short, matrix.competences),
    ]  # fmt: skip
    rows = [_counts_row(row, matrix.competences, names, words) for row in matrix.as_rows()]
    n = [
        matrix.n_objectives.sum(),
        *(measure[matrix.is_read].sum() for measure in (matrix.n_judged, matrix.n_relevant)),
    ]
    rows.append([words.of_coverage("total"), *(words.number(float(one)) for one in (*n, *matrix.totals))])
    lines = [f"{NONE} {words.say('not_judged')}", _what_counts(matrix, words), evenness_line(found, words)]
    if cells:
        lines += _standing_out(found, names, words)
    return text_table(head, rows, numeric=range(1, len(head))) + "\n" + "\n".join(lines) + "\n"


def _counts_row(
    row: Mapping[str, Any], competences: Sequence[str], names: Mapping[str, str], words: Wording
) -> list[str]:
    counts = row["counts"] or dict.fromkeys(competences)
    values = (*(row[measure] for measure in ("n_objectives", "n_judged", "n_relevant")), *counts.values())
    return [names.get(row["row"], row["row"]), *map(words.number, values)]


def _what_counts(matrix: JudgedMatrix, words: Wording) -> str:
    parts = [words.say(f"count_{matrix.count}"), words.say(f"counting_{matrix.counting}")]
    parts += [words.say(f"source_{matrix.source}")] if matrix.source else []
    if not matrix.is_complete:
        judged = matrix.n_judged[matrix.is_read].sum()
        total = words.number(float(matrix.n_objectives.sum()))
        parts.append(words.say("partial", judged=words.number(float(judged)), total=total))
    return "; ".join(parts)


def evenness_line(found: Unevenness, words: Wording) -> str:
    """Return the evenness with its interval and n, or why it is not shown."""
    if not found.is_shown:
        n, minimum = words.number(found.n_relevant), words.number(found.minimum)
        return words.say("evenness_hidden", n=n, minimum=minimum)
    ends = found.evenness.pielou
    low, high = words.number(ends.low, 2), words.number(ends.high, 2)
    interval = words.of_coverage("interval", low=low, high=high)
    n = f"n = {words.number(found.n_relevant)} ({words.number(found.evenness.n)} {words.say('codings')})"
    return f"{words.say('evenness')} {words.number(ends.estimate, 2)}, {interval}; {n}"


def _standing_out(found: Unevenness, names: Mapping[str, str], words: Wording) -> Iterator[str]:
    yield ""
    chance = words.say("by_chance", firm=found.n_firm, n=words.number(found.by_chance, 1))
    yield f"{words.say('flagged')}: {len(found.flagged)}. {chance}"
    if found.flagged:
        head = [
            words.say("competence"), "", words.say("share"), words.say("residual"),
            words.say("expected"), "",
        ]  # fmt: skip
        yield text_table(head, [_flag_row(cell, names, words) for cell in found.flagged]).rstrip("\n")
    if found.too_small:
        yield f"{words.say('too-small')}: {len(found.too_small)} / {len(found.cells)}"


def _flag_row(cell: UnevenCell, names: Mapping[str, str], words: Wording) -> list[str]:
    low, high = words.share(cell.share.low), words.share(cell.share.high)
    share = f"{words.share(cell.share.estimate)} [{low}; {high}] ({cell.n}/{cell.n_judged})"
    residual, expected = words.number(cell.residual, 1), words.number(cell.expected, 1)
    return [cell.competence, names.get(cell.row, cell.row), share, residual, expected, words.say(cell.flag)]


def research_text(matrix: JudgedMatrix, found: Unevenness, names: Mapping[str, str], words: Wording) -> str:
    """Return Gini's coefficient, and Porter's index of each row against the others."""
    lines = [
        "", words.say("research"), f"{words.of_coverage('gini')} {words.number(found.evenness.gini, 2)}",
        f"{words.say('porter')}, {words.say('others')}:",
    ]  # fmt: skip
    lines += [
        f"  {names.get(row, row)}: {porter_text(one, words)}" for row, one in align_rows(matrix).items()
    ]
    return "\n".join(lines) + "\n"


def porter_text(one: PorterAlignment, words: Wording) -> str:
    """Return an alignment beside what chance gives."""
    chance = f"{words.number(one.mean, 2)} [{words.number(one.low, 2)}; {words.number(one.high, 2)}]"
    sizes = f"n = {words.number(one.n_a)}, {words.number(one.n_b)}"
    p = f"p < {words.number(0.001, 3)}" if one.p < 0.001 else f"p = {words.number(one.p, 3)}"
    return f"{words.number(one.index, 2)} ({words.say('baseline')} {chance}, {p}; {sizes})"


def opportunities_text(found: Sequence[Opportunity], names: Mapping[str, str], words: Wording) -> str:
    """Return the ranked objectives for the empty and thin cells."""
    head = [
        words.say("opportunity"),
        words.say("competence"),
        "",
        "",
        "",
        words.say("reason"),
        words.say("objective"),
    ]
    rows = [
        [
            names.get(one.row, one.row),
            one.competence,
            words.say(f"cell_{one.cell}"),
            str(one.rank),
            one.objective.id,
            words.say(f"reason_{one.reason}"),
            f"{one.objective.code or ''} {one.objective.text}".strip(),
        ]
        for one in found
    ]
    return "\n" + text_table(head, rows)


def coverage_csv(matrix: JudgedMatrix, names: Mapping[str, str], words: Wording) -> bytes:
    """Return the counts as a table for spreadsheets, one line per row of the matrix."""
    measures = ("n_objectives", "n_judged", "n_relevant")
    rows: list[list[Value]] = []
    for row in matrix.as_rows():
        counts = row["counts"] or dict.fromkeys(matrix.competences)
        rows.append([names.get(row["row"], row["row"]), *(row[key] for key in measures), *counts.values()])
    return csv_table([rows_word(matrix.by, words), *measures, *matrix.competences], rows)


def cells_csv(found: Unevenness, names: Mapping[str, str]) -> bytes:
    """Return every cell with share, interval, residual and flag, one line per cell."""
    head = [
        "row",
        "name",
        "competence",
        "n",
        "n_judged",
        "share",
        "low",
        "high",
        "residual",
        "expected",
        "flag",
    ]
    rows: list[list[Value]] = [
        [
            cell.row, names.get(cell.row, cell.row), cell.competence, cell.n, cell.n_judged, _known(cell.share.estimate),
            _known(cell.share.low), _known(cell.share.high), _known(cell.residual), _known(cell.expected), cell.flag,
        ]
        for cell in found.cells
    ]  # fmt: skip
    return csv_table(head, rows)


def _known(value: float) -> float | None:
    return None if isnan(value) else value


# --- reinforcement, progression, comparison ---


def reinforcement_text(found: Reinforcement, names: Mapping[str, str], words: Wording) -> str:
    """Return the outcome, the counts before and after, and the chosen objectives."""
    from sauatty.core.documents.charts_trends import outcome_words

    now, after = words.number(found.evenness_before, 2), words.number(found.evenness_after, 2)
    lines = [
        f"{outcome_words(found, words.language)}.",
        f"{words.say('evenness')}: {now} → {after}",
        *([words.say(f"source_{found.source}")] if found.source else []),
        "",
    ]
    counts = zip(found.competences, found.before, found.after, strict=True)
    table = [[name, str(before), str(then)] for name, before, then in counts]
    head = [words.say("competence"), words.say("before"), words.say("after")]
    chosen = [
        [one.competence, names.get(one.row, one.row), words.number(one.objective.grade), one.objective.id,
         f"{one.objective.code or ''} {one.objective.text}".strip()]
        for one in found.chosen
    ]  # fmt: skip
    text = "\n".join(lines) + "\n" + text_table(head, table, numeric=(1, 2))
    if chosen:
        titles = [words.say("competence"), "", words.of_coverage("by_grade"), "id", words.say("objective")]
        text += "\n" + text_table(titles, chosen, numeric=(2,))
    return text


def progression_text(found: Progression, words: Wording) -> str:
    """Return by competence the objectives and the mean demand of each grade, with the trend."""
    from sauatty.core.documents.charts_trends import trend_words

    grades = [step.grade for step in found.competences[0].steps] if found.competences else []
    head = [
        words.say("competence"),
        *map(str, grades),
        words.say("trend"),
        words.say("returns"),
        words.say("missing"),
    ]
    rows = []
    for one in found.competences:
        steps = [f"{step.n} ({words.number(step.mean_demand, 1)})" if step.n else NONE for step in one.steps]
        lists = (", ".join(map(str, grades)) for grades in (one.returns, one.missing))
        rows.append([one.competence, *steps, trend_words(one, words.language), *lists])
    lines = [f"n ({words.say('demand_mean')})", words.say(f"count_{found.count}")]
    if found.source:
        lines.append(words.say(f"source_{found.source}"))
    if found.n_proposed:
        lines.append(words.say("demand_proposed", n=words.number(found.n_proposed)))
    return text_table(head, rows) + "\n" + "; ".join(lines) + "\n"


def comparison_text(
    found: Comparison, sides: tuple[str, str], names: Mapping[str, str], words: Wording
) -> str:
    """Return the shares of both sides with their differences, and what is only in one."""
    head = [words.say("competence"), *sides, words.say("difference"), ""]
    rows = []
    for one in found.totals:
        low, high = words.share(one.difference.low), words.share(one.difference.high)
        difference = f"{words.share(one.difference.estimate)} [{low}; {high}]"
        shares = (f"{words.share(side.estimate)} ({n})" for side, n in ((one.a, one.n_a), (one.b, one.n_b)))
        rows.append([one.competence, *shares, difference, "*" if one.is_clear else ""])
    lines = [
        f"{words.say('porter')} {porter_text(found.alignment, words)}",
        f"{words.say('total_variation')} {words.number(found.alignment.total_variation, 2)}",
    ]
    for side, cells, whole in (
        (sides[0], found.only_in_a, found.rows_only_in_a),
        (sides[1], found.only_in_b, found.rows_only_in_b),
    ):
        own = [names.get(row, row) for row in whole] + [
            f"{names.get(row, row)} {name}" for row, name in cells
        ]
        if own:
            lines.append(f"{words.say('only_in', side=side)}: {'; '.join(own)}")
    return text_table(head, rows) + "\n" + "\n".join(lines) + "\n"
