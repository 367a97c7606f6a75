"""The report of a survey as a document in one language: method, findings, needs, and limits stated from the data."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import isnan

from sauatty.core.catalogue.instruments import Question, Section
from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    text_runs,
)
from sauatty.core.documents.survey_charts import distribution_figure, share_step
from sauatty.core.documents.survey_findings import SurveyFindings, Tables
from sauatty.core.documents.survey_limits import limits, place_name
from sauatty.core.documents.survey_report_parts import ReportWriter, block_id, figure_id
from sauatty.core.documents.survey_tables import (
    NONE,
    base_lines,
    number,
    question_title,
    ranking_table,
    share,
    summary_lines,
    with_interval,
)
from sauatty.core.languages import format_date
from sauatty.core.surveys.needs import Needs
from sauatty.core.surveys.rates import RateRow, ResponseRates
from sauatty.core.surveys.tables import QuestionTable

SHA_SHOWN, N_GREATEST = 12, 3
_OPEN = frozenset({"short", "long", "organisation", "date"})


def survey_report(
    findings: SurveyFindings, language: str, *, links: Mapping[str, str] | None = None
) -> Document:
    """Write the report of a survey.

    Parameters
    ----------
    findings : SurveyFindings
    language : {'kk', 'ru', 'en'}
        One of the languages that `findings` were made for.
    links : mapping of str to str, optional
        Addresses by the ids of figures, such as that of the page with the responses behind a count.

    Notes
    -----
    Each figure is a locked run under a stable id: 'n', 'rate', 'answers.<answer>.<choice>', 'answered.<answer>',
    'claimed.<level>.<grade>', 'needs.<competence>', 'rate.<region>.<kind>'. Ids longer than a field may be end in
    a hash (`figure_id`).
    """
    return _Report(findings, language, links or {}).document()


class _Report(ReportWriter):
    def document(self) -> Document:
        facts, found = self._found.facts, self._found
        marks = [self._say("invented")] if facts.is_invented else []
        marks += [self._say("machine_codes")] if found.is_machine_coded else []
        return Document(
            title=facts.title.text(self._language),
            language=self._language,
            blocks=(Contents(), *self._blocks()),
            subtitle=self._say("subtitle"),
            authors=(facts.organiser,) if facts.organiser else (),
            version=self._instrument.version,
            identifier=f"{self._instrument.id} · {self._instrument.sha256[:SHA_SHOWN]}",
            date=facts.written_on,
            note=" · ".join(marks),
        )

    def _blocks(self) -> Iterator[Block]:
        yield from self._chapter("main", self._main())
        yield from self._chapter("method", self._method())
        if self._found.n:
            yield from self._chapter("respondents", self._respondents())
            yield from self._chapter("findings", self._sections())
            yield from self._chapter("claimed", self.claims())
            yield from self._chapter("needs", self.needs())
            yield from self._chapter("offered", self._offered())
        said = tuple(text_runs(one) for one in limits(self._found, self._language))
        yield from self._chapter("limits", iter((Bullets(said, id="limits"),)))

    def _chapter(self, key: str, blocks: Iterator[Block]) -> Iterator[Block]:
        """Yield a chapter unless it has nothing to say."""
        first = next(blocks, None)
        if first is not None:
            yield Heading(1, self._say(f"chapter_{key}"), f"chapter-{key}")
            yield first
            yield from blocks

    # --- main findings and method ---

    def _main(self) -> Iterator[Block]:
        found = self._found
        if not found.n:
            yield Paragraph(text_runs(self._say("nobody")), id="main")
            return
        items = [self._sentence("main_n", {"n": ("n", number(found.n, self._language))})]
        rates = found.facts.rates
        if rates and not isnan(rates.total.rate):
            items.append(self._rate_sentence(rates.total))
        if found.needs:
            items.append(text_runs(self._greatest(found.needs)))
        if found.claimed and found.claimed.overclaiming.n:
            items.append(self._overclaimed(found.claimed))
        if found.familiarity:
            foils = share(found.familiarity.all.any_foil.estimate, self._language)
            items.append(self._sentence("main_foils", {"share": ("any-foil", foils)}))
        items += [one for question in self._training() for one in self._most(question)]
        yield Bullets(tuple(items), id="main")

    def _rate_sentence(self, total: RateRow) -> tuple[Run, ...]:
        rate, n = share(total.rate, self._language), number(total.n_responses, self._language)
        of = number(total.n_population, self._language)
        return self._sentence(
            "main_rate", {"share": ("rate", rate), "n": ("rate.n", n), "of": ("rate.of", of)}
        )

    def _greatest(self, needs: Needs) -> str:
        """Tell the greatest needs with the ranks that they could have; no names where the first could also be last."""
        n = len(needs.needs)
        if n > 1 and needs.needs[0].rank_high == n:
            return self._say("main_needs_equal", n=number(n, self._language))
        names = []
        for one in needs.needs[:N_GREATEST]:
            ranks = f"{one.rank_low}–{one.rank_high}"
            names.append(f"{self._competence(one.competence)} ({self._need_word('ranks').lower()}: {ranks})")
        return self._say("main_needs", names="; ".join(names))

    def _most(self, question: Question) -> Iterator[tuple[Run, ...]]:
        """Yield the most frequent answer to a question with one answer."""
        tables = self._found.tables_of(question, self._language)
        if question.kind != "single" or not tables:
            return
        table = tables[0]
        shown = [row for row in table.rows if not isnan(row.share.estimate)]
        best = max(shown, key=lambda row: row.share.estimate, default=None)
        if best is not None and table.n_asked == self._found.n:
            figure = (figure_id("share", table.name, best.code), share(best.share.estimate, self._language))
            yield self._sentence("main_answer", {"share": figure}, question=table.text, answer=best.label)

    def _method(self) -> Iterator[Block]:
        found, facts = self._found, self._found.facts
        items = [self._say(
            "method_instrument", title=self._instrument.title.text(self._language), version=self._instrument.version,
            sha=self._instrument.sha256[:SHA_SHOWN], n=number(len(self._instrument.questions), self._language),
        )]  # fmt: skip
        if found.first_day:
            days = (
                format_date(dt.date.fromisoformat(day), self._language)
                for day in (found.first_day, found.last_day)
            )
            items.append(self._say("method_days", **dict(zip(("first", "last"), days, strict=True))))
        if facts.organiser:
            items.append(self._say("method_organiser", name=facts.organiser))
        items.append(self._say("method_intervals"))
        if found.claimed:
            sources = ", ".join(self._say(f"source_{one}") for one in found.claimed.sources)
            n = sum(found.claimed.sources.values())
            items.append(self._say("method_codes", source=sources or NONE, n=number(n, self._language)))
        if facts.agreement:
            items.append(self._say(
                "method_agreement", coders=facts.agreement.n_coders, units=facts.agreement.n_units,
                alpha=with_interval(facts.agreement.alpha, self._language),
            ))  # fmt: skip
        items += list(self._weights())
        yield Bullets(tuple(text_runs(one) for one in items), id="method")

    def _weights(self) -> Iterator[str]:
        own = self._found.facts.weighting
        if own:
            yield word(
                "surveys", "weights_line", self._language, smallest=number(own.smallest, self._language, 2),
                largest=number(own.largest, self._language, 2), effect=number(own.design_effect, self._language, 2),
                n=number(own.n_effective, self._language, 1), trimmed=own.n_trimmed,
                trim=number(own.trim, self._language, 1),
            )  # fmt: skip

    # --- respondents ---

    def _respondents(self) -> Iterator[Block]:
        yield self._languages()
        if self._found.facts.rates:
            yield self._rates(self._found.facts.rates)
        for question in self._instrument.with_role("attribute"):
            yield from self._question(question)

    def _languages(self) -> Table:
        total = self._found.n
        rows = tuple(
            (
                self._say(f"language_{code if code in ('kk', 'ru', 'en') else 'none'}"),
                (self._figure(figure_id("language", code or "none"), number(n, self._language)),),
                share(n / total, self._language),
            )
            for code, n in self._found.n_by_language
        )
        head = (self._say("languages_table"), "n", self._say("share"))
        return Table(self._say("languages_table"), head, rows, id="languages")

    def _rates(self, rates: ResponseRates) -> Table:
        rows = [rates.total, *(row for one in rates.dimensions for row in one)]
        rows += list(rates.parts) if not rates.dimensions else []
        head = tuple(self._say(key) for key in ("place", "population", "answered", "rate"))
        cells = tuple(self._rate(row) for row in rows)
        return Table(self._say("rates_table"), head, cells, id="rates")

    def _rate(self, row: RateRow) -> tuple[Cell, ...]:
        said = place_name(self._instrument, row.key, self._language, self._found.facts.kinds)
        said = said or self._say("all")
        n = self._figure(figure_id("rate", *row.key), number(row.n_responses, self._language))
        return (said, number(row.n_population, self._language), (n,), share(row.rate, self._language))

    # --- answers ---

    def _training(self) -> tuple[Question, ...]:
        return self._instrument.with_role("training")

    def _sections(self) -> Iterator[Block]:
        for section in self._instrument.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[Block]:
        told = [one for one in section.questions if one.role not in {"attribute", "training"}]
        blocks = [block for question in told for block in self._question(question)]
        if blocks:
            yield Heading(2, section.title.text(self._language), f"section-{section.id}"[:64])
            yield from blocks

    def _question(self, question: Question) -> Iterator[Block]:
        tables = self._found.tables_of(question, self._language)
        if not tables:
            return
        first = tables[0]
        if question.kind == "matrix":
            yield self._matrix(question, tables)
        elif question.kind in _OPEN:
            yield self._bold(first)
            of = ("asked." + figure_id(first.name), number(first.n_asked, self._language))
            n = (figure_id("answered", first.name), number(first.n_answered, self._language))
            yield Paragraph(self._sentence("open_count", {"n": n, "of": of}))
        elif first.rows and first.n_answered:
            yield self._chart(first)
            yield from self._below(first)
        else:
            yield self._bold(first)
            yield from self._below(first, lines=tuple(base_lines(first, self._language)))

    def _bold(self, table: QuestionTable) -> Paragraph:
        return Paragraph((Run(question_title(table), bold=True),), keep="next")

    def _below(self, table: QuestionTable, lines: Iterable[str] = ()) -> Iterator[Block]:
        said = [*summary_lines(table, self._language), *lines]
        if said:
            yield Paragraph(text_runs(" ".join(f"{one.rstrip('.')}." for one in said)))
        if table.ranking and table.n_answered:
            yield ranking_table(table, self._language)

    def _chart(self, table: QuestionTable) -> Figure:
        id = block_id("q", table.name)
        figure = distribution_figure(table, self._language, id=id)
        return replace(figure, table=replace(self._counted(table, figure.table), caption=""))

    def _counted(self, table: QuestionTable, plain: Table | None) -> Table:
        """Return the table under a chart with its counts as figures."""
        if plain is None:
            return Table("", ("",), ())
        rows = tuple(
            (cells[0], self._cell(figure_id("answers", table.name, row.code), cells[1], row.n), *cells[2:])
            for row, cells in zip(table.rows, plain.rows, strict=True)
        )
        return replace(plain, rows=rows)

    def _matrix(self, question: Question, tables: Tables) -> Table:
        """Return a matrix as one table of shares, darker where larger."""
        labels = [row.label for row in tables[0].rows]
        rows: list[tuple[Cell, ...]] = []
        heat: list[tuple[str | None, ...]] = []
        for one in tables:
            n = self._figure(figure_id("answered", one.name), number(one.n_answered, self._language))
            shares = [row.share.estimate for row in one.rows]
            cells = [
                word("surveys", "hidden", self._language)
                if row.n is None
                else share(value, self._language, 0)
                for row, value in zip(one.rows, shares, strict=True)
            ]
            rows.append((one.row_label, *cells, (n,)))
            heat.append(
                (None, *(None if isnan(value) else f"h{share_step(value)}" for value in shares), None)
            )
        head = (self._say("matrix_row"), *labels, "n")
        id = block_id("q", question.id)
        caption = question.text.text(self._language)
        return Table(caption, head, tuple(rows), id, self._say("matrix_note"), tuple(heat))

    def _offered(self) -> Iterator[Block]:
        for question in self._training():
            yield from self._question(question)
