"""The trainings of an invented programme of any size: all of them held, each with its sessions."""

from datetime import timedelta
from typing import Any

from sauatty.core.evaluation.pack import TrainingData
from sauatty.web.events import services
from sauatty.web.events.models import Event
from sauatty.web.worlds.world import World

MINUTES = 90
MODULES = (
    "information-flows", "reliable-information", "critical-thinking", "copyright", "privacy-safety-ai", "teaching-mil",
)  # fmt: skip
TITLES = {
    "online": {
        "kk": "Ойдан құрастырылған онлайн оқу",
        "ru": "Вымышленное онлайн-обучение",
        "en": "Invented online training",
    },
    "onsite": {
        "kk": "Ойдан құрастырылған бетпе-бет оқу",
        "ru": "Вымышленное очное обучение",
        "en": "Invented training face to face",
    },
}


def fill(world: World) -> None:
    """Write the trainings, one after another from half a year ago on."""
    made = [_training(world, number, one) for number, one in enumerate(world.pack.trainings)]
    world.kept["events"] = {
        one.id: (event, sessions) for one, (event, sessions) in zip(world.pack.trainings, made, strict=True)
    }


def _training(world: World, number: int, one: TrainingData) -> tuple[Event, list[Any]]:
    n = int(world.model.within("trainings", "sessions"))
    event = services.create_event(
        actor=world.actor, programme=world.programme, form=one.form, language=one.language, is_demo=True, entry="cohort",
        titles={code: f"{text} {number + 1}" for code, text in TITLES[one.form].items()}, region_id=one.region,
        cohort=world.kept["cohort"], academic_hours=int(one.hours), needs={"sessions": None, "minutes": None, "share": 0.5},
    )  # fmt: skip
    sessions = []
    for at in range(n):
        starts = world.moment(-200 + number * 4 + at * 5, 10)
        sessions.append(
            services.add_session(
                actor=world.actor, event=event, starts_at=starts, ends_at=starts + timedelta(minutes=MINUTES),
                minutes=MINUTES, begins=starts.time(), module=MODULES[at % len(MODULES)],
            )
        )  # fmt: skip
    event = services.announce(actor=world.actor, event=event)
    return services.finish_event(actor=world.actor, event=event), sessions
