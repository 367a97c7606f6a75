"""The activities of an invented programme of any size, with numbers and with guests who run their own."""

from typing import Any
from uuid import uuid5

from sauatty.core.evaluation.pack import ActivityData
from sauatty.web.activities.models import Activity, Guest
from sauatty.web.activities.services import CODE_SIGNS
from sauatty.web.base import bulk
from sauatty.web.worlds.world import CHUNK, World

TITLES = {
    "kk": "Ойдан құрастырылған іс-шара",
    "ru": "Вымышленное мероприятие",
    "en": "Invented activity",
}
DONE = {
    "kk": "Ойдан құрастырылған есеп: қатысушылар дереккөзді тексеріп үйренді.",
    "ru": "Вымышленный отчёт: участники учились проверять источники.",
    "en": "An invented report: people learnt to check sources.",
}
KINDS = ("lower-secondary", "upper-secondary", "teachers", "librarians", "parents", "students")
# An activity that was held and is not reported yet stands as planned, its day gone by.
STATES = {"planned": "planned", "held": "planned", "reported": "reported", "accepted": "accepted"}
_LENGTH, _STEP = 8, 387_420_489


def fill(world: World) -> None:
    """Write the activities and their guests; activities of the second generation come after those of the first."""
    languages = dict(zip(world.pack.people.ids, world.pack.people.traits["language"], strict=True))
    every = world.pack.activities
    for start in range(0, len(every), CHUNK):
        rows, guests = [], []
        for number, one in enumerate(every[start : start + CHUNK], start):
            row = _row(world, one, number, languages[one.person])
            rows.append(row)
            guests += [Guest(activity_id=row.pk, person_id=world.person(code)) for code in one.guests]
        bulk.insert(rows)
        Guest.objects.bulk_create(guests, batch_size=1000)


def _row(world: World, one: ActivityData, number: int, language: str) -> Activity:
    is_told, is_planned = one.state in ("reported", "accepted"), one.state == "planned"
    held = 20 if is_planned else -90 + number % 60
    kind = KINDS[number % len(KINDS)]
    return Activity(
        id=uuid5(world.programme.pk, one.id), programme=world.programme, person_id=world.person(one.person),
        language=language, title=f"{TITLES[language]} {number + 1}", competences=list(one.competences),
        audience_kinds=[kind], region_id=one.region, planned_on=world.day(held), state=STATES[one.state],
        held_on=world.day(held) if is_told else None, done=DONE[language] if is_told else "",
        audience=[_audience(one, kind)] if is_told else [], join_code=_code(world, number), sequence=int(is_told),
        is_demo=True, planned_at=world.moment(held - 7), reported_at=world.moment(held + 1) if is_told else None,
        accepted_at=world.moment(held + 3) if one.state == "accepted" else None,
    )  # fmt: skip


def _audience(one: ActivityData, kind: str) -> dict[str, Any]:
    if one.low == one.high:
        return {"kind": kind, "n": one.low, "low": None, "high": None}
    return {"kind": kind, "n": None, "low": one.low, "high": one.high}


def _code(world: World, number: int) -> str:
    """Return a code that no other activity has: the numbers of a programme are spread over all codes, none twice."""
    n = len(CODE_SIGNS)
    value = (world.programme.pk.int + number * _STEP) % n**_LENGTH
    found = ""
    for _ in range(_LENGTH):
        value, rest = divmod(value, n)
        found = CODE_SIGNS[rest] + found
    return found
