"""What changes certificates. Each function is one transaction with its audit."""

from sauatty.web.certificates.services.awards import change_award, delete_award, make_award
from sauatty.web.certificates.services.designs import (
    change_design,
    delete_design,
    keep_picture,
    make_design,
    usual_design,
)
from sauatty.web.certificates.services.ending import correct, revoke
from sauatty.web.certificates.services.files import file_of, make_files
from sauatty.web.certificates.services.issuing import (
    ISSUE_JOB,
    ask_to_issue,
    do_issue,
    give,
    issue,
    issue_many,
)
from sauatty.web.certificates.services.lists import FORMATS, LIST_JOB, ask_for_list, do_list, take_back
from sauatty.web.certificates.services.printing_many import PRINT_JOB, ask_to_print, do_print

__all__ = [
    "FORMATS", "ISSUE_JOB", "LIST_JOB", "PRINT_JOB", "ask_for_list", "do_list", "take_back",
    "ask_to_issue", "ask_to_print", "do_print",
    "change_award", "change_design", "correct", "delete_award", "delete_design", "do_issue",
    "file_of", "give", "issue", "issue_many", "keep_picture", "make_award", "make_design", "make_files", "revoke",
    "usual_design",
]  # fmt: skip
