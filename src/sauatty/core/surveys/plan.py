"""A programme planned from needs: the modules that answer most, why each is there, and what stays unanswered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.errors import PlanImpossible
from sauatty.core.languages import Translated
from sauatty.core.statistics import Interval
from sauatty.core.surveys.needs import Need, Needs
from sauatty.core.surveys.needs_parts import Part
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.plan_catalogue import Catalogue, LeftOut, Wishes
from sauatty.core.surveys.plan_model import Gain, Problem, Solution, solve

__all__ = [
    "LeftOut",
    "Plan",
    "PlanModule",
    "PlanNeed",
    "Reason",
    "ReasonShare",
    "Wishes",
    "answered_by_hours",
    "plan",
]

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class ReasonShare:
    """One sentence of the survey: `n_in_need` of `n` respondents by one part of the index."""

    part: Part
    n_in_need: int
    n: int
    share: Interval


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a module is there: a need that it answers. `hours` of it go to the competence."""

    competence: str
    hours: float
    need: float
    rank: int
    shares: tuple[ReasonShare, ...]


@dataclass(frozen=True, slots=True)
class PlanModule:
    """A chosen module. `adds` is the share of all need that would go unanswered without it.

    `forms` are those in which it can be held here; `needed_by` are chosen modules that build on it.
    """

    id: str
    title: Translated
    hours: float
    sessions: int
    forms: tuple[str, ...]
    adds: float
    is_kept: bool
    needed_by: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PlanNeed:
    """One line of the table of need against hours.

    `answered` is the share of this need (0-1) that the hours answer, `left` is need times what is not answered.
    `why_left` says of a need without any hours: 'no-module' (none in the catalogue), 'not-offered' (only in other
    languages or forms, or built on such), 'left-out' (by wish), or 'no-room' (the budget went to greater needs).
    """

    competence: str
    need: float
    rank: int
    hours: float
    answered: float
    left: float
    modules: tuple[str, ...]
    why_left: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan that answers most need within the budget.

    `answered` is the share of all need, 0-1. `gap` is how much better a plan could be by the solver's bound:
    `is_best` where it is 0. `by_hours` is what the best plan of each smaller or larger budget would answer.
    """

    modules: tuple[PlanModule, ...]
    needs: tuple[PlanNeed, ...]
    left_out: tuple[LeftOut, ...]
    hours: float
    hours_used: float
    sessions: int | None
    sessions_used: int
    languages: tuple[str, ...]
    forms: tuple[str, ...]
    answered: float
    gap: float
    gain: Gain
    by_hours: tuple[tuple[float, float], ...] = ()

    @property
    def is_best(self) -> bool:
        """Tell whether no plan answers more."""
        return self.gap <= _NOTHING

    @property
    def unanswered(self) -> tuple[PlanNeed, ...]:
        """Return the needs that nothing answers, greatest first."""
        return tuple(one for one in self.needs if one.why_left)

    def as_json(self) -> dict[str, Any]:
        """Return a value for `json.dumps`: numbers unrounded."""
        content: dict[str, Any] = as_plain(self)
        unanswered = [one.competence for one in self.unanswered]
        return {**content, "is_best": self.is_best, "unanswered": unanswered}


def plan(
    needs: Needs,
    modules: Iterable[ModuleOutline],
    *,
    hours: float,
    sessions: int | None = None,
    languages: Sequence[str] = (),
    forms: Sequence[str] = (),
    wishes: Wishes | None = None,
) -> Plan:
    """Choose whole modules so that most need is answered.

    Parameters
    ----------
    needs : Needs
    modules : iterable of ModuleOutline
        What there is to choose from.
    hours : float
        The hours of the whole programme.
    sessions : int, optional
        How many meetings there can be; each module names how many it takes at least.
    languages : sequence of str
        A module must be there in all of them.
    forms : sequence of str
        'online', 'onsite': a module must be possible in one of them. Without any, every form will do.
    wishes : Wishes, optional
        What a person changed by hand.

    Raises
    ------
    PlanImpossible
        Modules to keep that are not there, not in these languages and forms, or do not fit the budget.
    PlanUnsolved
        See `solve`.

    Notes
    -----
    Maximised is the sum over competences of need × share answered by its hours (`Gain`), as a share of all need.
    Needs enter as they were estimated; how uncertain they are is in `Needs`.
    """
    catalogue = Catalogue.of(tuple(modules), tuple(languages), tuple(forms), wishes or Wishes())
    problem = catalogue.problem(needs, hours, sessions)
    solution = solve(problem)
    told = _Told(catalogue, needs, problem, solution)
    return Plan(
        modules=tuple(told.module(at) for at in solution.chosen),
        needs=told.table(),
        left_out=tuple(told.left_out()),
        hours=float(hours),
        hours_used=float(problem.hours[list(solution.chosen)].sum()),
        sessions=sessions,
        sessions_used=int(problem.sessions[list(solution.chosen)].sum()),
        languages=tuple(languages),
        forms=tuple(forms),
        answered=solution.answered,
        gap=solution.gap,
        gain=catalogue.wishes.gain,
    )


def answered_by_hours(
    needs: Needs, modules: Iterable[ModuleOutline], budgets: Iterable[float], **limits: Any
) -> tuple[tuple[float, float], ...]:
    """Return for each budget of hours the share of need that its best plan answers; `limits` as for `plan`.

    A budget that the modules to keep do not fit into is left out.
    """
    outlines, found = tuple(modules), []
    for hours in budgets:
        try:
            found.append((float(hours), plan(needs, outlines, hours=hours, **limits).answered))
        except PlanImpossible:
            continue
    return tuple(found)


# --- what is told of it ---


@dataclass(frozen=True, slots=True)
class _Told:
    catalogue: Catalogue
    needs: Needs
    problem: Problem
    solution: Solution

    def module(self, at: int) -> PlanModule:
        own, chosen = self.catalogue.offered[at], self.solution.chosen
        others = [one for one in chosen if one != at]
        forms = self.catalogue.forms or tuple(own.forms)
        return PlanModule(
            id=own.id,
            title=own.title,
            hours=float(own.hours),
            sessions=int(own.sessions),
            forms=tuple(one for one in own.forms if one in forms),
            adds=self.solution.answered - self.problem.answered(others),
            is_kept=own.id in self.catalogue.wishes.keep,
            needed_by=tuple(
                self.catalogue.offered[one].id
                for one in others
                if own.id in self.catalogue.offered[one].prerequisites
            ),
            reasons=self._reasons(at),
        )

    def _reasons(self, at: int) -> tuple[Reason, ...]:
        """Return the needs that a module answers, the one it gives most to first."""
        given = [
            Reason(need.competence, float(hours), float(worth), need.rank, _shares(need))
            for need, hours, worth in zip(
                self.needs.needs, self.problem.gives[at], self.problem.needs, strict=True
            )
            if hours > 0
        ]
        return tuple(sorted(given, key=lambda one: (-one.need * one.hours, one.competence)))

    def table(self) -> tuple[PlanNeed, ...]:
        """Return the table of need against hours, greatest need first."""
        order = np.argsort(-self.problem.needs, kind="stable")
        return tuple(self._line(int(at)) for at in order)

    def _line(self, at: int) -> PlanNeed:
        need, worth = self.needs.needs[at], float(self.problem.needs[at])
        giving = [one for one in self.solution.chosen if self.problem.gives[one, at] > 0]
        hours = float(self.problem.gives[giving, at].sum()) if giving else 0.0
        answered = self.problem.gain.answered(hours)
        return PlanNeed(
            competence=need.competence,
            need=worth,
            rank=need.rank,
            hours=hours,
            answered=answered,
            left=worth * (1 - answered),
            modules=tuple(self.catalogue.offered[one].id for one in giving),
            why_left="" if giving or worth <= 0 else self._why_left(need.competence),
        )

    def _why_left(self, competence: str) -> str:
        able = [one for one in self.catalogue.modules if one.competences.get(competence, 0) > 0]
        if not able:
            return "no-module"
        refused = [self.catalogue.refused.get(one.id) for one in able]
        if None in refused:
            return "no-room"
        return "left-out" if all(one and one.why == "wish" for one in refused) else "not-offered"

    def left_out(self) -> Iterable[LeftOut]:
        place = {one.id: at for at, one in enumerate(self.catalogue.offered)}
        for own in self.catalogue.modules:
            if own.id in self.catalogue.refused:
                yield self.catalogue.refused[own.id]
            elif place[own.id] not in self.solution.chosen:
                why = self._why_not(place[own.id])
                yield LeftOut(own.id, own.title, float(own.hours), why)

    def _why_not(self, at: int) -> str:
        """Say why an offered module was not chosen, from what adding it with all it builds on would mean."""
        wider = self._with_prerequisites(at)
        if self.problem.answered(wider) - self.solution.answered <= _NOTHING:
            return "adds-nothing"
        if self.problem.hours[wider].sum() > self.problem.most_hours + _NOTHING:
            return "hours"
        # What fits and adds something would be in the best plan.
        return "sessions"

    def _with_prerequisites(self, at: int) -> list[int]:
        found, waiting = set(self.solution.chosen), [at]
        while waiting:
            module = waiting.pop()
            if module not in found:
                found.add(module)
                waiting += [before for own, before in self.problem.requires if own == module]
        return sorted(found)


def _shares(need: Need) -> tuple[ReasonShare, ...]:
    return tuple(
        ReasonShare(one.part, one.n_in_need, one.n, one.share) for one in need.parts if one.n and one.weight
    )
