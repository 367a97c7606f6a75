"""An invented programme as it was drawn from the declared model, while it is being written."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from sauatty.core.evaluation.pack import Pack
from sauatty.core.evaluation.simulation_model import ProgrammeModel
from sauatty.core.evaluation.simulation_papers import Pair

CHUNK = 5000


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
