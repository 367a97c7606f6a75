"""`sauatty survey report`: the findings of a survey as a document in one language."""

import datetime as dt
import json
from html import escape
from pathlib import Path
from typing import Any

import click

from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name, write_output
from sauatty.cli.survey_inputs import codes_option, read_codes_of, read_instrument_of, read_responses_of
from sauatty.core.documents.blocks import Document
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.html import render_html
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.survey_findings import SurveyFacts, findings
from sauatty.core.documents.survey_report import survey_report
from sauatty.core.errors import PopulationRefused
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import N_RESAMPLES, SEED
from sauatty.core.surveys.rates import ResponseRates, response_rates

FORMS = ("docx", "pdf", "html")


@click.command()
@click.argument("instrument_name", metavar="INSTRUMENT")
@click.argument("responses", type=IN_FILE)
@codes_option(required=False)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Language of the report.")
@click.option("-o", "--out", type=OUT_FILE, required=True, help="report.docx, report.pdf or report.html.")
@click.option("--population", type=IN_FILE, help="JSON: how many there are, by region or region and kind.")
@click.option("--title", default="", help="Title; that of the instrument without it.")
@click.option("--organiser", default="", help="Who asked.")
@click.option("--date", "written_on", type=click.DateTime(["%Y-%m-%d"]), help="Date of the report.")
@click.option("--invented", is_flag=True, help="Mark every page: the data are invented.")
@click.option("--resamples", "n_resamples", type=click.IntRange(100, 100_000), default=N_RESAMPLES)
@click.option("--seed", type=int, default=SEED)
def command(instrument_name: str, responses: str, language: str, out: str, **options: Any) -> None:
    """Write the report of a survey: method, respondents, findings, needs and limits.

    INSTRUMENT is a YAML file or the name of a shipped instrument. The ending of the file says what is written. The
    population is {"KZ-75": 120} or {"KZ-75": {"school": 90, "public_library": 30}}.
    """
    form = Path(out).suffix.lower().lstrip(".")
    if form not in FORMS:
        raise click.BadParameter(f"'{out}' ends in none of .docx, .pdf, .html", param_hint="--out")
    asked = read_instrument_of(instrument_name)
    table = read_responses_of(responses, asked)
    rates = _rates(options["population"], table) if options["population"] else None
    day: dt.datetime | None = options["written_on"]
    facts = SurveyFacts(
        title=Translated.from_mapping(options["title"] or None),
        organiser=options["organiser"],
        is_invented=options["invented"],
        written_on=day.date() if day else None,
        rates=rates,
    )
    found = findings(
        asked, table, read_codes_of(options["codes"], asked, options["source"]), facts,
        languages=(language,), n_resamples=options["n_resamples"], seed=options["seed"],
    )  # fmt: skip
    write_output(_written(survey_report(found, language), form), out)


def _written(document: Document, form: str) -> bytes | str:
    if form == "docx":
        return render_docx(document)
    if form == "pdf":
        return render_pdf(document)
    return (
        f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title></head><body>\n{render_html(document)}</body></html>\n"
    )


def _rates(name: str, table: ResponseTable) -> ResponseRates:
    """Return the response rates from the answers to 'region' and, where it is stated by kind, the kind."""
    try:
        population = json.loads(read_bytes(name))
    except ValueError as error:
        raise PopulationRefused(line=1, value=shown_name(name), problem=str(error)) from error
    if not isinstance(population, dict):
        raise PopulationRefused(
            line=1, value=shown_name(name), problem="it is no object of numbers by region"
        )
    has_kinds = any(isinstance(one, dict) for one in population.values())
    counts: dict[str, Any] = {}
    for region, kind in zip(table.column("region"), table.column("organisation_kind"), strict=True):
        if has_kinds:
            own = counts.setdefault(region, {})
            own[kind] = own.get(kind, 0) + 1
        else:
            counts[region] = counts.get(region, 0) + 1
    return response_rates(counts, population)
