"""Every write on national versions of frameworks."""

from sauatty.web.frameworks.services.adaptations import (
    change_adaptation,
    named_person,
    seat_person,
    start_adaptation,
    unseat_person,
)
from sauatty.web.frameworks.services.decisions import (
    decide_competence,
    free_code,
    keep_sources,
    kept_draft,
    leave_out,
    published_codes,
    withdraw_decision,
)
from sauatty.web.frameworks.services.publishing import publish_version
from sauatty.web.frameworks.services.rounds import close_round, open_round, save_rating

__all__ = [
    "change_adaptation",
    "close_round",
    "decide_competence",
    "free_code",
    "keep_sources",
    "kept_draft",
    "leave_out",
    "named_person",
    "open_round",
    "publish_version",
    "published_codes",
    "save_rating",
    "seat_person",
    "start_adaptation",
    "unseat_person",
    "withdraw_decision",
]
