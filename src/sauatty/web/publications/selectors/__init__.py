"""The only door to publications: readiness, versions, files, Word, workshops."""

from sauatty.web.publications.selectors.files import (
    OutputFile,
    ReturnView,
    access_change,
    access_returned,
    access_sent,
    has_open_changes,
    list_changes,
    list_outputs,
    list_sent,
    summarise_return,
)
from sauatty.web.publications.selectors.reviewing import (
    FigureGap,
    Readiness,
    check_readiness,
    has_signed,
)
from sauatty.web.publications.selectors.versions import (
    access_published,
    access_version,
    access_version_file,
    list_published,
    list_versions,
    previous_version,
)
from sauatty.web.publications.selectors.workshops import (
    access_challenge,
    access_workshop,
    count_challenges,
    list_challenges,
    list_challenges_of,
    list_workshops,
)

__all__ = [
    "FigureGap",
    "OutputFile",
    "Readiness",
    "ReturnView",
    "access_challenge",
    "access_change",
    "access_published",
    "access_returned",
    "access_sent",
    "access_version",
    "access_version_file",
    "access_workshop",
    "check_readiness",
    "count_challenges",
    "has_open_changes",
    "has_signed",
    "list_challenges",
    "list_challenges_of",
    "list_changes",
    "list_outputs",
    "list_published",
    "list_sent",
    "list_versions",
    "list_workshops",
    "previous_version",
    "summarise_return",
]
