"""What a workshop on one subject works with: six objectives to judge, one to build on, criteria to talk about."""

from collections.abc import Sequence
from typing import Any

from sauatty.core.catalogue.activities import Activity
from sauatty.core.documents.guide_activities import choose_activity, first_by_grade, representative_grade
from sauatty.core.documents.guide_source import GuideSource, GuideSubject
from sauatty.core.languages import Translated
from sauatty.core.records import JudgedObjective

# How many objectives of each relevance a task sheet asks about: direct, opportunity, none.
N_EACH = 2
N_ASKED = 6


def workshop_table(source: GuideSource, subject: GuideSubject) -> dict[str, Any]:
    """Return the material of a subject's task sheets as plain data; where it is short of some, the rest fills up.

    `build` is an opportunity (else any relevant objective) of the rarest competence, with the activity that fits.
    """
    name = subject.name
    built = _to_build_on(source, subject)
    activity = _activity(source, subject, built)
    return {
        "subject": _plain(name),
        "slug": subject.subject,
        "source": source.method.source,
        "asked": [_row(subject, one) for one in _asked(subject, built)],
        "build": _row(subject, built) if built else None,
        "activity": _activity_row(activity) if activity else None,
    }


def _plain(text: Translated) -> dict[str, str]:
    return {"kk": text.kk, "ru": text.ru, "en": text.en}


def _row(subject: GuideSubject, one: JudgedObjective) -> dict[str, Any]:
    texts = subject.texts.get(one.id) or Translated.from_mapping({one.language: one.text})
    return {"texts": _plain(texts), "code": one.code or "", "grade": one.grade, "relevance": one.relevance}


def _asked(subject: GuideSubject, built: JudgedObjective | None) -> list[JudgedObjective]:
    """Choose objectives of every relevance and mix them by grade and code, so that the order tells nothing."""
    judged = [one for one in subject.objectives if one.relevance is not None and one is not built]
    chosen: list[JudgedObjective] = []
    for relevance in (2, 1, 0):
        chosen += first_by_grade([one for one in judged if one.relevance == relevance], N_EACH)
    taken = {one.id for one in chosen}
    rest = first_by_grade([one for one in judged if one.id not in taken], N_ASKED - len(chosen))
    return sorted([*chosen, *rest], key=lambda one: (one.grade or 0, one.code or "", one.id))


def _to_build_on(source: GuideSource, subject: GuideSubject) -> JudgedObjective | None:
    def rarity(one: JudgedObjective) -> tuple[int, str]:
        carried = (row.competences for row in subject.objectives if row.relevance in source.counted)
        return sum(one.competences[0] in found for found in carried), one.id

    room = [one for one in subject.objectives if one.relevance == 1 and one.competences]
    room = room or [one for one in subject.objectives if one.is_relevant and one.competences]
    return min(room, key=rarity, default=None)


def _activity(source: GuideSource, subject: GuideSubject, built: JudgedObjective | None) -> Activity | None:
    if built is None:
        return None
    names = next((one.ids for one in source.competences if one.id == built.competences[0]), built.competences)
    return choose_activity(names, representative_grade([built]), subject.area)


def _activity_row(activity: Activity) -> dict[str, Any]:
    return {
        "title": _plain(activity.title),
        "minutes": activity.minutes,
        "aim": _plain(activity.aim),
        "criteria": _lists(activity.criteria),
        "materials": _lists(activity.materials),
        "steps": _lists(activity.steps),
    }


def _lists(texts: Sequence[Translated]) -> list[dict[str, str]]:
    return [_plain(text) for text in texts]
