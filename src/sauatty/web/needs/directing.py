"""The page of one institution's director: what its people said they were offered, and no number of a few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np

from sauatty.core.surveys.answers import answer_names
from sauatty.core.surveys.hiding import hidden_of, hidden_row, protected
from sauatty.core.surveys.small_cells import MINIMUM_CELL, IntTable
from sauatty.core.surveys.tables import QuestionTable
from sauatty.web.needs import kept
from sauatty.web.needs.figures import Figures
from sauatty.web.surveys import selectors as surveys

ROLE = "training"


@dataclass(frozen=True, slots=True)
class DirectorView:
    """What a director sees. `tables` is empty where the survey is not over (`is_open`) or too few answered."""

    n: int
    is_open: bool
    tables: tuple[tuple[QuestionTable, ...], ...] = ()

    @property
    def is_few(self) -> bool:
        """Tell whether too few people of the institution answered; how many they are is not said either."""
        return self.n < MINIMUM_CELL


def view_of(campaign: Any, organisation: UUID, language: str) -> DirectorView:
    """Return what the people of one institution said of the training that they were offered.

    Nothing stands there while the survey goes on: from two looks a day apart one could read what the person said
    who answered in between.
    """
    if surveys.phase(campaign) != "closed":
        return DirectorView(0, True)
    places = _places(campaign)
    n = len(places.get(organisation, ()))
    if n < MINIMUM_CELL:
        return DirectorView(n, False)
    figures = Figures(campaign)
    asked = [one for one in figures.instrument.with_role(ROLE) if one.kind not in ("short", "long")]
    hidden = _hidden(figures, [name for one in asked for name in answer_names(one)], places)[
        str(organisation)
    ]
    tables = tuple(
        tuple(
            _protected(figures.column(name, language).table(places[organisation]), hidden[name])
            for name in answer_names(question)
        )
        for question in asked
    )
    return DirectorView(n, False, tables)


def _places(campaign: Any) -> dict[UUID, IntTable]:
    """Return where the people of each institution stand among the responses."""
    found: dict[UUID, list[int]] = {}
    for at, one in enumerate(surveys.respondents(campaign)):
        if one.organisation:
            found.setdefault(one.organisation, []).append(at)
    return {key: np.array(own, dtype=np.int64) for key, own in found.items()}


def _hidden(
    figures: Figures, names: Sequence[str], places: Mapping[UUID, IntTable]
) -> dict[str, dict[str, list[bool]]]:
    """Return the hidden answers of each institution that has a page, by institution and name, kept.

    They are chosen for all institutions at once: directors who lay their pages side by side, with the figures of
    all respondents, cannot work out what a few others said.
    """
    shown = sorted((one for one in places if len(places[one]) >= MINIMUM_CELL), key=str)

    def compute() -> dict[str, Any]:
        found: dict[str, Any] = {str(one): {} for one in shown}
        for name in names:
            column = figures.column(name, "en")
            whole = column.table(np.arange(len(figures.table)))
            cells = hidden_of(whole, [column.table(places[one]) for one in shown], MINIMUM_CELL)
            for one, own in zip(shown, cells[:-1].tolist(), strict=True):
                found[str(one)][name] = own
        return found

    # Who works where is no part of the stamp of the responses: an institution may be named later.
    told = [(str(one), len(places[one])) for one in shown]
    return kept.recall(figures.campaign, "directors", (told, *names), compute)


def _protected(own: QuestionTable, hidden: Sequence[bool]) -> QuestionTable:
    """Return the institution's table with what is small hidden, also from who knows the figures of others."""
    alone = protected([own])[0]
    if not own.rows or alone.reason:
        return alone
    rows = tuple(
        hidden_row(row, own.level) if is_in and row.n is not None else row
        for row, is_in in zip(alone.rows, hidden, strict=True)
    )
    is_hidden = any(row.n is None for row in rows)
    return replace(alone, rows=rows, scale=None if is_hidden else alone.scale, ranking=())
