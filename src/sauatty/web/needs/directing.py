"""The page of one institution's director: what its people said they were offered, and no number of a few."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sauatty.core.surveys.anonymity import picked
from sauatty.core.surveys.hiding import hidden_row, protected, with_hidden
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.core.surveys.tables import QuestionTable
from sauatty.core.surveys.tabulation import tabulate
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
    people = surveys.respondents(campaign)
    places = [at for at, one in enumerate(people) if one.organisation == organisation]
    if len(places) < MINIMUM_CELL:
        return DirectorView(len(places), False)
    figures = Figures(campaign)
    asked = [one for one in figures.instrument.with_role(ROLE) if one.kind not in ("short", "long")]
    whole, own = (
        tabulate(figures.instrument, table, language=language)
        for table in (figures.table, picked(figures.table, places))
    )
    tables = tuple(
        tuple(
            _protected(of_all, of_own)
            for of_all, of_own in zip(whole, own, strict=True)
            if of_own.question == question.id
        )
        for question in asked
    )
    return DirectorView(len(places), False, tables)


def _protected(whole: QuestionTable, own: QuestionTable) -> QuestionTable:
    """Return the institution's table with what is small hidden, also from who knows the figures of all respondents."""
    alone = protected([own])[0]
    if not own.rows or alone.reason:
        return alone
    beside = with_hidden(whole, [replace(own, group="own", group_label="own")], MINIMUM_CELL).groups[0]
    rows = tuple(
        one if one.n is None or two.n is not None else hidden_row(one, own.level)
        for one, two in zip(alone.rows, beside.rows, strict=True)
    )
    is_hidden = any(row.n is None for row in rows)
    return replace(alone, rows=rows, scale=None if is_hidden else alone.scale, ranking=())
