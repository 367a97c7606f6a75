"""Invented programmes of any size, drawn from a declared model with a seed: the same seed gives the same pack."""

from dataclasses import dataclass, replace

import numpy as np

from sauatty.core.evaluation.pack import (
    ActivityData,
    ActivityState,
    CurriculumCoverage,
    Pack,
    PackFacts,
    People,
    PlannedTime,
    Recommendations,
    SurveyData,
    TaughtLesson,
    TestData,
    TestPurpose,
    TrainingData,
)
from sauatty.core.evaluation.simulation_answers import evaluation_survey, need_survey, picked
from sauatty.core.evaluation.simulation_model import FORMS, Group, IntArray, ProgrammeModel
from sauatty.core.evaluation.simulation_papers import Pair, paired_test
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.statistics import BoolArray, FloatArray

STATES: tuple[ActivityState, ...] = ("planned", "held", "reported", "accepted")


@dataclass(frozen=True, slots=True)
class _Cast:
    """Everybody: the first `n` are those invited, the others came as guests."""

    model: ProgrammeModel
    n: int
    ids: tuple[str, ...]
    group: Group
    regions: tuple[str, ...]
    localities: tuple[str, ...]
    dice: np.random.Generator
    pair: Pair | None = None

    def of(self, rows: IntArray) -> Group:
        own = self.group
        return Group(
            own.ability[rows], own.gain[rows], own.workplace[rows], own.language[rows], own.form[rows]
        )

    def says(self, name: str, *, after: bool = False) -> BoolArray:
        """Draw a step of 'staying' for everybody."""
        return np.asarray(self.dice.random(len(self.ids)) < self.model.chance(name, self.group, after=after))


def simulate(model: ProgrammeModel, *, seed: int, size: int | None = None, pair: Pair | None = None) -> Pack:
    """Draw the data of an invented programme.

    Parameters
    ----------
    model : ProgrammeModel
        What is true of it; `truth` of simulation_truth.py says what an evaluation ought to find.
    seed, size : int
        `size` people are invited (without it as many as the model says); guests who came later stand beside them.
    pair : Pair, optional
        The papers that people answer; without them the items of the model, all by everybody.
    """
    cast = replace(_cast(model, size or model.size, np.random.default_rng(seed)), pair=pair)
    is_first = np.arange(len(cast.ids)) < cast.n
    survey = _needs(cast, np.flatnonzero(is_first & cast.says("answered")))
    tested = is_first & cast.says("tested_before")
    share = _shares(cast)
    attended = is_first & (share >= model.within("trainings", "attended_from"))
    tested_after = attended & cast.says("tested_after")
    certified = tested_after & cast.says("certified", after=True)
    evaluated = np.flatnonzero(attended & cast.says("evaluated"))
    after = evaluation_survey(
        model, cast.of(evaluated), _survey_ids(cast, evaluated, "e", "evaluation"), cast.dice
    )
    return Pack(
        facts=PackFacts(model.title, model.made, "Sauatty simulation", model.framework, model.consent, is_invented=True),
        competences=model.competences, people=_people(cast, is_first, certified), surveys=(survey, after),
        plan=tuple(PlannedTime(one, model.number(one, "minutes")) for one in model.competences),
        lessons=_lessons(model), tests=(_test(cast, "pre", tested), _test(cast, "final", tested_after)),
        trainings=_trainings(cast, share), activities=_activities(cast, attended), coverage=_coverage(cast),
        recommendations=_recommendations(model),
    )  # fmt: skip


