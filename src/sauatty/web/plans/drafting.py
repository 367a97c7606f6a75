"""A plan as people edit it: which modules and lessons, in which order, for how many hours. Pure: no tables here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf, isfinite
from typing import Any

from sauatty.core.catalogue.modules import FORMS, LessonOutline, ModuleOutline
from sauatty.core.languages import LANGUAGES
from sauatty.core.surveys.needs import Needs
from sauatty.core.surveys.plan import Plan, PlanNeed, Wishes, plan

Json = dict[str, Any]
MOST_HOURS, MOST_SESSIONS = 500.0, 200
LEAST_MODULE = 0.5


@dataclass(frozen=True, slots=True)
class Budget:
    """What a programme may take. `sessions` None: as many as needed. Without forms every form will do."""

    hours: float
    sessions: int | None = None
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, body: Json) -> "Budget":
        """Return the budget of a version."""
        sessions = body.get("sessions")
        return cls(
            float(body["hours"]), None if sessions is None else int(sessions),
            tuple(body.get("languages", ())), tuple(body.get("forms", ())),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftModule:
    """A module in a plan: its hours and the lessons that stay, in their order."""

    id: str
    hours: float
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as it is edited. `dropped` are the modules that somebody took out by hand."""

    budget: Budget
    modules: tuple[DraftModule, ...]
    dropped: tuple[str, ...] = ()

    @classmethod
    def of(cls, body: Json) -> "Draft":
        """Return the draft of a version."""
        modules = (
            DraftModule(one["id"], float(one["hours"]), tuple(one["lessons"])) for one in body["modules"]
        )
        return cls(Budget.of(body), tuple(modules), tuple(body.get("dropped", ())))

    def as_json(self) -> Json:
        """Return what a version keeps."""
        budget = self.budget
        return {
            "hours": budget.hours, "sessions": budget.sessions, "languages": list(budget.languages),
            "forms": list(budget.forms), "dropped": list(self.dropped),
            "modules": [{"id": one.id, "hours": one.hours, "lessons": list(one.lessons)} for one in self.modules],
        }  # fmt: skip

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the modules in their order."""
        return tuple(one.id for one in self.modules)

    def module(self, id: str) -> DraftModule | None:
        """Return a module of the plan."""
        return next((one for one in self.modules if one.id == id), None)


def on_top(mine: Draft, before: Draft, newest: Draft) -> Draft:
    """Return what somebody changed in the plan `before`, on top of what others made of it meanwhile."""
    own = {one.id: one for one in mine.modules if one != before.module(one.id)}
    kept = [own.get(one.id, one) for one in newest.modules if one.id in mine.ids or one.id not in before.ids]
    came = [one for one in own.values() if one.id not in newest.ids]
    ids = {one.id for one in (*kept, *came)}
    dropped = dict.fromkeys(one for one in (*newest.dropped, *mine.dropped) if one not in ids)
    return Draft(newest.budget, (*kept, *came), tuple(dropped))


def whole(outline: ModuleOutline) -> DraftModule:
    """Return a module with all of its lessons and hours."""
    return DraftModule(outline.id, outline.hours, tuple(one.id for one in outline.lessons))


def edited(outline: ModuleOutline, own: DraftModule) -> ModuleOutline:
    """Return an outline as it is in the plan: kept lessons in their order, their hours stretched to the module's."""
    by_id = {one.id: one for one in outline.lessons}
    lessons = [by_id[id] for id in own.lessons if id in by_id] or list(outline.lessons)
    stretch = own.hours / sum(one.hours for one in lessons)
    kept = tuple(replace(one, hours=one.hours * stretch) for one in lessons)
    # What was left whole keeps the shares that the catalogue states.
    is_whole = len(kept) == len(outline.lessons)
    shares = outline.competences if is_whole else _shares(kept)
    sessions = max(1, ceil(outline.sessions * len(kept) / len(outline.lessons)))
    return replace(outline, hours=own.hours, lessons=kept, competences=shares, sessions=sessions)


def _shares(lessons: Sequence[LessonOutline]) -> Mapping[str, float]:
    """Return the shares of the hours by competence: a lesson on several is divided evenly."""
    total, found = sum(one.hours for one in lessons), dict[str, float]()
    for one in lessons:
        for competence in one.competences:
            found[competence] = found.get(competence, 0.0) + one.hours / len(one.competences) / total
    return found


def edited_outlines(draft: Draft, outlines: Iterable[ModuleOutline]) -> tuple[ModuleOutline, ...]:
    """Return the modules of a plan as edited, in its order; those that the catalogue no longer has are left out."""
    by_id = {one.id: one for one in outlines}
    return tuple(edited(by_id[one.id], one) for one in draft.modules if one.id in by_id)


def evaluate(draft: Draft, needs: Needs, outlines: Iterable[ModuleOutline]) -> Plan:
    """Return what a plan answers as it stands, whatever its budget."""
    known = tuple(outlines)
    own = edited_outlines(draft, known)
    ids = {one.id for one in own}
    # Nothing is left to choose: what stands in the plan is kept, also without the modules it builds on.
    fixed = [replace(one, prerequisites=(), languages=LANGUAGES, forms=one.forms or FORMS) for one in own]
    others = [one for one in known if one.id not in ids]
    wishes = Wishes(keep=tuple(ids), drop=tuple(one.id for one in others))
    found = plan(needs, [*fixed, *others], hours=MOST_HOURS * 10, wishes=wishes)
    left = tuple(replace(one, why_left=_why_left(draft, one, known)) for one in found.needs)
    return _as_budgeted(replace(_in_order(found, draft.ids), needs=left, left_out=()), draft.budget)


