"""Every write of the fieldwork."""

from sauatty.web.fieldwork.services.following import follow, follow_twice, months_after
from sauatty.web.fieldwork.services.importing import discard_file, read_job, receive_file, take_job
from sauatty.web.fieldwork.services.mailing import cancel_wave, facts_of, letter_key, plan_wave, sample_letter
from sauatty.web.fieldwork.services.paper import differences, enter_paper, enter_second, settle_sheet

__all__ = [
    "cancel_wave",
    "differences",
    "discard_file",
    "enter_paper",
    "enter_second",
    "facts_of",
    "follow",
    "follow_twice",
    "letter_key",
    "months_after",
    "plan_wave",
    "read_job",
    "receive_file",
    "sample_letter",
    "settle_sheet",
    "take_job",
]
