"""Every write of surveys."""

from sauatty.web.surveys.services.campaigns import (
    add_campaign,
    change_campaign,
    close_campaign,
    delete_campaign,
    locked,
    move_to_version,
    open_campaign,
    set_population,
    was_open,
)
from sauatty.web.surveys.services.consent import CONSENT_FIELDS, set_consent
from sauatty.web.surveys.services.deciding import set_aside, take_in, take_late_ones
from sauatty.web.surveys.services.entering import (
    Entry,
    add_entries,
    enter_response,
    entry_of,
    fitting,
    replace_answers,
)
from sauatty.web.surveys.services.links import (
    Invitee,
    address_of,
    claim_for_letter,
    make_links,
    offer_list,
    remove_links,
)
from sauatty.web.surveys.services.recording import keep_quarantined, record_response

__all__ = [
    "CONSENT_FIELDS",
    "Entry",
    "Invitee",
    "add_campaign",
    "add_entries",
    "address_of",
    "change_campaign",
    "claim_for_letter",
    "close_campaign",
    "delete_campaign",
    "enter_response",
    "entry_of",
    "fitting",
    "keep_quarantined",
    "locked",
    "make_links",
    "move_to_version",
    "offer_list",
    "open_campaign",
    "record_response",
    "remove_links",
    "replace_answers",
    "set_aside",
    "set_consent",
    "set_population",
    "take_in",
    "take_late_ones",
    "was_open",
]
