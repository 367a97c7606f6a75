"""Lines of a list as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.core.exchange.participants import PROBLEM_TEXTS
from sauatty.web.base.sentences import in_words
from sauatty.web.rosters.models import Roster, RosterRow
from sauatty.web.rosters.selectors import RosterCounts

WHY = {
    "same": gettext_lazy("the same name"),
    "spelling": gettext_lazy("the same name in another spelling"),
    "order": gettext_lazy("the same name in another order"),
    "initials": gettext_lazy("initials that fit"),
    "shorter": gettext_lazy("a shorter form of the name"),
    "alike": gettext_lazy("a name that is alike"),
    "mail": gettext_lazy("the same e-mail address"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody whom a line may mean."""

    id: str
    name: str
    place: Any
    why: Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the row, its mistakes in words, whom it may mean, and the line it repeats."""

    row: RosterRow
    mistakes: tuple[str, ...]
    choices: tuple[Choice, ...]
    same_as_line: int | None


def lines(rows: Sequence[RosterRow], people: Mapping[str, Any]) -> list[Line]:
    """Return the lines of a page. Of somebody outside the programme nothing is shown but that the address is known."""
    return [_line(row, people) for row in rows]


def _line(row: RosterRow, people: Mapping[str, Any]) -> Line:
    mistakes = tuple(in_words(PROBLEM_TEXTS[code], params) for code, params in row.problems)
    choices = tuple(_choice(one, people) for one in row.candidates if "person" in one)
    same = next((one["line"] for one in row.candidates if "line" in one), None)
    return Line(row, mistakes, choices, same)


def _choice(candidate: Mapping[str, Any], people: Mapping[str, Any]) -> Choice:
    person = people.get(candidate["person"])
    name = person.name if person else _("whoever has this address already")
    return Choice(candidate["person"], name, person.organisation if person else None, WHY[candidate["why"]])


def tabs(roster: Roster, counts: RosterCounts) -> list[tuple[str, Any, int]]:
    """Return which lines can be looked at: what the address says, the words, how many."""
    return [
        ("open", _("to be decided"), counts.open),
        ("wrong", _("with mistakes"), counts.wrong),
        ("new", _("new people"), counts.new),
        ("known", _("known people"), counts.known),
        ("left", _("left out"), counts.left),
        ("all", _("all lines"), roster.n_rows),
    ]


def refusal(roster: Roster) -> str:
    """Return why a list could not be read."""
    problem = roster.problem
    return in_words(problem["message"], problem["params"]) if problem.get("message") else ""
