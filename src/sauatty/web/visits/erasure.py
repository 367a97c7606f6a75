"""How visits forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.visits import letters
from sauatty.web.visits.models import HelpRequest, Step


def requests(person: Any) -> int:
    """Let what the person had taken wait again; what they ended stays with its numbers, without them and their words."""
    mine = HelpRequest.objects.filter(taken_by=person)
    left = list(mine.filter(state=HelpRequest.State.TAKEN))
    again = mine.filter(pk__in=[one.pk for one in left]).update(
        state=HelpRequest.State.WAITING, taken_by=None, taken_at=None
    )
    for one in left:
        step = Step.objects.create(school_id=one.school_id, request=one, what="given-back")
        letters.tell_school(one, step)
    return again + mine.update(taken_by=None, report="")


def steps(person: Any) -> int:
    """Leave steps without the name of who said so, and without the reasons and reports they wrote."""
    said = Step.objects.filter(by=person).exclude(request=None)
    for what, words in (("closed", "closed_why"), ("reported", "report")):
        about = list(said.filter(what=what).values_list("request", flat=True))
        HelpRequest.objects.filter(pk__in=about).update(**{words: ""})
    return Step.objects.filter(by=person).update(by=None, why="")
