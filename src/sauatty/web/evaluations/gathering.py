"""A programme as the pack that its evaluation is worked out from, read in a bounded number of queries.

Everything comes from the selectors of the apps below; what a programme did not do stays empty. Answers to surveys are
never joined with people here, whether their survey was anonymous or not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from sauatty import __version__
from sauatty.core.catalogue.frameworks import framework
from sauatty.core.evaluation.pack import ActivityData, Pack, PackFacts, People, TestData, TrainingData
from sauatty.core.languages import Translated
from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities import selectors as activities
from sauatty.web.activities.audience import ends_of
from sauatty.web.assessments.selectors import matrices
from sauatty.web.attendances import rules
from sauatty.web.attendances import totals as attended
from sauatty.web.base.texts import translated
from sauatty.web.certificates import selectors as certificates
from sauatty.web.evaluations import gathering_content, gathering_school
from sauatty.web.events import selectors as events
from sauatty.web.papers import selectors as papers
from sauatty.web.programmes import selectors as programmes

FRAMEWORK = "gmilaf"
PURPOSES = ("pre", "final")
# What stands here is looked at by those who run the programme; nothing of it is handed on.
CONSENT = Translated(
    kk="Бағдарламаның өз көрсеткіштері, тек оны жүргізушілерге; зерттеуге берілмейді.",
    ru="Показатели самой программы, только для тех, кто её ведёт; для исследований не передаются.",
    en="The programme's own figures, for those who run it; not handed on for research.",
)
_STATES = {"planned": "planned", "reported": "reported", "more": "reported", "accepted": "accepted"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pack of a programme, with the surveys, the edition and the guide that its rows stand in."""

    programme: Any
    pack: Pack
    surveys: tuple[Any, ...] = ()
    school: gathering_school.School = field(default_factory=gathering_school.School)
    n_people: int = 0
    is_blind: bool = False
    at: datetime = field(default_factory=timezone.now)


@dataclass(frozen=True, slots=True)
class _Cast:
    """The participants of a programme: `code` maps their ids to pseudonyms."""

    code: Mapping[UUID, str]
    traits: Mapping[str, tuple[str, ...]]

    def codes(self, people: Iterable[UUID]) -> tuple[str, ...]:
        """Return the pseudonyms of those who are participants, each once."""
        return tuple(dict.fromkeys(self.code[one] for one in people if one in self.code))


def gather(programme: Any, viewer: Any) -> Gathered:
    """Return the pack of a programme.

    Of the curriculum and the guides it holds what `viewer` may open, and of surveys no codes that they could see while
    they still code blindly themselves. The number of queries depends on how many surveys and tests there are, never on
    how many people.
    """
    cast = _cast(programme)
    asked = gathering_content.surveys_of(programme, viewer)
    is_blind = any(one.is_blind for one in asked)
    # A plan is drafted from what was agreed about the answers, so it would tell it.
    planned = None if is_blind else gathering_content.plan_of(programme)
    sessions = events.list_sessions_of(programme)
    school = gathering_school.school_of(programme, viewer, FRAMEWORK)
    pack = Pack(
        facts=_facts(programme),
        competences=tuple(one.id for one in framework(FRAMEWORK).competences),
        people=People(tuple(cast.code.values()), cast.traits, _stages(programme, cast)),
        surveys=tuple(one.data for one in asked),
        plan=gathering_content.minutes_of(planned),
        lessons=gathering_content.lessons_of(planned, sessions),
        tests=_tests(programme, cast),
        trainings=_trainings(programme, cast, sessions),
        activities=_activities(programme, cast),
        coverage=school.coverage,
        recommendations=school.recommendations,
    )  # fmt: skip
    return Gathered(programme, pack, tuple(one.campaign for one in asked), school, len(cast.code), is_blind)


def gather_people(programme: Any) -> Pack:
    """Return the pack of a programme without its surveys, plan and curriculum: people, tests, trainings, activities."""
    cast, sessions = _cast(programme), events.list_sessions_of(programme)
    return Pack(
        _facts(programme), tuple(one.id for one in framework(FRAMEWORK).competences),
        People(tuple(cast.code.values()), cast.traits, _stages(programme, cast)), tests=_tests(programme, cast),
        trainings=_trainings(programme, cast, sessions), activities=_activities(programme, cast),
    )  # fmt: skip


