"""A pack of those alone who agreed: whom and which surveys it keeps."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sauatty.core.evaluation.pack import ActivityData, Pack, People, SurveyData, TestData, TrainingData
from sauatty.core.surveys.anonymity import picked


def of_people(pack: Pack, ids: Collection[str], surveys: Sequence[int] | None = None) -> Pack:
    """Return the pack with some of its people only, and with all that is told of the others left out.

    Parameters
    ----------
    pack : Pack
    ids : collection of str
        Who stays. Activities of others go whole; of their own activities the numbers who came stay, and of the guests
        who are named those who stay. Surveys that are not anonymous keep the answers of those who stay.
    surveys : sequence of int, optional
        The places of the surveys that stay; all where it is None.
    """
    kept = frozenset(ids) & frozenset(pack.people.ids)
    chosen = range(len(pack.surveys)) if surveys is None else surveys
    told = [pack.surveys[at] for at in chosen]
    return replace(
        pack,
        people=_people(pack.people, kept),
        surveys=tuple(one if one.is_anonymous else _answers(one, kept) for one in told),
        tests=tuple(one for one in (_test(told, kept) for told in pack.tests) if one.scores.n_persons),
        trainings=tuple(_training(one, kept) for one in pack.trainings),
        activities=tuple(_activity(one, kept) for one in pack.activities if one.person in kept),
    )


def _people(people: People, kept: Collection[str]) -> People:
    places = [at for at, one in enumerate(people.ids) if one in kept]
    return People(
        tuple(people.ids[at] for at in places),
        {name: tuple(column[at] for at in places) for name, column in people.traits.items()},
        {name: tuple(column[at] for at in places) for name, column in people.stages.items()},
    )


def _answers(one: SurveyData, kept: Collection[str]) -> SurveyData:
    places = [at for at, person in enumerate(one.table.ids) if person in kept]
    codes = tuple(code for code in one.codes if code.response in kept)
    return replace(one, table=picked(one.table, places), codes=codes)


def _test(one: TestData, kept: Collection[str]) -> TestData:
    places = [at for at, person in enumerate(one.scores.persons) if person in kept]
    return replace(one, scores=one.scores.of_persons(places))


def _training(one: TrainingData, kept: Collection[str]) -> TrainingData:
    return replace(one, attended={person: share for person, share in one.attended.items() if person in kept})


def _activity(one: ActivityData, kept: Collection[str]) -> ActivityData:
    return replace(one, guests=tuple(guest for guest in one.guests if guest in kept))