def _cast(model: ProgrammeModel, n: int, dice: np.random.Generator) -> _Cast:
    everybody = n + round(n * model.within("activities", "second_generation", "share"))
    codes, shares = zip(
        *(model.shares("people", name) for name in ("regions", "languages", "localities")), strict=True
    )
    region, language, locality = (dice.choice(len(one), size=everybody, p=one) for one in shares)
    own = model.workplace_numbers("share")
    workplace = dice.choice(len(own), size=everybody, p=own / own.sum())
    ability = model.within("people", "ability", "sd") * dice.standard_normal(everybody)
    ability += model.workplace_numbers("ability")[workplace] + model.language_numbers("ability")[language]
    gain = model.within("people", "gain", "sd") * dice.standard_normal(everybody)
    gain += model.workplace_numbers("extra")[workplace] + model.language_numbers("gain")[language]
    form = (dice.random(everybody) < model.within("trainings", "onsite_share")).astype(np.int64)
    ids = tuple(f"p{number:06d}" for number in range(1, everybody + 1))
    group = Group(ability, gain, workplace, language, form)
    return _Cast(model, n, ids, group, picked(codes[0], region), picked(codes[2], locality), dice)


def _people(cast: _Cast, is_first: BoolArray, certified: BoolArray) -> People:
    return People(
        cast.ids,
        {
            "region": cast.regions, "language": picked(cast.model.languages, cast.group.language),
            "workplace": picked(cast.model.workplaces, cast.group.workplace), "locality": cast.localities,
            "cohort": picked(("2", "1"), is_first.astype(np.int64)),
        },
        {"invited": tuple(is_first.tolist()), "certified": tuple(certified.tolist())},
    )  # fmt: skip


# --- surveys ---


def _survey_ids(cast: _Cast, rows: IntArray, letter: str, purpose: str) -> list[str]:
    """Return the ids of responses: of people where they are known, else numbers that lead to nobody."""
    if not cast.model.within("answers", f"{purpose}_is_anonymous"):
        return [cast.ids[row] for row in rows.tolist()]
    return [f"{letter}{number:06d}" for number in range(1, len(rows) + 1)]


def _needs(cast: _Cast, rows: IntArray) -> SurveyData:
    """Return the survey of needs; its order says nothing about who answered."""
    model, rows = cast.model, cast.dice.permutation(rows)
    group, own = cast.of(rows), cast.model.within("people", "workplaces")
    profile = {
        "region": picked(cast.regions, rows),
        "locality": picked(cast.localities, rows),
        "role": picked([own[one]["role"] for one in model.workplaces], group.workplace),
        "organisation_kind": picked([own[one]["organisation"] for one in model.workplaces], group.workplace),
    }
    return need_survey(model, group, _survey_ids(cast, rows, "r", "need"), profile, cast.dice)


# --- tests and trainings ---


def _test(cast: _Cast, purpose: TestPurpose, took: BoolArray) -> TestData:
    model, rows = cast.model, np.flatnonzero(took)
    if cast.pair is not None:
        return paired_test(model, cast.pair, purpose, cast.of(rows), cast.ids, rows, cast.dice)
    chances = model.solved(cast.of(rows), after=purpose == "final")
    scores = (cast.dice.random(chances.shape) < chances).astype(np.float64)
    competences = [one for one, _slope, _difficulty in model.items()]
    items = tuple(f"{purpose}-{number:02d}" for number in range(1, len(competences) + 1))
    persons = tuple(cast.ids[row] for row in rows.tolist())
    matrix = ScoreMatrix(scores, persons, items, (1,) * len(items))
    return TestData(purpose, matrix, dict(zip(items, competences, strict=True)))


def _shares(cast: _Cast) -> FloatArray:
    """Draw which share of the sessions everybody was there."""
    n = cast.model.within("trainings", "sessions")
    return np.asarray(cast.dice.binomial(n, cast.model.chance("session", cast.group)) / n)


def _trainings(cast: _Cast, share: FloatArray) -> tuple[TrainingData, ...]:
    """Return the trainings; everybody invited is in one of their language and form."""
    model = cast.model
    found: list[TrainingData] = []
    regions, weights = model.shares("people", "regions")
    for form_number, form in enumerate(FORMS):
        for language_number, language in enumerate(model.languages):
            n = model.within("trainings", form, language)
            own = (cast.group.form == form_number) & (cast.group.language == language_number)
            rows = np.flatnonzero(own & (np.arange(len(cast.ids)) < cast.n))
            places = cast.dice.integers(0, n, size=len(rows))
            for number in range(n):
                mine = rows[places == number].tolist()
                found.append(
                    TrainingData(
                        f"{form}-{language}-{number + 1:02d}", "online" if form == "online" else "onsite",
                        str(cast.dice.choice(regions, p=weights)), language, f"2026-{2 + len(found) % 4:02d}",
                        float(model.within("trainings", "hours")), {cast.ids[row]: float(share[row]) for row in mine},
                    )
                )  # fmt: skip
    return tuple(found)


