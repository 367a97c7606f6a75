"""All that an evaluation of a programme stands on, under pseudonyms, in one value: what is analysed, and what is shared.

The server fills a pack from its tables and a researcher reads one from files; both hand it to the same analysis, so
that a report's figures can be had again by anybody who has the pack. Nothing in it names a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.languages import Translated
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.records import CodedAnswer, ResponseTable

# What happened to a person, in the order of a programme; the names of columns of `People`.
STAGES = ("invited", "answered", "tested_before", "attended", "tested_after", "active", "certified")
# What is known about people elsewhere too; the names of columns of `People`.
TRAITS = ("region", "language", "workplace", "locality", "cohort")

SurveyPurpose = Literal["need", "evaluation", "follow-up"]
TestPurpose = Literal["pre", "final"]
ActivityState = Literal["planned", "held", "reported", "accepted"]


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What the pack is of. `made` is an ISO date; `consent` says on which basis people's data stand in it."""

    title: Translated
    made: str
    software: str
    framework: str
    consent: Translated
    is_invented: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """The people of a programme who agreed to research, column by column.

    `traits` maps names of `TRAITS` to a code per person ('' unknown; a region is an ISO 3166-2 code). `stages` maps
    names of `STAGES` to True or False per person, None where nobody can say (an anonymous survey). All have the length
    of `ids`, which are pseudonyms of this pack alone.
    """

    ids: tuple[str, ...]
    traits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stages: Mapping[str, tuple[bool | None, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class SurveyData:
    """The responses to one survey. Where it is not `is_anonymous`, the ids of the table are those of `People`."""

    purpose: SurveyPurpose
    instrument: Instrument
    table: ResponseTable
    codes: tuple[CodedAnswer, ...] = ()
    is_anonymous: bool = True
    day: str = ""


@dataclass(frozen=True, slots=True)
class TestData:
    """The points of one test: rows are persons of `People`. `competences` maps items to competences."""

    purpose: TestPurpose
    scores: ScoreMatrix
    competences: Mapping[str, str] = field(default_factory=dict)

    __test__ = False  # not a test of this project, whatever its name looks like to a test runner


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """What the programme's plan gives a competence, in minutes."""

    competence: str
    minutes: float


@dataclass(frozen=True, slots=True)
class TaughtLesson:
    """A lesson of the programme and what it teaches. `is_machine` says that no person has taken its text over."""

    id: str
    competences: tuple[str, ...]
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class TrainingData:
    """One training held. `attended` maps persons to the share of it that they were there, 0-1."""

    id: str
    form: Literal["online", "onsite", "mixed"]
    region: str
    language: str
    day: str
    hours: float
    attended: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActivityData:
    """One activity that a participant ran: `low` to `high` people came, `guests` are those of them in `People`."""

    id: str
    person: str
    region: str
    state: ActivityState
    competences: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CurriculumCoverage:
    """In how many of the `n_objectives` of a learning area people found a competence."""

    area: str
    competence: str
    n_covering: int
    n_objectives: int


@dataclass(frozen=True, slots=True)
class Recommendations:
    """How many recommendations the published guide gives for a competence in a learning area."""

    area: str
    competence: str
    n: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A programme, as far as research may see it. What a programme did not do is empty, and is said to be missing."""

    facts: PackFacts
    competences: tuple[str, ...]
    people: People = field(default_factory=lambda: People(()))
    surveys: tuple[SurveyData, ...] = ()
    plan: tuple[PlannedTime, ...] = ()
    lessons: tuple[TaughtLesson, ...] = ()
    tests: tuple[TestData, ...] = ()
    trainings: tuple[TrainingData, ...] = ()
    activities: tuple[ActivityData, ...] = ()
    coverage: tuple[CurriculumCoverage, ...] = ()
    recommendations: tuple[Recommendations, ...] = ()

    def survey(self, purpose: SurveyPurpose) -> SurveyData | None:
        """Return the first survey of a purpose."""
        return next((one for one in self.surveys if one.purpose == purpose), None)

    def test(self, purpose: TestPurpose) -> TestData | None:
        """Return the first test of a purpose."""
        return next((one for one in self.tests if one.purpose == purpose), None)