def _why_left(draft: Draft, need: PlanNeed, outlines: Iterable[ModuleOutline]) -> str:
    """Say why a need has no hours: from the budget and from what people took out, not from how it was computed."""
    if not need.why_left:
        return ""
    able = [one for one in outlines if one.competences.get(need.competence)]
    offered = [one for one in able if _is_offered(one, draft.budget)]
    if not offered:
        return "not-offered" if able else "no-module"
    return "left-out" if all(one.id in draft.dropped for one in offered) else "no-room"


def _is_offered(outline: ModuleOutline, budget: Budget) -> bool:
    has_languages = set(budget.languages) <= set(outline.languages)
    return has_languages and (not budget.forms or bool(set(budget.forms) & set(outline.forms)))


def _in_order(found: Plan, ids: Sequence[str]) -> Plan:
    return replace(found, modules=tuple(sorted(found.modules, key=lambda one: ids.index(one.id))))


def _as_budgeted(found: Plan, budget: Budget) -> Plan:
    forms = tuple(budget.forms)
    modules = tuple(
        replace(
            one,
            is_kept=False,
            forms=tuple(form for form in one.forms if not forms or form in forms) or one.forms,
        )
        for one in found.modules
    )
    return replace(
        found,
        modules=modules,
        hours=budget.hours,
        sessions=budget.sessions,
        languages=budget.languages,
        forms=forms,
    )


def suggest(
    budget: Budget,
    needs: Needs,
    outlines: Iterable[ModuleOutline],
    *,
    keep: Draft | None,
    drop: Sequence[str],
) -> Draft:
    """Return the best plan within a budget; modules of `keep` stay in it as they were edited and in their order.

    The others stand in the order of `outlines`, each before the first kept one that comes after it there.

    Raises
    ------
    PlanImpossible
        What is to be kept does not fit the budget, the languages or the forms.
    """
    own = {one.id: one for one in keep.modules} if keep else {}
    offered = [edited(one, own[one.id]) if one.id in own else one for one in outlines]
    wishes = Wishes(keep=tuple(own), drop=tuple(drop))
    found = plan(needs, offered, wishes=wishes, **limits_of(budget))
    by_id = {one.id: one for one in offered}
    chosen = {one.id for one in found.modules}
    ordered = _placed([id for id in own if id in chosen], [id for id in by_id if id in chosen], list(by_id))
    return Draft(budget, tuple(whole(by_id[id]) for id in _prerequisites_first(ordered, by_id)), tuple(drop))


def _placed(kept: Sequence[str], chosen: Sequence[str], order: Sequence[str]) -> list[str]:
    found = list(kept)
    for id in chosen:
        if id not in kept:
            later = (at for at, one in enumerate(found) if order.index(one) > order.index(id))
            found.insert(next(later, len(found)), id)
    return found


def _prerequisites_first(ids: Sequence[str], by_id: Mapping[str, ModuleOutline]) -> list[str]:
    placed: list[str] = []

    def place(id: str) -> None:
        if id in placed:
            return
        for before in by_id[id].prerequisites:
            if before in ids:
                place(before)
        placed.append(id)

    for id in ids:
        place(id)
    return placed


def limits_of(budget: Budget) -> Json:
    """Return a budget as `plan` takes it."""
    return {
        "hours": budget.hours, "sessions": budget.sessions, "languages": budget.languages, "forms": budget.forms,
    }  # fmt: skip


def budgets_around(hours: float, total: float) -> list[float]:
    """Return the budgets for which the trade-off is shown: eight steps up to twice the hours or all modules."""
    most = min(max(2 * hours, 8.0), max(total, 8.0))
    found = {round(most * step / 8) for step in range(1, 9)} | {hours}
    return sorted(float(one) for one in found if one > 0)


# --- edits ---


def moved(ids: Sequence[str], id: str, way: str) -> list[str]:
    """Return a list with one of it moved up or down by one place."""
    found = list(ids)
    if id in found:
        at = found.index(id)
        to = at + (-1 if way == "up" else 1)
        if 0 <= to < len(found):
            found[at], found[to] = found[to], found[at]
    return found


def with_lessons(
    outline: ModuleOutline, before: DraftModule, lessons: Sequence[str], hours: float
) -> DraftModule:
    """Return a module with other lessons; hours that were not typed anew shrink and grow with the lessons."""
    if hours == before.hours and set(lessons) != set(before.lessons):
        own = {one.id: one.hours for one in outline.lessons}
        scale = before.hours / (sum(own.get(id, 0.0) for id in before.lessons) or inf)
        hours = round(scale * sum(own.get(id, 0.0) for id in lessons), 2) or before.hours
    return DraftModule(before.id, clean_hours(hours, before.hours), tuple(lessons) or before.lessons)


def clean_hours(hours: float, otherwise: float) -> float:
    """Return hours that a module can have."""
    if not isfinite(hours) or hours <= 0:
        return otherwise
    return min(max(hours, LEAST_MODULE), MOST_HOURS)
