"""`sauatty evaluate-report`: the evaluation of a programme as a document, or as tables and figures for a paper."""

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, Any

import click

from sauatty import __version__
from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name, write_output
from sauatty.core.languages import LANGUAGES
from sauatty.core.statistics import N_RESAMPLES, SEED

if TYPE_CHECKING:
    from sauatty.core.documents.evaluation_report_parts import EvaluationFacts

FORMS = ("pdf", "docx", "html", "paper")


@click.command("evaluate-report")
@click.argument("file", metavar="PACK", type=IN_FILE)
@click.option("-o", "--out", type=OUT_FILE, required=True, help="The file to write.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="pdf", show_default=True,
    help="'paper' writes a ZIP: tables as CSV and DOCX, figures as SVG, the text on the method.",
)  # fmt: skip
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--date", "written_on", type=click.DateTime(["%Y-%m-%d"]), help="Date of the report.")
@click.option(
    "--resamples", type=click.IntRange(1), default=N_RESAMPLES, show_default=True, help="Of the bootstraps."
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Of the bootstraps.")
@click.option(
    "--allow-changed", is_flag=True, help="Take files that were changed after the pack was made; say so then."
)
def evaluate_report(file: str, out: str, form: str, language: str, **options: Any) -> None:
    """Write the report on a programme from its research pack.

    It says what the programme is, who went through it, what the three research questions were answered with, and what
    the data cannot say. The same pack gives the same bytes.
    """
    import hashlib

    from sauatty.core.documents.evaluation_report_parts import EvaluationFacts
    from sauatty.core.evaluation.evaluate import evaluate
    from sauatty.core.evaluation.pack_files import read_pack

    content = read_bytes(file)
    pack = read_pack(content, shown_name(file), allow_changed=options["allow_changed"])
    found = evaluate(pack, n_resamples=options["resamples"], seed=options["seed"])
    day: dt.datetime | None = options["written_on"]
    facts = EvaluationFacts(
        pack, found, hashlib.sha256(content).hexdigest(), __version__, day.date() if day else None
    )
    write_output(_written(facts, form, language), out)


def _written(facts: "EvaluationFacts", form: str, language: str) -> bytes | str:
    from sauatty.core.documents.docx import render_docx
    from sauatty.core.documents.evaluation_paper import paper_pack
    from sauatty.core.documents.evaluation_report import evaluation_report
    from sauatty.core.documents.html import render_html
    from sauatty.core.documents.pdf import render_pdf

    if form == "paper":
        return paper_pack(facts, language)
    document = evaluation_report(facts, language)
    if form == "pdf":
        return render_pdf(document)
    if form == "docx":
        return render_docx(document)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title></head><body>\n{render_html(document)}</body></html>\n"
    )
