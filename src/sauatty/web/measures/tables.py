"""The coverage map as a spreadsheet that explains itself: whose figures, made by what, and when."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from sauatty.core.languages import format_date, format_number
from sauatty.web.alignments.models import MatchRun
from sauatty.web.alignments.selectors import Coverage, CoverageRow
from sauatty.web.base.texts import in_language
from sauatty.web.curricula.models import Edition
from sauatty.web.curricula.templatetags.audit_words import act_day, tongue
from sauatty.web.measures.coverage_map import row_label

Row = list[Any]


def table_rows(coverage: Coverage, run: MatchRun, edition: Edition, language: str) -> list[Row]:
    """Return the map as rows of a spreadsheet, its context first; what was not read says so in every cell."""
    # a head of the bare code '1.1' would become the first of January in Excel
    names = [f"{one.code} {one.name.text(language)}" for one in coverage.competences]
    head = [gettext("Row"), gettext("Read"), gettext("Objectives"), gettext("Relevant"), *names]
    body = [_row(row, row_label(coverage.by, row.key, language), len(head)) for row in coverage.rows]
    total = [gettext("All together"), "", coverage.n_objectives, coverage.n_relevant, *coverage.totals]
    return [*_context(run, edition, language), [], head, *body, total]


def _row(row: CoverageRow, label: str, width: int) -> Row:
    if row.n_objectives is None:
        return [label, *[gettext("not read")] * (width - 1)]
    return [label, gettext("read"), row.n_objectives, row.n_relevant, *row.counts]


def _context(run: MatchRun, edition: Edition, language: str) -> list[Row]:
    """Return the first rows; the day is the run's, never today's, so that the same data give the same file."""
    named = [str(tongue(edition.language)), *([act_day(edition.adopted_on)] if edition.adopted_on else [])]
    matched = timezone.localtime(run.finished_at or run.created_at).date()
    rows = [
        [gettext("Document"), in_language(edition.document, "title")],
        [gettext("Edition"), ", ".join(named)],
        [gettext("Figures"), gettext("machine proposals, not reviewed by a person")],
        [gettext("Model"), run.model],
        [gettext("Threshold of relevance"), format_number(run.threshold, language, 2)],
        [gettext("Matched on"), format_date(matched, language)],
    ]
    if edition.document.is_demo:
        rows.insert(0, [gettext("Invented data for looking around")])
    return rows
