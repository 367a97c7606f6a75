"""The chapters of a guide that come from the catalogue of activities: opportunities and assessment."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from sauatty.core.catalogue.activities import LEVELS, Activity, choose_activities, level_of
from sauatty.core.catalogue.words import words
from sauatty.core.documents.guide_drafts import DraftBlock, heading, listed, quoted, templated, worded
from sauatty.core.documents.guide_measures import OPPORTUNITY, count
from sauatty.core.documents.guide_source import GuideCompetence, GuideSource, GuideSubject
from sauatty.core.languages import Translated
from sauatty.core.records import JudgedObjective

N_EXAMPLES = 3
N_OPPORTUNITIES = 6
OPPORTUNITIES, ASSESSMENT = "opportunities", "assessment"


def competence_title(one: GuideCompetence) -> Translated:
    """Return the code and the name of a competence as a heading."""
    return Translated(*(f"{one.code} {text}".strip() for text in (one.name.kk, one.name.ru, one.name.en)))


def carrying(subject: GuideSubject, competence: str, relevance: frozenset[int]) -> list[JudgedObjective]:
    """Return a subject's objectives of some relevance that carry a competence, in the curriculum's order."""
    return [one for one in subject.objectives if one.relevance in relevance and competence in one.competences]


def opportunity_order(source: GuideSource, subject: GuideSubject) -> list[GuideCompetence]:
    """Return the competences that a subject has opportunities for, the least carried first."""
    found = [one for one in source.competences if carrying(subject, one.id, OPPORTUNITY)]
    return sorted(found, key=lambda one: (count(subject.objectives, source.counted, one.id), one.code))


def representative_grade(objectives: Iterable[JudgedObjective]) -> int | None:
    """Return the grade that most of the objectives belong to, the lowest of several; None where none states one."""
    grades = Counter(one.grade for one in objectives if one.grade is not None)
    return min(grades, key=lambda grade: (-grades[grade], grade)) if grades else None


def first_by_grade(objectives: list[JudgedObjective], n: int) -> list[JudgedObjective]:
    """Return n objectives from as many grades as there are, one of each in turn, in the curriculum's order."""
    seen: Counter[int | None] = Counter()
    turns = []
    for place, one in enumerate(objectives):
        turns.append((seen[one.grade], place))
        seen[one.grade] += 1
    chosen = sorted(place for _turn, place in sorted(turns)[:n])
    return [objectives[place] for place in chosen]


def opportunity_blocks(source: GuideSource) -> Iterator[DraftBlock]:
    """Yield the chapter on opportunities: per subject and competence, objectives and an activity that fits them."""
    yield templated(OPPORTUNITIES, worded("opportunities.intro", source))
    used: set[str] = set()
    for subject in source.subjects:
        yield heading(OPPORTUNITIES, subject.scope, subject.name, 2)
        order = opportunity_order(source, subject)[:N_OPPORTUNITIES]
        if not order:
            yield templated(OPPORTUNITIES, worded("opportunities.none", source), part=subject.scope)
        for competence in order:
            yield from _opportunity(source, subject, competence, used)


def _opportunity(
    source: GuideSource, subject: GuideSubject, competence: GuideCompetence, used: set[str]
) -> Iterator[DraftBlock]:
    objectives = carrying(subject, competence.id, OPPORTUNITY)
    part = f"{subject.scope}:{competence.id}"
    behind = [one.id for one in objectives]
    yield heading(OPPORTUNITIES, part, competence_title(competence), 3)
    yield templated(
        OPPORTUNITIES, worded("opportunities.competence", source), part=part, evidence=behind, scope=subject.scope,
        competence=competence.id,
    )  # fmt: skip
    shown = first_by_grade(objectives, N_EXAMPLES)
    names = [f"objective:{subject.refs.get(one.id, one.id)}" for one in shown]
    yield quoted(OPPORTUNITIES, f"opportunities.examples:{part}", names, [one.id for one in shown])
    activity = choose_activity(competence.ids, representative_grade(objectives), subject.area, used)
    if activity is not None:
        used.add(activity.id)
        yield from _activity(activity, part, behind)


def choose_activity(
    competences: Sequence[str], grade: int | None, area: str, used: Collection[str] = ()
) -> Activity | None:
    """Return the activity that fits best and was not suggested yet, else the best one again.

    `competences` are ids of one competence, its own first; those of its sources are asked where it has none.
    """
    found = (choose_activities(one, grade=grade, area=area, n=6) for one in competences)
    fitting = next((one for one in found if one), ())
    level = level_of(grade)
    fresh = [one for one in fitting if one.id not in used and level in {None, one.level}]
    return next(iter(fresh or fitting), None)


def _activity(activity: Activity, part: str, behind: list[str]) -> Iterator[DraftBlock]:
    key = f"{part}:{activity.id}"
    yield heading(OPPORTUNITIES, key, activity.title, 4)
    yield templated(
        OPPORTUNITIES, "activity.aim", part=key, evidence=behind, aim=activity.aim, activity=activity.id
    )
    for name, kind in (("materials", "bullets"), ("steps", "steps"), ("criteria", "bullets")):
        yield templated(OPPORTUNITIES, f"activity.{name}", "lead", part=key)
        yield listed(OPPORTUNITIES, f"activity.{name}.list:{key}", getattr(activity, name), kind)
    yield templated(OPPORTUNITIES, "activity.offline", "note", part=key, offline=activity.offline)


def assessment_blocks(source: GuideSource) -> Iterator[DraftBlock]:
    """Yield the chapter on assessment: per competence that the subjects carry, criteria by school level."""
    yield templated(ASSESSMENT, "assessment.intro")
    grades = sorted({grade for subject in source.subjects for grade in subject.grades})
    levels = [level for level, covered in LEVELS.items() if set(covered) & set(grades)]
    for competence in source.competences:
        rows = [one for subject in source.subjects for one in subject.objectives if one.is_relevant]
        behind = [one.id for one in rows if competence.id in one.competences]
        if behind:
            yield from _criteria(competence, levels, behind)


def _criteria(competence: GuideCompetence, levels: list[str], behind: list[str]) -> Iterator[DraftBlock]:
    found = [(level, choose_activity(competence.ids, LEVELS[level][0], "")) for level in levels]
    fitting = [(level, chosen) for level, chosen in found if chosen and chosen.level == level]
    if fitting:
        yield heading(ASSESSMENT, competence.id, competence_title(competence), 2)
    for level, activity in fitting:
        part = f"{competence.id}:{level}"
        yield templated(
            ASSESSMENT, "assessment.level", "lead", part=part, evidence=behind, level=words("guide")[level]
        )
        yield listed(ASSESSMENT, f"assessment.criteria:{part}", activity.criteria)