def _facts(programme: Any) -> PackFacts:
    made = timezone.localdate().isoformat()
    title = translated(programme, "title")
    return PackFacts(title, made, f"Sauatty {__version__}", FRAMEWORK, CONSENT, programme.is_demo)


def _cast(programme: Any) -> _Cast:
    people = accounts.list_members(programmes.SCOPE, programme.pk, role="participant")
    rows = list(
        people.prefetch_related(None).order_by("pk").values_list(
            "pk", "region", "organisation__region", "language", "organisation__kind", "organisation__locality",
        )
    )  # fmt: skip
    joined = programmes.list_cohorts(programme).filter(members__isnull=False).order_by("-members__joined_at")
    cohorts = dict(joined.values_list("members__person", "pk"))
    return _Cast(
        {row[0]: matrices.person_code(row[0], programme.pk) for row in rows},
        {
            "region": tuple(row[1] or row[2] or "" for row in rows),
            "language": tuple(row[3] or "" for row in rows),
            "workplace": tuple(row[4] or "" for row in rows),
            "locality": tuple(row[5] or "" for row in rows),
            "cohort": tuple(str(cohorts.get(row[0], "")) for row in rows),
        },
    )


def _stages(programme: Any, cast: _Cast) -> dict[str, tuple[bool | None, ...]]:
    """Return what nothing else in the pack shows: certificates that hold, where any were given."""
    rows = certificates.list_register(programme, state="valid").select_related(None).order_by()
    holders = set(rows.values_list("person", flat=True))
    return {"certified": tuple(one in holders for one in cast.code)} if holders else {}


def _tests(programme: Any, cast: _Cast) -> tuple[TestData, ...]:
    listed = [one for one in papers.list_tests(programme) if one.purpose in PURPOSES]
    found = []
    for purpose in PURPOSES:
        tests = [one for one in listed if one.purpose == purpose]
        taken = matrices.taken_of(tests) if tests else []
        # Of somebody who sat in several tests of one purpose the first counts.
        mine = list({one.code: one for one in reversed(taken) if one.person_id in cast.code}.values())
        if mine:
            scores = matrices.score_matrix_of(tests, taken=mine)
            found.append(TestData(purpose, scores, matrices.components_of(mine)))  # type: ignore[arg-type]
    return tuple(found)


def _trainings(programme: Any, cast: _Cast, sessions: Iterable[Any]) -> tuple[TrainingData, ...]:
    now, by_event = timezone.now(), defaultdict(list)
    for one in sessions:
        if one.ends_at is not None and one.ends_at <= now:
            by_event[one.event_id].append(one)
    minutes: dict[UUID, dict[str, int]] = defaultdict(dict)
    for event, person, told in attended.minutes_of_people(programme):
        if person in cast.code:
            minutes[event][cast.code[person]] = told
    found = []
    for event, held in by_event.items():
        first = held[0].event
        planned = sum(rules.planned_minutes(one) for one in held)
        hours = first.academic_hours or planned / 60
        shares = {who: min(told / planned, 1.0) for who, told in minutes[event].items()} if planned else {}
        day = timezone.localdate(held[0].starts_at or held[0].ends_at).isoformat()
        found.append(
            TrainingData(
                str(event), first.form, first.region_id or "", first.language, day, float(hours), shares
            )
        )
    return tuple(found)


def _activities(programme: Any, cast: _Cast) -> tuple[ActivityData, ...]:
    rows = activities.list_of_programme(programme).filter(state__in=_STATES).order_by("pk")
    guests: dict[UUID, list[UUID]] = defaultdict(list)
    for activity, guest in rows.filter(guests__isnull=False).values_list("pk", "guests__person"):
        guests[activity].append(guest)
    told = rows.values_list("pk", "person", "region", "state", "competences", "audience")
    return tuple(
        ActivityData(
            str(pk), cast.code.get(person, ""), region or "", _STATES[state], tuple(about), *ends_of(audience),  # type: ignore[arg-type]
            cast.codes(guests[pk]),
        )
        for pk, person, region, state, about, audience in told
    )  # fmt: skip
