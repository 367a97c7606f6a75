"""What a report stood on, part by part, so that it can be said later what has changed since."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.core.evaluation.pack import Pack
from sauatty.web.evaluations.services import Gathered

LABELS = {
    "people": _("Participants"), "surveys": _("Answers to surveys"), "tests": _("Tests taken"),
    "trainings": _("Trainings held"), "activities": _("Activities of participants"),
    "consents": _("Agreed to research"),
}  # fmt: skip
# Of more people the page does not look what has changed: it would read all of them.
MANY_PEOPLE = 5000


@dataclass(frozen=True, slots=True)
class Changed:
    """A part that is another than when the report was made: how many rows then and now."""

    label: Any
    before: int
    now: int


def stood_on(gathered: Gathered, n_agreed: int) -> dict[str, Any]:
    """Return number and hash of each part that does not depend on who looks (curricula, codes and plans may)."""
    pack = gathered.pack
    found = {name: [n, _hash(values)] for name, n, values in _parts(pack)}
    return {**found, "consents": [n_agreed, ""]}


def _parts(pack: Pack) -> Iterator[tuple[str, int, Any]]:
    yield "people", len(pack.people), pack.people
    yield (
        "surveys",
        sum(len(one.table) for one in pack.surveys),
        [(one.purpose, one.table) for one in pack.surveys],
    )
    tests = [
        (one.purpose, one.scores.persons, one.scores.items, one.scores.scores.tobytes()) for one in pack.tests
    ]
    yield "tests", sum(one.scores.n_persons for one in pack.tests), tests
    yield "trainings", len(pack.trainings), pack.trainings
    yield "activities", len(pack.activities), pack.activities


def _hash(values: Any) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def changes(before: Mapping[str, Any], now: Mapping[str, Any], *, of_pack: bool) -> list[Changed]:
    """Return the parts that have changed; how many agreed matters to reports on those who did."""
    names = [one for one in LABELS if one != "consents" or of_pack]
    return [
        Changed(LABELS[one], before[one][0], now[one][0])
        for one in names
        if one in before and before[one] != now[one]
    ]
