"""Packs that may leave the house: new pseudonyms, months for days, no rare combination of traits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sauatty.core.evaluation.pack import ActivityData, Pack, People, SurveyData, TestData, TrainingData
from sauatty.core.exchange.research_export import free_texts, pseudonym, research_instrument
from sauatty.core.languages import Translated
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.anonymity import (
    GROUPED,
    INTERNAL,
    AnonymityCheck,
    check_anonymity,
    grouped,
    picked,
)
from sauatty.core.surveys.plain import as_plain

_MONTH = 7
WITHHELD = "…"
_GROUPABLE = ("single", "scale", "region")
_RARE = {GROUPED: Translated("Сирек жауаптар", "Редкие ответы", "Rare answers")}


# --- pseudonyms ---


def pseudonymised(pack: Pack, key: bytes) -> Pack:
    """Return the pack with new ids for everybody everywhere, in the order of these, and months for days.

    The key is made for one pack and kept nowhere. The ids of an anonymous survey are made apart from those of the
    people: even where both were the same before, they cannot be joined after.
    """
    names = {one: pseudonym(key, f"person {one}") for one in pack.people.ids}
    trainings = [_training(one, names, key) for one in pack.trainings]
    activities = [_activity(one, names, key) for one in pack.activities]
    return replace(
        pack,
        people=_people(pack.people, names),
        surveys=tuple(_survey(one, at, names, key) for at, one in enumerate(pack.surveys)),
        tests=tuple(_test(one, names) for one in pack.tests),
        trainings=tuple(sorted(trainings, key=lambda one: one.id)),
        activities=tuple(sorted(activities, key=lambda one: one.id)),
    )


def _order(marks: Sequence[str]) -> list[int]:
    return sorted(range(len(marks)), key=lambda at: marks[at])


def _people(people: People, names: Mapping[str, str]) -> People:
    marks = [names[one] for one in people.ids]
    places = _order(marks)
    return People(
        tuple(marks[at] for at in places),
        {name: tuple(column[at] for at in places) for name, column in people.traits.items()},
        {name: tuple(column[at] for at in places) for name, column in people.stages.items()},
    )


def _survey(one: SurveyData, number: int, names: Mapping[str, str], key: bytes) -> SurveyData:
    own = names
    if one.is_anonymous:
        own = {id: pseudonym(key, f"response {number} {id}") for id in one.table.ids}
    marks = [own[id] for id in one.table.ids]
    table = replace(
        one.table, ids=tuple(marks), days=tuple(day[:_MONTH] for day in one.table.days), source=""
    )
    codes = tuple(replace(code, response=own[code.response]) for code in one.codes if code.response in own)
    ordered = tuple(sorted(codes, key=lambda code: (code.response, code.question, code.source)))
    return replace(one, table=picked(table, _order(marks)), codes=ordered, day=one.day[:_MONTH])


def _test(one: TestData, names: Mapping[str, str]) -> TestData:
    marks = [names[person] for person in one.scores.persons]
    scores = one.scores.of_persons(_order(marks))
    return replace(one, scores=replace(scores, persons=tuple(sorted(marks))))


def _training(one: TrainingData, names: Mapping[str, str], key: bytes) -> TrainingData:
    attended = dict(sorted((names[person], share) for person, share in one.attended.items()))
    return replace(one, id=pseudonym(key, f"training {one.id}"), day=one.day[:_MONTH], attended=attended)


def _activity(one: ActivityData, names: Mapping[str, str], key: bytes) -> ActivityData:
    guests = tuple(sorted(names[person] for person in one.guests))
    return replace(one, id=pseudonym(key, f"activity {one.id}"), person=names[one.person], guests=guests)


# --- the k-check ---


@dataclass(frozen=True, slots=True)
class SurveyCheck:
    """The check of one survey; `texts` are the columns in people's own words, which no k-check can judge."""

    purpose: str
    is_anonymous: bool
    check: AnonymityCheck
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackCheck:
    """How many people share each combination of traits, and of what surveys say of those who answered."""

    people: AnonymityCheck
    surveys: tuple[SurveyCheck, ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether nothing must be grouped or left out."""
        parts = (self.people, *(one.check for one in self.surveys))
        enough = all(one.is_enough or not one.n or not one.names for one in parts)
        return enough and not any(one.texts for one in self.surveys)

    def as_json(self) -> dict[str, Any]:
        """Return the check for `json.dumps`."""
        found: dict[str, Any] = {**as_plain(self), "is_enough": self.is_enough}
        return found


def trait_check(pack: Pack, minimum: int = INTERNAL) -> AnonymityCheck:
    """Check how many people share each combination of traits."""
    return check_anonymity(_traits_table(pack.people), tuple(pack.people.traits), minimum)


def check_pack(pack: Pack, minimum: int = INTERNAL) -> PackCheck:
    """Check a pack: what of it must be grouped or left out before it may be given away.

    A survey that is not anonymous is checked together with the traits of who answered it. What people did (which
    trainings they attended, which activities they ran) is not among the quasi-identifiers.
    """
    return PackCheck(
        trait_check(pack, minimum), tuple(_check_survey(pack, one, minimum) for one in pack.surveys)
    )


def _traits_table(people: People) -> ResponseTable:
    return ResponseTable(people.ids, dict(people.traits))


def _quasi(one: SurveyData) -> list[str]:
    asked = (question for question in one.instrument.questions if question.is_quasi_identifier)
    names = [name for question in asked for name in question.names if name in one.table.columns]
    return [*names, *(["language"] if any(one.table.languages) else [])]


def _joined(pack: Pack, one: SurveyData) -> tuple[ResponseTable, list[str]]:
    """Return a survey's quasi-identifiers, with the traits of who answered where it is known."""
    names = _quasi(one)
    columns = {name: one.table.column(name) for name in names if name in one.table.columns}
    table = ResponseTable(one.table.ids, columns, one.table.languages)
    if one.is_anonymous:
        return table, names
    place = {id: at for at, id in enumerate(pack.people.ids)}
    traits = {
        f"people.{name}": tuple(column[place[id]] for id in table.ids)
        for name, column in pack.people.traits.items()
    }
    return replace(table, columns={**columns, **traits}), [*traits, *names]


def _check_survey(pack: Pack, one: SurveyData, minimum: int) -> SurveyCheck:
    table, names = _joined(pack, one)
    texts = tuple(name for name in free_texts(one.instrument) if set(one.table.column(name)) - {"", WITHHELD})
    return SurveyCheck(one.purpose, one.is_anonymous, check_anonymity(table, names, minimum), texts)


# --- what helps ---


def protected(pack: Pack, minimum: int = INTERNAL) -> Pack:
    """Return the pack with rare traits grouped, and without what must be left out beyond that.

    Answers in people's own words become `WITHHELD`; their codes stay. Where fewer people than the minimum are in a
    table, all that could point at one of them goes. Of a survey that is not anonymous the quasi-identifiers go where
    together with the traits of who answered they would point at somebody.
    """
    people = _protected_people(pack.people, minimum)
    found = replace(pack, people=people)
    return replace(found, surveys=tuple(_protected_survey(found, one, minimum) for one in pack.surveys))


def _protected_people(people: People, minimum: int) -> People:
    names = tuple(people.traits)
    table = grouped(_traits_table(people), names, minimum)
    gone = _gone(check_anonymity(table, names, minimum))
    return replace(people, traits={name: table.column(name) for name in names if name not in gone})


def _gone(check: AnonymityCheck) -> tuple[str, ...]:
    if check.is_enough or not check.n:
        return ()
    return check.leave_out or check.names


def _protected_survey(pack: Pack, one: SurveyData, minimum: int) -> SurveyData:
    texts = set(free_texts(one.instrument))
    table = one.table
    if one.is_anonymous:
        able = [name for name in _quasi(one) if _can_group(one, name)]
        table = grouped(table, able, minimum)
    joined, names = _joined(pack, replace(one, table=table))
    check = check_anonymity(joined, names, minimum)
    gone = set(_gone(check) if one.is_anonymous else (() if check.is_enough else _quasi(one)))
    # That something was written counts in the analysis, what was written does not.
    kept = {
        name: tuple(WITHHELD if cell else "" for cell in column) if name in texts else column
        for name, column in table.columns.items()
        if name not in gone
    }
    languages = () if "language" in gone else table.languages
    table = replace(table, columns=kept, languages=languages)
    is_grouped = any(GROUPED in column for column in kept.values())
    instrument = research_instrument(one.instrument, kept, grouped=_RARE if is_grouped else None)
    return replace(one, table=table, instrument=instrument)


def _can_group(one: SurveyData, name: str) -> bool:
    question = one.instrument.question(name)
    return question is not None and question.kind in _GROUPABLE and name == question.id
