"""The flow of people through a programme, as CONSORT draws it: how many at each step, and who was lost."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sauatty.core.evaluation.figures import Figure, mean, missing, share
from sauatty.core.evaluation.pack import Pack, TestPurpose
from sauatty.core.statistics import BoolArray, FloatArray

STEPS = (
    "invited",
    "answered",
    "tested_before",
    "attended",
    "tested_after",
    "both_tests",
    "active",
    "certified",
)
# Who was there for this share of a training attended it, where the pack does not say who attended.
ATTENDED_FROM = 0.5
LEAST_GROUP = 10
FORM = "form"


@dataclass(frozen=True, slots=True)
class GroupStep:
    """One step of one group: of `n_before` people at the step before, `n_lost` did not come to this one."""

    trait: str
    key: str
    n: int
    share: Figure
    n_before: int
    n_lost: int


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of the flow.

    `share` is of the base (who was invited, or everybody where that is not known), `kept` of those at the step before.
    `n_unknown` are people of whom nobody can say. `source` says where the step comes from: 'pack' (it says so),
    'data' (read off tests, trainings or activities), 'survey' (an anonymous survey: a number alone), '' where nobody
    knows. `groups` are those of at least `LEAST_GROUP` people.
    """

    stage: str
    n: int
    share: Figure
    kept: Figure
    n_lost: int
    n_unknown: int
    source: str
    groups: tuple[GroupStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps in order. `n_base` is what shares are of; `attended_from` is the rule that `attended` was read off by."""

    n_people: int
    n_base: int
    attended_from: float
    steps: tuple[FlowStep, ...]
    mean_attendance: Figure

    def step(self, stage: str) -> FlowStep:
        """Return one step."""
        return next(one for one in self.steps if one.stage == stage)


@dataclass(frozen=True, slots=True)
class Stages:
    """Who came to which step: `values` are 1, 0 or nan (nobody can say) for each person."""

    values: Mapping[str, FloatArray]
    sources: Mapping[str, str]

    def has(self, stage: str) -> BoolArray:
        """Return who came to a step for sure."""
        return np.asarray(self.values[stage] == 1, dtype=np.bool_)


def stages_of(pack: Pack, attended_from: float = ATTENDED_FROM) -> Stages:
    """Return who came to which step: as the pack says, else as its data show."""
    values, sources = {}, {}
    for stage in STEPS:
        said = _said(pack, stage)
        shown = None if said is not None else _shown(pack, stage, attended_from)
        found = said if said is not None else shown
        values[stage] = np.full(len(pack.people), np.nan) if found is None else found
        sources[stage] = "pack" if said is not None else "data" if shown is not None else ""
    return Stages(values, sources)


def flow(pack: Pack, stages: Stages, attended_from: float = ATTENDED_FROM) -> Flow:
    """Return the flow of a pack's people."""
    base = stages.has("invited")
    if not base.any():
        base = np.ones(len(pack.people), dtype=np.bool_)
    groups = groups_of_people(pack)
    steps, before = [], base
    for stage in STEPS:
        one = _step(pack, stages, stage, base, before, groups)
        steps.append(one)
        if one.source in ("pack", "data") and stage not in ("answered", "active"):
            before = stages.has(stage)
    shares = [part for training in pack.trainings for part in training.attended.values()]
    return Flow(
        len(pack.people), int(base.sum()), attended_from, tuple(steps), mean(np.array(shares, float), "share")
    )


def groups_of_people(pack: Pack) -> dict[str, np.ndarray[tuple[int], np.dtype[np.str_]]]:
    """Return the traits by which differences are asked for, and the form of the training; '' where unknown."""
    found = {
        trait: np.array(pack.people.traits[trait], dtype=np.str_)
        for trait in ("region", "language", "workplace")
        if pack.people.traits.get(trait)
    }
    if pack.trainings:
        form: dict[str, str] = {}
        for training in pack.trainings:
            for person in training.attended:
                known = form.setdefault(person, training.form)
                form[person] = known if known == training.form else "mixed"
        found[FORM] = np.array([form.get(one, "") for one in pack.people.ids], dtype=np.str_)
    return found


def _said(pack: Pack, stage: str) -> FloatArray | None:
    given = pack.people.stages.get(stage)
    if not given or all(one is None for one in given):
        return None
    return np.array([np.nan if one is None else float(one) for one in given])


def _shown(pack: Pack, stage: str, attended_from: float) -> FloatArray | None:
    """Return what tests, trainings, activities and surveys of known people show of a step."""
    if stage in ("tested_before", "tested_after"):
        return _tested(pack, "pre" if stage == "tested_before" else "final")
    if stage == "both_tests":
        both = [_said_or_shown(pack, one) for one in ("tested_before", "tested_after")]
        return None if both[0] is None or both[1] is None else np.asarray(both[0] * both[1])
    found: set[str] | None = None
    if stage == "attended" and pack.trainings:
        found = {p for one in pack.trainings for p, part in one.attended.items() if part >= attended_from}
    elif stage == "active" and pack.activities:
        found = {one.person for one in pack.activities if one.state == "accepted"}
    elif stage == "answered":
        survey = pack.survey("need")
        found = set(survey.table.ids) if survey and not survey.is_anonymous else None
    return None if found is None else _members(pack, found)


def _said_or_shown(pack: Pack, stage: str) -> FloatArray | None:
    said = _said(pack, stage)
    return said if said is not None else _shown(pack, stage, ATTENDED_FROM)


def _tested(pack: Pack, purpose: TestPurpose) -> FloatArray | None:
    test = pack.test(purpose)
    if test is None:
        return None
    took: BoolArray = np.any(~np.isnan(test.scores.scores), axis=1)
    return _members(pack, {one for one, did in zip(test.scores.persons, took, strict=True) if did})


def _members(pack: Pack, members: set[str]) -> FloatArray:
    return np.array([float(one in members) for one in pack.people.ids])


def _step(
    pack: Pack, stages: Stages, stage: str, base: BoolArray, before: BoolArray,
    groups: Mapping[str, np.ndarray[tuple[int], np.dtype[np.str_]]],
) -> FlowStep:  # fmt: skip
    if not stages.sources[stage]:
        return _unknown_step(pack, stage, base)
    has, unknown = stages.has(stage), np.isnan(stages.values[stage])
    own = has & base
    n_lost = int((before & ~has & ~unknown).sum())
    return FlowStep(
        stage, int(own.sum()), share(int(own.sum()), int((base & ~unknown).sum())),
        share(int((before & has).sum()), int((before & ~unknown).sum())), n_lost, int((base & unknown).sum()),
        stages.sources[stage], tuple(_group_steps(groups, has, base, before)),
    )  # fmt: skip


def _unknown_step(pack: Pack, stage: str, base: BoolArray) -> FlowStep:
    """Return a step of which nobody knows who came to it; of an anonymous survey their number is known."""
    survey = pack.survey("need") if stage == "answered" else None
    none = missing("not-known")
    if survey is None:
        return FlowStep(stage, 0, none, none, 0, int(base.sum()), "")
    n, asked = len(survey.table), int(base.sum())
    known = share(n, asked) if n <= asked else missing("more-than-invited", n=n)
    return FlowStep(stage, n, known, missing("anonymous"), max(asked - n, 0), asked, "survey")


def _group_steps(
    groups: Mapping[str, np.ndarray[tuple[int], np.dtype[np.str_]]], has: BoolArray, base: BoolArray, before: BoolArray
) -> list[GroupStep]:  # fmt: skip
    found = []
    for trait in ("region", FORM):
        if trait not in groups:
            continue
        names, places = np.unique(groups[trait], return_inverse=True)
        counts = [
            np.bincount(places[mask], minlength=len(names))
            for mask in (base, base & has, before, before & ~has)
        ]
        for at, name in enumerate(names):
            if name and counts[0][at] >= LEAST_GROUP:
                n_base, n, n_before, n_lost = (int(one[at]) for one in counts)
                found.append(GroupStep(trait, str(name), n, share(n, n_base), n_before, n_lost))
    return found
