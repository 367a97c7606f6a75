"""Who works with events beside their coordinators, and what their models keep about people."""

from sauatty.web.base.privacy import DataRule
from sauatty.web.base.roles import ROLES

# Who sees what is being prepared too; a participant sees what was announced.
READERS: frozenset[str] = frozenset(ROLES) - {"participant"}


def data_rules() -> dict[str, DataRule]:
    """Return the rule of each model."""
    from sauatty.web.events import erasure

    basis, while_there = "planning of a training", "while the training exists"
    return {
        "events.Series": DataRule(True, basis, "while the series exists", None, erasure.series),
        "events.Event": DataRule(True, basis, while_there, None, erasure.events),
        "events.Quota": DataRule(personal=False),
        "events.Session": DataRule(personal=False),
        "events.SessionTrainer": DataRule(True, basis, while_there, None, erasure.trainers),
        "events.CalendarFeed": DataRule(
            True, "request of its owner", "until it is renewed", None, erasure.feeds
        ),
        "events.TrainingRequest": DataRule(
            True, "request for a training", "three years", 1096, erasure.requests, "asked_at"
        ),
    }