# --- activities ---


def _activities(cast: _Cast, attended: BoolArray) -> tuple[ActivityData, ...]:
    """Return the activities of those who attended, and those of the guests who went on to run their own."""
    second = np.arange(cast.n, len(cast.ids))
    numbers = np.where(attended, cast.dice.poisson(cast.model.n_activities(cast.group)), 0)
    numbers[second] = cast.dice.random(len(second)) < cast.model.within(
        "activities", "second_generation", "active"
    )
    people = np.repeat(np.arange(len(cast.ids)), numbers)
    own = cast.model.within("activities")
    weights = np.array([cast.model.number(one, "taken_up") for one in cast.model.competences])
    subjects = cast.dice.choice(len(weights), size=len(people), p=weights / weights.sum()).tolist()
    states = cast.dice.choice(
        len(STATES), size=len(people), p=[own["states"][one] for one in STATES]
    ).tolist()
    came = own["visitors"]
    lows = (
        np.maximum(came["least"], cast.dice.normal(came["mean"], came["spread"], len(people)))
        .astype(int)
        .tolist()
    )
    more = (cast.dice.integers(0, 3, len(people)) * 2).tolist()
    guests = _guests(cast, people, second)
    return tuple(
        ActivityData(
            f"a{number + 1:06d}", cast.ids[person], cast.regions[person], STATES[states[number]],
            (cast.model.competences[subjects[number]],), lows[number], lows[number] + more[number], guests[number],
        )
        for number, person in enumerate(people.tolist())
    )  # fmt: skip


def _guests(cast: _Cast, people: IntArray, second: IntArray) -> list[tuple[str, ...]]:
    """Return the known guests of each activity: of the second generation, at activities of the first."""
    known = float(cast.model.within("activities", "known"))
    has = (cast.dice.random(len(people)) < known) & (people < cast.n) & (len(second) > 0)
    who = cast.dice.integers(0, max(len(second), 1), size=len(people)) + cast.n
    pairs = zip(has.tolist(), who.tolist(), strict=True)
    return [(cast.ids[guest],) if is_known else () for is_known, guest in pairs]


# --- content and curriculum ---


def _lessons(model: ProgrammeModel) -> tuple[TaughtLesson, ...]:
    return tuple(
        TaughtLesson(f"{one}-{number}", (one,), is_machine=number > 1)
        for one in model.competences
        for number in range(1, int(model.number(one, "lessons")) + 1)
    )


def area_chance(model: ProgrammeModel, area: str, competence: str) -> float:
    """Return the chance that an objective of an area carries a competence."""
    own = model.within("curriculum")
    return min(1.0, float(own["area"][area]) * float(own["competence"][competence]))


def _coverage(cast: _Cast) -> tuple[CurriculumCoverage, ...]:
    areas = cast.model.within("curriculum", "areas")
    return tuple(
        CurriculumCoverage(area, one, int(cast.dice.binomial(n, area_chance(cast.model, area, one))), int(n))
        for area, n in areas.items()
        for one in cast.model.competences
    )


def _recommendations(model: ProgrammeModel) -> tuple[Recommendations, ...]:
    """Return the recommendations of the guide, dealt over the areas in turn."""
    areas = list(model.within("curriculum", "areas"))
    return tuple(
        Recommendations(area, one, n)
        for one in model.competences
        for at, area in enumerate(areas)
        if (n := (int(model.number(one, "recommendations")) + len(areas) - 1 - at) // len(areas))
    )
