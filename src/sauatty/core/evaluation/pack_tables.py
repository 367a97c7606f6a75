"""The tables of a pack that are no surveys and no points: what each holds, written and read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast, get_args

from sauatty.core.evaluation.pack import (
    ActivityData,
    ActivityState,
    CurriculumCoverage,
    Pack,
    People,
    PlannedTime,
    Recommendations,
    TaughtLesson,
    TrainingData,
)
from sauatty.core.evaluation.pack_rows import Table, number_text, yes_no

FORMS = ("online", "onsite", "mixed")
PERSON = "person"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "trainings": ("training", "form", "region", "language", "day", "hours"),
    "attendance": ("training", PERSON, "share"),
    "activities": ("activity", PERSON, "region", "state", "competences", "low", "high"),
    "guests": ("activity", PERSON),
    "plan": ("competence", "minutes"),
    "lessons": ("lesson", "competences", "machine"),
    "coverage": ("area", "competence", "n_covering", "n_objectives"),
    "recommendations": ("area", "competence", "n"),
}
Rows = Iterable[Sequence[str]]


def people_columns(people: People) -> tuple[str, ...]:
    """Return the columns of the table of people."""
    return (PERSON, *people.traits, *people.stages)


def people_rows(people: People) -> Rows:
    """Yield the table of people row by row."""
    stages = [[yes_no(one) for one in column] for column in people.stages.values()]
    return zip(people.ids, *people.traits.values(), *stages, strict=True)


def plain_rows(pack: Pack) -> dict[str, Rows]:
    """Return the rows of each table of `COLUMNS`."""
    return {
        "trainings": [
            (one.id, one.form, one.region, one.language, one.day, number_text(one.hours)) for one in pack.trainings
        ],
        "attendance": [
            (one.id, who, number_text(share)) for one in pack.trainings for who, share in one.attended.items()
        ],
        "activities": [
            (one.id, one.person, one.region, one.state, " ".join(one.competences), str(one.low), str(one.high))
            for one in pack.activities
        ],
        "guests": [(one.id, who) for one in pack.activities for who in one.guests],
        "plan": [(one.competence, number_text(one.minutes)) for one in pack.plan],
        "lessons": [(one.id, " ".join(one.competences), yes_no(one.is_machine)) for one in pack.lessons],
        "coverage": [
            (one.area, one.competence, str(one.n_covering), str(one.n_objectives)) for one in pack.coverage
        ],
        "recommendations": [(one.area, one.competence, str(one.n)) for one in pack.recommendations],
    }  # fmt: skip


def read_people(table: Table, traits: Sequence[str], stages: Sequence[str]) -> People:
    """Return the people of a table."""
    return People(
        table.labels(PERSON),
        {one: table.column(one) for one in traits},
        {one: table.answers(one) for one in stages},
    )


def read_plain(tables: Mapping[str, Table]) -> dict[str, Any]:
    """Return the fields of a pack that the tables of `COLUMNS` hold."""
    return {
        "trainings": _trainings(tables["trainings"], tables["attendance"]),
        "activities": _activities(tables["activities"], tables["guests"]),
        **{name: read(tables[name]) for name, read in _SIMPLE.items()},
    }


def _trainings(table: Table, attendance: Table) -> tuple[TrainingData, ...]:
    ids = table.labels("training")
    attended: dict[str, dict[str, float]] = {one: {} for one in ids}
    shares = attendance.numbers("share", 0.0, 1.0)
    rows = zip(attendance.column("training"), attendance.column(PERSON), shares, strict=True)
    for at, (training, person, share) in enumerate(rows):
        if training not in attended:
            attendance.refuse(at, "training", training, "a training of this pack")
        if attended[training].setdefault(person, share) != share:
            attendance.refuse(at, PERSON, person, "there once")
    forms, hours = table.among("form", FORMS), table.numbers("hours")
    told = zip(table.column("region"), table.column("language"), table.column("day"), strict=True)
    return tuple(
        TrainingData(one, cast(Any, form), *about, length, attended[one])
        for one, form, about, length in zip(ids, forms, told, hours, strict=True)
    )


def _activities(table: Table, guests: Table) -> tuple[ActivityData, ...]:
    ids = table.labels("activity")
    came: dict[str, list[str]] = {one: [] for one in ids}
    for at, (activity, person) in enumerate(
        zip(guests.column("activity"), guests.column(PERSON), strict=True)
    ):
        if activity not in came:
            guests.refuse(at, "activity", activity, "an activity of this pack")
        came[activity].append(person)
    states = table.among("state", get_args(ActivityState))
    competences = [tuple(one.split()) for one in table.column("competences")]
    told = zip(
        ids, table.column(PERSON), table.column("region"), states, competences,
        table.wholes("low"), table.wholes("high"), strict=True,
    )  # fmt: skip
    return tuple(
        ActivityData(one, who, region, cast(Any, state), about, low, high, tuple(came[one]))
        for one, who, region, state, about, low, high in told
    )


def _plan(table: Table) -> tuple[PlannedTime, ...]:
    return tuple(map(PlannedTime, table.column("competence"), table.numbers("minutes")))


def _lessons(table: Table) -> tuple[TaughtLesson, ...]:
    competences = (tuple(one.split()) for one in table.column("competences"))
    return tuple(map(TaughtLesson, table.labels("lesson"), competences, map(bool, table.answers("machine"))))


def _coverage(table: Table) -> tuple[CurriculumCoverage, ...]:
    counts = table.wholes("n_covering"), table.wholes("n_objectives")
    return tuple(map(CurriculumCoverage, table.column("area"), table.column("competence"), *counts))


def _recommendations(table: Table) -> tuple[Recommendations, ...]:
    return tuple(map(Recommendations, table.column("area"), table.column("competence"), table.wholes("n")))


_SIMPLE: Mapping[str, Callable[[Table], Any]] = {
    "plan": _plan,
    "lessons": _lessons,
    "coverage": _coverage,
    "recommendations": _recommendations,
}
