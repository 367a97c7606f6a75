"""An invented programme of any size: drawn once from a declared model, then written by each app into its own tables."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from sauatty.core.evaluation.pack import Pack
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import ProgrammeModel, programme_model
from sauatty.core.evaluation.simulation_papers import Pair, shipped_pair

CHUNK = 5000
PUBLISHED_SIZE, SEED = 391, 2026
Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class World:
    """An invented programme while it is being written. `kept` passes rows from the app below to those above."""

    actor: Any
    programme: Any
    model: ProgrammeModel
    pack: Pack
    pair: Pair
    seed: int
    kept: dict[str, Any] = field(default_factory=dict)

    def person(self, code: str) -> UUID:
        """Return the id of an invented person."""
        return uuid5(self.programme.pk, code)

    def invited(self) -> list[UUID]:
        """Return the people who were invited; the others came later, as guests."""
        own = self.pack.people
        return [
            self.person(one) for one, is_first in zip(own.ids, own.stages["invited"], strict=True) if is_first
        ]

    def invited_by_region(self) -> dict[str, int]:
        """Count who was invited."""
        own = self.pack.people
        rows = zip(own.traits["region"], own.stages["invited"], strict=True)
        return dict(sorted(Counter(region for region, is_first in rows if is_first).items()))

    def day(self, days: int) -> date:
        """Return a day counted from today."""
        return timezone.localdate() + timedelta(days=days)

    def moment(self, days: int, hour: int = 10) -> datetime:
        """Return a moment counted from today."""
        return timezone.make_aware(datetime.combine(self.day(days), time(hour)))


Found = Callable[[Any, dict[str, str]], Any]
Fill = Callable[[World], None]
_found: list[Found] = []
_fills: dict[str, Fill] = {}


def register_world(name: str, fill: Fill, found: Found | None = None) -> None:
    """Say how an app writes its part of a world; called when it is ready. One app founds the programme.

    `found` takes the person who asked and the titles, and returns None where a programme of these titles is there.
    """
    if found:
        _found.append(found)
    _fills[name] = fill


def make_world(actor: Any, *, seed: int, size: int, report: Report | None = None) -> World | None:
    """Write an invented programme of `size` people, each app in a transaction; None where it is there already."""
    model = programme_model()
    titles = {code: f"{model.title.text(code)} ({size} · {seed})" for code in ("kk", "ru", "en")}
    programme = _found[0](actor, titles)
    if programme is None:
        return None
    pair = shipped_pair(model)
    pack = simulate(model, seed=seed, size=size, pair=pair)
    world = World(actor, programme, model, pack, pair, seed)
    for done, (name, fill) in enumerate(_fills.items()):
        if report:
            report(name, done, len(_fills))
        with transaction.atomic():
            fill(world)
    if report:
        report("", len(_fills), len(_fills))
    return world
