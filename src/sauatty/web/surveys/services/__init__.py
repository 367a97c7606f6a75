"""Every write of surveys."""

from sauatty.web.surveys.services.campaigns import (
    add_campaign,
    change_campaign,
    close_campaign,
    delete_campaign,
    move_to_version,
    open_campaign,
    set_population,
    was_open,
)
from sauatty.web.surveys.services.consent import set_consent
from sauatty.web.surveys.services.deciding import set_aside, take_in, take_late_ones
from sauatty.web.surveys.services.following import follow, follow_twice, months_after
from sauatty.web.surveys.services.importing import discard_file, read_job, receive_file, take_job
from sauatty.web.surveys.services.links import Invitee, address_of, make_links, offer_list, remove_links
from sauatty.web.surveys.services.mailing import cancel_wave, facts_of, letter_key, plan_wave, sample_letter
from sauatty.web.surveys.services.paper import differences, enter_paper, enter_second, settle_sheet
from sauatty.web.surveys.services.recording import keep_quarantined, record_response

__all__ = [
    "Invitee",
    "add_campaign",
    "address_of",
    "cancel_wave",
    "change_campaign",
    "close_campaign",
    "delete_campaign",
    "differences",
    "discard_file",
    "enter_paper",
    "enter_second",
    "facts_of",
    "follow",
    "follow_twice",
    "keep_quarantined",
    "letter_key",
    "make_links",
    "months_after",
    "move_to_version",
    "offer_list",
    "open_campaign",
    "plan_wave",
    "read_job",
    "receive_file",
    "record_response",
    "remove_links",
    "sample_letter",
    "set_aside",
    "set_consent",
    "set_population",
    "settle_sheet",
    "take_in",
    "take_job",
    "take_late_ones",
    "was_open",
]
