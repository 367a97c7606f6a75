"""Every write on frameworks: storing published versions, making their files."""

from sauatty.web.frameworks.services.documents import (
    DOCUMENT_JOB,
    FORMATS,
    ask_for_document,
    do_document,
    file_name,
)
from sauatty.web.frameworks.services.versions import (
    remove_versions,
    store_version,
)

__all__ = [
    "DOCUMENT_JOB",
    "FORMATS",
    "ask_for_document",
    "do_document",
    "file_name",
    "remove_versions",
    "store_version",
]
