"""`sauatty content`: the rules of the content files, and what there is."""

import json
from typing import Any

import click

from sauatty.cli.files import OUT_FILE, write_output

COVERAGE_HEAD = ("competence", "module", "kind", "kk", "ru", "en")


@click.group()
def content() -> None:
    """Check and count the content that Sauatty comes with."""


@content.command()
@click.option(
    "--spelling", is_flag=True, help="Look up every word too (needs spylls and hunspell's dictionaries)."
)
@click.pass_context
def check(ctx: click.Context, spelling: bool) -> None:
    """Check every content file: frameworks, exemplars, words, instruments, modules, lessons, terms …

    Prints each broken rule with its file and exits with 1 if there is any.
    """
    from sauatty.core.catalogue import CONTENT, check_content

    problems = check_content()
    if spelling:
        from sauatty.core.catalogue.spelling import spelling_report

        report = spelling_report()
        for line in report.skipped:
            click.echo(line, err=True)
        problems += report.problems
    for problem in problems:
        click.echo(str(problem) if problem.path.startswith("web/") else f"{CONTENT.name}/{problem}")
    click.echo(f"Problems: {len(problems)}" if problems else "The content is whole.", err=bool(problems))
    ctx.exit(1 if problems else 0)


@content.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
def stats(form: str) -> None:
    """Count lessons and terms by language, who has read them, and how they read."""
    from sauatty.core.catalogue.content_stats import content_stats

    counted = content_stats()
    click.echo(json.dumps(counted, ensure_ascii=False, indent=2) if form == "json" else _stats_text(counted))


def _stats_text(counted: dict[str, Any]) -> str:
    from sauatty.cli.tables import text_table
    from sauatty.core.languages import LANGUAGES

    def row(title: str, values: dict[str, Any]) -> list[str]:
        return [title, *(str(values[language]) for language in LANGUAGES)]

    def read(kind: str, by: str) -> dict[str, Any]:
        return {language: counted[by][language][kind] for language in LANGUAGES}

    reading = counted["reading"]
    lines = [
        row("lessons", counted["lessons"]),
        row("  read by a named native reviewer", read("lessons", "reviewed")),
        row("  machine drafts nobody has read", read("lessons", "machine")),
        row("glossary", counted["glossary"]),
        row("  read by a named native reviewer", read("glossary", "reviewed")),
        row("resources", counted["resources"]),
        row("items", counted["items"]),
        row("  read by a named native reviewer", read("items", "reviewed")),
        row("  machine drafts nobody has read", read("items", "machine")),
        *(
            row(title, {language: reading[language][key] for language in LANGUAGES})
            for key, title in (
                ("words", "words of lessons"),
                ("words_per_sentence", "words per sentence"),
                ("longest_sentence", "longest sentence"),
                ("syllables_per_word", "syllables per word"),
            )
        ),
        row(
            "reading ease",
            {one: "–" if (ease := reading[one]["ease"]) is None else ease for one in LANGUAGES},
        ),
    ]
    to_check, questions = counted["to_check"], counted["self_checks"]
    notes = [
        *(f"Reading ease, {language}: {reading[language]['formula']}." for language in LANGUAGES),
        f"To be checked: {to_check['sources']} sources of lessons, {to_check['resources']} resources, "
        f"{to_check['glossary']} terms.",
        f"Self-checks: {questions['questions']}; the right option is told by its length in "
        f"{questions['right_told_by_length']}.",
    ]
    return text_table(["", *LANGUAGES], lines, numeric={1, 2, 3}) + "\n" + "\n".join(notes)


@content.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "markdown"]),
    default="text",
    show_default=True,
    help="What to write.",
)
@click.option("-o", "out", type=OUT_FILE, default="-", show_default=True, help="The file to write.")
def coverage(form: str, out: str) -> None:
    """Count what stands for each competence: lessons and self-checks by module, activities, terms, by language."""
    from sauatty.core.catalogue.content_stats import content_coverage, coverage_rows

    if form == "markdown":
        from sauatty.cli.content_page import content_page

        write_output(content_page(), out)
    elif form == "json":
        write_output(json.dumps(coverage_rows(), ensure_ascii=False, indent=2) + "\n", out)
    else:
        from sauatty.cli.tables import csv_table, text_table

        rows: list[list[Any]] = [[getattr(row, key) for key in COVERAGE_HEAD] for row in content_coverage()]
        text = text_table(COVERAGE_HEAD, [[str(value) for value in row] for row in rows], numeric={3, 4, 5})
        write_output(csv_table(COVERAGE_HEAD, rows) if form == "csv" else text, out)
