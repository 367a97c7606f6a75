"""What changes consents on research, makes packs and writes reports."""

from sauatty.web.reports.services.consents import (
    answer,
    note_paper,
    publish_text,
)
from sauatty.web.reports.services.packs import PACK_JOB, ask_for_pack, do_pack
from sauatty.web.reports.services.versions import REPORT_JOB, ask_for_report, do_report, refuse_blind

__all__ = [
    "PACK_JOB",
    "REPORT_JOB",
    "answer",
    "ask_for_pack",
    "ask_for_report",
    "do_pack",
    "do_report",
    "note_paper",
    "publish_text",
    "refuse_blind",
]
