"""What stands in the report of a survey on claims, overclaiming and needs, and how its figures are locked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Block, Cell, Paragraph, Run, Table, text_runs
from sauatty.core.documents.charts_parts import column_label
from sauatty.core.documents.need_charts import claimed_shown_figure, needs_figure
from sauatty.core.documents.survey_findings import SurveyFindings
from sauatty.core.documents.survey_limits import GROUP, place_name
from sauatty.core.documents.survey_tables import NONE, number, share, with_interval
from sauatty.core.surveys.claimed_shown import GRADES, ClaimedShown
from sauatty.core.surveys.scores import group_label

LONGEST_ID = 56


def figure_id(*parts: str) -> str:
    """Return the id of a figure; it ends in a hash where it would be too long or loses a sign."""
    whole = ".".join("all" if part == "*" else part for part in parts)
    kept = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in whole)
    if kept == whole and len(whole) <= LONGEST_ID:
        return whole
    return f"{kept[: LONGEST_ID - 9]}-{sha256(whole.encode()).hexdigest()[:8]}"


def block_id(*parts: str) -> str:
    """Return the id of a block."""
    return figure_id(*parts)


class ReportWriter:
    """Writes sentences with locked figures, and the chapters on claims and needs."""

    def __init__(self, findings: SurveyFindings, language: str, links: Mapping[str, str]) -> None:
        self._found, self._language, self._links = findings, language, links
        self._instrument = findings.instrument

    def _say(self, key: str, **params: object) -> str:
        return word(GROUP, key, self._language, **params)

    def _need_word(self, key: str, **params: object) -> str:
        return word("needs", key, self._language, **params)

    def _figure(self, id: str, text: str) -> Run:
        """Return a locked figure, leading to its rows where an address is known."""
        return Run(text, field=id, link=self._links.get(id, ""))

    def _sentence(
        self, key: str, figures: Mapping[str, tuple[str, str]], **params: object
    ) -> tuple[Run, ...]:
        """Return a sentence in which some placeholders are figures (id and text)."""
        marks = {name: f"\x00{name}\x00" for name in figures}
        pieces = self._say(key, **params, **marks).split("\x00")
        return tuple(
            self._figure(*figures[piece]) if place % 2 else Run(piece)
            for place, piece in enumerate(pieces)
            if piece
        )

    def _competence(self, id: str) -> str:
        return " ".join(filter(None, column_label(id, self._language, None)))

    def _overclaimed(self, found: ClaimedShown) -> tuple[Run, ...]:
        own = found.overclaiming
        said = self._need_word(
            "overclaimed", of="\x00of\x00", n="\x00n\x00", share="\x00share\x00",
            written=share(own.share_of_written.estimate, self._language),
        )  # fmt: skip
        figures = {
            "of": ("overclaimed.of", number(own.n, self._language)),
            "n": ("overclaimed.n", number(own.n_overclaimed, self._language)),
            "share": ("overclaimed.share", share(own.share.estimate, self._language)),
        }
        pieces = enumerate(said.split("\x00"))
        return tuple(self._figure(*figures[one]) if at % 2 else Run(one) for at, one in pieces if one)

    def _cell(self, id: str, cell: Cell, n: int | None) -> Cell:
        return (self._figure(id, cell),) if n is not None and isinstance(cell, str) else cell

    def claims(self) -> Iterator[Block]:
        found = self._found.claimed
        if found is None and self._instrument.with_role("definition"):
            yield Paragraph(text_runs(self._say("no_codes")))
        if found is not None and found.n:
            figure = claimed_shown_figure(found, self._language, id="claimed")
            table = self._claimed_table(found, figure.table) if figure.table else None
            yield replace(figure, table=table)
            yield Paragraph(self._overclaimed(found), id="overclaimed")
        for one in self._found.compared:
            yield self._compared(one)
        own = self._found.familiarity
        if own:
            said = {
                "hits": own.all.hit_rate.estimate, "false": own.all.false_alarm_rate.estimate,
            }  # fmt: skip
            shares = {key: share(value, self._language) for key, value in said.items()}
            d, c = (
                with_interval(one, self._language)
                for one in (own.all.d_prime_typical, own.all.criterion_typical)
            )
            line = self._say("detection", **shares, d=d, c=c, n=number(own.all.n, self._language))
            coarse = self._need_word("coarse", n=sum(one.is_foil for one in own.terms))
            yield Paragraph(text_runs(f"{line} {coarse}"), id="detection")

    def _claimed_table(self, found: ClaimedShown, plain: Table) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for level, cells in zip(found.levels, plain.rows, strict=True):
            ids = [figure_id("claimed", level.code, str(grade)) for grade in GRADES]
            counts = [self._cell(id, cell, 0) for id, cell in zip(ids, cells[1:-1], strict=True)]
            rows.append((cells[0], *counts, cells[-1]))
        return replace(plain, rows=tuple(rows), caption="")

    def _compared(self, found: ClaimedShown) -> Table:
        question = self._instrument.question(found.by)
        by = question.text.text(self._language) if question else word("surveys", "language", self._language)
        rows: list[tuple[Cell, ...]] = []
        for group in found.groups:
            name = group_label(self._instrument, found.by, group.key, self._language)
            named = self._group(found.by, group.key, name)
            if group.found is None:
                rows.append((named, NONE, NONE, self._need_word("hidden")))
                continue
            own, id = group.found, figure_id("overclaimed", found.by, group.key)
            ends = f"{share(own.share.low, self._language)} – {share(own.share.high, self._language)}"
            counted: Cell = (self._figure(id, number(own.n_overclaimed, self._language)),)
            estimate = share(own.share.estimate, self._language)
            rows.append((named, number(own.n, self._language), counted, f"{estimate} ({ends})"))
        head = (
            self._need_word("group"), self._say("of_claimed"), self._need_word("overclaiming"), self._say("share"),
        )  # fmt: skip
        return Table(self._say("compared_table", by=by), head, tuple(rows), block_id("compared", found.by))

    def _group(self, by: str, key: str, name: str) -> str:
        if not key:
            return self._need_word("not_given")
        if by == "language" and key in ("kk", "ru", "en"):
            return self._say(f"language_{key}")
        return place_name(self._instrument, (key,), self._language) if name == key else name

    def needs(self) -> Iterator[Block]:
        found = self._found.needs
        if found is None:
            return
        figure = needs_figure(found, self._language)
        if figure.table:
            rows = tuple(
                (*row[:2], self._cell(figure_id("needs", need.competence), row[2], 0), *row[3:])
                for need, row in zip(found.needs, figure.table.rows, strict=True)
            )
            yield replace(figure, table=replace(figure.table, rows=rows, caption=""))
        weights = ", ".join(
            f"{self._need_word(f'part_{key}')} {number(value, self._language, 2)}"
            for key, value in found.weights_of_parts.items()
        )
        yield Paragraph(
            text_runs(self._need_word("formula", weights=weights, n=number(found.n, self._language)))
        )
        n = len(found.needs)
        yield Paragraph(text_runs(self._need_word("uncertain", n=len(found.uncertain), all=n * (n - 1) // 2)))
