"""How standards forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.standards.models import Judge, JudgeAnswer, PassMark, Release, StandardSession


def sessions(person: Any) -> int:
    """Leave sessions without the name of who made or refused them."""
    rows = StandardSession.objects
    made = rows.filter(created_by=person).update(created_by=None)
    return made + rows.filter(refused_by=person).update(refused_by=None)


def answers(person: Any) -> int:
    """Delete what the person answered; the pass mark does not rest on it."""
    return int(JudgeAnswer.objects.filter(judge__person=person).delete()[0])


def judges(person: Any) -> int:
    """Leave the seat without the person: the ratings stay, because a pass mark rests on them, and name nobody."""
    answers(person)
    invited = Judge.objects.filter(invited_by=person).update(invited_by=None)
    return invited + Judge.objects.filter(person=person).update(person=None)


def keep(person: Any) -> int:
    """Nothing to do: `judges` takes the person off the seat that the ratings hang on."""
    return 0


def marks(person: Any) -> int:
    """Leave pass marks without the name of who decided."""
    return PassMark.objects.filter(adopted_by=person).update(adopted_by=None)


def releases(person: Any) -> int:
    """Forget what the person was told and whom the person told."""
    told = int(Release.objects.filter(attempt__person=person).delete()[0])
    return told + Release.objects.filter(released_by=person).update(released_by=None)
