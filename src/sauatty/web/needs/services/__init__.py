"""What is written about surveys: links for directors, and the jobs that make reports and data for research."""

from sauatty.web.needs.services.directors import make_director_link, revoke_director_link
from sauatty.web.needs.services.report import REPORT_JOB, ask_for_report, do_report
from sauatty.web.needs.services.research import RESEARCH_JOB, ask_for_data, do_research

__all__ = [
    "REPORT_JOB",
    "RESEARCH_JOB",
    "ask_for_data",
    "ask_for_report",
    "do_report",
    "do_research",
    "make_director_link",
    "revoke_director_link",
]
