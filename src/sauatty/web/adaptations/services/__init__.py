# ruff: noqa: F401 - a door: what stands here is what others may use
"""Every write on national versions in the making."""

from sauatty.web.adaptations.services.decisions import (
    decide_competence,
    free_code,
    keep_sources,
    kept_draft,
    leave_out,
    published_codes,
    withdraw_decision,
)
from sauatty.web.adaptations.services.drafts import (
    change_adaptation,
    named_person,
    seat_person,
    start_adaptation,
    unseat_person,
)
from sauatty.web.adaptations.services.publishing import (
    publish_version,
)
from sauatty.web.adaptations.services.rounds import (
    close_round,
    open_round,
    save_rating,
    withdraw_round,
)
