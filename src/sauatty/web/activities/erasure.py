"""How activities forget a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from sauatty.web.activities.models import Activity, Evidence, Guest
from sauatty.web.activities.told import Change, tell


def activities(person: Any) -> int:
    """Leave what was held and how many came, without the person and without their words."""
    own = Activity.objects.filter(person=person)
    for one in own:
        tell(Change("forgotten", one))
    blank = {name: "" for name in ("aim", "plan", "done", "worked", "next_steps", "place")}
    return own.update(person=None, title="–", links=[], **blank)


def evidence(person: Any) -> int:
    """Delete the evidence of the person's activities."""
    return int(Evidence.objects.filter(attachment__owner=person).delete()[0])


def guests(person: Any) -> int:
    """Delete where the person was a guest."""
    return int(Guest.objects.filter(person=person).delete()[0])
