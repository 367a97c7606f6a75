"""`sauatty objectives coverage | reinforce | compare | progression`: what judged or matched objectives add up to."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sauatty.cli.files import IN_FILE, OUT_FILE, read_rows, write_output
from sauatty.cli.frameworks import LANGUAGE

if TYPE_CHECKING:
    from sauatty.cli.coverage import CoverageReport
    from sauatty.cli.judged import Judged
    from sauatty.core.coverage import JudgedMatrix

PRIMARY = "gmilaf"
Command = Callable[..., Any]

_BY = click.option(
    "--by", type=click.Choice(["subject_area", "subject", "grade", "subject_grade"]), default="subject_area",
    show_default=True, help="What a row of the table is.",
)  # fmt: skip
_DECISIONS = click.option(
    "--decisions", type=IN_FILE, metavar="DECISIONS.csv",
    help="Decisions of people (columns unit, coder, relevance, competences, demand); unit is the id of an "
    "objective. Those of the coder 'agreed' stand.",
)  # fmt: skip
_CODER = click.option("--coder", default="", help="Take the decisions of this coder.  [default: agreed]")
_MIXED = click.option(
    "--mixed", is_flag=True, help="Count judgements of different sources together; the figures say 'mixed'."
)
_LANGUAGE = click.option(
    "--language", type=LANGUAGE, default="en", show_default=True, help="Language of names and words."
)
_OUT = click.option("-o", "out", type=OUT_FILE, help="Write to this file instead of standard output.")
_THRESHOLD = click.option(
    "--threshold", type=click.FloatRange(0, 1), default=None,
    help="Relevance from which a matched objective counts.  [default: the threshold of the model, else 0.5]",
)  # fmt: skip


def _count(default: str | None) -> Callable[[Command], Command]:
    return click.option(
        "--count", type=click.Choice(["direct", "opportunity", "both"]), default=default,
        show_default=default is not None,
        help="Which judged objectives count."
        + ("  [default: direct; both for proposals of a machine]" if default is None else ""),
    )  # fmt: skip


def _formats(*forms: str) -> Callable[[Command], Command]:
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True,
        help=f"{forms[0]}: to read; json: every figure, unrounded.",
    )  # fmt: skip


# --- coverage ---


@click.command()
@click.argument("in_file", type=IN_FILE, metavar="IN.jsonl")
@_BY
@_formats("table", "text", "json", "csv", "svg", "xlsx")
@_OUT
@_LANGUAGE
@_THRESHOLD
@_DECISIONS
@_CODER
@_count(None)
@click.option(
    "--first", "counting", flag_value="first", help="Count a judged objective only in its first competence."
)
@click.option(
    "--fractional", "counting", flag_value="fractional", help="Share it equally among its competences."
)
@click.option("--modules", is_flag=True, help="Count by UNESCO 2021 module, through the crosswalk.")
@click.option(
    "--evenness", "cells", is_flag=True, help="Show the cells that stand out; csv: one line per cell."
)
@click.option("--research", is_flag=True, help="Add Gini's coefficient and Porter's index with its baseline.")
@click.option("--opportunities", "offers", is_flag=True, help="List objectives for the empty and thin cells.")
@_MIXED
def coverage(in_file: str, form: str, out: str | None, **options: Any) -> None:
    """Count how many objectives of IN.jsonl carry each competence.

    IN.jsonl holds matched objectives ('relevance' 0-1 and 'proposals'), or judged ones: 'decision' (or
    'relevance') 0, 1 or 2 with a list of 'competences', most important first, in the rows themselves or in
    DECISIONS.csv.

    A matched objective counts once, at its first proposal, if it is relevant enough. A judged one counts in each
    of its competences. Areas and grades of which nothing was read are shown as 'not read' or 'not judged', never
    as zero. Count one language at a time where a file holds the same programme in two.
    """
    if form == "xlsx" and out is None and sys.stdout.isatty():
        raise click.UsageError("A workbook cannot be shown on the screen: name a file with -o.")
    form = "table" if form == "text" else form
    rows = read_rows(in_file, None if options["decisions"] else _check_countable)
    if _is_plain(rows, form, options):
        write_output(_machine_report(rows, options).render(form), out)
    else:
        write_output(_judged_coverage(in_file, rows, form, options), out)


_ONLY_JUDGED = ("decisions", "coder", "counting", "modules", "research", "offers", "mixed")


def _check_countable(row: dict[str, Any], path: str, line: int) -> None:
    from sauatty.cli.evaluation import check_counted
    from sauatty.core.coverage import is_judged

    if not is_judged(row):
        check_counted(row, path, line)


def _is_plain(rows: Sequence[dict[str, Any]], form: str, options: dict[str, Any]) -> bool:
    """Tell whether matched objectives are counted as such, with nothing that only judged ones have."""
    from sauatty.core.coverage import is_judged

    asked = any(options[key] for key in _ONLY_JUDGED) or options["by"] == "subject_grade"
    cells = options["cells"] and form in ("table", "csv")
    return not asked and not cells and options["count"] in (None, "both") and not any(map(is_judged, rows))


def _machine_report(rows: Sequence[dict[str, Any]], options: dict[str, Any]) -> "CoverageReport":
    from sauatty.cli.coverage import CoverageReport
    from sauatty.core.catalogue import competence, framework
    from sauatty.core.coverage import coverage_matrix, evenness, expected_rows, first_proposal, row_names
    from sauatty.core.matching.evaluation import declared_threshold

    by, language, threshold = options["by"], options["language"], options["threshold"]
    models = tuple(dict.fromkeys(str(row["model"]) for row in rows if row.get("model")))
    first = next(filter(None, map(first_proposal, rows)), f"{PRIMARY}.1.1")
    matrix = coverage_matrix(
        rows,
        by=by,
        threshold=declared_threshold(models) if threshold is None else threshold,
        competences=[node.id for node in framework(competence(first).framework).competences],
        expected_rows=expected_rows(by),
    )
    return CoverageReport(matrix, row_names(rows, by, language), evenness(matrix.totals), models, language)


def _judged_coverage(
    in_file: str, rows: Sequence[dict[str, Any]], form: str, options: dict[str, Any]
) -> str | bytes:
    from sauatty.cli.judged import judged_of, need_people
    from sauatty.cli.judged_coverage import JudgedReport

    judged = judged_of(
        rows,
        in_file,
        **{key: options[key] for key in ("decisions", "coder", "threshold", "mixed")},
    )
    count = options["count"] or ("both" if judged.is_machine else "direct")
    if count != "both" or options["offers"]:
        need_people(judged)
    report = JudgedReport(
        matrix=_matrix(judged, {**options, "count": count}),
        judged=judged,
        language=options["language"],
        with_cells=options["cells"],
        with_research=options["research"],
        with_opportunities=options["offers"],
    )
    return report.render(form)


def _matrix(judged: "Judged", options: dict[str, Any]) -> "JudgedMatrix":
    from sauatty.core.coverage import expected_rows, judged_matrix, module_matrix

    asked: Any = {
        "by": options["by"],
        "count": options["count"],
        "first": options["counting"] == "first",
        "fractional": options["counting"] == "fractional",
        "expected_rows": expected_rows(options["by"]),
    }
    if options["modules"]:
        return module_matrix(judged.objectives, **asked)
    return judged_matrix(judged.objectives, competences=judged.competences, **asked)


# --- reinforce ---


@click.command()
@click.argument("in_file", type=IN_FILE, metavar="IN.jsonl")
@_DECISIONS
@_CODER
@click.option(
    "--target",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="Evenness (Pielou) to reach.",
)
@_BY
@_formats("text", "json", "svg")
@_LANGUAGE
@_MIXED
@_OUT
def reinforce(in_file: str, form: str, out: str | None, **options: Any) -> None:
    """Find the smallest set of opportunities to reinforce so that coverage becomes even enough.

    IN.jsonl holds judged objectives, as for 'coverage'. Reinforcing turns an objective that was judged an
    opportunity into a direct one, for one of its competences. The size of the set is the exact minimum; which
    objectives it holds is spread over the rows (--by) and the grades. Where the target is out of reach, the best
    that can be reached is said.
    """
    from sauatty.cli.judged import need_people, read_judged
    from sauatty.cli.measures_json import reinforcement_json, written
    from sauatty.cli.measures_text import Wording, reinforcement_text
    from sauatty.core.coverage import key_names
    from sauatty.core.coverage import reinforce as find_smallest

    judged = read_judged(in_file, **{key: options[key] for key in ("decisions", "coder", "mixed")})
    need_people(judged)
    found = find_smallest(judged.objectives, judged.competences, options["target"], by=options["by"])
    if form == "json":
        write_output(written(reinforcement_json(found)), out)
    elif form == "svg":
        from sauatty.core.documents.charts_trends import trade_off_svg

        title = Wording(options["language"]).say("title_trade_off")
        write_output(trade_off_svg(found, options["language"], title), out)
    else:
        names = key_names((one.row for one in found.chosen), options["by"], options["language"])
        write_output(reinforcement_text(found, names, Wording(options["language"])), out)


# --- compare ---


@click.command()
@click.argument("first", type=IN_FILE, metavar="A.jsonl")
@click.argument("second", type=IN_FILE, metavar="B.jsonl")
@click.option(
    "--decisions", type=IN_FILE, multiple=True, metavar="DECISIONS.csv",
    help="Decisions of people; once for both files, or twice, for A and for B.",
)  # fmt: skip
@_CODER
@_THRESHOLD
@_BY
@_count("both")
@_formats("text", "json")
@_LANGUAGE
@_MIXED
@_OUT
def compare(first: str, second: str, form: str, out: str | None, **options: Any) -> None:
    """Compare two editions, two countries or two languages, judged or matched.

    Differences of shares come with Newcombe's 95 % interval (two independent samples; a star marks those that
    leave zero out), the distributions with Porter's index beside what chance gives, and with what is only in
    one of the two.
    """
    from sauatty.cli.measures_json import comparison_json, written
    from sauatty.cli.measures_text import Wording, comparison_text
    from sauatty.core.coverage import compare as set_side_by_side
    from sauatty.core.coverage import key_names

    if first == second == "-":
        raise click.UsageError("Standard input can be one of the two files, not both.")
    if len(options["decisions"]) > 2:
        raise click.UsageError("Give --decisions once for both files, or twice.")
    a, b = _both_sides(first, second, options)
    found = set_side_by_side(
        a.objectives, b.objectives, by=options["by"], competences=_common(a, b), count=options["count"]
    )
    names = key_names(found.a.rows + found.b.rows, options["by"], options["language"])
    if form == "json":
        write_output(written(comparison_json(found, names)), out)
        return
    sides = ("A", "B") if Path(first).name == Path(second).name else (Path(first).name, Path(second).name)
    write_output(comparison_text(found, sides, names, Wording(options["language"])), out)


def _both_sides(first: str, second: str, options: dict[str, Any]) -> "tuple[Judged, Judged]":
    from dataclasses import replace

    from sauatty.cli.judged import need_people, read_judged
    from sauatty.core.coverage import mix_sources

    files = (options["decisions"] * 2)[:2] if options["decisions"] else (None, None)
    read: Any = {key: options[key] for key in ("coder", "threshold", "mixed")}
    a, b = (
        read_judged(name, decisions=own, **read) for name, own in zip((first, second), files, strict=True)
    )
    if options["count"] != "both":
        need_people(a)
        need_people(b)
    if not options["mixed"]:
        return a, b
    together = mix_sources((*a.objectives, *b.objectives))
    n = len(a.objectives)
    return replace(a, objectives=together[:n]), replace(b, objectives=together[n:])


def _common(a: "Judged", b: "Judged") -> Sequence[str]:
    """Return the competences of the side that carries any: the other one may be empty."""
    return a.competences if any(one.competences for one in a.objectives) else b.competences


# --- progression ---


@click.command()
@click.argument("in_file", type=IN_FILE, metavar="IN.jsonl")
@_DECISIONS
@_CODER
@_THRESHOLD
@_count("both")
@click.option(
    "--propose-demand", "propose", is_flag=True,
    help="Where nobody judged the cognitive demand, let the verb of the objective propose it.",
)  # fmt: skip
@_formats("text", "json", "svg")
@_LANGUAGE
@_MIXED
@_OUT
def progression(in_file: str, form: str, out: str | None, **options: Any) -> None:
    """Show by competence how many objectives each grade has, and how demanding they are.

    Demand is 1 to 6 (remember, understand, apply, analyse, evaluate, create). The trend is Spearman's rho of
    grade and demand with a 95 % bootstrap interval; none is given for fewer than 10 objectives or 3 grades.
    """
    from sauatty.cli.judged import need_people, read_judged
    from sauatty.cli.measures_json import progression_json, written
    from sauatty.cli.measures_text import Wording, progression_text
    from sauatty.core.coverage import progression as follow

    judged = read_judged(
        in_file, **{key: options[key] for key in ("decisions", "coder", "threshold", "mixed")}
    )
    if options["count"] != "both":
        need_people(judged)
    found = follow(judged.objectives, judged.competences, count=options["count"], propose=options["propose"])
    words = Wording(options["language"])
    if form == "json":
        write_output(written(progression_json(found)), out)
    elif form == "svg":
        from sauatty.core.documents.charts_trends import progression_svg

        write_output(progression_svg(found, options["language"], words.say("title_progression")), out)
    else:
        write_output(progression_text(found, words), out)
