"""What a plan chooses from: the modules on offer, why others are not, and what a person wishes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.errors import PlanImpossible
from sauatty.core.languages import Translated
from sauatty.core.surveys.needs import Need, Needs
from sauatty.core.surveys.plan_model import Gain, Problem


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person changes in a plan: modules to keep and to leave out, needs by competence, the gain of hours."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    needs: Mapping[str, float] = field(default_factory=dict)
    gain: Gain = field(default_factory=Gain)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A module that is not in the plan.

    `why` is 'language', 'form', 'prerequisite', 'wish', 'adds-nothing', or 'hours' or 'sessions': it fits only in
    the place of modules that answer more. `detail` names the languages, forms or modules.
    """

    id: str
    title: Translated
    hours: float
    why: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The modules on offer, in the order of their ids, and why each other one is not (`refused`)."""

    offered: tuple[ModuleOutline, ...]
    refused: Mapping[str, LeftOut]
    modules: tuple[ModuleOutline, ...]
    forms: tuple[str, ...]
    wishes: Wishes

    @classmethod
    def of(
        cls,
        modules: tuple[ModuleOutline, ...],
        languages: tuple[str, ...],
        forms: tuple[str, ...],
        wishes: Wishes,
    ) -> "Catalogue":
        """Part modules into those on offer and the others; PlanImpossible if one to keep is not on offer."""
        ordered = tuple(sorted(modules, key=lambda one: one.id))
        refused: dict[str, LeftOut] = {}
        for one in ordered:
            why, detail = _refusal(one, languages, forms, wishes)
            if why:
                refused[one.id] = LeftOut(one.id, one.title, float(one.hours), why, detail)
        _refuse_dependents(ordered, refused)
        _check_kept(ordered, refused, wishes)
        offered = tuple(one for one in ordered if one.id not in refused)
        return cls(offered, refused, ordered, forms, wishes)

    def problem(self, needs: Needs, hours: float, sessions: int | None) -> Problem:
        """Return what is to be solved, modules and needs in their order."""
        place = {one.id: at for at, one in enumerate(self.offered)}
        gives = [[one.hours_for(need.competence) for need in needs.needs] for one in self.offered]
        return Problem(
            gives=np.array(gives, dtype=np.float64).reshape(len(self.offered), len(needs.needs)),
            needs=np.array([self.need(one) for one in needs.needs], dtype=np.float64),
            hours=np.array([one.hours for one in self.offered], dtype=np.float64),
            sessions=np.array([one.sessions for one in self.offered], dtype=np.float64),
            most_hours=float(hours),
            most_sessions=inf if sessions is None else float(sessions),
            requires=tuple(
                (place[one.id], place[before]) for one in self.offered for before in one.prerequisites
            ),
            fixed={place[one]: True for one in self.wishes.keep},
            gain=self.wishes.gain,
        )

    def need(self, need: Need) -> float:
        """Return how great a need counts: as a person changed it, or as it was estimated."""
        return max(0.0, float(self.wishes.needs.get(need.competence, need.index.estimate)))


def _refusal(
    module: ModuleOutline, languages: tuple[str, ...], forms: tuple[str, ...], wishes: Wishes
) -> tuple[str, tuple[str, ...]]:
    if module.id in wishes.drop:
        return "wish", ()
    missing = tuple(one for one in languages if one not in module.languages)
    if missing:
        return "language", missing
    if forms and not set(forms) & set(module.forms):
        return "form", tuple(module.forms)
    return "", ()


def _refuse_dependents(modules: Sequence[ModuleOutline], refused: dict[str, LeftOut]) -> None:
    """Refuse what builds on refused or unknown modules, and what builds on that."""
    known = {one.id for one in modules}
    changed = True
    while changed:
        changed = False
        for one in modules:
            lacking = tuple(
                before for before in one.prerequisites if before in refused or before not in known
            )
            if lacking and one.id not in refused:
                refused[one.id] = LeftOut(one.id, one.title, float(one.hours), "prerequisite", lacking)
                changed = True


def _check_kept(modules: Sequence[ModuleOutline], refused: Mapping[str, LeftOut], wishes: Wishes) -> None:
    known = {one.id for one in modules}
    for one in wishes.keep:
        if one not in known:
            raise PlanImpossible(problem=f"there is no module '{one}' to keep")
        if one in refused:
            detail = ", ".join(refused[one].detail)
            raise PlanImpossible(
                problem=f"the module '{one}' is to be kept and cannot be offered ({refused[one].why} {detail})".strip()
            )
