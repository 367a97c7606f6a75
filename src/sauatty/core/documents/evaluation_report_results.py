"""The chapters of results in the report on a programme: flow, needs, gain, content, the thread, reach."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sauatty.core.documents.blocks import Block, Figure, Paragraph, Table, text_runs
from sauatty.core.documents.evaluation_figures import content_svg, flow_alt, flow_svg
from sauatty.core.documents.evaluation_report_parts import (
    HIDDEN,
    NONE,
    EvaluationFacts,
    EvaluationWords,
    figures_table,
    forest_rows,
)
from sauatty.core.documents.need_charts import claimed_shown_figure, needs_figure
from sauatty.core.documents.test_figures import forest_svg
from sauatty.core.errors import SauattyError
from sauatty.core.evaluation.figures import Figure as Number
from sauatty.core.evaluation.figures import of_gain
from sauatty.core.evaluation.flow import Flow
from sauatty.core.evaluation.gain_answers import GainAnswers
from sauatty.core.evaluation.thread import COLUMNS, ThreadRow
from sauatty.core.psychometrics.gain import Gain
from sauatty.core.surveys.claimed_shown import claimed_shown
from sauatty.core.surveys.small_cells import hidden_cells

_WITH_ENDS = ("need", "gain", "certificates", "coverage")
_N_FIRST = 5
Named = list[tuple[str, Number]]


def _cannot(why: str, id: str, words: EvaluationWords) -> Paragraph:
    return Paragraph(text_runs(words.say("cannot", reason=words.why(why))), id=id)


# --- flow ---


def flow_blocks(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    """Yield the figure of the flow, its table, and the steps of each group."""
    found = facts.found.flow
    if not found.n_people:
        yield Paragraph(text_runs(words.say("nobody")), id="flow-nobody")
    if not any(one.source for one in found.steps):
        return
    svg = flow_svg(found, words, name="flow")
    yield Figure(svg, flow_alt(found, words), words.say("flow_figure"), "flow", _flow_table(found, words))
    if found.n_people > found.n_base:
        said = words.say("flow_others", n=words.count(found.n_people - found.n_base))
        yield Paragraph(text_runs(said), id="flow-others")
    yield from _flow_groups(found, words)


def _flow_table(found: Flow, words: EvaluationWords) -> Table:
    rows = tuple(
        (
            words.say(f"step_{one.stage}"), words.count(one.n) if one.source else NONE,
            words.count(one.n_lost) if one.source else NONE, words.count(one.n_unknown), words.value(one.share),
            words.value(one.kept), words.say(f"source_{one.source}"),
        )
        for one in found.steps
    )  # fmt: skip
    head = words.head("step", "n", "lost", "unknown", "of_base", "kept", "source")
    return Table("", head, rows, "flow-table", words.say("flow_note"))


def _flow_groups(found: Flow, words: EvaluationWords) -> Iterator[Table]:
    """Yield the steps by region and by form of training, small cells and what would give them away hidden."""
    steps = [one for one in found.steps if one.source and one.groups]
    for trait in dict.fromkeys(group.trait for one in steps for group in one.groups):
        keys = list(dict.fromkeys(g.key for one in steps for g in one.groups if g.trait == trait))
        columns = {}
        for one in steps:
            own = {group.key: group for group in one.groups if group.trait == trait}
            told = np.array([[own[key].n, own[key].share.n - own[key].n] for key in keys], dtype=np.int64)
            others = np.array([[one.n, one.share.n - one.n]]) - told.sum(axis=0, keepdims=True)
            hidden = hidden_cells(np.vstack([told, np.maximum(others, 0)]))
            columns[one.stage] = [
                HIDDEN if hidden[at].any() else words.count(told[at, 0]) for at in range(len(keys))
            ]
        head = (words.say(f"trait_{trait}"), *(words.say(f"step_{one.stage}") for one in steps))
        rows = tuple(
            (words.key(trait, key), *(columns[one.stage][at] for one in steps)) for at, key in enumerate(keys)
        )
        caption = f"{words.say('flow_groups')}: {words.say(f'trait_{trait}')}"
        yield Table(caption, head, rows, f"flow-{trait}", words.say("method_small"))


# --- needs ---


def need_blocks(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    """Yield needs, claimed × shown, and how that changed."""
    found = facts.found.needs
    if found.needs is None:
        yield _cannot("other" if found.refused else "no-need-survey", "needs-cannot", words)
    else:
        yield needs_figure(found.needs, words.language)
    yield from _claimed_figures(facts, words)
    if found.claimed_before or found.claimed_after:
        yield _claimed_table(facts, words)


def _claimed_figures(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Figure]:
    sides = (
        ("before", "need", facts.found.needs.claimed_before),
        ("after", "evaluation", facts.found.needs.claimed_after),
    )
    for when, purpose, told in sides:
        survey = facts.pack.survey(purpose)  # type: ignore[arg-type]
        if survey is None or told is None:
            continue
        try:
            crossed = claimed_shown(survey.instrument, survey.table, survey.codes)
        except SauattyError:  # evaluate says so among its limits
            continue
        if crossed.n:
            figure = claimed_shown_figure(crossed, words.language, id=f"claimed-{when}")
            table = replace(figure.table, caption="") if figure.table else None
            yield replace(figure, caption=f"{words.say(when)}. {figure.caption}", table=table)


def _claimed_table(facts: EvaluationFacts, words: EvaluationWords) -> Table:
    found, rows = facts.found.needs, []
    for name in ("overclaiming", "overclaiming_of_written", "correct", "trend"):
        for when, one in (("before", found.claimed_before), ("after", found.claimed_after)):
            if one is not None:
                rows.append((f"{words.say(name)}. {words.say(when)}", getattr(one, name)))
    rows.append((f"{words.say('overclaiming')}. {words.say('change')}", found.change))
    table = figures_table(words.say("over_table"), rows, words, "claimed-figures")
    pairing = words.say("paired" if found.is_paired else "unpaired") if found.change.is_there else ""
    return replace(table, note=" ".join(filter(None, (pairing, table.note))))


# --- gain ---


def gain_blocks(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    """Yield the whole gain, its parts, the groups, self-ratings remembered, and practice."""
    found = facts.found.gain
    if found.gain is None:
        yield _cannot(found.why_missing, "gain-cannot", words)
    else:
        yield figures_table(words.say("gain_table"), gain_figures(found.gain, words), words, "gain-whole")
        for key, parts in (("competences", found.by_competence), ("components", found.by_component)):
            if parts:
                named = [(words.competence(name), one) for name, one in parts]
                yield _forest(words.say(f"gain_{key}"), words.say("gain_axis"), named, words, f"gain-{key}")
        yield from _groups(found, words)
    if found.retrospective:
        yield _retrospective(found, words)
    yield figures_table(words.say("practice_table"), [
        (words.say("practice_active"), found.practice.active), (words.say("practice_each"), found.practice.per_participant)
    ], words, "practice")  # fmt: skip
    counts = {"reported": found.practice.n_reported, "accepted": found.practice.n_accepted}
    yield Paragraph(text_runs(words.say("practice_counts", **counts)), id="practice-counts")


def gain_figures(found: Gain, words: EvaluationWords) -> Named:
    """Return the whole gain, its effect sizes, and who was lost between the tests."""
    named = [(words.say("gain_mean", unit=words.say(f"unit_{found.unit}")), of_gain(found.gain, found.unit))]
    for one in found.effect_sizes:
        low, high = one.ci95 or (None, None)
        named.append((one.name, Number(found.n, one.value, low, high, "standard deviations")))
    left = found.drop_out
    low, high = left.share_left_ci95 or (None, None)
    if left.share_left is not None:
        named.append(
            (words.say("drop_out"), Number(left.n_both + left.n_pre_only, left.share_left, low, high))
        )
    return named


def _forest(caption: str, axis: str, named: Named, words: EvaluationWords, id: str) -> Figure:
    alt = words.say("gain_alt", n=len(named))
    within = 0.2 if all(one.unit == "share" for _, one in named) else 1.0
    svg = forest_svg(forest_rows(named), (caption, axis, alt), words.language, name=id, within=within)
    return Figure(svg, alt, caption, id, figures_table("", named, words, f"{id}-table"))


def _groups(found: GainAnswers, words: EvaluationWords) -> Iterator[Block]:
    if not found.differences:
        yield Paragraph(text_runs(words.say("groups_none")), id="groups-none")
        return
    unit = words.say(f"unit_{found.gain.unit}" if found.gain else "unit_points")
    named = [
        (f"{words.say(f'trait_{one.trait}')}: {words.key(one.trait, one.key)}", one)
        for one in found.differences
    ]
    rows = tuple(
        (
            name, words.count(one.n), words.count(one.n_others), f"{words.value(one.gain)} {words.ends(one.gain)}",
            f"{words.value(one.difference)} {words.ends(one.difference)}",
            words.plain(one.d, "correlation"), words.plain(one.p_holm, "correlation"),
        )
        for name, one in named
    )  # fmt: skip
    caption = words.say("groups_figure", n=found.n_comparisons, unit=unit)
    figure = _forest(
        caption, words.say("groups_axis", unit=unit), [(name, one.difference) for name, one in named], words, "groups"
    )  # fmt: skip
    yield replace(figure, table=None)
    head = words.head("group", "n", "others", "gain", "difference", "d", "p_holm")
    yield Table(words.say("groups_table", n=found.n_comparisons), head, rows, "groups-table")


def _retrospective(found: GainAnswers, words: EvaluationWords) -> Table:
    keys = ("before", "retrospective", "after", "shift")
    rows = tuple(
        (words.competence(one.competence), *(words.value(getattr(one, key)) for key in keys), words.ends(one.shift))
        for one in found.retrospective
    )  # fmt: skip
    head = words.head("competence", "before", "remembered", "after", "shift", "interval")
    return Table(words.say("retrospective_table"), head, rows, "retrospective")


# --- content, thread, reach ---


def content_blocks(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    """Yield share of need against share of time, and how far both agree."""
    found = facts.found.content
    if not any(one.need_share.is_there or one.time_share.is_there for one in found.rows):
        yield _cannot("no-need-or-plan", "content-cannot", words)
        return
    rows = tuple(
        (
            words.competence(one.competence), words.value(one.need_share), words.value(one.time_share),
            words.value(one.gap), words.ends(one.gap), words.value(one.minutes), words.value(one.lessons),
        )
        for one in found.rows
    )  # fmt: skip
    head = words.head(
        "competence", "need_share", "time_share", "gap", "interval", "column_minutes", "column_lessons"
    )
    every = [
        n for one in found.rows for n in (one.need_share, one.time_share, one.gap, one.minutes, one.lessons)
    ]
    note = " ".join(filter(None, (words.say("content_note"), words.dashes(every))))
    alt = words.say("content_alt", n=len(rows))
    table = Table("", head, rows, "content-table", note)
    yield Figure(content_svg(found.rows, words), alt, words.say("content_figure"), "content", table)
    whole = [(words.say("correlation"), found.correlation), (words.say("overlap"), found.overlap)]
    yield figures_table(words.say("content_whole"), whole, words, "content-whole")


def thread_rows(facts: EvaluationFacts) -> list[ThreadRow]:
    """Return the competences, needed most and moved least first."""
    return [row for one in facts.found.order if (row := facts.found.row(one)) is not None]


def thread_blocks(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    """Yield the thread of all competences, and the intervals of those figures that have one."""
    rows = thread_rows(facts)
    if not rows:
        yield _cannot("not-known", "thread-cannot", words)
        return
    for key, columns in (("thread", COLUMNS[:_N_FIRST]), ("thread_after", COLUMNS[_N_FIRST:])):
        yield _thread_table(key, columns, rows, words)
    ends = tuple(
        (row.competence.partition(".")[2] or row.competence, *(_with_n(row.figure(one), words) for one in _WITH_ENDS))
        for row in rows
    )  # fmt: skip
    head = words.head("competence", *(f"column_{one}" for one in _WITH_ENDS))
    yield Table(words.say("thread_ends"), head, ends, "thread-ends")


def _thread_table(key: str, columns: tuple[str, ...], rows: list[ThreadRow], words: EvaluationWords) -> Table:
    head = words.head("competence", *(f"column_{one}" for one in columns))
    cells = tuple(
        (words.competence(row.competence), *(words.value(row.figure(one)) for one in columns)) for row in rows
    )
    said = words.dashes(row.figure(one) for row in rows for one in columns)
    note = " ".join(filter(None, (words.say("thread_note") if key == "thread" else "", said)))
    return Table(words.say(f"{key}_table"), head, cells, key.replace("_", "-"), note)


def _with_n(one: Number, words: EvaluationWords) -> str:
    return NONE if one.value is None else f"{words.ends(one)}, n\u00a0=\u00a0{words.count(one.n)}"


def reach_blocks(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    """Yield whom the activities reached."""
    if not facts.pack.activities:
        yield _cannot("no-activities", "reach-cannot", words)
        return
    found = facts.found.reach
    rows = tuple(
        (
            words.say(f"reach_{key}"), words.count(one.n_occasions), words.count(one.known),
            _span(one.declared_low, one.declared_high, words), _span(one.low, one.high, words),
        )
        for key, one in (("accepted", found.accepted), ("reported", found.reported))
    )  # fmt: skip
    head = ("", *words.head("occasions", "known", "visits", "different"))
    yield Table(words.say("reach_table"), head, rows, "reach", words.say("method_reach"))


def _span(low: int, high: int, words: EvaluationWords) -> str:
    return words.count(low) if low == high else f"{words.count(low)} – {words.count(high)}"
